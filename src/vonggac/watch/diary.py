"""What was seen, said where it lasts: events into journals, minutes into heat files. One thread: disks block.

Nobody waits for it: a disk that takes nothing costs events and minutes, with a word in the log, never a look.
"""

import logging
import threading
from collections import deque
from dataclasses import replace
from functools import partial

from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.events import Event, EventJournal
from vonggac.recorder.lane import Lane
from vonggac.watch.heat import HeatBook, HeatMinute
from vonggac.watch.memory import Memory, keep, recall
from vonggac.watch.plan import StreamFacts

log = logging.getLogger(__name__)

WRITER = "watch"
_MOST_OWED = 2000


class Diary:
    """Every method may be called from any thread, except where it says otherwise; work is done in the diary's own."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self._journal = EventJournal(data.events, WRITER)
        self._heat = HeatBook(data.heat)
        self._lane = Lane("diary")
        self._memories: dict[str, Memory] = {}
        self._owed: deque[Event] = deque(maxlen=_MOST_OWED)
        self.refused = 0
        """Events and minutes that the disk did not take at once."""

    def start(self) -> None:
        self._lane.start()

    def finish(self) -> None:
        """Returns when everything said so far is on the disk."""
        self._lane.finish()

    def begin(self, camera: str, installed: str) -> Memory:
        """What is known of the camera; its facts are empty where another one was installed. Blocking.

        To be called while nothing is said of the camera: before its post begins, or when
        that has ended and ``settled``.
        """
        memory = recall(self._data.heat, self._data.events, camera)
        if memory.installed != installed:
            memory = replace(memory, installed=installed, facts={})
        self._memories[camera] = memory
        return replace(memory, facts=dict(memory.facts), open=dict(memory.open))

    def settled(self, seconds: float) -> bool:
        """Waits until everything said so far was tried; False when that takes longer. Blocking."""
        done = threading.Event()
        self._lane.put(done.set)
        return done.wait(seconds)

    def say(self, event: Event) -> None:
        self._lane.put(partial(self._say, event))

    def minute(self, camera: str, minute: HeatMinute) -> None:
        self._lane.put(partial(self._minute, camera, minute))

    def learn(self, camera: str, stream: str, facts: StreamFacts) -> None:
        """What the stream is like when it is well."""
        self._lane.put(partial(self._learn, camera, stream, facts))

    def retry(self) -> None:
        """Now and then: what the disk refused is said again."""
        if self._owed:
            self._lane.put(self._pay)

    # in the diary's thread -------------------------------------------------------------------------------------------

    def _say(self, event: Event) -> None:
        self._owed.append(event)
        self._pay()

    def _pay(self) -> None:
        while self._owed:
            event = self._owed[0]
            try:
                self._remember(event)
                self._journal.append(event)
            except OSError as fault:
                self.refused += 1
                log.error("%s: an event could not be written: %s", event.camera, fault)
                return
            self._owed.popleft()

    def _remember(self, event: Event) -> None:
        """Before the journal says it: an open event that only the journal knew might stay open."""
        memory = self._memories.setdefault(event.camera, Memory())
        known = event.id in memory.open
        left = {name: each for name, each in memory.open.items() if name != event.id}
        if event.to_us is None:
            left[event.id] = event
        if known != (event.id in left):
            keep(self._data.heat, event.camera, replace(memory, open=left))
        memory.open = left

    def _minute(self, camera: str, minute: HeatMinute) -> None:
        try:
            self._heat.append(camera, minute)
        except OSError as fault:
            self.refused += 1
            log.error("%s: a minute's heat could not be written: %s", camera, fault)

    def _learn(self, camera: str, stream: str, facts: StreamFacts) -> None:
        memory = self._memories.setdefault(camera, Memory())
        memory.facts[stream] = facts
        try:
            keep(self._data.heat, camera, memory)
        except OSError as fault:
            log.error("%s: its facts could not be kept: %s", camera, fault)
