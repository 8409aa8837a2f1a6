"""What was decided about areas and cameras, the newest of each, as the pure values that others compute with."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Max, Model, OuterRef, QuerySet, Subquery
from django.db.models.manager import Manager

from vonggac.places.models import (
    AreaAudio,
    CalendarRange,
    Camera,
    RecordingPlan,
    RetentionDecision,
    StreamsAccepted,
    ViewAccepted,
    WatchSettings,
)
from vonggac.places.schedule import Calendar, DayRange, RangeKind, WeekPlan
from vonggac.places.watching import (
    BadShape,
    Reference,
    StreamShape,
    WatchRules,
    shapes,
    triggers,
)

log = logging.getLogger(__name__)
Row = TypeVar("Row", bound=Model)
Newest = dict[tuple[UUID, UUID | None, str | None], RetentionDecision]

DEFAULT_DAYS = 30
"""Days kept where the principal has decided none (REQUIREMENTS §7.3)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How long a camera's footage is kept, and who says so."""

    days: int
    scope: str
    """``camera`` · ``area`` · ``school`` · ``default``: whose decision it is."""
    policy: str
    """Id of the decision for tombstones, or ``default``."""


def plans() -> dict[str, WeekPlan]:
    """The plan of every camera that has one. A row that is no plan is as if it were not there: all is recorded."""
    found = ((row.camera_id, week_plan(row)) for row in _newest(RecordingPlan.objects, "camera"))
    return {camera: plan for camera, plan in found if plan is not None}


def plan_of(camera: str) -> WeekPlan | None:
    """None: no plan was decided, everything is recorded."""
    row = plan_history(camera).first()
    return week_plan(row) if row is not None else None


def plan_history(camera: str) -> QuerySet[RecordingPlan]:
    """Newest first."""
    return RecordingPlan.objects.filter(camera=camera).select_related("by").order_by("-number")


def watch_rules() -> dict[str, WatchRules]:
    """Of every camera for which some were set."""
    found = ((row.camera_id, _rules(row)) for row in _newest(WatchSettings.objects, "camera"))
    return {camera: rules for camera, rules in found if rules is not None}


def watch_rules_of(camera: str) -> WatchRules:
    """The default ones where none were set."""
    row = WatchSettings.objects.filter(camera=camera).order_by("-number").first()
    return (_rules(row) if row is not None else None) or WatchRules()


def references() -> dict[str, Reference]:
    """Of every camera for which a person accepted streams or a view."""
    streams = {row.camera_id: row for row in _newest(StreamsAccepted.objects, "camera")}
    views = {row.camera_id: row.decided_us for row in _newest(ViewAccepted.objects, "camera")}
    return {
        camera: _reference(streams.get(camera), views.get(camera, 0))
        for camera in {*streams, *views}
    }


def accepted_streams(camera: str) -> QuerySet[StreamsAccepted]:
    """Newest first."""
    return StreamsAccepted.objects.filter(camera=camera).select_related("by").order_by("-number")


def accepted_views(camera: str) -> QuerySet[ViewAccepted]:
    """Newest first."""
    return ViewAccepted.objects.filter(camera=camera).select_related("by").order_by("-number")


def calendar_rows(school: UUID, *, with_withdrawn: bool = False) -> QuerySet[CalendarRange]:
    """By day."""
    found = CalendarRange.objects.filter(school=school).select_related("by", "withdrawn_by")
    return found if with_withdrawn else found.filter(withdrawn_us=None)


def calendar_of(school: UUID) -> Calendar:
    """What counts of the school's calendar."""
    return tuple(map(_day_range, CalendarRange.objects.filter(school=school, withdrawn_us=None)))


def calendars() -> dict[UUID, Calendar]:
    """As ``calendar_of``, of every school that has one."""
    found: dict[UUID, tuple[DayRange, ...]] = {}
    for row in CalendarRange.objects.filter(withdrawn_us=None):
        found[row.school_id] = (*found.get(row.school_id, ()), _day_range(row))
    return found


def areas_with_audio() -> frozenset[UUID]:
    """Areas whose cameras may record sound."""
    return frozenset(row.area_id for row in _newest(AreaAudio.objects, "area") if row.allowed)


def cameras_with_sound(cameras: Iterable[str]) -> frozenset[str]:
    """Those of the cameras whose area may have sound, now: asked again whenever sound is given out."""
    found = Camera.objects.filter(pk__in=list(cameras), area__in=areas_with_audio())
    return frozenset(found.values_list("pk", flat=True))


