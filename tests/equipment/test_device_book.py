"""Sổ theo dõi hoạt động thiết bị (khoản 4 Điều 2): written by itself, once a day by people, never rewritten (G3)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from tests.scenes.schools import SchoolScene, open_shift, yen_cuong
from tests.scenes.times import HandClock
from vonggac.duty.years import local
from vonggac.equipment import selectors, services
from vonggac.equipment.models import DeviceLine
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import TextRefused
from vonggac.ledger import selectors as ledger

YEAR = "2025-2026"


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def kept(school: SchoolScene, hands: HandClock) -> int:
    return services.keep_book(
        school=school.id, at_us=hands.now_us(), words=lambda code: code, steps=lambda code: code
    )


def written(school: SchoolScene, hands: HandClock, days_ago: int = 0) -> DeviceLine:
    day = local(hands.now_us() - days_ago * DAY_US).date()
    return services.write_day_line(
        school=school.id, by=school.it_teacher, day=day, condition="good", text="Đủ 4/4 camera"
    )


def test_a_failure_and_its_end_are_lines(school: SchoolScene, hands: HandClock) -> None:
    """Mất kết nối, có lại: by the system, with the number; looking again writes nothing."""
    kept(school, hands)
    row = services.open_by_hand(
        school=school.id, by=school.it_teacher, words="Mờ", camera=school.cameras["gate"]
    )
    services.mark_tested(failure=row.id, by=school.it_teacher, words="Lau kính")
    assert kept(school, hands) == 2
    assert kept(school, hands) == 0
    lines = DeviceLine.objects.filter(ticket=row.label).order_by("number")
    assert [(each.kind, each.condition, each.person_id) for each in lines] == [
        ("auto", "broken", None),
        ("auto", "good", None),
    ]


def test_the_opening_of_a_shift_is_the_days_line_by_a_person(
    school: SchoolScene, hands: HandClock
) -> None:
    """2.4: one human line a working day, from the checklist of Mở ca."""
    open_shift(school)
    kept(school, hands)
    line = DeviceLine.objects.get(kind="daily")
    assert (line.person_id, line.late, line.condition) == (school.duty_officer, False, "good")
    today = local(hands.now_us()).date()
    (day,) = selectors.book_days(school.id, today, today)
    assert day.human == 1
    assert not day.missing


def test_a_working_day_without_a_line_is_red_until_it_is_filled_late(
    school: SchoolScene, hands: HandClock
) -> None:
    """Flagged and counted; filled on a later day it bears “ghi bổ sung”, weekends ask for nothing."""
    written(school, hands)
    first = local(hands.now_us()).date()
    hands.pass_by(days=7)
    today = local(hands.now_us()).date()
    missing = selectors.days_without_line(school.id, first, today)
    assert missing
    assert all(each.weekday() < 5 and each != first for each in missing)
    day = missing[0]
    line = services.write_day_line(
        school=school.id, by=school.it_teacher, day=day, condition="good", text="Quên ghi"
    )
    assert line.late
    assert day not in selectors.days_without_line(school.id, first, today)
    (shown,) = selectors.book_days(school.id, day, day)
    assert (shown.human, shown.late) == (0, 1)


def test_a_correction_is_a_new_line_and_the_old_one_stays(
    school: SchoolScene, hands: HandClock
) -> None:
    """I7, G3: below the services too."""
    old = written(school, hands)
    new = services.correct_device_line(line=old.id, by=school.it_teacher, text="3/4 camera")
    assert (new.number, new.corrects_id, new.kind) == (old.number + 1, old.id, "correction")
    for deed in ("update", "remove"):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows = DeviceLine.objects.filter(pk=old.id)
            if deed == "update":
                rows.update(text="khác")
            else:
                rows.delete()


def test_a_correction_is_counted_neither_as_daily_nor_as_automatic(
    school: SchoolScene, hands: HandClock
) -> None:
    """The numbers of a report (I10): a late line stands among the daily ones."""
    services.correct_device_line(
        line=written(school, hands).id, by=school.it_teacher, text="3/4 camera"
    )
    written(school, hands, days_ago=1)
    month = Range(hands.now_us() - 30 * DAY_US, hands.now_us() + DAY_US)
    found = selectors.book_figures(school.id, month)
    counted = {name: found[name] for name in ("lines_auto", "lines_daily", "lines_late")}
    assert counted == {"lines_auto": 0, "lines_daily": 2, "lines_late": 1}


def test_each_line_is_bound_to_the_ledger(school: SchoolScene, hands: HandClock) -> None:
    """G8: book, year, number and a commitment."""
    before = ledger.last_id()
    line = written(school, hands)
    (entry,) = ledger.pending(before, 5)
    said = entry.entry
    assert (said["book"], said["year"], said["no"]) == ("devices", line.school_year, line.number)
    assert len(said["commit"]) == 64


@pytest.mark.parametrize("days", [1, -400])
def test_no_line_of_a_day_to_come_or_long_past(
    school: SchoolScene, hands: HandClock, days: int
) -> None:
    """Back-dating beyond a year and the future are refused in words."""
    day = local(hands.now_us() + days * DAY_US).date()
    with pytest.raises(ValidationError):
        services.write_day_line(
            school=school.id, by=school.it_teacher, day=day, condition="good", text=""
        )


def test_what_is_not_normal_needs_words(school: SchoolScene, hands: HandClock) -> None:
    with pytest.raises(TextRefused):
        services.write_day_line(
            school=school.id,
            by=school.it_teacher,
            day=local(hands.now_us()).date(),
            condition="broken",
            text=" ",
        )


def test_who_writes_and_who_checks(school: SchoolScene, hands: HandClock) -> None:
    """REQUIREMENTS §4: the Board does not write the book, and it alone checks it."""
    day = local(hands.now_us()).date()
    with pytest.raises(Refused):
        services.write_day_line(
            school=school.id, by=school.principal, day=day, condition="good", text=""
        )
    with pytest.raises(ValidationError):
        services.check_day(school=school.id, day=day, by=school.principal)
    written(school, hands)
    with pytest.raises(Refused):
        services.check_day(school=school.id, day=day, by=school.it_teacher)
    one = services.check_day(school=school.id, day=day, by=school.principal)
    assert services.check_day(school=school.id, day=day, by=school.principal) == one
    (shown,) = selectors.book_days(school.id, day, day)
    assert len(shown.checked) == 1


def test_numbers_begin_again_with_the_school_year(school: SchoolScene, hands: HandClock) -> None:
    """Books run by school year; nothing breaks on 1 January or on 5 September."""
    first = written(school, hands)
    hands.pass_by(days=(date(first.day.year + 1, 9, 6) - first.day).days)
    later = written(school, hands)
    assert later.school_year != first.school_year
    assert later.number == 1
