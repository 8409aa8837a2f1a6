"""Shifts of every working day: the week's roster, the two checklists, live view, and the lines that come of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from uuid import UUID

from vonggac.access import services as access
from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, is_summer, is_working
from vonggac.duty import selectors
from vonggac.duty import services as duty
from vonggac.duty.checklists import Answer, Answers, Item, List, Said, all_in_order
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.ranges import Range
from vonggac.people import selectors as people
from vonggac.people import services as people_services

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
DESK = "192.168.1.20"
MORNING = (6, 45), (11, 30)
AFTERNOON = (13, 0), (17, 30)
FORGOTTEN = 0.02
"""How often somebody goes home without closing the shift: it ends by itself."""
_COMPLAINTS = (
    (Item.COMPUTER, "Màn hình trực nhấp nháy, đã báo thầy Cường."),
    (Item.CAMERAS, "Hình camera cổng bị lóa nắng buổi sáng."),
    (Item.CLOCKS, "Đồng hồ treo tường phòng trực chậm 5 phút so với máy."),
    (Item.DISK, "Quạt máy ghi hình kêu to."),
)


def stories(year: Year) -> Iterator[Story]:
    yield _roster(year)
    for begin, end in (MORNING, AFTERNOON):
        yield _shifts(year, begin, end)


def _roster(year: Year) -> Story:
    """The vice-principal puts the next week's shifts on the roster, on Friday; the first week's at once."""
    yield at(year.first, 6, 30)
    chance = year.chance("roster")
    week = year.first
    while week <= year.last + timedelta(days=7):
        monday = week - timedelta(days=week.weekday())
        days = [monday + timedelta(days=each) for each in range(5)]
        for day in (each for each in days if each >= week and is_working(each)):
            _put_on(year, day, chance)
        week = monday + timedelta(days=7)
        yield at(week - timedelta(days=3), 15, 40)


def _put_on(year: Year, day: date, chance: Random) -> None:
    """Today's shift is the running demo's own; of the days to come the afternoons are on the roster."""
    first, second, third = year.cast.officers
    morning = third if chance.random() < 0.06 else first
    hours = [(morning, *MORNING)] if day < year.last else []
    if day != year.last and not is_summer(day):
        hours.append((second, *AFTERNOON))
    for person, begin, end in hours:
        duty.roster_shift(
            school=year.school,
            person=person,
            areas=year.areas,
            from_us=at(day, *begin),
            to_us=at(day, *end),
            by=year.cast.vice_principal,
        )


def _shifts(year: Year, begin: tuple[int, int], end: tuple[int, int]) -> Story:
    chance = year.chance(f"shifts {begin}")
    accounts = {each.person_id: each.id for each in people.accounts(year.school)}
    for day in year.working_days():
        yield at(day, *begin) + chance.randint(-8, 6) * clock.MINUTE_US
        found = _to_open(year)
        if found is None:
            continue
        shift, person = found
        duty.open_shift(shift=shift, person=person, answers=_opening(chance))
        login = people_services.open_session(
            account=accounts[person], user_agent=BROWSER, address=DESK
        )
        yield clock.now_us() + chance.randint(2, 10) * clock.MINUTE_US
        watches = chance.random() < 0.5
        seen = _begin_to_watch(year, person, login.session, chance) if watches else None
        yield clock.now_us() + chance.randint(8, 70) * clock.MINUTE_US
        _watched(seen)
        yield at(day, *end) - chance.randint(3, 14) * clock.MINUTE_US
        if chance.random() < 0.12:
            yield from _handed_over(year, shift, person)
        if chance.random() > FORGOTTEN:
            duty.close_shift(shift=shift, person=person, answers=_closing(chance))
            people_services.end_session(session=login.session)


def _handed_over(year: Year, shift: UUID, person: UUID) -> Story:
    """What is going on is told to the next one, who confirms it."""
    taker = next(each for each in year.cast.officers if each != person)
    made = duty.hand_over(
        shift=shift, person=person, to=taker, remarks="Cổng phụ khóa lúc 11 giờ; camera đủ hình."
    )
    yield clock.now_us() + 2 * clock.MINUTE_US
    duty.take_over(handover=made.id, person=taker, agreed=True)


def _to_open(year: Year) -> tuple[UUID, UUID] | None:
    """The shift that begins now, and whose it is."""
    at_us = clock.now_us()
    for person in year.cast.officers:
        for each in selectors.my_shifts(person, at_us, limit=1):
            if each.from_us - duty.EARLY_US <= at_us and each.opened_us is None:
                return each.id, person
    return None


@dataclass(frozen=True, slots=True)
class _Seen:
    viewing: UUID
    cameras: list[str]
    from_us: int


def _begin_to_watch(year: Year, person: UUID, session: UUID, chance: Random) -> _Seen | None:
    """The wall is put on the screen: a grant of live view, and the use that begins with it."""
    at_us = clock.now_us()
    seen = chance.sample(list(year.cameras), min(chance.randint(2, 5), len(year.cameras)))
    stretch = Range(at_us, at_us + clock.MINUTE_US)
    grant = access.may(person=person, act=Act.LIVE, cameras=seen, footage=stretch, at_us=at_us)
    if not isinstance(grant, Grant):
        return None
    viewing = access.start_viewing(grant_id=grant.id, session_id=session, act=Act.LIVE, at_us=at_us)
    return None if isinstance(viewing, Refusal) else _Seen(viewing.id, seen, at_us)


def _watched(seen: _Seen | None) -> None:
    """Leases of live view, as the live page takes them: no byte and no footage is told."""
    if seen is None:
        return
    at_us = clock.now_us()
    stretch = Range(seen.from_us, at_us)
    leases = [access.Piece(each, "sub", stretch, 0) for each in seen.cameras]
    access.serve_pieces(viewing=seen.viewing, pieces=leases, at_us=at_us)


def _opening(chance: Random) -> Answers:
    answers = dict(all_in_order(List.OPENING))
    if chance.random() < 0.05:
        item, words = chance.choice(_COMPLAINTS)
        answers[item] = Said(Answer.COMPLAINED, words)
    return answers


def _closing(chance: Random) -> Answers:
    answers = dict(all_in_order(List.CLOSING))
    if chance.random() < 0.02:
        answers[Item.CABINET] = Said(Answer.COMPLAINED, "Khóa tủ thiết bị bị kẹt, cần tra dầu.")
    return answers
