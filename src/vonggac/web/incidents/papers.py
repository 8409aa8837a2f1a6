"""Mục lục hồ sơ vụ việc, filled from the dossier (FORMS §8)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.documents.wording import moment, number
from vonggac.incidents import selectors
from vonggac.incidents.states import Way
from vonggac.kernel.clock import now_us
from vonggac.web import deeds
from vonggac.web.documents import filling, heads
from vonggac.web.local_time import local
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.incidents.models import Case, DossierLine


@require_GET
def case_index(request: PageRequest, case: UUID, kind: str) -> HttpResponse:
    """Numbers and kinds of the lines; what was written in them stays in the dossier."""
    deeds.require(request, Deed.READ_CASES)
    row = selectors.case(request.viewer.school, case)
    if row is None:
        raise Http404
    otherwise = reverse("case", args=[row.id])
    data = _index(row, request.viewer.full_name)
    return filling.paper(
        request, "case_index", data, kind, f"{row.label}-muc-luc", otherwise=otherwise
    )


def _index(row: "Case", writer: str) -> dict[str, Any]:
    lines = selectors.dossier(row.id)
    with override("vi"):
        papers = [_line(each) for each in lines]
        state = str(row.get_state_display())
    return {
        **heads.top(row.school_id),
        "number": row.label,
        "began": moment(row.noted_us),
        "state": state[:1].upper() + state[1:],
        "papers": papers,
        "total": number(len(papers)),
        "day": f"{local(now_us()):%d/%m/%Y}",
        "writer": writer,
        "head": heads.hands(row.school_id)["head"],
    }


def _line(each: "DossierLine") -> dict[str, str]:
    kind = str(each.get_kind_display())
    way = str(Way(each.ref).label) if each.ref in Way.values else ""
    used = f"Sổ theo dõi: số {each.usage_no}" if each.usage_no else ""
    return {
        "number": str(each.place),
        "day": f"{local(each.at_us):%d/%m/%Y}",
        "what": ": ".join(filter(None, (kind[:1].upper() + kind[1:], way))),
        "ref": used or ("" if way else each.ref),
        "writer": each.person_name,
    }
