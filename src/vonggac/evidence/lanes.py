"""A thread that works off one thing after the other, while whoever gives it work goes on with the next.

Hashing, sealing and writing let go of the interpreter for big pieces: each in a lane of its own, they run at once.
"""

import queue
import threading
from collections.abc import Callable
from typing import Any

WAITING = 6
"""Pieces that may wait: who gives work faster than it is done, waits."""


class WorkLane:
    """Runs jobs in the order they were put. The first fault ends it: the rest is not run, and ``put`` or ``finish``
    raises that fault.
    """

    def __init__(self, name: str) -> None:
        self._jobs: queue.Queue[Callable[[], Any] | None] = queue.Queue(WAITING)
        self._fault: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Callable[[], Any]) -> None:
        """Waits while too much waits. Raises what an earlier job raised."""
        self._raise()
        self._jobs.put(job)

    def settle(self) -> None:
        """Returns when everything put so far is done, and let go of. Raises what a job raised."""
        self._jobs.join()
        self._raise()

    def finish(self) -> None:
        """Returns when everything put so far is done. Raises what a job raised. Safe to repeat."""
        self.end()
        self._raise()

    def end(self) -> None:
        """As ``finish``, in silence: for who has a fault of his own to tell."""
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join()

    def _raise(self) -> None:
        if self._fault is not None:
            raise self._fault

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            if self._fault is None:
                try:
                    job()
                except BaseException as fault:  # noqa: BLE001  (told to who waits for it)
                    # Its traceback would hold the piece, and a mapped file could not be closed.
                    self._fault = fault.with_traceback(None)
            job = None
            self._jobs.task_done()
