"""Reads of the room."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from vonggac.equipment.models import (
    AlarmDecision,
    Failure,
    FailureLine,
    FailureSign,
    Input,
    VolumeChange,
)
from vonggac.equipment.rules import BOUNDS, Limit
from vonggac.equipment.states import FailureState
from vonggac.kernel.events import TAMPER, EventKind


def failures(school: UUID, *, state: str = "", camera: str = "") -> QuerySet[Failure]:
    """Newest first. ``state``: a FailureState, or ``open`` for all that are not closed."""
    found = Failure.objects.filter(school_id=school).select_related("camera__area", "opened_by")
    if state == "open":
        found = found.exclude(state=FailureState.CLOSED)
    elif state in FailureState.values:
        found = found.filter(state=state)
    if camera:
        found = found.filter(signs__camera_id=camera).distinct()
    return found.order_by("-detected_us", "-number")


def waiting(school: UUID) -> QuerySet[Failure]:
    """Not closed; those that still go on first, then the newest."""
    found = failures(school, state="open")
    return found.order_by("back_us", "-detected_us", "-number")


def unconfirmed(school: UUID) -> QuerySet[Failure]:
    """What no member of the Board has confirmed."""
    return failures(school, state="open").filter(board_seen_us=None)


def failure(school: UUID, failure_id: UUID) -> Failure | None:
    """None where the school has none of that id."""
    return failures(school).filter(pk=failure_id).first()


def lines(failure_id: UUID) -> list[FailureLine]:
    """Its history, oldest first."""
    return list(FailureLine.objects.filter(failure_id=failure_id).select_related("person"))


def signs(failure_id: UUID) -> QuerySet[FailureSign]:
    """Its evidence, by begin."""
    return FailureSign.objects.filter(failure_id=failure_id).select_related("camera__area")


def sign(sign_id: UUID) -> FailureSign | None:
    found = FailureSign.objects.select_related("failure", "camera").filter(pk=sign_id)
    return found.first()


def has_pictures(row: FailureSign) -> bool:
    """Whether an alarm's pictures belong to it: something kept the camera from seeing."""
    return row.ref.startswith("event:") and row.cause in TAMPER


def failures_of(refs: Iterable[str]) -> dict[str, Failure]:
    """By the ref of a sign (``equipment.troubles.Sign.ref``): the failure that it stands in (G5)."""
    rows = FailureSign.objects.filter(ref__in=list(refs)).select_related("failure")
    return {each.ref: each.failure for each in rows}


def decision(school: UUID) -> AlarmDecision | None:
    """The one that counts; None: the defaults do."""
    return AlarmDecision.objects.filter(school_id=school).order_by("-at_us", "-id").first()


def decisions(school: UUID, limit: int = 20) -> list[AlarmDecision]:
    """Newest first."""
    rows = AlarmDecision.objects.filter(school_id=school).select_related("person")
    return list(rows.order_by("-at_us", "-id")[:limit])


def seconds_of(school: UUID) -> dict[Limit, int]:
    """How long what is let last."""
    row = decision(school)
    said = row.seconds if row else {}
    return {each: int(said.get(each.value, BOUNDS[each].default)) for each in Limit}


def silent_of(school: UUID) -> frozenset[EventKind]:
    """Kinds of events that nobody is told of at once."""
    row = decision(school)
    return frozenset(EventKind(each) for each in row.silent) if row else frozenset()


def inputs(school: UUID) -> QuerySet[Input]:
    """In use first, then by name."""
    found = Input.objects.filter(school_id=school).select_related("made_by", "revoked_by")
    return found.prefetch_related("cameras").order_by("revoked_us", "name")


def volume_changes(limit: int = 20) -> list[VolumeChange]:
    """Newest first."""
    rows = VolumeChange.objects.select_related("by")
    return list(rows.order_by("-at_us", "-id")[:limit])


def signs_by_hand(school: UUID) -> list[FailureSign]:
    """What people opened failures for."""
    found = FailureSign.objects.filter(failure__school_id=school, ref__startswith="hand:")
    return list(found.exclude(camera=None))
