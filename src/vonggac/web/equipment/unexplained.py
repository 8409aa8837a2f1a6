"""Chưa giải trình: what no footage, no cause and no failure accounts for (G5; khoản 4 Điều 5)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from vonggac.archive import selectors as archive
from vonggac.equipment import selectors as equipment
from vonggac.equipment import sources
from vonggac.equipment.rules import limits_us
from vonggac.equipment.troubles import lasting
from vonggac.kernel.clock import DAY_US, SECOND_US
from vonggac.kernel.ranges import Range
from vonggac.places import selectors as places

if TYPE_CHECKING:
    from vonggac.places.models import Camera

LOOKED_BACK_US = 31 * DAY_US
SHORTEST_US = 5 * SECOND_US
"""Between two segments there are seams; shorter than this is counted on the coverage sheet and not asked about."""


@dataclass(frozen=True, slots=True)
class Unexplained:
    camera: "Camera"
    range: Range
    cause: str
    """Empty: nothing says why; else a gap's, which lasts and stands in no failure."""


def unexplained_of(school: UUID, at_us: int) -> list[Unexplained]:
    """Newest first. A stretch leaves the list only when it is explained: by a cause that comes to be known, or by a
    failure that was opened by hand for its camera and its begin.
    """
    cameras = {each.id: each for each in places.cameras(school)}
    whole = Range(at_us - LOOKED_BACK_US, at_us)
    by_hand = _by_hand(school, whole.from_us)
    found = [
        Unexplained(camera, each, "")
        for camera in cameras.values()
        for each in archive.unexplained(
            camera.id, "main", whole, shortest_us=SHORTEST_US, at_us=at_us
        )
        if not any(
            begin_us <= each.to_us and end_us >= each.from_us
            for begin_us, end_us in by_hand.get(camera.id, ())
        )
    ]
    signs = lasting(sources.gaps(school, at_us), limits_us(equipment.seconds_of(school)), at_us)
    placed = equipment.failures_of([each.ref for each in signs])
    found += [
        Unexplained(cameras[each.camera], Range(each.from_us, each.to_us or at_us), each.cause)
        for each in signs
        if each.ref not in placed and each.from_us < (each.to_us or at_us)
    ]
    return sorted(found, key=lambda each: each.range.from_us, reverse=True)


def _by_hand(school: UUID, since_us: int) -> dict[str, list[tuple[int, int]]]:
    """By camera begin and end of what people opened failures for; whoever typed the begin typed whole minutes."""
    found: dict[str, list[tuple[int, int]]] = {}
    for each in equipment.signs_by_hand(school, since_us):
        span = each.from_us - 60 * SECOND_US, each.to_us or 1 << 53
        found.setdefault(each.camera_id or "", []).append(span)
    return found
