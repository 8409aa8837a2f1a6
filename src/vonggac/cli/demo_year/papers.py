"""Documents of the school, versions of the regulation and who has read them, the notices at the gate."""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files

from vonggac.cli.demo_year.walking import Story, at, today
from vonggac.cli.demo_year.year import Year, later
from vonggac.regulations import selectors
from vonggac.regulations import services as regulations

SIGNER = "Nguyễn Thị Ánh"
_EVERY_YEAR = (
    (9, 8, "QĐ", "Phân công giáo viên Tin học trực tiếp quản lý hệ thống camera"),
    (9, 12, "QĐ", "Phân công viên chức trực, vận hành hệ thống camera"),
    (9, 18, "KH", "Kế hoạch bảo trì, bảo dưỡng hệ thống camera năm học"),
    (10, 2, "TB", "Thông báo khu vực có camera giám sát"),
    (11, 14, "KH", "Kế hoạch bảo đảm an ninh, an toàn trường học dịp 20/11"),
    (12, 12, "QĐ", "Thành lập Tổ kiểm kê tài sản cuối năm"),
    (1, 8, "BC", "Báo cáo tình hình quản lý, sử dụng camera học kỳ I"),
    (2, 9, "TB", "Thông báo lịch trực Tết Nguyên đán"),
    (3, 10, "TTr", "Tờ trình đề nghị sửa chữa thiết bị camera"),
    (4, 14, "CV", "Công văn phối hợp với Công an xã về an ninh cổng trường"),
    (5, 20, "BC", "Báo cáo tình hình quản lý, sử dụng camera năm học"),
    (5, 26, "BB", "Biên bản kiểm tra tình trạng thiết bị cuối năm học"),
    (6, 8, "GUQ", "Giấy ủy quyền Phó Hiệu trưởng phụ trách trong thời gian Hiệu trưởng đi học"),
)


def stories(year: Year) -> Iterator[Story]:
    yield _register(year)
    yield _notices(year)
    for signed_on in _issues(year):
        yield _regulation(year, signed_on)


def _issues(year: Year) -> list[date]:
    """The day on which each school year's regulation is signed: early in October; in a short year on its third day."""
    days = [each for each in year.days() if (each.month, each.day) == (10, 7)]
    return days or [year.first + timedelta(days=2)]


def _register(year: Year) -> Story:
    """The clerk enters each signed document on the day after."""
    numbers = year.chance("papers")
    for day in year.days():
        for month, number, kind, summary in _EVERY_YEAR:
            if (day.month, day.day) != (month, number):
                continue
            yield at(day, 8, numbers.randint(0, 59))
            yield later(1, 9, numbers.randint(0, 59))
            vice = numbers.random() < 0.4
            regulations.enter_decision(
                school=year.school,
                kind=kind,
                signed_on=day,
                signer="Trần Văn Bình" if vice else SIGNER,
                signer_position="Phó Hiệu trưởng" if vice else "Hiệu trưởng",
                summary=summary,
                by=year.cast.clerk,
            )


def _notices(year: Year) -> Story:
    yield at(year.first, 9, 30)
    regulations.word_notices(
        school=year.school,
        telephone="0226 385 0011",
        contact="Văn phòng nhà trường",
        by=year.cast.clerk,
    )


def _regulation(year: Year, signed_on: date) -> Story:
    """Signed, entered, in force, read: most in the first days, by hand or on the signed list; some not yet."""
    yield at(signed_on, 10, 15)
    version = f"{signed_on.year} - {signed_on.year + 1}"
    decision = regulations.enter_decision(
        school=year.school,
        kind="QĐ",
        signed_on=signed_on,
        signer=SIGNER,
        signer_position="Hiệu trưởng",
        summary=f"Ban hành Quy định quản lý, sử dụng hệ thống camera giám sát năm học {version}",
        by=year.cast.clerk,
    )
    text = files("vonggac.cli.demo_year").joinpath("regulation.txt").read_text(encoding="utf-8")
    made = regulations.enter_regulation(
        decision=decision.id,
        title=f"Quy định quản lý, sử dụng hệ thống camera giám sát năm học {version}",
        text=text,
        by=year.cast.clerk,
    )
    yield at(signed_on, 14, 5)
    regulations.enact(regulation=made.id, from_day=signed_on, by=year.cast.principal)
    chance = year.chance(f"readers {signed_on}")
    slow = set(chance.sample(range(len(year.cast.staff)), 3))
    readers = [each for place, each in enumerate(year.cast.staff) if place not in slow]
    own = [each for each in year.cast.everybody if each not in year.cast.staff]
    for person in (*own, *readers):
        yield later(chance.choice((0, 0, 0, 1)), 7, chance.randint(0, 59))
        receipts = selectors.receipts(made.id, year.school, at(today(), 23))
        if person not in {each.person for each in receipts}:
            continue
        signed = None if person in own else year.cast.clerk
        regulations.acknowledge(regulation=made.id, person=person, recorded_by=signed)
