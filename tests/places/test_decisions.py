"""Decisions about areas and cameras: rows are added, the newest counts, the ledger is told (I6, clauses 2.3, 3.2-3)."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.schools import SchoolScene, hoa_sen, yen_cuong
from vonggac.kernel.events import EventKind
from vonggac.kernel.text import TextRefused
from vonggac.ledger.models import Outbox
from vonggac.places import selectors, services
from vonggac.places.models import (
    AreaAudio,
    CalendarRange,
    RecordingPlan,
    RetentionDecision,
    WatchSettings,
)
from vonggac.places.schedule import Mode, RangeKind, WeekPlan, painted
from vonggac.places.watching import BadShape, Shape, WatchRules, shapes, triggers

HOURS = WeekPlan(painted((range(6), "06:00", "18:00", Mode.ALWAYS), base=Mode.EVENT))
NIGHTS = WeekPlan(painted((range(7), "18:00", "06:00", Mode.ALWAYS)), pre_roll_s=10)
PAPER: dict[str, Any] = {"paper": "12/QĐ-THYC", "decided_on": date(2026, 1, 5)}
SQUARE = ((0, 0), (5000, 0), (5000, 5000), (0, 5000))


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def told(what: str) -> list[dict[str, object]]:
    bodies = Outbox.objects.filter(entry_type="config.change").order_by("created_us")
    return [each for each in (json.loads(row.body) for row in bodies) if each["what"] == what]


def code(refused: pytest.ExceptionInfo[ValidationError], field: str) -> str | None:
    return refused.value.error_dict[field][0].code


def add(school: SchoolScene, kind: RangeKind, from_day: date, to_day: date) -> CalendarRange:
    return services.add_days(
        school=school.id,
        kind=kind,
        name="x",
        from_day=from_day,
        to_day=to_day,
        by=school.it_teacher,
    )


def row_of(school: SchoolScene, camera: str) -> selectors.CameraRow:
    wanted = school.cameras[camera]
    return next(each for each in selectors.recording_plan() if each.id == wanted)


def test_the_newest_plan_counts_and_the_older_one_stays(school: SchoolScene) -> None:
    """For several cameras at once, each with a row of its own and a ledger entry."""
    both = [school.cameras["gate"], school.cameras["yard"]]
    first = services.decide_plan(
        cameras=both, plan=HOURS, basis="Lịch tuần của trường", by=school.it_teacher
    )
    assert len({each.together for each in first}) == 1
    services.decide_plan(cameras=both[:1], plan=NIGHTS, basis="Đêm", by=school.it_teacher)
    assert row_of(school, "gate").plan == NIGHTS == selectors.plan_of(both[0])
    assert row_of(school, "yard").plan == HOURS
    assert row_of(school, "corridor").plan is None
    assert [each.number for each in selectors.plan_history(both[0])] == [2, 1]
    assert sorted(str(each["cam"]) for each in told("recording.plan")) == sorted([*both, both[0]])


def test_a_plan_needs_a_basis_and_cameras_in_use(school: SchoolScene) -> None:
    """Change of recording mode without a logged basis must be impossible (3.2-3)."""
    gate = school.cameras["gate"]
    with pytest.raises(TextRefused):
        services.decide_plan(cameras=[gate], plan=HOURS, basis=" ", by=school.it_teacher)
    services.take_out_of_use(camera=gate, reason="Hỏng", by=school.it_teacher)
    for cameras in ([], [gate], [school.cameras["yard"], "zzzzzz"]):
        with pytest.raises(ValidationError) as refused:
            services.decide_plan(cameras=cameras, plan=HOURS, basis="x", by=school.it_teacher)
        assert code(refused, "cameras") == "cameras"
    assert not RecordingPlan.objects.exists()
    assert told("recording.plan") == []


def test_decisions_only_grow(school: SchoolScene) -> None:
    """Whatever the code does, the database keeps every row as it was written."""
    gate, by = school.cameras["gate"], school.it_teacher
    services.decide_plan(cameras=[gate], plan=HOURS, basis="x", by=by)
    services.set_watch(camera=gate, rules=WatchRules(sensitivity=7), by=by)
    services.decide_audio(area=school.areas["gate"], allowed=True, basis="x", by=by)
    services.decide_retention(school=school.id, days=15, by=school.principal, **PAPER)
    for table in (RecordingPlan, WatchSettings, AreaAudio, RetentionDecision):
        with pytest.raises(IntegrityError, match="is_not_changed"), transaction.atomic():
            table.objects.update(basis="y")
        with pytest.raises(IntegrityError, match="is_not_removed"), transaction.atomic():
            table.objects.all().delete()


def test_a_row_that_is_no_plan_records_everything(school: SchoolScene) -> None:
    """Damage in the database never stops a recording."""
    services.decide_plan(
        cameras=[school.cameras["gate"]], plan=HOURS, basis="x", by=school.it_teacher
    )
    good = RecordingPlan.objects.get()
    good.pk, good.number, good.grid = None, 2, "x"
    good.save(force_insert=True)
    assert row_of(school, "gate").plan is None


def test_the_calendar_is_added_to_and_withdrawn_from(school: SchoolScene) -> None:
    """A holiday entered by mistake counts no longer, and can still be read with the reason."""
    tet = services.add_days(
        school=school.id,
        kind=RangeKind.HOLIDAY,
        name="Tết Nguyên đán",
        from_day=date(2027, 2, 1),
        to_day=date(2027, 2, 14),
        by=school.it_teacher,
    )
    assert [each.name for each in row_of(school, "gate").calendar] == ["Tết Nguyên đán"]
    with pytest.raises(TextRefused):
        services.withdraw_days(days=tet.id, reason="", by=school.it_teacher)
    services.withdraw_days(days=tet.id, reason="Sở đổi lịch", by=school.it_teacher)
    assert selectors.calendar_of(school.id) == ()
    kept = selectors.calendar_rows(school.id, with_withdrawn=True).get()
    assert (kept.name, kept.withdraw_reason) == ("Tết Nguyên đán", "Sở đổi lịch")
    with pytest.raises(CalendarRange.DoesNotExist):
        services.withdraw_days(days=tet.id, reason="again", by=school.it_teacher)
    with pytest.raises(IntegrityError, match="is_not_removed"), transaction.atomic():
        CalendarRange.objects.all().delete()
    assert len(told("calendar")) == 2


@pytest.mark.parametrize(
    ("days", "field", "why"),
    [
        (("holiday", date(2026, 9, 3), date(2026, 9, 2)), "to_day", "backwards"),
        (("term", date(2026, 9, 3), date(2027, 9, 30)), "to_day", "long"),
        (("exam", date(206, 9, 3), date(206, 9, 4)), "from_day", "far"),
        (("holiday", date(2026, 9, 2), date(2026, 9, 2)), "from_day", "twice"),
        (("term", date(2026, 12, 1), date(2027, 3, 1)), "from_day", "overlap"),
    ],
)
def test_days_that_make_no_sense_are_refused(
    school: SchoolScene, days: tuple[str, date, date], field: str, why: str
) -> None:
    """Backwards, a year long, a typing slip in the year, twice, two terms at once."""
    add(school, RangeKind.HOLIDAY, date(2026, 9, 2), date(2026, 9, 2))
    add(school, RangeKind.TERM, date(2026, 9, 5), date(2027, 1, 16))
    kind, from_day, to_day = days
    with pytest.raises(ValidationError) as refused:
        add(school, RangeKind(kind), from_day, to_day)
    assert code(refused, field) == why


def test_a_school_has_its_own_calendar(school: SchoolScene) -> None:
    """Hoa Sen's holiday is no holiday at Yên Cường."""
    other = hoa_sen()
    services.add_days(
        school=other.id,
        kind=RangeKind.HOLIDAY,
        name="Ngày hội trường",
        from_day=date(2026, 11, 20),
        to_day=date(2026, 11, 20),
        by=other.it_teacher,
    )
    assert row_of(school, "gate").calendar == ()
    assert len(row_of(other, "gate").calendar) == 1


