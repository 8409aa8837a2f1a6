"""Every number of a report is a count over the books (I10, G10)."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from tests.archive.test_unexplained import LONG, stream_at_random
from tests.pictures.conftest import on_the_wall
from tests.reports.conftest import drafted, issued
from tests.scenes.lived import lived
from tests.scenes.requests import footage_left
from tests.scenes.schools import SchoolScene, hoa_sen
from vonggac.duty import services as duty
from vonggac.equipment import services as equipment
from vonggac.evidence import snapshots
from vonggac.evidence.snapshots import Shot
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import DAY_US, HOUR_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ranges import Range
from vonggac.people.days import begin_of, day_of
from vonggac.reports import numbers, periods, selectors, services
from vonggac.reports.figures import FIGURES, SOURCES
from vonggac.reports.models import Report
from vonggac.reports.periods import Period
from vonggac.reports.states import PeriodKind

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def scene(
    school: SchoolScene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[SchoolScene]:
    """Two schools in which something of everything has happened; only the first is reported on."""
    data = DataFolder(tmp_path)
    data.prepare()
    monkeypatch.setattr(settings, "DATA", data)
    monkeypatch.setattr(snapshots, "live", lambda _run: on_the_wall)

    def shoot(_grant: object, _camera: str, footage: Any, _order: object, *, asked_us: int) -> Shot:
        return Shot(b"\xff\xd8jpeg", footage.at_us, "ab" * 32, 64, 60)

    monkeypatch.setattr(snapshots, "shoot", shoot)
    with ExitStack() as stack:
        stack.enter_context(footage_left())
        lived(school, "ở đây")
        lived(hoa_sen(), "nơi khác")
        yield school


def today() -> Period:
    day = day_of(now_us())
    return Period(PeriodKind.AD_HOC, day - timedelta(days=2), day)


def rows(table: str, instant: str, school: str = "school_id", and_: str = "1") -> str:
    """Counting by hand: SQL that no room has written."""
    return (
        f"SELECT COUNT(*) FROM {table} WHERE {school} = %(school)s AND {instant} >= %(a)s"  # noqa: S608
        f" AND {instant} < %(b)s AND {and_}"
    )


_BY_HAND = {
    "uses.all": rows("duty_usageline", "started_us", and_="form <> 'correction'"),
    "uses.live": rows("duty_usageline", "started_us", and_="form = 'live'"),
    "uses.playback": rows("duty_usageline", "started_us", and_="form = 'playback'"),
    "uses.snapshot": rows("duty_usageline", "started_us", and_="form = 'snapshot'"),
    "uses.print": rows("duty_usageline", "started_us", and_="form = 'print'"),
    "uses.export": rows("duty_usageline", "started_us", and_="form = 'export'"),
    "uses.correction": rows("duty_usageline", "started_us", and_="form = 'correction'"),
    **{
        f"uses.by_{basis}": rows(
            "duty_usageline", "started_us", and_=f"form <> 'correction' AND basis = '{basis}'"
        )
        for basis in ("directive", "request", "board", "roster", "assignment", "technical_check")
    },
    "shifts.rostered": rows("duty_shift", "from_us", and_="cancelled_us IS NULL"),
    "shifts.opened": rows(
        "duty_shift", "from_us", and_="cancelled_us IS NULL AND opened_us IS NOT NULL"
    ),
    "shifts.by_itself": rows("duty_shift", "from_us", and_="ended_how IN ('time', 'idle')"),
    "directives.issued": rows("directives_directive", "issued_us"),
    "directives.oral": rows("directives_directive", "issued_us", and_="oral"),
    "directives.own_demand": rows("directives_directive", "issued_us", and_="own_demand"),
    "directives.completed": rows("directives_directive", "issued_us", and_="state = 'completed'"),
    "directives.withdrawn": rows("directives_directive", "issued_us", and_="state = 'withdrawn'"),
    "directives.unconfirmed": rows(
        "directives_directive", "issued_us", and_="state = 'unconfirmed'"
    ),
    "directives.proposed": rows("directives_proposal", "proposed_us"),
    "requests.sent": rows("disclosures_request", "sent_us"),
    "requests.withdrawn": rows("disclosures_request", "sent_us", and_="state = 'withdrawn'"),
    "requests.no_data": rows("disclosures_request", "sent_us", and_="state = 'no_data'"),
    "exports.asked": rows("exports_export", "requested_us"),
    "exports.made": rows("exports_export", "ready_us"),
    "exports.declined": rows("exports_export", "requested_us", and_="state = 'declined'"),
    "pictures.snapshots": rows("pictures_snapshot", "at_us"),
    "pictures.slips": rows("pictures_printslip", "at_us"),
    "pictures.copies": (
        "SELECT COUNT(*) FROM pictures_printcopy c JOIN pictures_printslip s ON s.id = c.slip_id"
        " WHERE s.school_id = %(school)s AND s.at_us >= %(a)s AND s.at_us < %(b)s"
    ),
    "holds.placed": rows("holds_hold", "placed_us"),
    "cases.noted": rows("incidents_case", "noted_us"),
    "cases.open": rows("incidents_case", "noted_us", and_="state <> 'closed'"),
    "cases.closed": rows("incidents_case", "closed_us"),
    "cases.passed_on": rows("incidents_case", "violation_us"),
    "failures.opened": rows("equipment_failure", "detected_us"),
    "failures.open": rows("equipment_failure", "detected_us", and_="state <> 'closed'"),
    "failures.closed": rows("equipment_failure", "closed_us"),
    "failures.stopped": rows("equipment_failure", "stopped_us"),
    "book.lines_daily": rows("equipment_deviceline", "checked_us", and_="kind = 'daily'"),
    "book.lines_auto": rows("equipment_deviceline", "checked_us", and_="kind = 'auto'"),
    "network.all": rows("network_sighting", "found_us"),
    "network.unknown": rows("network_sighting", "found_us", and_="kind = 'unknown'"),
    "network.open": rows("network_sighting", "found_us", and_="answer IS NULL"),
    "violations.reported": rows("violations_violation", "opened_us"),
    "violations.open": rows("violations_violation", "opened_us", and_="state <> 'ended'"),
    "violations.concluded": rows("violations_violation", "concluded_us"),
    "breaches.found": rows("breaches_breach", "opened_us"),
    "suggestions.sent": rows("suggestions_suggestion", "opened_us"),
    "inspections.reminders": rows("inspections_reminder", "at_us"),
    "maintenance.done": rows("maintenance_order", "confirmed_us"),
    "stocktakes.frozen": rows("stocktakes_stocktake", "frozen_us"),
    "stocktakes.approved": rows("stocktakes_stocktake", "approved_us"),
    "people.reviews": rows("people_accountreview", "confirmed_us"),
    "access.technical_checks": rows("access_technicalcheck", "at_us"),
}


def test_every_figure_is_a_count_over_the_books(scene: SchoolScene) -> None:
    """By SQL that counts the tables, and nothing else; another school's rows are in none."""
    period = today()
    known = numbers.count(scene.id, period)
    assert set(known.now) == {each.code for each in FIGURES}
    span = period.span
    named: dict[str, str | int] = {"school": scene.id.hex, "a": span.from_us, "b": span.to_us}
    by_hand = {}
    with connection.cursor() as cursor:
        for code, sql in _BY_HAND.items():
            cursor.execute(sql, named)
            by_hand[code] = cursor.fetchone()[0]
    assert {code: known.now[code] for code in by_hand} == by_hand
    lived_in = [code for code, count in by_hand.items() if count]
    assert len(lived_in) >= 20, lived_in
    assert set(known.before.values()) == {0}


