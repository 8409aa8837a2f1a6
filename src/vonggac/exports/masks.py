"""Shapes of masks: what is accepted, and the digest that binds a closed list. No Django tables."""

from collections.abc import Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from vonggac.evidence.copy_plan import FULL, Mask, facts_of
from vonggac.kernel.digests import facts_digest

MAX_MASKS = 200
MAX_POINTS = 32
_LEAST_AREA = FULL
"""A hundredth of the width by a hundredth of the height."""

Point = tuple[int, int]


def polygon_fault(points: object) -> str:
    """Why the shape cannot be a mask; empty where it can. Any value that JSON can bring is judged."""
    corners = _corners(points)
    if corners is None:
        return _("A mask has three to 32 corners inside the picture.")
    if abs(_twice_area(corners)) < 2 * _LEAST_AREA:
        return _("The mask is too small to cover anything.")
    if _crosses_itself(corners):
        return _("The mask’s outline crosses itself: part of it would stay uncovered.")
    return ""


def masks_digest(masks: Sequence[Mask]) -> str:
    """SHA-256 over shapes and times, in the order of their numbers."""
    return facts_digest({"masks": facts_of(masks)})


def _corners(points: object) -> list[Point] | None:
    if not isinstance(points, list | tuple) or not 3 <= len(points) <= MAX_POINTS:
        return None
    found = []
    for each in points:
        if not isinstance(each, list | tuple) or len(each) != 2:
            return None
        x, y = each
        if type(x) is not int or type(y) is not int or not (0 <= x <= FULL and 0 <= y <= FULL):
            return None
        found.append((x, y))
    return found


def _twice_area(corners: list[Point]) -> int:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*corners, corners[0]]))


def _crosses_itself(corners: list[Point]) -> bool:
    edges = list(pairwise([*corners, corners[0]]))
    return any(
        _cross(*edges[i], *edges[j])
        for i in range(len(edges))
        for j in range(i + 1, len(edges))
        if j - i not in (1, len(edges) - 1)
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two edges meet; touching counts."""

    def side(p: Point, q: Point, r: Point) -> int:
        turn = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
        return (turn > 0) - (turn < 0)

    return side(a, b, c) * side(a, b, d) <= 0 and side(c, d, a) * side(c, d, b) <= 0
