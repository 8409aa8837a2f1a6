"""Reads of the calendar: what is due at a school, and what of it is whose."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from vonggac.access import selectors as access
from vonggac.access.deeds import MATRIX, Deed
from vonggac.duties.due import Duty, Kind
from vonggac.duties.models import Feed
from vonggac.duties.periods import Days
from vonggac.duties.sources import SOURCES
from vonggac.people import selectors as people
from vonggac.people.days import day_of
from vonggac.people.roles import BOARD

LOOKED_BACK = timedelta(days=62)
"""So far back a period that was left out is still shown as late; rows that wait are shown however old they are."""
_ORDER = {each: place for place, each in enumerate(Kind)}


def duties(school: UUID, days: Days, at_us: int) -> list[Duty]:
    """What is due in the range, done or not, and what is late today; by day."""
    today = day_of(at_us)
    asked = Days(min(days.first, today - LOOKED_BACK), days.last)
    found = [each for source in SOURCES for each in source(school, asked, at_us)]
    shown = [each for each in found if each.day in days or each.late(today)]
    return sorted(shown, key=lambda each: (each.day, _ORDER[each.kind], each.ref, each.key))


def own(found: Iterable[Duty], person: UUID, school: UUID, at_us: int) -> list[Duty]:
    """Those that are this person's: by name, or by a position that includes the deed."""
    held = {each.role for each in people.positions_now(person, at_us) if each.school == school}
    if not held:
        return []
    asked: dict[Deed, bool] = {}

    def may(deed: Deed) -> bool:
        if deed not in asked:
            asked[deed] = bool(MATRIX[deed].roles & held) and (
                access.refusal_for(person=person, school=school, deed=deed, at_us=at_us) is None
            )
        return asked[deed]

    return [
        each
        for each in found
        if person not in each.but
        and (person in each.persons if each.persons else each.deed is not None and may(each.deed))
    ]


def readable(found: Iterable[Duty], person: UUID, school: UUID, at_us: int) -> list[Duty]:
    """The Board sees everybody's, but for what concerns the reader; others their own."""
    held = people.positions_now(person, at_us)
    if any(each.school == school and each.role in BOARD for each in held):
        return [each for each in found if person not in each.but]
    return own(found, person, school, at_us)


def responsible(each: Duty, school: UUID, at_us: int) -> set[UUID]:
    """Who is told of it."""
    if each.persons:
        return set(each.persons) - each.but
    if each.deed is None:
        return set()
    return {one.id for one in access.who_may(school, each.deed, at_us)} - each.but


def feed_of(person: UUID) -> Feed | None:
    """The address that stands; the secret itself is nowhere."""
    return Feed.objects.filter(person_id=person, revoked_us=None).first()