def test_by_month_and_as_a_whole_are_the_same_numbers(scene: SchoolScene) -> None:
    """What the evaluation page shows month by month adds up to what a report says."""
    year = numbers.year_of(scene.id)
    period = periods.of(PeriodKind.SCHOOL_YEAR, day_of(now_us()), year)
    whole = numbers.count(scene.id, period).now
    months = [each.span for each in periods.months(period)]
    by_month = selectors.by_month(scene.id, months)
    assert {code: sum(counts) for code, counts in by_month.items()} == {
        code: whole[code] for code in by_month
    }
    assert sum(any(counts) for counts in by_month.values()) >= 3


def use(school: SchoolScene, at_us: int) -> None:
    duty.write_usage_line(
        school=school.id,
        person=school.duty_officer,
        started_us=at_us,
        ended_us=at_us + clock.MINUTE_US,
        basis="roster",
        basis_ref="Ca trực",
        cameras=[{"camera": school.cameras["gate"], "name": "Cổng", "area": "Cổng trường"}],
        served=[],
        footage=None,
        form="live",
        purpose="safety",
    )


def test_the_turn_of_the_year_belongs_to_one_month_only(school: SchoolScene) -> None:
    """23:59 of 31 December and 00:00 of 1 January, at the school and not at Greenwich."""
    year = day_of(now_us()).year
    turn = begin_of(date(year, 1, 1))
    for at_us in (turn - clock.MINUTE_US, turn, turn + 7 * HOUR_US):
        use(school, at_us)
    known = numbers.year_of(school.id)
    december, january = (
        periods.of(PeriodKind.MONTH, day, known)
        for day in (date(year - 1, 12, 31), date(year, 1, 1))
    )
    counted = numbers.count(school.id, january)
    assert (counted.now["uses.live"], counted.before["uses.live"]) == (2, 1)
    assert numbers.count(school.id, december).now["uses.live"] == 1
    school_year = periods.of(PeriodKind.SCHOOL_YEAR, date(year, 1, 1), known)
    assert numbers.count(school.id, school_year).now["uses.live"] == 3