def test_watch_settings_are_kept_and_given_to_watch(school: SchoolScene) -> None:
    """Zones with names, masks, sensitivity; the defaults before."""
    gate = school.cameras["gate"]
    assert row_of(school, "gate").watch == WatchRules()
    rules = WatchRules(sensitivity=8, zones=(Shape("Lối vào", SQUARE),), masks=(Shape("", SQUARE),))
    services.set_watch(camera=gate, rules=rules, by=school.it_teacher)
    assert row_of(school, "gate").watch == rules == selectors.watch_rules_of(gate)
    assert [each["cam"] for each in told("watch.settings")] == [gate]


def test_what_starts_a_recording_changes_with_a_basis_only(school: SchoolScene) -> None:
    """Sensitivity and zones may be tried; which events record is a decision."""
    gate, by = school.cameras["gate"], school.it_teacher
    quiet = WatchRules(triggers=frozenset({EventKind.INPUT}))
    with pytest.raises(TextRefused):
        services.set_watch(camera=gate, rules=quiet, by=by)
    services.set_watch(camera=gate, rules=quiet, by=by, basis="Hành lang đông người")
    with pytest.raises(TextRefused):
        services.set_watch(camera=gate, rules=WatchRules(), by=by)
    assert row_of(school, "gate").watch.triggers == {EventKind.INPUT}


