"""Reads of the room: what is held, now or at an instant, and by which hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from vonggac.archive import selectors as archive
from vonggac.archive.selectors import Gone
from vonggac.holds.models import Hold, ReleaseAsk
from vonggac.kernel import clock
from vonggac.kernel.ranges import Range, union
from vonggac.people.tally import within


@dataclass(frozen=True, slots=True)
class HeldRange:
    """One camera's footage under one hold, as it was asked for."""

    hold: UUID
    camera: str
    footage: Range


def hold(hold_id: UUID) -> Hold:
    """With cameras and people. Raises Hold.DoesNotExist."""
    return _whole(Hold.objects.all()).get(pk=hold_id)


def holds(school: UUID) -> QuerySet[Hold]:
    """Every hold there ever was, newest first."""
    return _whole(Hold.objects.filter(school_id=school)).order_by("-placed_us", "-number")


def active(school: UUID | None = None, at_us: int | None = None) -> QuerySet[Hold]:
    """Holds that stand at the instant (now): not released, and not ended with their ground."""
    found = Hold.objects.exclude(answers__released=True)
    found = found.exclude(end__ends_us__lte=clock.now_us() if at_us is None else at_us)
    return found if school is None else found.filter(school_id=school)


def is_active(hold_id: UUID, at_us: int | None = None) -> bool:
    return active(at_us=at_us).filter(pk=hold_id).exists()


def held(camera: str, footage: Range, at_us: int | None = None) -> bool:
    """Whether an instant of the camera's range is under a hold."""
    return _over(camera, footage, at_us).exists()


def why_held(camera: str, footage: Range, at_us: int | None = None) -> str:
    """The hold's number, "" for none: the answer that retention asks for (I6).

    ``at_us``: the time by which a hold that ends with its ground has ended.
    """
    row = _over(camera, footage, at_us).order_by("placed_us").first()
    return row.label if row is not None else ""


def held_ranges(camera: str, footage: Range, at_us: int | None = None) -> list[Range]:
    """What of the range is held, merged: for coverage."""
    rows = _over(camera, footage, at_us).values_list("footage_from_us", "footage_to_us")
    parts = (Range(*each).overlap(footage) for each in rows)
    return union(each for each in parts if each is not None)


def all_held(at_us: int | None = None) -> list[HeldRange]:
    """Everything that is held, camera by camera: what the archivist verifies."""
    rows = active(at_us=at_us).order_by("placed_us").prefetch_related("cameras")
    return [
        HeldRange(row.id, each.camera_id, row.footage) for row in rows for each in row.cameras.all()
    ]


def for_ground(ground: str, ground_ref: str) -> list[Hold]:
    """Holds of one request, case or directive, oldest first."""
    rows = Hold.objects.filter(ground=ground, ground_ref=ground_ref)
    return list(_whole(rows).order_by("placed_us"))


def gone(cameras: Iterable[str], footage: Range) -> dict[str, Gone]:
    """What was erased of the range, by camera; a camera of which nothing was erased is absent."""
    found = {each: archive.gone(each, footage) for each in sorted(set(cameras))}
    return {camera: each for camera, each in found.items() if each is not None}


def open_ask(hold_id: UUID) -> ReleaseAsk | None:
    """The release that waits for its second person."""
    asks = ReleaseAsk.objects.filter(hold_id=hold_id, answer=None)
    return asks.select_related("by").order_by("-at_us").first()


def asks_waiting(school: UUID) -> list[ReleaseAsk]:
    """Releases that wait for a second person, oldest first."""
    asks = ReleaseAsk.objects.filter(hold__school_id=school, answer=None)
    return list(asks.select_related("by", "hold").order_by("at_us"))


def _over(camera: str, footage: Range, at_us: int | None) -> QuerySet[Hold]:
    return active(at_us=at_us).filter(
        cameras__camera_id=camera,
        footage_from_us__lt=footage.to_us,
        footage_to_us__gt=footage.from_us,
    )


def _whole(found: QuerySet[Hold]) -> QuerySet[Hold]:
    return found.select_related("placed_by", "end").prefetch_related(
        "cameras__camera__area", "asks__by", "answers__by"
    )


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: holds placed in the span (I10)."""
    return {"placed": Hold.objects.filter(within("placed_us", span), school_id=school).count()}
