"""The other side of ``triggers``: how watch, and the pages, make cameras record around events.

Nothing raises because a recorder is away: what lasts is said again, and without beats a recorder records everything.
"""

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

from vonggac.kernel.clock import SECOND_US, monotonic_us
from vonggac.recorder.triggers import BEATS_A_LINE

CONNECT_S = 2.0
LOOK_EVERY_US = SECOND_US
_MOST_WAITING_BYTES = 64 << 10


class Trigger:
    """Connections to the recorders of this machine, made when needed. For one event loop."""

    def __init__(self, run_folder: Path) -> None:
        self._folder = run_folder
        self._streams: dict[Path, asyncio.StreamWriter] = {}
        self._whereabouts: dict[Path, tuple[int, str]] = {}
        self._cameras: dict[str, Path] = {}
        self._looked_us: int | None = None

    async def fire(self, camera: str, until_us: int) -> bool:
        """The camera is to be recorded until ``until_us`` at least, and its pre-roll kept; said every second as long as
        an event lasts. False where no recorder could be told.
        """
        path = self._where(camera)
        return path is not None and await self._say(path, {"fire": camera, "until_us": until_us})

    async def beat(self, cameras: Iterable[str]) -> bool:
        """These cameras are being watched for events now; said every few seconds. False where not all could be told."""
        told, groups = True, dict[Path, list[str]]()
        for camera in cameras:
            path = self._where(camera)
            if path is None:
                told = False
            else:
                groups.setdefault(path, []).append(camera)
        for path, group in groups.items():
            for start in range(0, len(group), BEATS_A_LINE):
                told = await self._say(path, {"beat": group[start : start + BEATS_A_LINE]}) and told
        return told

    async def close(self) -> None:
        for path in list(self._streams):
            self._drop(path)

    def _where(self, camera: str) -> Path | None:
        """Which recorder has the camera; looked up again once a second where none is known."""
        if camera not in self._cameras or self._cameras[camera] not in self._streams:
            self._look()
        return self._cameras.get(camera)

    def _look(self) -> None:
        if self._looked_us is not None and monotonic_us() - self._looked_us < LOOK_EVERY_US:
            return
        self._looked_us = monotonic_us()
        self._cameras.clear()
        for path in sorted(self._folder.glob("tap-*.json")):
            with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
                found = json.loads(path.read_text())
                where = int(found["port"]), str(found["token"])
                if self._whereabouts.get(path, where) != where:
                    self._drop(path)
                self._whereabouts[path] = where
                self._cameras.update(
                    dict.fromkeys((str(each[0]) for each in found["streams"]), path)
                )

    async def _say(self, path: Path, said: dict[str, object]) -> bool:
        try:
            writer = await self._connection(path)
            if writer.transport.get_write_buffer_size() > _MOST_WAITING_BYTES:
                raise ConnectionError("the recorder does not listen")
            writer.write(json.dumps(said).encode() + b"\n")
            # Python 3.11's wait_for may swallow a cancellation that comes with the answer: the task would never end.
            async with asyncio.timeout(CONNECT_S):
                await writer.drain()
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            self._drop(path)
            return False
        return True

    async def _connection(self, path: Path) -> asyncio.StreamWriter:
        known = self._streams.get(path)
        if known is not None and not known.transport.is_closing():
            return known
        port, token = self._whereabouts[path]
        async with asyncio.timeout(CONNECT_S):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            writer.write(json.dumps({"token": token, "triggers": 1}).encode() + b"\n")
            async with asyncio.timeout(CONNECT_S):
                answer = await reader.readexactly(1)
            if answer != b"t":
                raise ConnectionError("refused")
        except BaseException:
            writer.close()
            raise
        self._streams[path] = writer
        return writer

    def _drop(self, path: Path) -> None:
        writer = self._streams.pop(path, None)
        if writer is not None:
            writer.close()
        self._looked_us = None if writer is not None else self._looked_us


@asynccontextmanager
async def open_triggers(run_folder: Path) -> AsyncGenerator[Trigger]:
    """``run_folder``: ``DataFolder.run``."""
    trigger = Trigger(run_folder)
    try:
        yield trigger
    finally:
        await trigger.close()
