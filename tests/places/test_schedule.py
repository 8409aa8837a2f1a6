"""Recording plans as instants: exact parts, midnight, the turn of week and year, other zones (REQUIREMENTS 3.2-3)."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US
from vonggac.kernel.instants import from_datetime
from vonggac.places.schedule import (
    ALWAYS,
    SCHOOL_ZONE,
    Calendar,
    DayKind,
    DayRange,
    Mode,
    RangeKind,
    Span,
    WeekPlan,
    cell_of,
    clock_of,
    day_kind,
    mode_at,
    painted,
    partition,
    spans,
)

ZONES = [
    "Asia/Ho_Chi_Minh",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "America/Sao_Paulo",
    "Asia/Kathmandu",
    "Pacific/Apia",
]


def at(text: str, zone: ZoneInfo = SCHOOL_ZONE) -> int:
    return from_datetime(datetime.fromisoformat(text).replace(tzinfo=zone))


def local(span: Span) -> tuple[str, str, str]:
    begin, end = (
        datetime.fromtimestamp(each / 1e6, SCHOOL_ZONE).strftime("%d/%m %H:%M")
        for each in (span.from_us, span.to_us)
    )
    return begin, end, span.mode.value


_runs = st.lists(st.tuples(st.sampled_from("-ae"), st.integers(1, 96)), min_size=1, max_size=30)


def _filled(runs: list[tuple[str, int]], length: int) -> str:
    text = "".join(cell * count for cell, count in runs)
    return (text * (length // len(text) + 1))[:length]


_days = st.one_of(st.just(""), _runs.map(lambda runs: _filled(runs, 96)))
plans = st.builds(WeekPlan, _runs.map(lambda runs: _filled(runs, 672)), holiday=_days, exam=_days)
calendars = st.lists(
    st.builds(
        lambda kind, day, length: DayRange(kind, day, day + timedelta(days=length)),
        st.sampled_from(list(RangeKind)),
        st.dates(date(2017, 12, 1), date(2018, 12, 31)),
        st.integers(0, 120),
    ),
    max_size=5,
).map(tuple)
instants = st.integers(at("2017-12-20"), at("2019-01-10"))


windows = st.tuples(instants, st.integers(1, 40 * DAY_US))


@given(plans, calendars, windows, st.sampled_from(ZONES), st.data())
def test_parts_are_exact(
    plan: WeekPlan,
    calendar: Calendar,
    window: tuple[int, int],
    zone_name: str,
    data: st.DataObject,
) -> None:
    """Each instant is in exactly one part, which has the mode of that instant; neighbours differ."""
    from_us, zone = window[0], ZoneInfo(zone_name)
    to_us = from_us + window[1]
    parts = partition(plan, calendar, from_us, to_us, zone)
    assert [parts[0].from_us, *(each.to_us for each in parts)] == [
        *(each.from_us for each in parts),
        to_us,
    ]
    assert parts[0].from_us == from_us
    assert all(each.from_us < each.to_us for each in parts)
    assert all(a.mode is not b.mode for a, b in pairwise(parts))
    edges = [each for part in parts for each in (part.from_us, part.to_us - 1)]
    for moment in [*edges, data.draw(st.integers(from_us, to_us - 1))]:
        part = next(each for each in parts if each.from_us <= moment < each.to_us)
        assert part.mode is mode_at(plan, calendar, moment, zone)
    assert spans(plan, calendar, from_us, to_us, zone) == [
        p for p in parts if p.mode is not Mode.OFF
    ]


@given(plans, calendars, instants, st.integers(1, 9 * DAY_US), st.integers(1, 9 * DAY_US))
def test_a_cut_anywhere_changes_nothing(
    plan: WeekPlan, calendar: Calendar, from_us: int, first: int, second: int
) -> None:
    """Two neighbouring windows have the same instants as both at once: the supervisor may ask at any time."""
    cut, to_us = from_us + first, from_us + first + second
    halves = spans(plan, calendar, from_us, cut) + spans(plan, calendar, cut, to_us)
    whole = spans(plan, calendar, from_us, to_us)
    for mode in (Mode.ALWAYS, Mode.EVENT):
        assert sum(s.to_us - s.from_us for s in halves if s.mode is mode) == sum(
            s.to_us - s.from_us for s in whole if s.mode is mode
        )
    assert [s for s in halves if cut not in (s.from_us, s.to_us)] == [
        s for s in whole if not s.from_us <= cut <= s.to_us
    ]


def test_school_hours_of_a_week() -> None:
    """Monday to Saturday 06:00–18:00 continuously, outside by event."""
    plan = WeekPlan(painted((range(6), "06:00", "18:00", Mode.ALWAYS), base=Mode.EVENT))
    found = spans(plan, (), at("2026-11-21"), at("2026-11-24"))
    assert [local(each) for each in found] == [
        ("21/11 00:00", "21/11 06:00", "event"),
        ("21/11 06:00", "21/11 18:00", "always"),
        ("21/11 18:00", "23/11 06:00", "event"),
        ("23/11 06:00", "23/11 18:00", "always"),
        ("23/11 18:00", "24/11 00:00", "event"),
    ]


def test_a_night_crosses_midnight_the_week_and_the_new_year() -> None:
    """One span from the evening to the morning, on the last night of the year and on Sunday night too."""
    plan = WeekPlan(painted((range(7), "22:00", "05:00", Mode.ALWAYS)))
    found = spans(plan, (), at("2026-12-31T12:00"), at("2027-01-01T12:00"))
    assert [local(each) for each in found] == [("31/12 22:00", "01/01 05:00", "always")]
    sunday = spans(plan, (), at("2026-11-22T12:00"), at("2026-11-23T12:00"))
    assert [local(each) for each in sunday] == [("22/11 22:00", "23/11 05:00", "always")]


def test_a_window_inside_a_span_is_cut_to_the_microsecond() -> None:
    """What is asked for, and no more."""
    assert spans(ALWAYS, (), 5, 8) == [Span(5, 8, Mode.ALWAYS)]
    assert spans(ALWAYS, (), 8, 8) == []


def test_a_holiday_and_an_exam_have_their_own_day() -> None:
    """2/9: by event all day. An exam on a Sunday: as ordered, and it goes before a holiday."""
    plan = WeekPlan("a" * 672, holiday="e" * 96, exam="-" * 24 + "a" * 72)
    calendar = (
        DayRange(RangeKind.HOLIDAY, date(2026, 9, 2), date(2026, 9, 2)),
        DayRange(RangeKind.HOLIDAY, date(2026, 12, 20), date(2026, 12, 21)),
        DayRange(RangeKind.EXAM, date(2026, 12, 20), date(2026, 12, 20)),
    )
    modes = [mode_at(plan, calendar, at(f"{day}T03:00")) for day in ("2026-09-01", "2026-09-02")]
    assert modes == [Mode.ALWAYS, Mode.EVENT]
    december = spans(plan, calendar, at("2026-12-20"), at("2026-12-22"))
    assert [local(each) for each in december] == [
        ("20/12 06:00", "21/12 00:00", "always"),
        ("21/12 00:00", "22/12 00:00", "event"),
    ]


def test_days_between_two_terms_are_holidays_and_a_forgotten_term_stops_nothing() -> None:
    """Before the first and after the last entered term the week's grid counts."""
    calendar = (
        DayRange(RangeKind.TERM, date(2026, 9, 5), date(2027, 1, 16)),
        DayRange(RangeKind.TERM, date(2027, 1, 18), date(2027, 5, 31)),
    )
    kinds = [
        day_kind(calendar, day)
        for day in (date(2026, 8, 30), date(2026, 9, 5), date(2027, 1, 17), date(2027, 6, 1))
    ]
    assert kinds == [DayKind.ORDINARY, DayKind.ORDINARY, DayKind.HOLIDAY, DayKind.ORDINARY]


