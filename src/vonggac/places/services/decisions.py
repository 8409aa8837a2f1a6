"""What is decided about areas and cameras: each decision adds a row, the newest counts, the ledger says so.

Who may is asked before (``access.selectors.refusal_for``): plans, watching and sound are the IT teacher's with a
basis, retention is the principal's alone (khoản 3 Điều 2). ``by`` None: the machine's set-up.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id, new_uuid
from vonggac.kernel.instants import to_datetime
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.places.models import (
    Area,
    AreaAudio,
    AreaKind,
    Camera,
    CameraState,
    RecordingPlan,
    RetentionDecision,
    School,
    StreamsAccepted,
    ViewAccepted,
    WatchSettings,
)
from vonggac.places.schedule import SCHOOL_ZONE, WeekPlan
from vonggac.places.selectors import watch_rules_of
from vonggac.places.watching import StreamShape, WatchRules

LEAST_DAYS, USUAL_DAYS, MOST_DAYS = 7, 90, 365


@transaction.atomic
def decide_plan(
    *, cameras: Iterable[str], plan: WeekPlan, basis: str, by: UUID | None
) -> list[RecordingPlan]:
    """The plan of one camera or of several at once; recorded so within 5 s.

    Raises ValidationError (no camera, or one not in use), TextRefused (``basis`` is empty).
    """
    why = one_line("basis", basis, max_length=300)
    wanted = sorted(set(cameras))
    found = Camera.objects.filter(pk__in=wanted, state=CameraState.ACTIVE).order_by("pk")
    if not wanted or found.count() != len(wanted):
        raise ValidationError({"cameras": ValidationError(_("Choose cameras in use."), "cameras")})
    together = new_uuid()
    made = []
    for each in found:
        row = RecordingPlan(
            camera=each,
            grid=plan.grid,
            holiday=plan.holiday,
            exam=plan.exam,
            pre_roll_s=plan.pre_roll_s,
            post_roll_s=plan.post_roll_s,
            together=together,
        )
        _add(row, RecordingPlan.objects.filter(camera=each), basis=why, by=by)
        _record("recording.plan", by, _plan_facts(row), cam=each.id)
        made.append(row)
    return made


@transaction.atomic
def set_watch(*, camera: str, rules: WatchRules, by: UUID | None, basis: str = "") -> WatchSettings:
    """How the camera is watched. A change of what starts a recording needs a ``basis``.

    Raises Camera.DoesNotExist, TextRefused.
    """
    row = Camera.objects.get(pk=camera, state=CameraState.ACTIVE)
    before = watch_rules_of(camera)
    weighty = (rules.motion, rules.triggers) != (before.motion, before.triggers)
    made = WatchSettings(
        camera=row,
        motion=rules.motion,
        sensitivity=rules.sensitivity,
        zones=[each.as_json() for each in rules.zones],
        masks=[each.as_json() for each in rules.masks],
        triggers=sorted(rules.triggers),
        together=new_uuid(),
    )
    why = one_line("basis", basis, max_length=300, required=weighty)
    _add(made, WatchSettings.objects.filter(camera=row), basis=why, by=by)
    facts = _facts(made) | {
        "motion": made.motion,
        "sensitivity": made.sensitivity,
        "zones": made.zones,
        "masks": made.masks,
        "triggers": made.triggers,
    }
    _record("watch.settings", by, facts, cam=camera)
    return made


@transaction.atomic
def accept_streams(
    *, camera: str, main: StreamShape, sub: StreamShape | None, basis: str, by: UUID
) -> StreamsAccepted:
    """The camera's streams are right as they are: what departs from this is told.

    Raises Camera.DoesNotExist, TextRefused (``basis`` is empty).
    """
    row = Camera.objects.get(pk=camera, state=CameraState.ACTIVE)
    made = StreamsAccepted(
        camera=row, main=main.as_json(), sub=sub.as_json() if sub else {}, together=new_uuid()
    )
    why = one_line("basis", basis, max_length=300)
    _add(made, StreamsAccepted.objects.filter(camera=row), basis=why, by=by)
    facts = _facts(made) | {"main": made.main, "sub": made.sub}
    _record("streams.accepted", by, facts, cam=camera)
    return made


@transaction.atomic
def accept_view(*, camera: str, basis: str, by: UUID) -> ViewAccepted:
    """What the camera shows now is what it should show; ``watch`` learns the place anew within seconds.

    Raises Camera.DoesNotExist, TextRefused (``basis`` is empty).
    """
    row = Camera.objects.get(pk=camera, state=CameraState.ACTIVE)
    made = ViewAccepted(camera=row, together=new_uuid())
    why = one_line("basis", basis, max_length=300)
    _add(made, ViewAccepted.objects.filter(camera=row), basis=why, by=by)
    _record("view.accepted", by, _facts(made), cam=camera)
    return made


@transaction.atomic
def decide_audio(*, area: UUID, allowed: bool, basis: str, by: UUID | None) -> AreaAudio:
    """Whether cameras of the area may record sound. Off until somebody gives a basis for it (LAW §2.2).

    Raises ValidationError for a private area, TextRefused without a basis, Area.DoesNotExist.
    """
    row = Area.objects.get(pk=area)
    if allowed and row.kind == AreaKind.PRIVATE:
        said = _("No sound may be recorded in a private area.")
        raise ValidationError({"allowed": ValidationError(said, "private_area")})
    made = AreaAudio(area=row, allowed=allowed, together=new_uuid())
    why = one_line("basis", basis, max_length=300)
    _add(made, AreaAudio.objects.filter(area=row), basis=why, by=by)
    _record("audio", by, _facts(made) | {"area": area.hex, "allowed": allowed})
    return made


@transaction.atomic
def decide_retention(
    *,
    school: UUID,
    days: int | None,
    paper: str,
    decided_on: date,
    by: UUID,
    area: UUID | None = None,
    camera: str | None = None,
    reason: str = "",
) -> RetentionDecision:
    """The principal's decision of how long footage is kept: of the school, an area or a camera.

    ``days`` None: the area or camera has no number of its own any longer. ``paper``: the decision's number.
    Raises ValidationError, TextRefused.
    """
    row = _retention(school, days, paper, decided_on, area=area, camera=camera, reason=reason)
    _add(row, RetentionDecision.objects.filter(school=school), basis=row.paper, by=by)
    facts = _facts(row) | {
        "school": school.hex,
        "area": area.hex if area else "",
        "camera": camera or "",
        "days": days,
        "decided_on": decided_on.isoformat(),
        "reason": row.reason,
    }
    _record("retention", by, facts, cam=camera)
    return row


def check_retention(*, school: UUID, by: UUID, **decision: Any) -> None:
    """Raises what ``decide_retention`` would raise for it, and writes nothing."""
    _retention(school, **decision)


def _retention(
    school: UUID,
    days: int | None,
    paper: str,
    decided_on: date,
    *,
    area: UUID | None = None,
    camera: str | None = None,
    reason: str = "",
) -> RetentionDecision:
    row = RetentionDecision(
        school=School.objects.get(pk=school),
        area=_area_of(school, area),
        camera=_camera_of(school, camera),
        days=days,
        paper=one_line("paper", paper, max_length=60),
        decided_on=decided_on,
        reason=one_line("reason", reason, max_length=300, required=False),
        together=new_uuid(),
    )
    _check_days(row)
    return row


def _check_days(row: RetentionDecision) -> None:
    today = to_datetime(clock.now_us()).astimezone(SCHOOL_ZONE).date()
    if row.decided_on > today:
        raise _refused("decided_on", _("The day of the decision has not come yet."), "future")
    if row.days is None:
        if row.area is None and row.camera is None:
            raise _refused("days", _("The school must have a number of days."), "none")
        return
    if row.days < LEAST_DAYS:
        words = _("Footage is kept at least %(n)d days (khoản 3 Điều 2): give %(n)d or more.")
        raise _refused("days", words % {"n": LEAST_DAYS}, "few")
    if row.days > MOST_DAYS:
        words = _("Footage can’t be kept longer than %(n)d days: what must stay longer is held.")
        raise _refused("days", words % {"n": MOST_DAYS}, "many")
    if row.days > USUAL_DAYS and not row.reason:
        words = _("More than %(n)d days need a reason: write it beside.")
        raise _refused("reason", words % {"n": USUAL_DAYS}, "reason")


def _area_of(school: UUID, area: UUID | None) -> Area | None:
    if area is None:
        return None
    found = Area.objects.filter(pk=area, school=school).first()
    if found is None:
        raise _refused("area", _("The school has no such area."), "area")
    return found


def _camera_of(school: UUID, camera: str | None) -> Camera | None:
    if camera is None:
        return None
    found = Camera.objects.filter(pk=camera, area__school=school).first()
    if found is None:
        raise _refused("camera", _("The school has no such camera."), "camera")
    return found


def _refused(field: str, words: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(words, code)})


Decision = (
    RecordingPlan | WatchSettings | StreamsAccepted | ViewAccepted | AreaAudio | RetentionDecision
)


def _add(row: Decision, earlier: QuerySet[Any], *, basis: str, by: UUID | None) -> None:
    row.number = 1 + (earlier.aggregate(last=Max("number"))["last"] or 0)
    row.basis, row.by_id, row.decided_us = basis, by, clock.now_us()
    row.full_clean()
    row.save(force_insert=True)


def _facts(row: Decision) -> dict[str, object]:
    """``row``'s id is random, so that a digest of a short text can't be guessed back."""
    return {"row": row.id.hex, "number": row.number, "basis": row.basis}


def _plan_facts(row: RecordingPlan) -> dict[str, object]:
    return _facts(row) | {
        "grid": row.grid,
        "holiday": row.holiday,
        "exam": row.exam,
        "rolls": [row.pre_roll_s, row.post_roll_s],
    }


def _record(what: str, by: UUID | None, facts: dict[str, object], cam: str | None = None) -> None:
    ledger.record(
        "config.change", actor=actor_id(by), what=what, digest=facts_digest(facts), cam=cam
    )