def audio_history(area: UUID) -> QuerySet[AreaAudio]:
    """Newest first."""
    return AreaAudio.objects.filter(area=area).select_related("by").order_by("-number")


def retention_history(school: UUID) -> QuerySet[RetentionDecision]:
    """Newest first."""
    found = RetentionDecision.objects.filter(school=school)
    return found.select_related("area", "camera", "by").order_by("-number")


def retention() -> dict[str, Kept]:
    """Of every camera, those taken out of use too."""
    return _retention(_newest_retention())


def retention_if(
    *, school: UUID, days: int | None, area: UUID | None, camera: str | None
) -> dict[str, int]:
    """Days of every camera, had this been decided too."""
    newest = _newest_retention()
    newest[school, area, camera] = RetentionDecision(days=days)
    return {each: kept.days for each, kept in _retention(newest).items()}


def _newest_retention() -> Newest:
    newest: Newest = {}
    for row in RetentionDecision.objects.order_by("number"):
        newest[row.school_id, row.area_id, row.camera_id] = row
    return newest


def _retention(newest: Newest) -> dict[str, Kept]:
    cameras = Camera.objects.values_list("pk", "area_id", "area__school_id")
    return {camera: _kept(newest, camera, area, school) for camera, area, school in cameras}


def retention_days(camera: str) -> int:
    """Days that the camera's footage is kept: its own decision, its area's, the school's, 30.

    Of a camera that is not registered: the longest of all, since nothing may be erased too early.
    """
    kept = retention().get(camera)
    if kept is not None:
        return kept.days
    longest = RetentionDecision.objects.aggregate(most=Max("days"))["most"]
    return max(DEFAULT_DAYS, longest or 0)


def _kept(
    newest: Newest,
    camera: str,
    area: UUID,
    school: UUID,
) -> Kept:
    for scope, key in (
        ("camera", (school, None, camera)),
        ("area", (school, area, None)),
        ("school", (school, None, None)),
    ):
        row = newest.get(key)
        if row is not None and row.days is not None:
            return Kept(row.days, scope, row.id.hex)
    return Kept(DEFAULT_DAYS, "default", "default")


def _newest(rows: Manager[Row], about: str) -> QuerySet[Row]:
    latest = rows.filter(**{about: OuterRef(about)}).order_by("-number").values("pk")[:1]
    return rows.filter(pk=Subquery(latest))


def week_plan(row: RecordingPlan) -> WeekPlan | None:
    """The plan of a row; None for one that is none."""
    try:
        return WeekPlan(row.grid, row.holiday, row.exam, row.pre_roll_s, row.post_roll_s)
    except ValueError as fault:
        log.error(
            "the plan of camera %s is none (%s): everything is recorded", row.camera_id, fault
        )
        return None


def _rules(row: WatchSettings) -> WatchRules | None:
    try:
        return WatchRules(
            motion=row.motion,
            sensitivity=row.sensitivity,
            zones=shapes(row.zones),
            masks=shapes(row.masks),
            triggers=triggers(row.triggers),
        )
    except BadShape as fault:
        log.error("the watch settings of camera %s are none (%s)", row.camera_id, fault)
        return None


def _reference(row: StreamsAccepted | None, view_since_us: int) -> Reference:
    if row is None:
        return Reference(view_since_us=view_since_us)
    main, sub = StreamShape.from_json(row.main), StreamShape.from_json(row.sub)
    return Reference(main, sub, view_since_us)


def _day_range(row: CalendarRange) -> DayRange:
    return DayRange(RangeKind(row.kind), row.from_day, row.to_day, row.name)


@dataclass(frozen=True, slots=True)
class Decision:
    """That something was decided about a camera again, and by whom. ``by`` None: the machine's set-up."""

    camera: str
    together: UUID
    by: UUID | None
    basis: str
    decided_us: int


def changed_plans(school: UUID, since_us: int) -> list[Decision]:
    """Plans that took the place of another one, oldest first."""
    return _changed(RecordingPlan.objects, school, since_us)


def changed_watch_settings(school: UUID, since_us: int) -> list[Decision]:
    """As ``changed_plans``, of what is looked for at a camera."""
    return _changed(WatchSettings.objects, school, since_us)


def _changed(rows: Manager[Any], school: UUID, since_us: int) -> list[Decision]:
    found = rows.filter(camera__area__school_id=school, number__gt=1, decided_us__gte=since_us)
    return [
        Decision(each.camera.name, each.together, each.by_id, each.basis, each.decided_us)
        for each in found.select_related("camera").order_by("decided_us", "camera__name", "number")
    ]