def test_clocks_put_forward_and_back_keep_every_instant() -> None:
    """Berlin: 23 and 25 hours, of which 02:00–03:00 is none and two."""
    zone = ZoneInfo("Europe/Berlin")
    plan = WeekPlan(painted((range(7), "02:00", "03:00", Mode.ALWAYS), base=Mode.EVENT))
    for day, hours in (("2026-03-29", 0), ("2026-10-25", 2), ("2026-07-01", 1)):
        from_us = at(day, zone)
        to_us = at((date.fromisoformat(day) + timedelta(days=1)).isoformat(), zone)
        found = spans(plan, (), from_us, to_us, zone)
        always = sum(s.to_us - s.from_us for s in found if s.mode is Mode.ALWAYS)
        assert always == hours * HOUR_US


@pytest.mark.parametrize("grid", ["", "a" * 671, "a" * 671 + "x", "a" * 673])
def test_what_is_no_grid_is_refused(grid: str) -> None:
    """672 cells of three letters, or nothing."""
    with pytest.raises(ValueError, match="672"):
        WeekPlan(grid)


@pytest.mark.parametrize(
    "more", [{"holiday": "a"}, {"exam": "x" * 96}, {"pre_roll_s": 61}, {"post_roll_s": -1}]
)
def test_what_is_no_plan_is_refused(more: dict[str, object]) -> None:
    """Pre-roll 0–60 s, post-roll 0–600 s, whole days."""
    with pytest.raises(ValueError, match="is"):
        WeekPlan("a" * 672, **more)  # type: ignore[arg-type]  # wrong on purpose


def test_cells_have_names() -> None:
    """Quarter-hours only."""
    assert [clock_of(cell_of(each)) for each in ("00:00", "06:15", "24:00")] == [
        "00:00",
        "06:15",
        "24:00",
    ]
    for wrong in ("6", "06:10", "24:15", "aa:00", "06:75", "-1:00", "06:0"):
        with pytest.raises(ValueError, match=r"time of day|quarter"):
            cell_of(wrong)
    assert MINUTE_US * 15 * 96 == DAY_US
