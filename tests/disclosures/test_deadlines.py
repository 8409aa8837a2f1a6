"""Working days by the school's calendar (REQUIREMENTS §7.2)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from vonggac.disclosures.deadlines import (
    Limits,
    after_days,
    after_working_days,
    decide_by,
    is_working_day,
    receive_by,
)
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.instants import from_datetime
from vonggac.places.schedule import Calendar, DayRange, RangeKind

HCM = ZoneInfo("Asia/Ho_Chi_Minh")
TET: Calendar = (
    DayRange(RangeKind.HOLIDAY, date(2027, 1, 1), date(2027, 1, 1), "Tết Dương lịch"),
    DayRange(RangeKind.TERM, date(2026, 9, 5), date(2027, 1, 15), "Học kỳ I"),
    DayRange(RangeKind.TERM, date(2027, 1, 25), date(2027, 5, 31), "Học kỳ II"),
    DayRange(RangeKind.EXAM, date(2026, 12, 26), date(2026, 12, 26), "Thi"),
)


def at(year: int, month: int, day: int, hour: int = 9) -> int:
    return from_datetime(datetime(year, month, day, hour, tzinfo=HCM))


def test_a_deadline_is_the_end_of_a_working_day() -> None:
    """Sent on Friday: one working day is Monday, until midnight."""
    assert after_working_days((), at(2026, 11, 20), 1) == at(2026, 11, 24, 0)


def test_a_holiday_over_the_years_end_is_no_working_day() -> None:
    """31/12/2026 is a Thursday: the next working days are Monday and Tuesday."""
    assert after_working_days(TET, at(2026, 12, 31), 2) == at(2027, 1, 6, 0)


def test_an_exam_on_a_saturday_is_a_working_day_and_days_between_terms_are() -> None:
    assert is_working_day(TET, date(2026, 12, 26))
    assert not is_working_day(TET, date(2026, 12, 19))
    assert is_working_day(TET, date(2027, 1, 20))


def test_a_calendar_without_working_days_still_has_a_deadline() -> None:
    endless = (DayRange(RangeKind.HOLIDAY, date(2026, 1, 1), date(2040, 1, 1)),)
    assert after_working_days(endless, at(2026, 11, 20), 3) < at(2028, 1, 1)


def test_the_laws_limit_of_a_data_subject_comes_first_where_it_is_shorter() -> None:
    """LAW §4: 2 working days to acknowledge, 10 days to complete."""
    slow = Limits(receive_days=5, decide_days=30)
    assert receive_by(slow, (), at(2026, 11, 20), own_image=False) == at(2026, 11, 28, 0)
    assert receive_by(slow, (), at(2026, 11, 20), own_image=True) == at(2026, 11, 25, 0)
    legal = after_days(at(2026, 11, 20), 10)
    assert legal == at(2026, 12, 1, 0)
    assert decide_by(slow, (), at(2026, 11, 20), legal) == legal
    assert decide_by(slow, (), at(2026, 11, 20), None) > legal + DAY_US
