"""A lane: a thread that works off what touches a disk, so that a slow disk delays a file and never a camera.

Jobs of one camera run in the order they were put, in one lane.
"""

import logging
import queue
import threading
from collections.abc import Callable

log = logging.getLogger(__name__)

BACKLOG_BYTES = 192 << 20
"""GOPs waiting for the disks of one process. Beyond it the newest are dropped, as a gap with its cause."""


class JournalRefused(OSError):
    """The disk of the spool takes no line: without its journal no camera is recorded, whatever the volumes say."""


class Lane(threading.Thread):
    """One thread that works off jobs in order. ``waiting_bytes`` is what they hold in memory."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, daemon=True)
        self._jobs: queue.SimpleQueue[tuple[Callable[[], None], int] | None] = queue.SimpleQueue()
        self._held = threading.Lock()
        self.waiting_bytes = 0

    def put(self, job: Callable[[], None], size_bytes: int = 0) -> bool:
        """False when too much waits already; then the job was not taken. Jobs without size are always taken."""
        with self._held:
            if size_bytes and self.waiting_bytes + size_bytes > BACKLOG_BYTES:
                return False
            self.waiting_bytes += size_bytes
        self._jobs.put((job, size_bytes))
        return True

    def finish(self) -> None:
        """Returns when every job put so far is done."""
        self._jobs.put(None)
        self.join()

    def run(self) -> None:
        while (item := self._jobs.get()) is not None:
            job, size_bytes = item
            try:
                job()
            except JournalRefused as refused:
                log.error("a fact could not be said: %s", refused)
            except Exception:
                # A fault in one stream's bookkeeping must not stop the other streams of the lane.
                log.exception("a recording job failed")
            with self._held:
                self.waiting_bytes -= size_bytes
