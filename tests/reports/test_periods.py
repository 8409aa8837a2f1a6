"""Periods are whole days of the school (REQUIREMENTS §7.4), over the turn of the year too."""

from datetime import date, timedelta

import pytest

from vonggac.people.days import begin_of
from vonggac.reports import periods
from vonggac.reports.periods import Period, Year
from vonggac.reports.states import REGULAR, PeriodKind

YEAR = Year()
ENTERED = Year(
    terms=((date(2026, 9, 5), date(2027, 1, 10)), (date(2027, 1, 18), date(2027, 5, 25)))
)


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        ("month", "2026-12-31", "2026-12-01", "2026-12-31"),
        ("month", "2028-02-10", "2028-02-01", "2028-02-29"),
        ("quarter", "2026-12-01", "2026-10-01", "2026-12-31"),
        ("quarter", "2027-01-01", "2027-01-01", "2027-03-31"),
        ("term_1", "2027-01-02", "2026-09-05", "2027-01-17"),
        ("term_2", "2027-01-02", "2027-01-18", "2027-05-31"),
        ("school_year", "2027-01-01", "2026-09-05", "2027-09-04"),
        ("school_year", "2026-09-04", "2025-09-05", "2026-09-04"),
        ("year", "2026-09-05", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_day_lies_in_its_period(kind: str, day: str, first: str, last: str) -> None:
    found = periods.of(PeriodKind(kind), date.fromisoformat(day), YEAR)
    assert (found.from_day.isoformat(), found.to_day.isoformat()) == (first, last)


def test_terms_are_those_of_the_schools_calendar() -> None:
    day = date(2026, 11, 1)
    one, two = (periods.of(kind, day, ENTERED) for kind in (PeriodKind.TERM_1, PeriodKind.TERM_2))
    assert one.to_day == date(2027, 1, 10)
    assert (two.from_day, two.to_day) == (date(2027, 1, 11), date(2027, 5, 25))


@pytest.mark.parametrize("kind", REGULAR)
@pytest.mark.parametrize("year", [YEAR, ENTERED, Year(1, 1), Year(2, 28)])
def test_the_one_before_ends_before_it_begins(kind: PeriodKind, year: Year) -> None:
    """Whatever day of two years it is; and the newest that is over never has today in it."""
    day = date(2026, 1, 1)
    while day < date(2028, 1, 1):
        period = periods.of(kind, day, year)
        earlier = periods.before(period, year)
        assert period.from_day <= period.to_day
        assert earlier.to_day < period.from_day
        assert periods.last_over(kind, day, year).to_day < day
        day += timedelta(days=13)


def test_a_term_is_compared_with_the_same_term() -> None:
    one = periods.of(PeriodKind.TERM_1, date(2026, 11, 1), YEAR)
    assert periods.before(one, YEAR).from_day == date(2025, 9, 5)


def test_an_ad_hoc_period_is_compared_with_as_many_days() -> None:
    period = Period(PeriodKind.AD_HOC, date(2027, 1, 1), date(2027, 1, 10))
    assert periods.before(period, YEAR) == Period(
        PeriodKind.AD_HOC, date(2026, 12, 22), date(2026, 12, 31)
    )
    with pytest.raises(ValueError, match="own days"):
        periods.of(PeriodKind.AD_HOC, date(2027, 1, 1), YEAR)


def test_a_period_is_whole_days_of_the_school() -> None:
    """Hanoi's midnight, not Greenwich's; months of it leave no instant out and have none twice."""
    period = periods.of(PeriodKind.SCHOOL_YEAR, date(2026, 10, 1), YEAR)
    assert period.span.from_us == begin_of(date(2026, 9, 5))
    assert not period.over(period.span.to_us - 1)
    assert period.over(period.span.to_us)
    months = [each.span for each in periods.months(period)]
    assert len(months) == 13
    assert [each.to_us for each in months[:-1]] == [each.from_us for each in months[1:]]
    assert (months[0].from_us, months[-1].to_us) == (period.span.from_us, period.span.to_us)
