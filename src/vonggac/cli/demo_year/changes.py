"""What the Board is to know of: alarms, plans, the watch over the network: changed with a basis, and acknowledged."""

from collections.abc import Iterator
from datetime import timedelta

from vonggac.attention import selectors, sources
from vonggac.attention import services as attention
from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, later
from vonggac.equipment import services as equipment
from vonggac.equipment.rules import Limit
from vonggac.kernel import clock
from vonggac.network import services as network
from vonggac.places import services as places
from vonggac.places.schedule import CELLS_A_WEEK, WeekPlan


def stories(year: Year) -> Iterator[Story]:
    yield _alarms(year)
    yield _plans(year)
    yield _network(year)
    yield _told(year)


def _alarms(year: Year) -> Story:
    for after, gap, basis in (
        (2, 180, "Mạng nội bộ hay chập chờn ngắn"),
        (120, 120, "Đã thay cáp"),
    ):
        yield at(year.first + timedelta(days=after), 10, 25)
        equipment.decide(
            school=year.school,
            by=year.cast.principal,
            basis=basis,
            seconds={Limit.GAP: gap},
            silent=[],
        )


def _plans(year: Year) -> Story:
    """All the time, every day: what the cameras do anyway, now by decision."""
    yield at(year.first + timedelta(days=5), 14, 30)
    places.decide_plan(
        cameras=year.cameras,
        plan=WeekPlan("a" * CELLS_A_WEEK),
        basis=f"Kế hoạch ghi hình năm học, 88/QĐ-{year.symbol}",
        by=year.cast.it_teacher,
    )


def _network(year: Year) -> Story:
    """The watch is off for an afternoon while a switch is changed."""
    yield at(year.first + timedelta(days=12), 13, 40)
    head = year.cast.principal
    network.decide(
        school=year.school, by=head, watched=False, basis="Thay bộ chuyển mạch phòng trực"
    )
    yield later(0, 16, 50)
    network.decide(school=year.school, by=head, watched=True, basis="Đã thay xong")


def _told(year: Year) -> Story:
    """The clerk process gathers them; a member of the Board who did not do it acknowledges, but for the last."""
    since_us = 0
    for day in year.working_days():
        if day.weekday() != 4:
            continue
        yield at(day, 17, 30)
        at_us = clock.now_us()
        found = sources.told(year.school, at_us, since_us)
        attention.gather(school=year.school, told=[each for each in found if each.at_us <= at_us])
        since_us = at_us - 14 * clock.DAY_US
        yield later(1, 8, 40)
        for row in selectors.unacknowledged(year.school):
            by = next(each for each in year.cast.board if each != row.by_id)
            attention.acknowledge(change=row.id, by=by, words="Đã biết, có căn cứ.")
