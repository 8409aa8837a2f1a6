"""A fragment (``moof`` + ``mdat``) from samples: the hot path of recording, once a GOP and camera,
and once a picture live.

All fields of a track's ``traf`` go through one precompiled ``struct``; media bytes are never copied
before the one join. ``moof`` and the head of ``mdat`` are one piece, so the bytes up to the end of
the first sample of the first run are ``len(pieces[0]) + samples[0].size`` – what the store keeps as
``key_bytes`` when the video is the first run.
"""

import struct
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

SYNC_SAMPLE = 0x02000000
"""Sample flags (§8.8.3.1): depends on no other sample."""
OTHER_SAMPLE = 0x01010000
"""Depends on others; is no sync sample."""

_DEFAULT_BASE_IS_MOOF = 0x020000
_TRUN = 1 << 24 | 0x000701
"""Version 1 (signed offsets): data offset, and of each sample duration, size, flags."""
_TRUN_OFFSETS = _TRUN | 0x000800
_TRAF_HEAD = 8 + 16 + 20 + 20
_MOOF = struct.Struct(">I4sI4sII")
_MDAT = struct.Struct(">I4s")
_LENGTH = struct.Struct(">I").pack
_size = itemgetter(0)
_offset = itemgetter(3)


class Sample(NamedTuple):
    """One picture or audio frame in a run. A plain tuple of the four in this order is as good, and
    quicker to make.
    """

    size: int
    duration: int
    """Ticks until the decode time of the next sample."""
    key: bool
    offset: int = 0
    """Presentation time less decode time, ticks; may be negative."""


class TrackRun(NamedTuple):
    """The samples of one track in one fragment."""

    track_id: int
    base_time: int
    """Decode time of the first sample: an instant, UTC, in ticks of the track."""
    samples: Sequence[tuple[int, int, bool, int]]
    parts: Sequence[bytes | memoryview]
    """The samples' bytes as they stand in the file, in however many pieces; they add up to the
    sizes.
    """


def length_prefixed(nal_units: Sequence[bytes]) -> list[bytes]:
    """A sample of H.264 or H.265: before each NAL unit its length in four bytes (ISO 14496-15)."""
    parts: list[bytes] = []
    append_prefixed(parts, nal_units)
    return parts


def append_prefixed(parts: list[bytes], nal_units: Sequence[bytes]) -> int:
    """The same, straight onto the parts of a run; returns the size of the sample."""
    size = 4 * len(nal_units)
    for unit in nal_units:
        length = len(unit)
        size += length
        parts.append(_LENGTH(length))
        parts.append(unit)
    return size


def fragment(sequence: int, runs: Sequence[TrackRun]) -> bytes:
    """The whole fragment as one bytes object. Raises ValueError as ``fragment_parts`` does."""
    return b"".join(fragment_parts(sequence, runs))


def fragment_parts(sequence: int, runs: Sequence[TrackRun]) -> list[bytes | memoryview]:
    """The fragment in pieces to be joined or written in order; the first is ``moof`` and the head
    of ``mdat``.

    Raises ValueError when a number does not fit its field: a negative base time, duration or size,
    2 GiB of samples.
    """
    prepared = [_prepare(run) for run in runs]
    moof_size = _MOOF.size + sum(layout.size for layout, _, _ in prepared)
    data_offset = moof_size + _MDAT.size
    head = [b""]
    try:
        for run, (layout, fields, size) in zip(runs, prepared, strict=True):
            head.append(_traf(run, layout, fields, data_offset))
            data_offset += size
        head[0] = _MOOF.pack(moof_size, b"moof", 16, b"mfhd", 0, sequence & 0xFFFFFFFF)
        head.append(_MDAT.pack(data_offset - moof_size, b"mdat"))
    except struct.error as error:
        raise ValueError(f"a fragment cannot say this: {error}") from error
    pieces: list[bytes | memoryview] = [b"".join(head)]
    for run in runs:
        pieces += run.parts
    return pieces


@lru_cache(maxsize=1024)
def _layout(samples: int, fields: str) -> struct.Struct:
    return struct.Struct(">I4s I4sII I4sIQ I4sIIi" + fields * samples)


def _prepare(run: TrackRun) -> tuple[struct.Struct, list[int], int]:
    samples = run.samples
    if any(map(_offset, samples)):
        layout = _layout(len(samples), "IIIi")
        fields = [
            field
            for size, duration, key, offset in samples
            for field in (duration, size, SYNC_SAMPLE if key else OTHER_SAMPLE, offset)
        ]
    else:
        layout = _layout(len(samples), "III")
        fields = [
            field
            for size, duration, key, _ in samples
            for field in (duration, size, SYNC_SAMPLE if key else OTHER_SAMPLE)
        ]
    return layout, fields, sum(map(_size, samples))


def _traf(run: TrackRun, layout: struct.Struct, fields: list[int], data_offset: int) -> bytes:
    count = len(run.samples)
    return layout.pack(
        *(layout.size, b"traf"),
        *(16, b"tfhd", _DEFAULT_BASE_IS_MOOF, run.track_id),
        *(20, b"tfdt", 1 << 24, run.base_time),
        *(layout.size - _TRAF_HEAD + 20, b"trun"),
        _TRUN_OFFSETS if len(fields) == 4 * count and count else _TRUN,
        *(count, data_offset),
        *fields,
    )
