"""The yearly plan of maintenance and its orders, done in time, late, postponed, or not passed."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from vonggac.cli.demo_year.devices import mended
from vonggac.cli.demo_year.walking import Story, at, today
from vonggac.cli.demo_year.year import Year, is_working, later
from vonggac.duty import selectors as duty
from vonggac.equipment import selectors as equipment
from vonggac.kernel import clock
from vonggac.maintenance import selectors
from vonggac.maintenance import services as maintenance
from vonggac.maintenance.services import Found, PlannedRow
from vonggac.maintenance.states import items_of

_ROWS = (
    ("maintenance", "Vệ sinh ống kính, vỏ camera", "camera", "quarter", 9),
    ("maintenance", "Vệ sinh máy ghi hình, kiểm tra quạt", "computer", "quarter", 16),
    ("maintenance", "Vệ sinh bộ chuyển mạch, siết đầu nối", "switch", "half_year", 23),
    ("maintenance", "Kiểm tra bộ lưu điện", "power", "half_year", 30),
    ("calibration", "Kiểm tra hiệu chuẩn camera", "camera", "year", 84),
)
"""Work, what, kind of device, how often, days after the plan."""


def stories(year: Year) -> Iterator[Story]:
    starts = [each for each in year.days() if (each.month, each.day) == (9, 8)]
    for start in starts or [year.first + timedelta(days=1)]:
        yield _plan(year, start)
    yield _rounds(year)
    yield _work(year)
    yield _by_hand(year)


def _plan(year: Year, start: date) -> Story:
    yield at(start, 10, 40)
    teacher = year.cast.it_teacher
    rows = [
        PlannedRow(
            work=work,
            what=what,
            asset_kind=kind,
            every=every,
            first_on=_workday(start + timedelta(days=after)),
            responsible=teacher,
        )
        for work, what, kind, every, after in _ROWS
    ]
    made = maintenance.draw_up_plan(
        school=year.school,
        by=teacher,
        school_year=duty.school_year_of(year.school, clock.now_us()),
        purpose="Giữ hệ thống camera hoạt động liên tục, an toàn, hình rõ",
        rows=rows,
        funding="Nguồn sự nghiệp giáo dục năm",
        organisation="Giáo viên Tin học chủ trì, bảo vệ phối hợp",
    )
    yield later(1, 15, 0)
    maintenance.decide_plan(plan=made.id, by=year.cast.principal, approved=True)


def _workday(day: date) -> date:
    while not is_working(day):
        day += timedelta(days=1)
    return day


def _rounds(year: Year) -> Story:
    """The clerk process makes orders of the plan as their days come near."""
    for day in year.days():
        if day.weekday() == 0 or day == year.last:
            yield at(day, 6, 30)
            maintenance.keep_orders(school=year.school, at_us=clock.now_us())


def _work(year: Year) -> Story:
    """On Thursdays the IT teacher does what is due; the calibration needs measured values and waits for footage."""
    chance = year.chance("upkeep")
    turn = 0
    for day in year.working_days():
        if day.weekday() != 3:
            continue
        yield at(day, 9, 0)
        for row in selectors.open_orders(year.school):
            if row.due_on > today() or row.state == "confirming":
                continue
            if row.work == "calibration":
                _put_off(year, row.id)
                continue
            turn += 1
            if turn % 6 == 4 and row.due_on + timedelta(days=10) > today():
                continue  # another day: it is late for a while
            yield from _done(year, row.id, bad=turn == 7, again=chance.random() < 0.1)


def _put_off(year: Year, order: UUID) -> None:
    """Values are measured on footage, and there is none yet."""
    maintenance.postpone(
        order=order,
        by=year.cast.principal,
        due_on=_workday(max(year.last, today()) + timedelta(days=12)),
        reason="Chờ camera được đấu vào máy ghi hình mới để đo",
    )


def _done(year: Year, order: UUID, *, bad: bool, again: bool) -> Story:
    _check(year, order, bad=bad)
    yield clock.now_us() + 90 * clock.MINUTE_US
    words = "Đã làm đủ các mục, thiết bị hoạt động bình thường."
    row = maintenance.hand_in(order=order, by=year.cast.it_teacher, conclusion=words)
    if bad:
        for failure in equipment.failures(year.school):
            if failure.label in row.failures:
                yield from mended(year, failure.id)
        return
    yield later(1, 14, 20)
    if again:
        words = "Chụp lại hình sau khi lau và ghi rõ vào biên bản."
        maintenance.send_back(order=order, by=year.cast.principal, words=words)
        yield later(1, 9, 0)
        words = "Đã bổ sung."
        maintenance.hand_in(order=order, by=year.cast.it_teacher, conclusion=words)
        yield later(1, 15, 0)
    maintenance.confirm(order=order, by=year.cast.principal)


def _check(year: Year, order: UUID, *, bad: bool) -> None:
    teacher, run = year.cast.it_teacher, year.data.run
    row = maintenance.start(order=order, by=teacher, run_folder=run)
    for place, asset in enumerate(selectors.devices_of(row)):
        found: dict[str, Found] = {
            each: Found("good", *(("bám bụi", "sạch") if each == "lens" else ()))
            for each in items_of(row.work, asset.kind)
        }
        if bad and not place:
            found["power"] = Found("bad", "điện áp không ổn định")
        maintenance.check_device(
            order=order, asset=asset.id, by=teacher, found=found, run_folder=run
        )


def _by_hand(year: Year) -> Story:
    """After a storm, outside the plan; and one that the Board puts off."""
    yield at(year.first + timedelta(days=4), 8, 10)
    made = maintenance.open_order(
        school=year.school,
        by=year.cast.it_teacher,
        work="maintenance",
        what="Kiểm tra giá đỡ, chống nước sau mưa bão",
        assets=_cameras(year)[:2],
        due_on=_workday(today() + timedelta(days=2)),
        responsible=year.cast.it_teacher,
        reason="Sau đợt mưa lớn",
    )
    yield later(0, 11, 0)
    maintenance.postpone(
        order=made.id,
        by=year.cast.vice_principal,
        due_on=_workday(today() + timedelta(days=9)),
        reason="Tuần này trường tổ chức hội nghị",
    )


def _cameras(year: Year) -> list[UUID]:
    found = (equipment.asset_of_camera(each) for each in year.cameras)
    return [each.id for each in found if each is not None]
