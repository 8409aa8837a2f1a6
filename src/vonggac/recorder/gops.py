"""Access units gathered into groups of pictures: what the store writes and loses as one."""

from dataclasses import dataclass, field

from vonggac.fmp4.fragment import TrackRun, append_prefixed, fragment_parts
from vonggac.fmp4.order import GopOrder
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.streams import AccessUnit, Codec, Track

LONGEST_US = 10 * SECOND_US
LARGEST_BYTES = 16 << 20
"""A camera that sends no key frame for so long must not keep everything in memory: its GOP is written in pieces."""


@dataclass(slots=True)
class Gop:
    """Units in decode order with their instants; the first video unit is a key frame unless ``key`` is false."""

    run: str
    tracks: tuple[Track, ...]
    start_us: int
    key: bool
    end_us: int = 0
    """Where the next one begins, or what the last unit's usual duration gives."""
    units: list[AccessUnit] = field(default_factory=list)
    times_us: list[int] = field(default_factory=list)
    size_bytes: int = 0
    after_step: bool = False
    """The machine's clock was set between the footage before and this."""
    past: bool = False
    """Written late, when its stream was interrupted since: it ends no gap."""

    def add(self, unit: AccessUnit, at_us: int) -> None:
        self.units.append(unit)
        self.times_us.append(at_us)
        for part in unit.parts:
            self.size_bytes += len(part)

    def usual_end_us(self) -> int:
        """Where it ends if nothing follows: the last unit lasts what units of this GOP last on average."""
        first, last = self.times_us[0], max(self.times_us)
        count = sum(1 for unit in self.units if unit.track == 0)
        usual_us = (last - first) // (count - 1) if count > 1 else SECOND_US // 25
        return max(last + max(usual_us, 1), self.start_us + 1)

    def full(self, at_us: int) -> bool:
        return at_us - self.start_us > LONGEST_US or self.size_bytes > LARGEST_BYTES


@dataclass(frozen=True, slots=True)
class Encoded:
    """A fragment ready to be sealed."""

    data: bytes
    key_bytes: int
    """From its first byte to the end of the first video sample; 0 where that is no key frame."""


class GopEncoder:
    """GOPs of one segment as moof+mdat: video at 90 kHz UTC, audio at its own rate, video first."""

    def __init__(self, tracks: tuple[Track, ...]) -> None:
        self._tracks = tracks
        self._orders = [GopOrder(usual_duration=each.clock_hz // 25) for each in tracks]
        self._sequence = 0

    def encode(self, gop: Gop) -> Encoded:
        """Raises ValueError for a GOP whose numbers no file can hold."""
        self._sequence += 1
        if len(self._tracks) == 1:
            times, units = gop.times_us, gop.units
            runs = [self._run(gop, self._tracks[0], units, times)]
        else:
            runs = [run for track in self._tracks if (run := self._of_track(gop, track))]
        pieces = fragment_parts(self._sequence, runs)
        key_bytes = len(pieces[0]) + runs[0].samples[0][0] if gop.key else 0
        return Encoded(b"".join(pieces), key_bytes)

    def _of_track(self, gop: Gop, track: Track) -> TrackRun | None:
        chosen = [
            (unit, at_us)
            for unit, at_us in zip(gop.units, gop.times_us, strict=True)
            if unit.track == track.index
        ]
        if not chosen:
            return None
        return self._run(gop, track, [unit for unit, _ in chosen], [at_us for _, at_us in chosen])

    def _run(
        self, gop: Gop, track: Track, units: list[AccessUnit], times_us: list[int]
    ) -> TrackRun:
        clock_hz = track.clock_hz
        times = [at_us * clock_hz // SECOND_US for at_us in times_us]
        order = self._orders[self._tracks.index(track)]
        timing = order.close(times, to_ticks(gop.end_us, clock_hz))
        parts: list[bytes] = []
        if track.codec in (Codec.H264, Codec.H265):
            sizes = [append_prefixed(parts, unit.parts) for unit in units]
        else:
            parts.extend(unit.parts[0] for unit in units)
            sizes = [len(part) for part in parts]
        keys = [unit.key for unit in units]
        samples = list(zip(sizes, timing.durations, keys, timing.offsets, strict=True))
        return TrackRun(track.index + 1, timing.base_time, samples, parts)


def to_ticks(at_us: int, clock_hz: int) -> int:
    """Media time in the file is UTC at the track's own rate, so that a fragment says by itself when it is."""
    return at_us * clock_hz // SECOND_US
