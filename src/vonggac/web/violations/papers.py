"""Signed papers of a violation's file, and its minutes as a form (FORMS §6.1)."""

import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.documents.wording import moment_in_words
from vonggac.people import selectors as people
from vonggac.places import selectors as places
from vonggac.violations import selectors
from vonggac.violations.states import LineKind
from vonggac.web.documents import filling
from vonggac.web.local_time import instant_text
from vonggac.web.scans import scan_response
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.violations.models import Violation, ViolationLine

log = logging.getLogger(__name__)


@require_GET
def violation_paper(request: PageRequest, violation: UUID, place: int) -> HttpResponse:
    """The file's readers read all, the person concerned what they handed in."""
    row = selectors.one(request.viewer.school, request.viewer.person, violation)
    if row is None:
        raise Http404
    mine = selectors.concerns(row, request.viewer.person)
    lines = (
        selectors.own_statements(row.id, request.viewer.person) if mine else selectors.lines(row.id)
    )
    found = next((each for each in lines if each.place == place), None)
    if found is None or found.scan_id is None:
        raise Http404
    otherwise = reverse("violation", args=[row.id])
    return scan_response(request, found.scan_id, otherwise=otherwise)


@require_GET
def violation_minutes(request: PageRequest, violation: UUID, kind: str) -> HttpResponse:
    """Biên bản vi phạm, filled from the file. Its name tells the number and nobody's (ACCESS §9)."""
    row = selectors.readable(request.viewer.school, request.viewer.person).filter(pk=violation)
    known = row.first()
    if known is None:
        raise Http404
    name, otherwise = f"{known.label}-bien-ban", reverse("violation", args=[known.id])
    return filling.paper(
        request, "violation_minutes", _words(known), kind, name, otherwise=otherwise
    )


@override("vi")  # the paper is the school's, whatever language its reader has chosen
def _words(row: "Violation") -> dict[str, Any]:
    school, lines = places.school(row.school_id), selectors.lines(row.id)
    minutes = next((each for each in lines if each.kind == LineKind.MINUTED), None)
    at_us = minutes.at_us if minutes else row.opened_us
    head = people.head_of(row.school_id, at_us)
    said = _texts(lines, LineKind.STATEMENT)
    return {
        "authority": school.parent_body.upper(),
        "school": school.name.upper(),
        "code": row.label,
        "began": moment_in_words(at_us),
        "place": row.where,
        "writer": minutes.person_name if minutes else "",
        "persons": [{"name": each.name, "position": each.position} for each in row.involved.all()],
        "act": f"{row.what} ({instant_text(row.happened_us)})",
        "rule": str(row.get_rule_display()),
        "evidence": "; ".join(_texts(lines, LineKind.EVIDENCE, LineKind.HELD)),
        "course": minutes.text if minutes else "",
        "damage": f"{row.damage_vnd:,} đồng".replace(",", ".") if row.damage_vnd else "",
        "statement": "; ".join(said),
        "witness": "; ".join(_texts(lines, LineKind.WITNESS)),
        "proposal": "; ".join(_texts(lines, LineKind.PROPOSED)),
        "head": head.full_name if head else "",
    }


def _texts(lines: list["ViolationLine"], *kinds: LineKind) -> list[str]:
    return [f"{each.ref} {each.text}".strip() for each in lines if each.kind in kinds]