def test_an_empty_school_has_a_report_of_nothings(school: SchoolScene) -> None:
    """Every figure is there, and none of them is invented."""
    known = numbers.count(school.id, today())
    told = {code: value for code, value in known.now.items() if value}
    assert told == {}
    assert known.cameras == ()


def test_footage_of_a_camera_adds_up(school: SchoolScene) -> None:
    """What is recorded, not to be, explained and not explained is exactly the time since commissioning (I4)."""
    dice = Random(11)
    for camera in school.cameras.values():
        stream_at_random(camera, dice)
    found = numbers.by_camera(school.id, Range(0, LONG))
    assert found
    for each in found:
        told_us = each.recorded_us + each.planned_us + each.gap_us + each.unexplained_us
        assert told_us == each.span_us
    together = numbers.figures(school.id, Range(0, LONG), found)
    assert together["cameras.planned_us"] > 0
    assert together["cameras.unexplained"] == sum(each.unexplained for each in found)


def test_failures_count_the_time_within_the_period(school: SchoolScene) -> None:
    """One that began before and goes on counts from the period's begin until now, and no longer."""
    row = equipment.open_by_hand(school=school.id, by=school.it_teacher, words="Mất nguồn")
    type(row).objects.filter(pk=row.pk).update(first_us=now_us() - 30 * DAY_US)
    day = day_of(now_us())
    yesterday = Period(PeriodKind.AD_HOC, day - timedelta(days=1), day - timedelta(days=1))
    assert numbers.count(school.id, yesterday).now["failures.down_us"] == DAY_US
    begun_us = now_us()
    known = numbers.count(school.id, Period(PeriodKind.AD_HOC, day, day)).now
    least = begun_us - begin_of(day)
    assert least <= known["failures.down_us"] <= now_us() - begin_of(day)


def test_an_issued_report_keeps_its_numbers(school: SchoolScene) -> None:
    """A line that is written afterwards changes the books and not the report; it says what differs."""
    row = issued(school, drafted(school))
    before = selectors.numbers_of(row)
    assert json.loads(row.numbers)["now"]["book.lines_daily"] == 0
    assert selectors.differences(row) == []
    equipment.write_day_line(
        school=school.id, by=school.it_teacher, day=row.to_day, condition="good", text="Ghi bù"
    )
    again = Report.objects.get(pk=row.pk)
    assert selectors.numbers_of(again) == before
    assert numbers.digest_of(again.numbers) == again.digest
    found = {each.figure.code: (each.frozen, each.now) for each in selectors.differences(again)}
    assert found["book.lines_daily"] == found["book.lines_late"] == (0, 1)


def test_who_signs_has_seen_the_numbers_that_are_frozen(school: SchoolScene) -> None:
    """A line comes in between the page and the signature: refused, looked at again, signed."""
    row = drafted(school)
    services.submit(report=row.id, by=school.it_teacher)
    seen = selectors.digest_of(row, selectors.numbers_of(row))
    equipment.write_day_line(
        school=school.id, by=school.it_teacher, day=row.to_day, condition="good", text="Ghi bù"
    )
    with pytest.raises(Refused) as refused:
        services.issue(report=row.id, by=school.principal, digest=seen)
    assert refused.value.refusal.code == "changed_since"
    row.refresh_from_db()
    now = selectors.digest_of(row, selectors.numbers_of(row))
    services.issue(report=row.id, by=school.principal, digest=now)


def test_every_room_that_counts_is_in_the_report() -> None:
    """A source without a figure would be asked for nothing; a figure without a source has no number."""
    rooms = {each.code.partition(".")[0] for each in FIGURES}
    assert rooms == {*SOURCES, "cameras"}
    assert len({each.code for each in FIGURES}) == len(FIGURES)
