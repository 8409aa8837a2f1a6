"""The clock of a demo year: walks through a school year, in this process alone, for an invented school alone.

Nothing in the product can date a deed back: every service asks ``kernel.clock``. What stands here puts another clock
in its place, and refuses where the folder has ever held anything: a real school's books cannot be reached by it.
The ledger is no part of it: it is written with the machine's own clock, so its entries say on what day the year was
really made.
"""

import heapq
import json
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from datetime import time as time_of_day
from itertools import count

from vonggac.kernel import clock
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_whole
from vonggac.kernel.instants import from_datetime, to_datetime
from vonggac.places.schedule import SCHOOL_ZONE

Story = Generator[int]
"""Somebody's part of the year: yields the instant at which it goes on, and does there what is to be done."""
MARK = "demo-year.json"


class NotFresh(RuntimeError):
    """The folder has held a school, a ledger or footage: its clock is not to be touched."""


class Hands:
    """Stands for the module ``time`` within ``kernel.clock``: both clocks where they were put."""

    def __init__(self, wall_us: int) -> None:
        self.wall_us = wall_us

    def time_ns(self) -> int:
        return self.wall_us * 1_000

    def monotonic_ns(self) -> int:
        return self.wall_us * 1_000


class Walk:
    """Goes from instant to instant through the stories, in order; never back."""

    def __init__(self, hands: Hands, until_us: int, machine: object) -> None:
        self._hands = hands
        self._machine = machine
        self.until_us = until_us

    def through(self, stories: Iterable[Story]) -> Iterator[int]:
        """Does what they do; yields the instant that comes next. What would come after the end is left undone."""
        turns = count()
        waiting: list[tuple[int, int, Story]] = []
        for each in stories:
            self._wait(waiting, each, turns)
        while waiting and waiting[0][0] < self.until_us:
            yield waiting[0][0]
            at_us, _turn, story = heapq.heappop(waiting)
            self._hands.wall_us = max(self._hands.wall_us, at_us)
            self._wait(waiting, story, turns)
        self._hands.wall_us = self.until_us

    def _wait(
        self, waiting: list[tuple[int, int, Story]], story: Story, turns: Iterator[int]
    ) -> None:
        at_us = next(story, None)
        if at_us is not None:
            heapq.heappush(waiting, (at_us, next(turns), story))

    @contextmanager
    def really_now(self) -> Iterator[None]:
        """Within it the machine's own clock counts: for the ledger, and for what is set up today."""
        with _clock_of(self._machine):
            yield


@contextmanager
def walking(
    data: DataFolder, *, from_us: int, until_us: int, used: Callable[[], bool]
) -> Iterator[Walk]:
    """Marks the fresh folder as invented, and lets its clock walk until the end of the block.

    ``used``: whether the databases hold anything. Raises NotFresh.
    """
    _require_fresh(data, used)
    write_whole(data.root / MARK, json.dumps({"finished": False}).encode())
    hands = Hands(from_us)
    with _clock_of(hands) as machine:
        yield Walk(hands, until_us, machine)
    write_whole(data.root / MARK, json.dumps({"finished": True}).encode())


def is_finished(data: DataFolder) -> bool | None:
    """Whether the folder's year was filled to its end; None: it has none."""
    mark = data.root / MARK
    return bool(json.loads(mark.read_text())["finished"]) if mark.exists() else None


def at(day: date, hour: int, minute: int = 0) -> int:
    """The instant of a wall clock at the school."""
    return from_datetime(datetime.combine(day, time_of_day(hour, minute), SCHOOL_ZONE))


def today() -> date:
    """The day at the school, by the clock that counts now."""
    return to_datetime(clock.now_us()).astimezone(SCHOOL_ZONE).date()


@contextmanager
def _clock_of(source: object) -> Iterator[object]:
    """Gives what stood there before."""
    names = vars(clock)
    before, names["time"] = names["time"], source
    try:
        yield before
    finally:
        names["time"] = before


def _require_fresh(data: DataFolder, used: Callable[[], bool]) -> None:
    kept = [data.ledger, data.spool, data.default_volume, data.exports, data.papers, data.pictures]
    written = any(folder.exists() and any(folder.iterdir()) for folder in kept)
    if written or used() or (data.root / MARK).exists():
        raise NotFresh(str(data.root))
