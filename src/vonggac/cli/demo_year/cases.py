"""Suspicions and cases from the note to the end, each with its dossier; one goes on as a violation, some are open."""

from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, later
from vonggac.holds import selectors as held
from vonggac.holds import services as holds
from vonggac.incidents import services as incidents
from vonggac.kernel import clock
from vonggac.kernel.ranges import Range


class Told(NamedTuple):
    after: int
    """Days from the beginning of the year."""
    purpose: str
    what: str
    way: str
    result: str


_CASES = (
    Told(
        5,
        "security",
        "Người lạ đứng lâu trước cổng phụ giờ ra về",
        "spot",
        "Bảo vệ đã hỏi: người nhà đón cháu.",
    ),
    Told(
        13,
        "safety",
        "Hai học sinh trèo lan can hành lang tầng 2",
        "parents",
        "Đã trao đổi với phụ huynh.",
    ),
    Told(40, "fire_safety", "Ổ cắm ở bếp ăn bốc khói nhẹ", "spot", "Đã ngắt điện, thay ổ cắm."),
    Told(
        75,
        "security",
        "Mất một xe đạp ở nhà để xe",
        "police",
        "Công an xã đã lập hồ sơ, tìm được xe.",
    ),
    Told(
        110,
        "safety",
        "Xe máy chạy trong sân giờ ra chơi",
        "spot",
        "Đã nhắc người giao hàng đi cổng sau.",
    ),
    Told(
        165,
        "security",
        "Có người trèo tường sân sau buổi tối",
        "retrieve",
        "Chưa xác định được người.",
    ),
    Told(
        205, "safety", "Học sinh ngất khi chào cờ", "parents", "Gia đình đã đón, sức khỏe ổn định."
    ),
    Told(
        280,
        "security",
        "Cửa phòng máy không khóa qua đêm",
        "spot",
        "Kiểm đếm đủ, đã nhắc người trực.",
    ),
    Told(
        405,
        "fire_safety",
        "Chuông báo cháy kêu không rõ nguyên nhân",
        "spot",
        "Đầu báo bẩn, đã vệ sinh.",
    ),
    Told(
        425, "safety", "Học sinh bị kẹt tay ở cổng sắt", "parents", "Y tế đã sơ cứu, sửa cánh cổng."
    ),
)


def stories(year: Year) -> Iterator[Story]:
    for place, each in enumerate(_CASES):
        yield _case(year, place, each)
    yield _open(year)


def _case(year: Year, place: int, told: Told) -> Story:
    yield at(year.first + timedelta(days=told.after), 9, 20)
    officer, head = year.cast.officers[place % 2], year.cast.principal
    cameras = [year.cameras[place % len(year.cameras)]]
    at_us = clock.now_us()
    row = incidents.open_case(
        school=year.school,
        by=officer,
        cameras=cameras,
        footage=Range(at_us - 20 * clock.MINUTE_US, at_us - 5 * clock.MINUTE_US),
        purpose=told.purpose,
        what=told.what,
    )
    yield at_us + (50 if place != 5 else 190) * clock.MINUTE_US
    incidents.report(
        case=row.id, by=officer, words="Đã báo Hiệu trưởng qua điện thoại và trực tiếp."
    )
    yield clock.now_us() + 40 * clock.MINUTE_US
    incidents.direct(case=row.id, by=head, way=told.way, words="Xử lý ngay, báo lại trong ngày.")
    yield clock.now_us() + 55 * clock.MINUTE_US
    incidents.handle(case=row.id, by=officer, words="Đã đến tại chỗ cùng giáo viên trực ban.")
    incidents.add_line(case=row.id, by=officer, text="Đã ghi lời kể của người có mặt.")
    if place == 5:
        incidents.pass_on(case=row.id, by=head, words="Chuyển xem xét hành vi có dấu hiệu vi phạm.")
    yield later(1, 10, 30)
    incidents.give_result(case=row.id, by=officer, words=told.result)
    yield later(1, 15, 45)
    incidents.end(case=row.id, by=head, words="Đồng ý kết thúc, lưu hồ sơ.")
    yield from _released(year, row.label, kept=place == 5, waits=place == 8)


def _released(year: Year, case: str, *, kept: bool, waits: bool) -> Story:
    """Three weeks later: is what was held still needed? Released by two persons, or kept."""
    yield later(15, 8, 50)
    for each in held.for_ground("case", case):
        ask = holds.ask_release(
            hold=each.id, by=year.cast.it_teacher, reason="Vụ việc đã kết thúc, không còn cần"
        )
        if waits:
            continue
        yield later(0, 14, 30)
        if kept:
            holds.keep(ask=ask.id, by=year.cast.principal, reason="Công an đề nghị giữ thêm")
        else:
            holds.release(ask=ask.id, by=year.cast.principal)


def _open(year: Year) -> Story:
    """Two that are not over: noted just now, and being handled."""
    yield at(year.last - timedelta(days=1), 10, 0)
    at_us = clock.now_us()
    footage = Range(at_us - 30 * clock.MINUTE_US, at_us - 10 * clock.MINUTE_US)
    first = incidents.open_case(
        school=year.school,
        by=year.cast.officers[1],
        cameras=list(year.cameras[:1]),
        footage=footage,
        purpose="security",
        what="Người lạ chụp ảnh học sinh trước cổng",
    )
    incidents.report(case=first.id, by=year.cast.officers[1], words="Đã báo cô Hiệu trưởng.")
    incidents.direct(
        case=first.id, by=year.cast.principal, way="spot", words="Mời vào phòng bảo vệ."
    )
    incidents.handle(case=first.id, by=year.cast.officers[1], words="Đang chờ xác minh.")
    yield later(0, 16, 30)
    incidents.open_case(
        school=year.school,
        by=year.cast.officers[0],
        cameras=[],
        footage=Range(clock.now_us() - clock.HOUR_US, clock.now_us()),
        purpose="safety",
        what="Mái tôn nhà để xe bị bung sau mưa",
    )
