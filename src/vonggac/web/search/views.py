"""Tìm trong các sổ: one field, all books that the reader may read."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.notices import selectors as notices
from vonggac.people import selectors as people
from vonggac.search import selectors
from vonggac.search.selectors import Hit
from vonggac.web import deeds
from vonggac.web.notices.sentences import sentence
from vonggac.web.search.places import PLACES
from vonggac.web.viewer import PageRequest

LONGEST = 200


@require_GET
def find_books(request: PageRequest) -> HttpResponse:
    """Each hit only of rows that this person may read (``search.sources``); people by given name."""
    viewer = request.viewer
    text, book = request.GET.get("q", "").strip()[:LONGEST], request.GET.get("book", "")
    reach = selectors.reach(viewer.person, viewer.school, now_us())
    sees_people = deeds.may(request, Deed.SEE_PEOPLE)
    about = _about(request) if sees_people else None
    found = selectors.find(
        reach,
        text=text,
        book=book,
        about=about,
        before=_number(request.GET.get("before", "")),
    )
    told = _told(viewer.person, found.hits)
    context = {
        "text": text,
        "book": book,
        "books": [(name, each.label) for name, each in PLACES.items() if name in reach.rules],
        "about": about,
        "about_name": people.person(about).full_name if about else "",
        "persons": selectors.persons(text, viewer.school)[:12] if sees_people else [],
        "rows": [_shown(each, told) for each in found.hits],
        "before": found.before,
        "asked": bool(text) or about is not None,
    }
    part = "HX-Request" in request.headers
    return render(request, f"search/{'found' if part else 'find'}.html", context)


def _shown(hit: Hit, told: dict[UUID, str]) -> dict[str, Any]:
    place = PLACES[hit.book]
    label = hit.label if place.numbered else ""
    pieces = [(told[hit.row], False)] if hit.row in told else hit.pieces
    return {
        "hit": hit,
        "book": place.label,
        "label": label,
        "url": place.url(hit),
        "pieces": pieces,
    }


def _told(person: UUID, hits: list[Hit]) -> dict[UUID, str]:
    """Notices as their page says them: the index knows only their numbers and names."""
    wanted = [each.row for each in hits if each.book == "notice"]
    if not wanted:
        return {}
    rows = notices.recent(person).filter(pk__in=wanted)
    return {each.id: sentence(each.kind, each.params) for each in rows}


def _about(request: PageRequest) -> UUID | None:
    """The colleague asked for; None for anybody who is not one."""
    try:
        wanted = UUID(request.GET.get("about", ""))
    except ValueError:
        return None
    known = {each.id for each in people.people(request.viewer.school)}
    return wanted if wanted in known else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
