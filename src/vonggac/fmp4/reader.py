"""Takes an init segment or a fragment apart, bounded, and writes changed copies: fewer tracks,
other times.

``playback`` serves through this what a grant allows (no sound, say); ``media`` cuts with it.
Whatever is read may be damaged or hostile: every fault is ``Malformed``, no loop is longer than the
data, and nothing recurses.
"""

import struct
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from vonggac.fmp4.boxes import Box, Data, Malformed, box, child, children, unpack, walk
from vonggac.fmp4.fragment import TrackRun, fragment
from vonggac.fmp4.init_reader import read_init as read_init

MAX_SAMPLES = 1 << 16
"""Samples of one run beyond which a fragment is taken for garbage: an hour of sound in one piece.
"""

_U32 = struct.Struct(">I")
_U64 = struct.Struct(">Q")
_I32 = struct.Struct(">i")
_TWO = struct.Struct(">II")
_NOT_SYNC = 0x00010000


class SampleAt(NamedTuple):
    """One sample and where its bytes lie, counted from the beginning of the fragment."""

    offset: int
    size: int
    duration: int
    cts: int
    """Presentation time less decode time, ticks."""
    key: bool


@dataclass(frozen=True, slots=True)
class TrackFragment:
    track_id: int
    base_time: int
    samples: tuple[SampleAt, ...]
    time_at: int
    """Where the base decode time stands in the data, and in how many bytes."""
    time_size: int

    @property
    def duration(self) -> int:
        return sum(sample.duration for sample in self.samples)


@dataclass(frozen=True, slots=True)
class Fragment:
    sequence: int
    tracks: tuple[TrackFragment, ...]

    def track(self, track_id: int) -> TrackFragment:
        """Raises Malformed when the fragment has nothing of that track."""
        for run in self.tracks:
            if run.track_id == track_id:
                return run
        raise Malformed(f"no samples of track {track_id}")


@dataclass(slots=True)
class _Defaults:
    """What ``tfhd`` says for samples that say nothing themselves."""

    track_id: int
    base: int
    duration: int = 0
    size: int = 0
    flags: int = 0


def read_fragment(data: Data, *, cut: bool = False) -> Fragment:
    """The first ``moof`` in the data. Its samples must lie within the data, unless the data is
    ``cut`` off on purpose.

    Raises Malformed.
    """
    moof = next((found for found in walk(data, cut=cut) if found.type == b"moof"), None)
    if moof is None:
        raise Malformed("no moof")
    sequence = 0
    tracks: list[TrackFragment] = []
    for inner in children(data, moof):
        if inner.type == b"mfhd":
            sequence = unpack(_U32, data, inner.body + 4, inner.end)[0]
        elif inner.type == b"traf":
            tracks.append(_read_traf(data, moof, inner))
    if not cut:
        for run in tracks:
            if any(sample.offset + sample.size > len(data) for sample in run.samples):
                raise Malformed("a sample reaches beyond the data")
    return Fragment(sequence, tuple(tracks))


def select_tracks(data: bytes, track_ids: Collection[int]) -> bytes:
    """An init segment or one fragment with only these tracks; the samples of the others are left
    out of the copy.

    Returns the very same bytes when there is nothing to leave out. Raises Malformed, also when
    nothing would remain.
    """
    top = list(walk(data))
    if any(found.type == b"moof" for found in top):
        return _select_runs(data, track_ids)
    return _select_described(data, top, track_ids)


# ------------------------------------------------------------------------------ inside a traf


def _read_traf(data: Data, moof: Box, traf: Box) -> TrackFragment:
    defaults: _Defaults | None = None
    time, time_at, time_size = 0, 0, 0
    samples: list[SampleAt] = []
    after = moof.start
    for inner in children(data, traf):
        if inner.type == b"tfhd":
            defaults = _read_tfhd(data, moof, inner)
            after = defaults.base
        elif inner.type == b"tfdt":
            time, time_at, time_size = _read_tfdt(data, inner)
        elif inner.type == b"trun":
            if defaults is None:
                raise Malformed("a trun before its tfhd")
            after = _read_trun(data, inner, defaults, after, samples)
    if defaults is None or not time_size:
        raise Malformed("a traf without tfhd or tfdt")
    return TrackFragment(defaults.track_id, time, tuple(samples), time_at, time_size)


