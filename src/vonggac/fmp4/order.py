"""Decode times from presentation times: a camera says when a picture is to be shown, a file also
when it is to be decoded.

Without B frames the two are one. With them, the decode times are the presentation times in rising
order, moved back by a delay so that no picture is decoded after it must be shown. The delay never
shrinks within one run, so decode times rise over fragments. Where it has to grow in mid-run, decode
times creep on by single ticks until they have caught up.

Times are integers in ticks of the track and without jumps: whoever calls has dealt with a camera
that set its clock.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from operator import lt, sub

_DEEPEST = 16
"""No decoder holds more pictures back (H.264 A.3.1, H.265 A.4.2)."""


def decode_times(
    times: Sequence[int], *, delay: int = 0, after: int | None = None
) -> tuple[list[int], int]:
    """Decode times for presentation times given in decode order, and the delay they needed (never
    less than ``delay``).

    They rise strictly, begin after ``after``, and are not later than the presentation times unless
    several pictures share one time or ``after`` forces it.
    """
    if not delay and (after is None or not times or times[0] > after) and _rising(times):
        return list(times), 0
    ordered = sorted(times)
    delay = max(delay, max(map(sub, ordered, times), default=0))
    decode: list[int] = []
    for time in ordered:
        at = time - delay
        if after is not None and at <= after:
            at = after + 1
        decode.append(at)
        after = at
    return decode, delay


@dataclass(slots=True)
class Timing:
    """What a run of samples says about time, ready for ``fragment.Sample``."""

    base_time: int
    durations: list[int]
    offsets: list[int]


class GopOrder:
    """Decode times over the GOPs of one run; a new run (reconnect, clock set, new parameter sets)
    needs a new one.
    """

    def __init__(self, *, usual_duration: int = 3600) -> None:
        """``usual_duration``: ticks of the last picture while nothing better is known."""
        self._usual = usual_duration
        self._delay = 0
        self._last: int | None = None

    @property
    def delay(self) -> int:
        """Ticks that decoding runs ahead of showing; 0 without B frames."""
        return self._delay

    def close(self, times: Sequence[int], next_key_time: int | None = None) -> Timing:
        """A GOP is whole: its presentation times in decode order, at least one.

        ``next_key_time`` is the time of the key picture that follows; None at the end of a run.
        Only the last duration hangs on it; decode times of the next GOP stand on their own.
        """
        decode, self._delay = decode_times(times, delay=self._delay, after=self._last)
        self._last = decode[-1]
        durations = list(map(sub, decode[1:], decode))
        if durations:
            self._usual = max(1, durations[-1])
        durations.append(self._last_duration(times, next_key_time))
        return Timing(decode[0], durations, list(map(sub, times, decode)))

    def _last_duration(self, times: Sequence[int], next_key_time: int | None) -> int:
        if next_key_time is None:
            return self._usual
        to_next = next_key_time - max(times)
        if to_next <= 0:
            return self._usual
        # Leading pictures of an open GOP are shown before its key picture.
        return min(to_next, self._usual) if self._delay else to_next


class LiveOrder:
    """Decode times for pictures that must go out at once, one by one.

    Holds back ``depth`` presentation times as a decoder holds back pictures. The depth is the
    stream's reordering depth (``max_num_reorder_frames``) when it is known; where the stream shows
    it to be too small it grows by itself.

    A decode time follows the one before by no more than half again the duration that was said of
    that: at more than twice, a browser sees a discontinuity and drops every picture up to the next
    key picture (Media Source Extensions, coded frame processing, step 6). So after lost pictures,
    or while the depth is learnt, decode times lag and catch up; presentation times are always true.
    """

    def __init__(self, *, depth: int = 0, usual_duration: int = 3600) -> None:
        self._depth = depth
        self._usual = usual_duration
        self._held: list[int] = []
        self._seen: deque[int] = deque(maxlen=_DEEPEST)
        self._latest: int | None = None
        self._last: int | None = None

    @property
    def depth(self) -> int:
        """Pictures that decoding runs ahead of showing; 0 without B frames."""
        return self._depth

    def next(self, time: int) -> tuple[int, int]:
        """Decode time of the picture shown at ``time``, and its likely duration, in ticks."""
        if self._latest is None or time > self._latest:
            self._latest = time
        else:
            self._depth = max(self._depth, sum(seen > time for seen in self._seen))
        self._seen.append(time)
        heappush(self._held, time)
        waiting = self._depth + 1 - len(self._held)
        decode = self._held[0] - waiting * self._usual if waiting > 0 else heappop(self._held)
        last = self._last
        if last is not None:
            decode = max(last + 1, min(decode, last + self._usual * 3 // 2))
            self._usual = max(decode - last, self._usual * 2 // 3)
        self._last = decode
        return decode, self._usual


def _rising(times: Sequence[int]) -> bool:
    return all(map(lt, times, times[1:]))
