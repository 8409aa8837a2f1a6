"""What is kept in memory in case something happens: the last GOPs of streams that record around events.

Bounded thrice: in time, in bytes a stream, in bytes of the whole process. What is over is forgotten, oldest first.
"""

from collections import deque

from vonggac.kernel.clock import SECOND_US
from vonggac.recorder.gops import Gop

LONGEST_US = 60 * SECOND_US
STREAM_BYTES = 48 << 20
PROCESS_BYTES = 192 << 20


class PreRoll:
    """One stream's GOPs that were not written. Instants here are monotonic: a set clock reorders nothing."""

    def __init__(self, memory: "Memory") -> None:
        self._gops: deque[tuple[int, Gop]] = deque()
        self._memory = memory
        self.held_bytes = 0
        memory.rings.add(self)

    def __len__(self) -> int:
        return len(self._gops)

    def keep(self, gop: Gop, ended_us: int, keep_us: int) -> None:
        """``keep_us``: how long before ``ended_us`` a GOP must have ended to be forgotten."""
        self._gops.append((ended_us, gop))
        self.held_bytes += gop.size_bytes
        self._memory.held_bytes += gop.size_bytes
        keep_us = min(keep_us, LONGEST_US)
        while self._gops and (
            self._gops[0][0] < ended_us - keep_us or self.held_bytes > STREAM_BYTES
        ):
            self.forget_oldest()
        self._memory.make_room()

    def forget_oldest(self) -> None:
        _, gop = self._gops.popleft()
        self.held_bytes -= gop.size_bytes
        self._memory.held_bytes -= gop.size_bytes

    def end_run(self) -> None:
        """The stream was interrupted: what is held explains nothing of the time since."""
        for _, gop in self._gops:
            gop.past = True

    def take(self, since_us: int) -> list[Gop]:
        """Those that ended after ``since_us``, from a key frame on, in order; nothing is held any more."""
        held = list(self._gops)
        self.clear()
        first = next((n for n, (ended_us, _) in enumerate(held) if ended_us > since_us), len(held))
        while 0 < first < len(held) and not held[first][1].key:
            first -= 1
        while first < len(held) and not held[first][1].key:
            first += 1
        return [gop for _, gop in held[first:]]

    def clear(self) -> None:
        self._memory.held_bytes -= self.held_bytes
        self.held_bytes = 0
        self._gops.clear()

    def close(self) -> None:
        self.clear()
        self._memory.rings.discard(self)


class Memory:
    """What all streams of a process hold together."""

    def __init__(self) -> None:
        self.rings: set[PreRoll] = set()
        self.held_bytes = 0

    def make_room(self) -> None:
        """The stream that holds most gives first: one large camera does not cost the others theirs."""
        while self.held_bytes > PROCESS_BYTES:
            max(self.rings, key=lambda each: each.held_bytes).forget_oldest()
