"""Signed papers of a breach's file, and the draft of its notice (FORMS §8)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.breaches import selectors
from vonggac.breaches.states import LineKind
from vonggac.documents import wording
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.places import selectors as places
from vonggac.web.breaches.views import own
from vonggac.web.documents import filling
from vonggac.web.scans import scan_response
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.breaches.models import Breach

TO = ("authority", "subjects")
_WHOM = {
    "pupils": "học sinh",
    "parents": "cha mẹ học sinh",
    "staff": "cán bộ, giáo viên, nhân viên",
}
_MEASURES = (LineKind.MEASURE.value,)


@require_GET
def breach_paper(request: PageRequest, breach: UUID, place: int) -> HttpResponse:
    row = own(request, breach)
    found = next((each for each in selectors.lines(row.id) if each.place == place), None)
    if found is None or found.scan_id is None:
        raise Http404
    return scan_response(request, found.scan_id, otherwise=reverse("breach", args=[row.id]))


@require_GET
def breach_notice(request: PageRequest, breach: UUID, to: str, kind: str) -> HttpResponse:
    """Thông báo vi phạm dữ liệu cá nhân, drafted from the file, to the authority or to the subjects."""
    row = own(request, breach)
    if to not in TO:
        raise Http404
    name, otherwise = f"{row.label}-thong-bao", reverse("breach", args=[row.id])
    return filling.paper(request, "breach_notice", _words(row, to), kind, name, otherwise=otherwise)


@override("vi")  # the paper is the school's, whatever language its reader has chosen
def _words(row: "Breach", to: str) -> dict[str, Any]:
    school, at_us = places.school(row.school_id), now_us()
    named, head = selectors.leader(row.school_id), people.head_of(row.school_id, at_us)
    lines = selectors.lines(row.id)
    return {
        "authority": school.parent_body.upper(),
        "school": school.name.upper(),
        "place_and_date": wording.place_and_date(school.locality, wording.local(at_us).date()),
        "code": row.label,
        "addressee": _addressee(row, to),
        "discovered": wording.moment_in_words(row.discovered_us),
        "discovered_by": f"{row.discovered_by}: {row.how}" if to == "authority" else "",
        "what": f"{row.get_happened_display()}: {row.what}",
        "data": ", ".join(str(each.label) for each in row.kinds),
        "subjects": _subjects(row),
        "consequences": row.consequences,
        "measures": "; ".join(each.text for each in lines if each.kind in _MEASURES),
        "leader": named.leader.full_name if named else "",
        "contact": named.contact if named else "",
        "late": "; ".join(each.late_reason for each in selectors.notices_of(row.id) if each.late),
        "head": head.full_name if head else "",
        "signed_as": "HIỆU TRƯỞNG",
        "receivers": ("Như trên;", "Lưu: VT, HSCM."),
    }


def _addressee(row: "Breach", to: str) -> str:
    """As the last notice named them; before the first one the persons concerned in general words."""
    sent = [each.recipient for each in selectors.notices_of(row.id) if each.to == to]
    general = "" if to == "authority" else "Cha mẹ học sinh và những người có liên quan"
    return sent[-1] if sent else general


def _subjects(row: "Breach") -> str:
    known = {**_WHOM, "others": "người khác"}
    counts = {name: getattr(row, name) for name in known}
    said = [f"{wording.number(count)} {known[name]}" for name, count in counts.items() if count]
    if any(count is None for count in counts.values()):
        said.append("chưa xác định hết")
    return ", ".join(said) or "không có"
