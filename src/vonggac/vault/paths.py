"""Where a segment lies in a volume and what its name says.

The folders are cut by UTC day and hour.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from vonggac.kernel.ids import require_camera_id, require_segment_id
from vonggac.kernel.instants import compact, day_folder, parse_compact

SUFFIX = ".vgs"
PART_SUFFIX = ".part"
"""Appended to the whole name while the file grows: ``….vgs.part``."""

_STREAM = re.compile(r"[a-z][a-z0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class SegmentName:
    """The parts of a segment's file name."""

    camera: str
    stream: str
    start_us: int
    segment: str


def require_stream(text: str) -> str:
    """The text itself.

    Raises ValueError where it could not be a stream's name (``main``, ``sub``).
    """
    if not _STREAM.fullmatch(text):
        raise ValueError(f"not a stream name: {text!r}")
    return text


def segment_name(camera: str, stream: str, start_us: int, segment_id: str) -> str:
    """``c7f3a_main_20261122T164500000000Z_<32 hex>.vgs``.

    Raises ValueError on a part that cannot be in a name.
    """
    require_camera_id(camera)
    require_stream(stream)
    require_segment_id(segment_id)
    return f"{camera}_{stream}_{compact(start_us)}_{segment_id}{SUFFIX}"


def segment_path(volume: Path, camera: str, stream: str, start_us: int, segment_id: str) -> Path:
    """``<volume>/<camera>/<yyyy-mm-dd>/<hh>/<name>``."""
    day, hour = day_folder(start_us)
    return volume / camera / day / hour / segment_name(camera, stream, start_us, segment_id)


def part_path(path: Path) -> Path:
    """Where the segment grows until it is whole."""
    return path.with_name(path.name + PART_SUFFIX)


def parse_name(name: str) -> SegmentName:
    """The inverse of ``segment_name``. Raises ValueError on any other file's name."""
    pieces = name.removesuffix(SUFFIX).split("_")
    if not name.endswith(SUFFIX) or len(pieces) != 4:
        raise ValueError(f"not the name of a segment: {name[:120]!r}")
    camera, stream, start, segment_id = pieces
    return SegmentName(
        require_camera_id(camera),
        require_stream(stream),
        parse_compact(start),
        require_segment_id(segment_id),
    )
