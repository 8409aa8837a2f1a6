"""Stored fragments as one plain MP4 that any player opens. No decoding, no FFmpeg: boxes only.

The master stays as it was recorded; this is a viewing copy, with times that begin at zero and a
length in its header.
"""

import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vonggac.fmp4.boxes import Malformed, box, children, full_box, walk
from vonggac.fmp4.reader import Fragment, read_fragment, read_init, rebase
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.files import sync_folder

_MOVIE_HZ = 1000
"""Time scale of the movie header that ``fmp4.init`` writes."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What was written."""

    start_us: int
    """The instant that is now zero."""
    duration_us: int
    fragments: int
    bytes: int


def write_cut(target: Path, init: bytes, fragments: Iterable[bytes]) -> Cut:
    """Writes the file whole or not at all. The fragments are of this init, in order, and are taken
    one by one.

    Raises Malformed (also when there is no fragment) and OSError; then no file appears.
    """
    beside = target.with_name(target.name + ".part")
    try:
        with beside.open("wb") as file:
            written = _Writing(init)
            file.write(written.init())
            for data in fragments:
                file.write(written.moved(data))
            file.seek(0)
            file.write(written.init())
            file.flush()
            os.fsync(file.fileno())
            facts = Cut(written.start_us, written.duration_us, written.count, beside.stat().st_size)
        if not written.count:
            raise Malformed("a cut without fragments")
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)
    return facts


def with_duration(init: bytes, duration_us: int) -> bytes:
    """The init segment with its length said (``mehd``, §8.8.2); always as long for any duration.
    Raises Malformed.
    """
    parts = list(walk(init))
    movie = next((part for part in parts if part.type == b"moov"), None)
    if movie is None:
        raise Malformed("no moov")
    said = full_box(b"mehd", 1, 0, struct.pack(">Q", duration_us * _MOVIE_HZ // SECOND_US))
    inner: list[bytes] = []
    for part in children(init, movie):
        if part.type == b"mvex":
            kept = [
                init[each.start : each.end] for each in children(init, part) if each.type != b"mehd"
            ]
            inner.append(box(b"mvex", said, *kept))
        else:
            inner.append(init[part.start : part.end])
    return b"".join(
        box(b"moov", *inner) if part == movie else init[part.start : part.end] for part in parts
    )


class _Writing:
    """Keeps the instant that becomes zero, and how far the fragments reach."""

    def __init__(self, init: bytes) -> None:
        self._init = init
        self._hz = {track.index + 1: track.clock_hz for track in read_init(init)}
        self._deltas: dict[int, int] = {}
        self.start_us = 0
        self.duration_us = 0
        self.count = 0

    def init(self) -> bytes:
        return with_duration(self._init, self.duration_us)

    def moved(self, data: bytes) -> bytes:
        found = read_fragment(data)
        if any(run.track_id not in self._hz for run in found.tracks):
            raise Malformed("a fragment of another init segment")
        if not self.count:
            self._begin(found)
        self.count += 1
        for run in found.tracks:
            hz = self._hz[run.track_id]
            end = run.base_time + run.duration + self._deltas[run.track_id]
            self.duration_us = max(self.duration_us, end * SECOND_US // hz)
        return rebase(data, self._deltas)

    def _begin(self, found: Fragment) -> None:
        """The earliest sample of the first fragment becomes zero, for every track alike."""
        starts = [run.base_time * SECOND_US // self._hz[run.track_id] for run in found.tracks]
        if not starts:
            raise Malformed("a fragment without tracks")
        self.start_us = min(starts)
        self._deltas = {
            number: -(self.start_us * hz // SECOND_US) for number, hz in self._hz.items()
        }
