"""What makes a camera record around events, over the tap's socket: fires and beats, one JSON line each.

Wire: after the hello ``{"token", "triggers": 1}`` (answered with one ``t``) the client sends
``{"fire": camera, "until_us": instant}`` and ``{"beat": [camera, …]}``. A line means the same however often it is
said. A line that is none, or more of them than anybody needs, ends the connection; nothing else depends on it.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass

from vonggac.kernel.clock import SECOND_US, monotonic_us

MOST_CLIENTS = 8
MOST_LINES_A_SECOND = 400
LONGEST_LINE_BYTES = 4096
BEATS_A_LINE = 64


class NoTrigger(Exception):
    """What came is nothing that a client of ours could have said."""


@dataclass(slots=True)
class Triggers:
    """The recorder's side. ``fire(camera, until_us)`` and ``beat(camera)`` are told of cameras known or unknown."""

    fire: Callable[[str, int], None]
    beat: Callable[[str], None]
    clients: int = 0

    async def serve(self, reader: asyncio.StreamReader) -> None:
        """Until the client goes away. Raises NoTrigger, ConnectionError."""
        window_us, lines = monotonic_us(), 0
        while line := await _line(reader):
            if monotonic_us() - window_us > SECOND_US:
                window_us, lines = monotonic_us(), 0
            lines += 1
            if lines > MOST_LINES_A_SECOND:
                raise NoTrigger("more than anybody needs")
            self._heed(line)

    def _heed(self, line: bytes) -> None:
        try:
            said = json.loads(line)
            if "fire" in said:
                self.fire(_text(said["fire"]), _instant(said["until_us"]))
            else:
                for camera in said["beat"][:BEATS_A_LINE]:
                    self.beat(_text(camera))
        except (ValueError, KeyError, TypeError, RecursionError) as fault:
            raise NoTrigger(f"{type(fault).__name__}: {fault}") from None


async def _line(reader: asyncio.StreamReader) -> bytes:
    """The next line; empty at the end. Raises NoTrigger for one that is too long."""
    try:
        return await reader.readline()
    except ValueError:
        raise NoTrigger("a line without end") from None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a camera is named by text")
    return value


def _instant(value: object) -> int:
    if type(value) is not int:
        raise TypeError("an instant is a whole number")
    return value