BAD: dict[str, list[Callable[[], object]]] = {
    "points": [
        lambda: Shape("a", SQUARE[:2]),
        lambda: Shape("a", SQUARE * 9),
        lambda: shapes([{"name": "a"}]),
        lambda: shapes([{"name": "a", "points": [[1, 2], [3.5, 4], [5, 6]]}]),
        lambda: shapes([{"name": "a", "points": [[1, 2, 3]] * 3}]),
        lambda: shapes(["a"]),  # type: ignore[list-item]  # wrong on purpose
    ],
    "outside": [lambda: Shape("a", ((0, 0), (10_001, 0), (5000, 5000)))],
    "thin": [lambda: Shape("a", ((0, 0), (5000, 0), (9000, 0)))],
    "name": [
        lambda: Shape("a" * 61, SQUARE),
        lambda: WatchRules(zones=(Shape("", SQUARE),)),
        lambda: WatchRules(zones=(Shape("a", SQUARE), Shape("a", SQUARE))),
    ],
    "many": [lambda: WatchRules(masks=(Shape("", SQUARE),) * 17)],
    "sensitivity": [lambda: WatchRules(sensitivity=0), lambda: WatchRules(sensitivity=11)],
    "trigger": [lambda: triggers(["earthquake"])],
}


@pytest.mark.parametrize("why", sorted(BAD))
def test_shapes_that_are_none_are_refused(why: str) -> None:
    """What a page sends is outside text."""
    for make in BAD[why]:
        with pytest.raises(BadShape) as refused:
            make()
        assert refused.value.code == why


def test_sound_is_recorded_only_where_area_and_camera_have_it(school: SchoolScene) -> None:
    """Off by default; each area with a basis; withdrawn, the recorder is told no longer (LAW §2.2)."""
    gate, by = school.cameras["gate"], school.it_teacher
    services.change_camera(camera=gate, by=by, audio=True)
    assert not row_of(school, "gate").audio
    with pytest.raises(TextRefused):
        services.decide_audio(area=school.areas["gate"], allowed=True, basis="", by=by)
    services.decide_audio(area=school.areas["gate"], allowed=True, basis="QĐ 15", by=by)
    assert row_of(school, "gate").audio
    assert not row_of(school, "yard").audio
    services.decide_audio(area=school.areas["gate"], allowed=False, basis="Phụ huynh", by=by)
    assert not row_of(school, "gate").audio
    assert [each.allowed for each in selectors.audio_history(school.areas["gate"])] == [False, True]
    assert len(told("audio")) == 2


def test_a_private_area_never_has_sound(school: SchoolScene) -> None:
    """As no camera may be there."""
    private = services.create_area(
        school=school.id, name="Phòng y tế", kind="private", by=school.it_teacher
    )
    with pytest.raises(ValidationError) as refused:
        services.decide_audio(area=private.id, allowed=True, basis="x", by=school.it_teacher)
    assert code(refused, "allowed") == "private_area"