def _read_tfhd(data: Data, moof: Box, inner: Box) -> _Defaults:
    head, track_id = unpack(_TWO, data, inner.body, inner.end)
    at = inner.body + 8
    found = _Defaults(track_id, moof.start)
    if head & 0x000001:
        (found.base,) = unpack(_U64, data, at, inner.end)
        at += 8
    values: dict[int, int] = {}
    for bit in (0x000002, 0x000008, 0x000010, 0x000020):
        if head & bit:
            (values[bit],) = unpack(_U32, data, at, inner.end)
            at += 4
    found.duration = values.get(0x000008, 0)
    found.size = values.get(0x000010, 0)
    found.flags = values.get(0x000020, 0)
    return found


def _read_tfdt(data: Data, inner: Box) -> tuple[int, int, int]:
    (head,) = unpack(_U32, data, inner.body, inner.end)
    layout = _U64 if head >> 24 else _U32
    (time,) = unpack(layout, data, inner.body + 4, inner.end)
    return time, inner.body + 4, layout.size


def _read_trun(
    data: Data, inner: Box, defaults: _Defaults, after: int, samples: list[SampleAt]
) -> int:
    """Adds the run's samples; returns where the bytes of a following run begin."""
    head, count = unpack(_TWO, data, inner.body, inner.end)
    if count + len(samples) > MAX_SAMPLES:
        raise Malformed("more samples than a fragment can have")
    at = inner.body + 8
    where, first_flags = after, None
    if head & 0x000001:
        where = defaults.base + unpack(_I32, data, at, inner.end)[0]
        at += 4
    if head & 0x000004:
        (first_flags,) = unpack(_U32, data, at, inner.end)
        at += 4
    if where < 0:
        raise Malformed("samples before the data")
    has = [bool(head & bit) for bit in (0x000100, 0x000200, 0x000400, 0x000800)]
    layout = struct.Struct(">" + "".join("IIIi"[n] for n in range(4) if has[n]))
    if at + count * layout.size > inner.end:
        raise Malformed("a trun is cut off")
    for number in range(count):
        fields = iter(layout.unpack_from(data, at + number * layout.size))
        duration = next(fields) if has[0] else defaults.duration
        size = next(fields) if has[1] else defaults.size
        flags = next(fields) if has[2] else defaults.flags
        if number == 0 and first_flags is not None:
            flags = first_flags
        offset = next(fields) if has[3] else 0
        samples.append(SampleAt(where, size, duration, offset, not flags & _NOT_SYNC))
        where += size
    return where


# ------------------------------------------------------------------------------ fewer tracks


def _select_runs(data: bytes, track_ids: Collection[int]) -> bytes:
    found = read_fragment(data)
    kept = [run for run in found.tracks if run.track_id in track_ids]
    if not kept:
        raise Malformed("none of the tracks is in the fragment")
    if len(kept) == len(found.tracks):
        return data
    view = memoryview(data)
    runs = [
        TrackRun(
            run.track_id,
            run.base_time,
            [(sample.size, sample.duration, sample.key, sample.cts) for sample in run.samples],
            [view[sample.offset : sample.offset + sample.size] for sample in run.samples],
        )
        for run in kept
    ]
    return fragment(found.sequence, runs)


def _select_described(data: bytes, top: list[Box], track_ids: Collection[int]) -> bytes:
    movie = next((found for found in top if found.type == b"moov"), None)
    if movie is None:
        raise Malformed("neither an init segment nor a fragment")
    ids = {part: _described(data, part) for part in children(data, movie) if part.type == b"trak"}
    if not any(track_id in track_ids for track_id in ids.values()):
        raise Malformed("none of the tracks is in the init segment")
    if all(track_id in track_ids for track_id in ids.values()):
        return data
    inner: list[bytes] = []
    for part in children(data, movie):
        if part.type == b"trak" and ids[part] not in track_ids:
            continue
        if part.type == b"mvex":
            inner.append(_select_extends(data, part, track_ids))
        else:
            inner.append(data[part.start : part.end])
    return b"".join(
        box(b"moov", *inner) if part == movie else data[part.start : part.end] for part in top
    )


def _described(data: bytes, trak: Box) -> int:
    header = child(data, trak, b"tkhd")
    (head,) = unpack(_U32, data, header.body, header.end)
    return unpack(_U32, data, header.body + (20 if head >> 24 else 12), header.end)[0]


def _select_extends(data: bytes, mvex: Box, track_ids: Collection[int]) -> bytes:
    kept = [
        data[part.start : part.end]
        for part in children(data, mvex)
        if part.type != b"trex" or unpack(_U32, data, part.body + 4, part.end)[0] in track_ids
    ]
    return box(b"mvex", *kept)
