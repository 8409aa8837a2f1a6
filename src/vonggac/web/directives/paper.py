"""Phiếu chỉ đạo, filled from the directive: PDF to sign, DOCX to work on (FORMS §4.2)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.disclosures import selectors as disclosures
from vonggac.documents.wording import moment, span
from vonggac.places import selectors as places
from vonggac.web import words
from vonggac.web.directives.outcome import outcome
from vonggac.web.directives.views import own_directive
from vonggac.web.documents import filling
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.directives.models import Directive

_ACTS = {"playback": "view", "snapshot": "snapshot", "print": "print", "export": "export"}
"""What the form has a box for; what else an order permits goes with looking."""


@require_GET
def directive_paper(request: PageRequest, directive: UUID, kind: str) -> HttpResponse:
    row = own_directive(request, directive)
    otherwise = reverse("directive", args=[row.id])
    # The paper is the school's, whatever language its reader has chosen.
    with override("vi"):
        data = _filled(row) | {"ground": _ground(row, request.viewer.person)}
    return filling.paper(request, "directive", data, kind, row.label, otherwise=otherwise)


def _filled(row: "Directive") -> dict[str, Any]:
    school = places.school(row.school_id)
    cameras = [each.camera for each in row.cameras.all()]
    return {
        "authority": school.parent_body.upper(),
        "school": school.name.upper(),
        "number": row.label,
        "issuer": row.issuer.full_name,
        "issuer_position": words.role(row.issuer_role),
        "issued_at": moment(row.issued_us if row.said_us is None else row.said_us),
        "manner": "oral" if row.oral else "system",
        "oral_at": "" if row.said_us is None else _said(row, row.said_us),
        "purpose": row.purpose,
        "purpose_detail": row.purpose_detail,
        "cameras": ", ".join(f"{each.name} ({each.area.name})" for each in cameras),
        "footage": span(row.footage_from_us, row.footage_to_us),
        "acts": ", ".join(_ACTS[each] for each in row.acts if each in _ACTS),
        "content": row.content,
        "executor": ", ".join(each.person.full_name for each in row.executors.all()),
        "supervisor": "",
        "valid_to": moment(row.valid_to_us),
        "result": row.result,
    }


def _said(row: "Directive", said_us: int) -> str:
    """The word, when it was entered, and what became of it: nobody's name stands for what he did not confirm."""
    entered = _("entered %(t)s") % {"t": moment(row.issued_us)}
    settled = row.settlement and _("settled: %(words)s") % {"words": row.settlement}
    parts = [f"{moment(said_us)}, {row.said_how}", entered, outcome(row) or _("not confirmed yet")]
    return "; ".join(each for each in (*parts, settled) if each)


def _ground(row: "Directive", reader: UUID) -> str:
    """The request's number stands there for who may read the request."""
    if row.request:
        asked = disclosures.request(row.request, person=reader, school=row.school_id)
        return f"khoản 3 Điều 4 – đề nghị số {asked.label}" if asked else "khoản 3 Điều 4"
    return "khoản 2 Điều 4" if row.own_demand or row.direct else "khoản 1 Điều 2"
