"""Wakes the recorders: every second which cameras have something going on, and for which motion would be seen.

A recorder that hears nothing of a camera for ten seconds records it whole: nobody's death loses footage.
"""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.recorder.trigger_client import open_triggers

log = logging.getLogger(__name__)

EVERY_S = 1.0
_AHEAD_US = 3 * SECOND_US
"""What goes on is recorded so far ahead of the next word; the plan's post-roll comes behind it."""


class Alarms:
    """Until cancelled. Never raises for a recorder that is away."""

    def __init__(self, run_folder: Path) -> None:
        self.connected = False
        """Whether every recorder concerned was told last time."""
        self._run_folder = run_folder

    async def run(self, due: Callable[[], tuple[list[str], list[str]]]) -> None:
        """``due``: cameras to be recorded now, and cameras that are looked at."""
        async with open_triggers(self._run_folder) as triggers:
            while True:
                wanted, watched = due()
                try:
                    told = [await triggers.fire(each, now_us() + _AHEAD_US) for each in wanted]
                    self.connected = await triggers.beat(watched) and all(told)
                except Exception:
                    # The next second must still be said.
                    log.exception("the recorders could not be told")
                    self.connected = False
                await asyncio.sleep(EVERY_S)
