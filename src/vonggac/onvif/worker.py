"""The child process: ``python -m vonggac.onvif.worker``, started by ``client``. Strangers' replies are read here only.

A line of JSON in: ``{"id": 1, "do": "describe", "with": {…}}``; lines out: ``{"id": 1, "ok": …}``,
``{"id": 1, "fault": [code, detail]}``, and for ``listen`` and progress any number of ``{"id": 1, "item": …}`` before.
``{"do": "stop", "id": 1}`` ends one. Passwords stand in these lines and nowhere else. Ends when its input does.
"""

import asyncio
import contextlib
import json
import signal
import sys
from dataclasses import asdict
from typing import Any

from vonggac.onvif import faults
from vonggac.onvif.device import clock_offset_us, describe
from vonggac.onvif.events import listen
from vonggac.onvif.faults import OnvifFault
from vonggac.onvif.finding import find
from vonggac.onvif.fingerprint import fingerprint

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

MAX_MEMORY = 1 << 30
"""Bytes of address space: a reply that finds a way to grow ends this process and no other."""
MAX_LINE = 1 << 20
MAX_TASKS = 256


class Worker:
    """Runs what it is asked, side by side."""

    def __init__(self) -> None:
        self._tasks: dict[int, asyncio.Task[None]] = {}

    async def serve(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            asked = json.loads(line)
            if asked["do"] == "stop":
                if task := self._tasks.get(asked["id"]):
                    task.cancel()
            elif len(self._tasks) >= MAX_TASKS:
                _say(asked["id"], fault=[faults.UNSUPPORTED, "too many questions at once"])
            else:
                self._begin(asked["id"], asked["do"], asked.get("with", {}))
        for task in tuple(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _begin(self, number: int, name: str, given: dict[str, Any]) -> None:
        task = asyncio.create_task(_run(number, name, given))
        self._tasks[number] = task
        task.add_done_callback(lambda _: self._tasks.pop(number, None))


async def _run(number: int, name: str, given: dict[str, Any]) -> None:
    try:
        _say(number, ok=await _done(number, name, given))
    except OnvifFault as fault:
        _say(number, fault=[fault.code, fault.detail])
    except ValueError as error:
        _say(number, fault=["value", str(error)])
    except asyncio.CancelledError:
        _say(number, ok=None)
    except Exception as error:  # noqa: BLE001  (whatever a reply made of us, the asker must hear why)
        _say(number, fault=[faults.BROKEN, type(error).__name__])


async def _done(number: int, name: str, given: dict[str, Any]) -> object:
    if name == "find":
        rows = await find(**given, progress=lambda done, total: _say(number, item=[done, total]))
        return [asdict(each) for each in rows]
    if name == "describe":
        return asdict(await describe(**given))
    if name == "fingerprint":
        return await fingerprint(**given)
    if name == "clock":
        return await clock_offset_us(**given)
    if name == "listen":
        async with contextlib.aclosing(listen(**given)) as events:
            async for event in events:
                _say(number, item=asdict(event))
        return None
    raise OnvifFault(faults.UNSUPPORTED, "no such question")


def _say(number: int, **what: object) -> None:
    sys.stdout.write(json.dumps({"id": number, **what}, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def _bound_memory() -> None:
    if resource is not None:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


async def _main() -> None:
    reader = asyncio.StreamReader(limit=MAX_LINE)
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    await Worker().serve(reader)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the parent, which ends us
    _bound_memory()
    with contextlib.suppress(BrokenPipeError):
        asyncio.run(_main())
