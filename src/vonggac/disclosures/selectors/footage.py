"""What is left of the footage that a request asks for."""

from collections.abc import Iterable
from dataclasses import dataclass

from vonggac.archive import selectors as archive
from vonggac.kernel.ranges import Range, total_us


@dataclass(frozen=True, slots=True)
class Left:
    """One camera: microseconds there, erased by retention, and never recorded or not known."""

    camera: str
    there_us: int
    erased_us: int
    absent_us: int


def left(cameras: Iterable[str], footage: Range) -> list[Left]:
    """Camera by camera, in the order of their ids."""
    found = []
    for camera in sorted(cameras):
        coverage = archive.coverage(camera, "main", footage)
        there = total_us([*coverage.footage, *coverage.pending])
        erased = total_us(coverage.erased)
        found.append(Left(camera, there, erased, footage.length_us - there - erased))
    return found


def anything_left(cameras: Iterable[str], footage: Range) -> bool:
    """Whether an instant of the range is still there, from any of the cameras."""
    return any(each.there_us for each in left(cameras, footage))
