"""The room's door: the same questions, answered by a child process (``worker``). What web, watch and cli call.

``async with Helper() as helper`` keeps one child for many questions (watch); ``find`` and ``describe`` here start one
for a single question (a page). Credentials go to the child's standard input, into no argument and no log.
"""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path
from typing import Any, Self

import vonggac
from vonggac.onvif import faults
from vonggac.onvif.choice import Profile
from vonggac.onvif.device import DeviceFacts
from vonggac.onvif.events import CameraEvent
from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.finding import Found

MAX_LINE = 8 << 20
GOODBYE_S = 3.0
Progress = Callable[[int, int], None]
_Queue = asyncio.Queue[dict[str, Any]]


class Helper:
    """One child process. Safe for many tasks of one event loop; a child that died is started again when asked."""

    def __init__(self) -> None:
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._waiting: dict[int, _Queue] = {}
        self._number = 0
        self._starting = asyncio.Lock()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process is not None else None

    async def find(
        self,
        ranges: Sequence[str] = (),
        *,
        timeout_s: float = 4.0,
        allow_loopback: bool = False,
        progress: Progress | None = None,
        **more: Any,
    ) -> tuple[Found, ...]:
        """``finding.find``. Raises ValueError for a range that is none, ``OnvifFault``."""
        given = {"ranges": list(ranges), "timeout_s": timeout_s, "allow_loopback": allow_loopback}
        rows: list[dict[str, Any]] = []
        async with contextlib.aclosing(self._ask("find", given | more)) as answers:
            async for last, item in answers:
                if last:
                    rows = item
                elif progress is not None:
                    progress(*item)
        return tuple(Found(**_tuples(row)) for row in rows)

    async def describe(
        self,
        xaddr: str,
        username: str = "",
        password: str = "",
        *,
        timeout_s: float = 5.0,
        allow_loopback: bool = False,
    ) -> DeviceFacts:
        """``device.describe``. Raises ``OnvifFault``."""
        given = _account(xaddr, username, password, timeout_s, allow_loopback=allow_loopback)
        facts = await self._one("describe", given)
        profiles = tuple(Profile(**each) for each in facts.pop("profiles"))
        return DeviceFacts(**_tuples(facts), profiles=profiles)

    async def fingerprint(
        self,
        xaddr: str,
        username: str = "",
        password: str = "",
        *,
        timeout_s: float = 5.0,
        allow_loopback: bool = False,
    ) -> dict[str, list[str]]:
        """``fingerprint.fingerprint``. Raises ``OnvifFault``."""
        given = _account(xaddr, username, password, timeout_s, allow_loopback=allow_loopback)
        parts: dict[str, list[str]] = await self._one("fingerprint", given)
        return parts

    async def clock_offset_us(
        self, xaddr: str, *, timeout_s: float = 5.0, allow_loopback: bool = False
    ) -> int | None:
        """``device.clock_offset_us``: no log-in. Raises ``OnvifFault``."""
        given = {"xaddr": xaddr, "timeout_s": timeout_s, "allow_loopback": allow_loopback}
        offset: int | None = await self._one("clock", given)
        return offset

    async def listen(
        self,
        xaddr: str,
        username: str = "",
        password: str = "",
        *,
        timeout_s: float = 5.0,
        allow_loopback: bool = False,
    ) -> AsyncGenerator[CameraEvent, None]:
        """``events.listen``: until closed (``aclosing``), or ``OnvifFault``; try again after a while."""
        given = _account(xaddr, username, password, timeout_s, allow_loopback=allow_loopback)
        async with contextlib.aclosing(self._ask("listen", given)) as answers:
            async for last, item in answers:
                if not last:
                    yield CameraEvent(**item)

    async def close(self) -> None:
        """Ends the child; who waits for an answer gets ``OnvifFault`` (``helper_ended``)."""
        process, self._process = self._process, None
        if process is None or process.stdin is None:
            return
        process.stdin.close()
        try:
            async with asyncio.timeout(GOODBYE_S):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()
        if self._reading is not None:
            await self._reading

    async def _one(self, name: str, given: dict[str, Any]) -> Any:
        result: Any = None
        async with contextlib.aclosing(self._ask(name, given)) as answers:
            async for last, item in answers:
                result = item if last else result
        return result

    async def _ask(
        self, name: str, given: dict[str, Any]
    ) -> AsyncGenerator[tuple[bool, Any], None]:
        """Each answer, and whether it is the last one."""
        process = await self._started()
        self._number += 1
        number = self._number
        queue: _Queue = asyncio.Queue()
        self._waiting[number] = queue
        finished = False
        try:
            await _write(process, {"id": number, "do": name, "with": given})
            while not finished:
                answer = await queue.get()
                finished = "item" not in answer
                if "fault" in answer:
                    raise _raised(*answer["fault"])
                yield finished, answer["ok"] if finished else answer["item"]
        finally:
            self._waiting.pop(number, None)
            if not finished:
                with contextlib.suppress(OnvifFault):
                    await _write(process, {"id": number, "do": "stop"})

    async def _started(self) -> asyncio.subprocess.Process:
        async with self._starting:
            if self._process is None or self._process.returncode is not None:
                self._process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    "-m",
                    "vonggac.onvif.worker",
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    env=_environment(),
                    limit=MAX_LINE,
                )
                self._reading = asyncio.create_task(self._read(self._process))
            return self._process

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None  # noqa: S101  (asked for)
        with contextlib.suppress(
            ValueError, KeyError
        ):  # a line too long or none: the child is given up
            while line := await process.stdout.readline():
                answer = json.loads(line)
                if (queue := self._waiting.get(answer["id"])) is not None:
                    queue.put_nowait(answer)
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        for queue in tuple(self._waiting.values()):
            queue.put_nowait({"fault": [faults.BROKEN, "the helper process ended"]})


async def find(
    ranges: Sequence[str] = (),
    *,
    timeout_s: float = 4.0,
    allow_loopback: bool = False,
    progress: Progress | None = None,
    **more: Any,
) -> tuple[Found, ...]:
    """One search in a child of its own; see ``Helper.find``."""
    async with Helper() as helper:
        return await helper.find(
            ranges, timeout_s=timeout_s, allow_loopback=allow_loopback, progress=progress, **more
        )


async def describe(
    xaddr: str, username: str = "", password: str = "", *, allow_loopback: bool = False
) -> DeviceFacts:
    """One device in a child of its own; see ``Helper.describe``."""
    async with Helper() as helper:
        return await helper.describe(xaddr, username, password, allow_loopback=allow_loopback)


def _account(
    xaddr: str, username: str, password: str, timeout_s: float, *, allow_loopback: bool
) -> dict[str, Any]:
    return {
        "xaddr": xaddr,
        "username": username,
        "password": password,
        "timeout_s": timeout_s,
        "allow_loopback": allow_loopback,
    }


def _tuples(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()
    }


def _raised(code: str, detail: str) -> Exception:
    return ValueError(detail) if code == "value" else OnvifFault(code, detail)


async def _write(process: asyncio.subprocess.Process, message: dict[str, Any]) -> None:
    assert process.stdin is not None  # noqa: S101  (asked for)
    try:
        process.stdin.write(json.dumps(message).encode() + b"\n")
        await process.stdin.drain()
    except OSError:
        raise OnvifFault(faults.BROKEN, "the helper process ended") from None


def _environment() -> dict[str, str]:
    ours = str(Path(vonggac.__file__).parents[1])
    before = os.environ.get("PYTHONPATH")
    return {**os.environ, "PYTHONPATH": f"{ours}{os.pathsep}{before}" if before else ours}
