"""The one test before a byte leaves the store: at fragment borders at most one fragment more on each side."""

from dataclasses import dataclass

from vonggac.archive.selectors import SegmentRow
from vonggac.kernel.authority import Act, Grant
from vonggac.kernel.ranges import Range


class NotPermitted(Exception):
    """The grant does not cover this camera, this footage, this act, or this moment."""


@dataclass(frozen=True, slots=True)
class Permitted:
    """What may be given, and what that means in time."""

    asked: Range
    """The instants that the grant covers: what the usage book says was watched."""
    given: Range
    """The instants in the bytes: fragments are whole, so at most one more on each side."""


def require(grant: Grant, act: Act, camera: str, footage: Range, at_us: int) -> None:
    """Raises NotPermitted. ``at_us`` is the moment of serving."""
    if not grant.permits(act, camera, footage, at_us):
        raise NotPermitted(f"{act} of {camera} {footage} at {at_us} is not in grant {grant.id}")


def require_sound(grant: Grant, act: Act) -> None:
    """A grant for the pictures does not imply their sound (ACCESS §1.8); live has none. Raises NotPermitted."""
    if not grant.audio or act == Act.LIVE:
        raise NotPermitted(f"{act} with sound is not in grant {grant.id}")


def require_fragments(
    grant: Grant, act: Act, row: SegmentRow, first: int, last: int, *, at_us: int
) -> Permitted:
    """Each of the fragments must have an instant of the granted footage. Raises NotPermitted, IndexError."""
    if not 0 <= first <= last < len(row.fragments):
        raise IndexError(f"{row.segment} has {len(row.fragments)} fragments: {first}–{last}")
    starts_us = row.fragments[first].start_us
    given = Range(starts_us, max(row.fragment_end_us(last), starts_us + 1))
    outer = (
        row.fragment_end_us(first) <= grant.footage.from_us
        or row.fragments[last].start_us >= grant.footage.to_us
    )
    asked = given.overlap(grant.footage)
    if outer or asked is None:
        raise NotPermitted(f"{row.segment} {first}–{last} lies outside grant {grant.id}")
    require(grant, act, row.camera, asked, at_us)
    return Permitted(asked, given)
