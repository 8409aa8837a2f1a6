"""Assets with cost and warranty, the device book's lines and checks, failures through their whole way."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import override

from vonggac.cli.demo_year.walking import Story, at, today
from vonggac.cli.demo_year.year import Year, later
from vonggac.equipment import services as equipment
from vonggac.equipment.states import Way
from vonggac.kernel import clock
from vonggac.web import alarm_words

FUNDING = "Ngân sách nhà nước, nguồn sự nghiệp giáo dục"
_ASSETS = (
    ("MGH-01", "computer", "Máy tính ghi hình", "Dell", "OptiPlex 7020", 18_500_000, "Phòng trực"),
    ("OC-01", "disk", "Ổ cứng 8 TB", "WD", "WD84PURZ", 5_200_000, "Trong máy ghi hình"),
    ("OC-02", "disk", "Ổ cứng 8 TB", "WD", "WD84PURZ", 5_200_000, "Trong máy ghi hình"),
    (
        "DGH-01",
        "recorder",
        "Đầu ghi hình 8 kênh (cũ)",
        "Hikvision",
        "DS-7608",
        4_900_000,
        "Tủ mạng",
    ),
    (
        "CM-01",
        "switch",
        "Bộ chuyển mạch PoE 16 cổng",
        "TP-Link",
        "TL-SG1218MP",
        4_300_000,
        "Tủ mạng",
    ),
    ("CM-02", "switch", "Bộ chuyển mạch PoE 8 cổng", "TP-Link", "TL-SG1210MP", 2_100_000, "Tầng 2"),
    ("UPS-01", "power", "Bộ lưu điện 1 000 VA", "Santak", "TG1000", 2_400_000, "Tủ mạng"),
    ("MH-01", "other", "Màn hình phòng trực 32 inch", "LG", "32MP60", 5_600_000, "Phòng trực"),
)


class Trouble(NamedTuple):
    after: int
    """Days from the beginning of the year."""
    code: str
    """Of a device that is no camera."""
    words: str
    way: Way


_FAILURES = (
    Trouble(4, "CM-02", "Bộ chuyển mạch tầng 2 nóng bất thường, có mùi khét", Way.OUTSIDE),
    Trouble(10, "", "Hình mờ, có vết nước trên mặt kính", Way.IT_TEACHER),
    Trouble(55, "UPS-01", "Bộ lưu điện kêu liên tục, không giữ được điện", Way.REPLACE),
    Trouble(98, "", "Hình giật, mất từng lúc", Way.NETWORK),
    Trouble(130, "MH-01", "Màn hình trực bị sọc dọc", Way.OUTSIDE),
    Trouble(190, "", "Đèn hồng ngoại không sáng ban đêm", Way.IT_TEACHER),
    Trouble(240, "CM-01", "Cổng số 5 không cấp nguồn", Way.NETWORK),
    Trouble(310, "", "Camera lệch hướng sau bão", Way.IT_TEACHER),
    Trouble(370, "OC-02", "Ổ cứng báo nhiều cung hỏng", Way.REPLACE),
    Trouble(420, "", "Hình ngả màu hồng ban ngày", Way.IT_TEACHER),
)
_LINES = (
    "Lau kính, siết lại giá đỡ.",
    "Vệ sinh tủ mạng, quạt chạy bình thường.",
    "Kiểm tra dây nguồn và đầu bấm, không có gì bất thường.",
)


def stories(year: Year) -> Iterator[Story]:
    codes: dict[str, UUID] = {}
    yield _register(year, codes)
    yield _book(year)
    yield _lines(year)
    for place, each in enumerate(_FAILURES):
        yield _failure(year, codes, place, each)
    yield _open(year, codes)


def _register(year: Year, codes: dict[str, UUID]) -> Story:
    yield at(year.first, 14, 0)
    for place, (code, kind, name, brand, model, cost, position) in enumerate(_ASSETS):
        row = equipment.register_asset(
            school=year.school,
            by=year.cast.it_teacher,
            code=code,
            basis="Kiểm kê khi bắt đầu dùng sổ",
            kind=kind,
            name=name,
            brand=brand,
            model=model,
            serial=f"SN{year.seed}{place:04d}",
            cost_vnd=cost,
            left_vnd=cost * 3 // 5,
            position=position,
            funding=FUNDING,
            supplier="Công ty TNHH Thiết bị trường học",
            in_use_on=date(year.first.year - 1, 8, 20),
            warranty_until=date(year.first.year + 1, 8, 20),
        )
        codes[code] = row.id
        yield clock.now_us() + 4 * clock.MINUTE_US
        equipment.approve_connection(
            asset=row.id, by=year.cast.principal, basis=f"Phiếu đấu nối {code}"
        )


def _book(year: Year) -> Story:
    """The book writes itself from shifts, failures and assets, as the clerk process lets it each round."""
    for day in year.working_days():
        if day.weekday() not in (2, 4):  # the book reads the days before, too
            continue
        yield at(day, 18, 20)
        with override("vi"):
            equipment.keep_book(
                school=year.school,
                at_us=clock.now_us(),
                words=alarm_words.cause,
                steps=alarm_words.step,
            )


def _lines(year: Year) -> Story:
    """Lines by hand twice a month, one of them a day late; a correction; the Board's checks."""
    chance = year.chance("lines")
    for number, day in enumerate(year.working_days()):
        if number % 10 != 5:
            continue
        yield at(day, 16, chance.randint(0, 50))
        _line(year, chance, late=number % 30 == 25)
        yield later(1, 9, 0)
        equipment.check_day(
            school=year.school,
            day=day,
            by=year.cast.board[number // 10 % 2],
            remarks="Ghi đủ." if chance.random() < 0.5 else "",
        )


def _line(year: Year, chance: Random, *, late: bool) -> None:
    made = equipment.write_day_line(
        school=year.school,
        by=year.cast.it_teacher,
        day=today(),
        condition="good",
        text=chance.choice(_LINES),
        camera=chance.choice(year.cameras),
    )
    if late:
        equipment.correct_device_line(
            line=made.id, by=year.cast.it_teacher, text="Ghi nhầm camera: là camera bên cạnh."
        )
        equipment.write_day_line(
            school=year.school,
            by=year.cast.it_teacher,
            day=today() - timedelta(days=2),
            condition="warning",
            text="Mất điện 10 phút lúc 9 giờ, bộ lưu điện giữ được.",
        )


def _failure(year: Year, codes: dict[str, UUID], place: int, told: Trouble) -> Story:
    """A camera is left running, since only footage would tell that a stopped one is back; other devices are stopped."""
    yield at(year.first + timedelta(days=told.after), 8, 35)
    code, words, way = told.code, told.words, told.way
    teacher, head = year.cast.it_teacher, year.cast.principal
    row = equipment.open_by_hand(
        school=year.school,
        by=year.cast.officers[place % 2],
        words=words,
        camera="" if code else year.cameras[place % len(year.cameras)],
        asset=codes.get(code),
    )
    yield clock.now_us() + 25 * clock.MINUTE_US
    if code:
        equipment.stop(
            failure=row.id, by=teacher, reason="Có nguy cơ hư hỏng thêm", asset=codes[code]
        )
    else:
        equipment.leave_running(failure=row.id, by=teacher, reason="Vẫn có hình, không hỏng thêm")
    equipment.report(failure=row.id, by=teacher, words=f"{words}. Đề nghị cho hướng xử lý.")
    yield later(0, 10, 30)
    admin = way == Way.NETWORK
    equipment.direct(
        failure=row.id,
        by=head,
        way=way,
        words="Khắc phục trong tuần, bảo đảm ghi hình.",
        assignee=year.cast.network_admin if admin else None,
        due_us=later(10, 17) if admin else None,
    )
    yield later(1, 8, 30)
    worker = year.cast.network_admin if admin else teacher
    equipment.repair(failure=row.id, by=worker, words="Đã tháo kiểm tra, xác định nguyên nhân.")
    if way == Way.REPLACE:
        codes[code] = _replaced(year, row.id, code, place)
    yield from _tested(year, row.id, worker, again=place == 4)


def _replaced(year: Year, failure: UUID, code: str, place: int) -> UUID:
    made = equipment.replace(
        failure=failure,
        by=year.cast.it_teacher,
        code=f"{code}B",
        name=next(each[2] for each in _ASSETS if each[0] == code),
        serial=f"SN{year.seed}9{place:03d}",
        in_use_on=today(),
        funding=FUNDING,
    )
    return made.id


def mended(year: Year, failure: UUID) -> Story:
    """A failure that maintenance found: the device runs on, the IT teacher mends it."""
    teacher = year.cast.it_teacher
    equipment.leave_running(failure=failure, by=teacher, reason="Vẫn chạy, theo dõi thêm")
    equipment.report(failure=failure, by=teacher, words="Phát hiện khi bảo trì, đề nghị tự xử lý.")
    yield later(0, 15, 30)
    words = "Đồng ý, xong trước cuối tuần."
    equipment.direct(failure=failure, by=year.cast.principal, way=Way.IT_TEACHER, words=words)
    yield later(1, 8, 30)
    equipment.repair(failure=failure, by=teacher, words="Thay bộ nguồn.")
    yield from _tested(year, failure, teacher, again=False)


def _tested(year: Year, failure: UUID, worker: UUID, *, again: bool) -> Story:
    yield later(2, 9, 40)
    equipment.ask_test(failure=failure, by=worker, words="Đã sửa xong, đề nghị kiểm tra.")
    yield later(0, 14, 15)
    if again:
        equipment.test(
            failure=failure, by=year.cast.principal, passed=False, words="Vẫn còn sọc nhẹ"
        )
        yield later(2, 9, 0)
        equipment.ask_test(failure=failure, by=worker, words="Đã thay cáp tín hiệu.")
        yield later(0, 10, 0)
    words = "Chạy ổn định trong ngày"
    equipment.test(failure=failure, by=year.cast.principal, passed=True, words=words)
    yield later(1, 16, 10)
    equipment.close(
        failure=failure,
        by=year.cast.it_teacher,
        course="Phát hiện khi trực, kiểm tra và báo cáo ngay trong buổi.",
        after_fix="Thiết bị hoạt động bình thường, đã theo dõi một ngày.",
        related="Không ảnh hưởng thiết bị khác.",
    )


def _open(year: Year, codes: dict[str, UUID]) -> Story:
    """Two that are open when the year ends: just found, and being repaired."""
    yield at(year.last - timedelta(days=3), 9, 10)
    row = equipment.open_by_hand(
        school=year.school,
        by=year.cast.it_teacher,
        words="Màn hình trực chập chờn nguồn",
        asset=codes["MH-01"],
    )
    equipment.stop(
        failure=row.id, by=year.cast.it_teacher, reason="Có nguy cơ chập điện", asset=codes["MH-01"]
    )
    equipment.report(failure=row.id, by=year.cast.it_teacher, words="Đề nghị sửa chữa ngoài.")
    equipment.direct(failure=row.id, by=year.cast.vice_principal, way=Way.OUTSIDE, words="Đồng ý.")
    equipment.repair(failure=row.id, by=year.cast.it_teacher, words="Đã gửi đi sửa.")
    yield at(year.last - timedelta(days=1), 16, 20)
    equipment.open_by_hand(
        school=year.school,
        by=year.cast.officers[1],
        words="Mạng che nhện che một góc hình ban đêm",
        camera=year.cameras[-1],
    )
