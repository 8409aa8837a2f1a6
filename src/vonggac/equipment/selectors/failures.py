"""Reads of failures."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from vonggac.equipment.models import Failure, FailureLine, FailureSign
from vonggac.equipment.states import FailureState
from vonggac.kernel.events import TAMPER


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


def signs_by_hand(school: UUID, since_us: int) -> list[FailureSign]:
    """What people opened failures for and was not over by then."""
    lasting = Q(to_us__gte=since_us) | Q(to_us=None)
    found = FailureSign.objects.filter(
        lasting, failure__school_id=school, ref__startswith="hand:", camera__isnull=False
    )
    return list(found)
