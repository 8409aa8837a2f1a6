"""Wakes the recorders: every second which cameras have something going on, and for which motion would be seen.

A recorder that hears nothing of a camera for ten seconds records it whole: nobody's death loses footage.
"""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

log = logging.getLogger(__name__)

EVERY_S = 1.0


class Alarms:
    """Until cancelled. Never raises for a recorder that is away."""

    def __init__(self, run_folder: Path) -> None:
        self.connected = False
        self._run_folder = run_folder

    async def run(self, due: Callable[[], tuple[list[str], list[str]]]) -> None:
        """``due``: cameras to be recorded now, and cameras that are looked at."""
        while True:
            await asyncio.sleep(EVERY_S)
            due()
