"""Giấy đề nghị, tờ trình, biên bản nghiệm thu, filled from the proposal (FORMS §5.2)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.documents.forms import FORMS
from vonggac.documents.wording import moment_in_words, place_and_date
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.repairs import selectors
from vonggac.repairs.states import LineKind
from vonggac.web.documents import filling, heads
from vonggac.web.local_time import local
from vonggac.web.repairs.views import own_repair
from vonggac.web.scans import scan_response
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.repairs.models import Proposal, ProposedItem

CODES = ("repair_request", "repair_submission", "acceptance_minutes")


@require_GET
def repair_paper(request: PageRequest, repair: UUID, form: str, kind: str) -> HttpResponse:
    row = own_repair(request, repair)
    code = form.replace("-", "_")
    if code not in CODES:
        raise Http404
    otherwise = reverse("repair", args=[row.id])
    with override("vi"):  # the paper is the school's, whatever language its reader has chosen
        data = _words(row)
    known = {each.name for each in FORMS[code].data.__dataclass_fields__.values()}
    data = {key: value for key, value in data.items() if key in known}
    if code == "repair_request":
        data["number"] = row.label
    return filling.paper(
        request, code, data, kind, f"{row.label}-{filling.called(code)}", otherwise=otherwise
    )


@require_GET
def repair_scan(request: PageRequest, repair: UUID, place: int) -> HttpResponse:
    """A signed paper of the file."""
    row = own_repair(request, repair)
    found = next((each for each in selectors.lines(row.id) if each.place == place), None)
    if found is None or found.scan_id is None:
        raise Http404
    return scan_response(request, found.scan_id, otherwise=reverse("repair", args=[row.id]))


def _words(row: "Proposal") -> dict[str, Any]:
    here, at_us = places.school(row.school_id), now_us()
    head = people.head_of(row.school_id, at_us)
    teacher = people.holders(row.school_id, [Role.IT_TEACHER], at_us).first()
    lines = selectors.lines(row.id)
    accepted = next((each for each in lines if each.kind == LineKind.ACCEPTED), None)
    total = selectors.estimate_vnd(row)
    return {
        "authority": here.parent_body.upper(),
        "school": here.name.upper(),
        "number": "",
        "place_and_date": place_and_date(here.locality, local(at_us).date()),
        "addressee": f"Ban Giám hiệu {here.name}",
        "superior": here.parent_body,
        "proposal_no": row.label,
        "about": row.title,
        "ground": row.source,
        "reason": row.reason,
        "devices": [_device(place, each, row) for place, each in _numbered(row)],
        "total": f"{total:,}".replace(",", ".") if total else "",
        "funding": row.funding,
        "wanted_by": f"{row.wanted_by:%d/%m/%Y}" if row.wanted_by else "",
        "proposer": row.opened_by.full_name if row.opened_by else "",
        **heads.signer(row.school_id),
        "receivers": ["Như trên;", "Lưu: VT, HSCM."],
        "began": moment_in_words(accepted.at_us) if accepted else "",
        "place": here.name,
        "provider": row.provider,
        "found": accepted.text if accepted else "",
        "teacher": teacher.full_name if teacher else "",
        "chair": head.full_name if head else "",
    }


def _numbered(row: "Proposal") -> list[tuple[int, "ProposedItem"]]:
    return list(enumerate(selectors.items(row), start=1))


def _device(place: int, each: "ProposedItem", row: "Proposal") -> dict[str, str]:
    asset = each.asset
    since = asset.in_use_on.year if asset is not None and asset.in_use_on else ""
    area = asset.area.name if asset is not None and asset.area else ""
    where = ", ".join(filter(None, (area, asset.position if asset is not None else "")))
    cost = "" if each.estimate_vnd is None else f"{each.estimate_vnd:,}".replace(",", ".")
    return {
        "number": str(place),
        "code": asset.code if asset is not None else "",
        "name": each.name,
        "place": where,
        "year": str(since),
        "damage": each.damage,
        "cause": each.cause,
        "measure": str(each.get_measure_display()).capitalize(),
        "estimate": cost,
    }
