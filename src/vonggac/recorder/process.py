"""A recorder group as a process: plans come in on standard input, one JSON line each; SIGTERM ends it in order.

When the supervisor dies its pipe ends: the recorder goes on with the last plan it was given (I5).
"""

import asyncio
import logging
import os
import signal
import sys
import threading

from vonggac.kernel.data_folder import DataFolder
from vonggac.recorder.group import RecorderGroup
from vonggac.recorder.plan import Plan

log = logging.getLogger(__name__)


def run_group(group: int, data: DataFolder) -> None:
    """Returns when told to stop and everything open is finished."""
    asyncio.run(_main(group, data))


async def _main(group: int, data: DataFolder) -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    _on_signals(loop, stop)
    plans: asyncio.Queue[bytes] = asyncio.Queue()
    # A thread, because Windows has no asynchronous standard input; a daemon, because its read never ends by itself.
    threading.Thread(target=_read_plans, args=(loop, plans), daemon=True).start()
    recorder = RecorderGroup(group, data)
    follower = asyncio.create_task(_follow(recorder, plans))
    await recorder.run(stop)
    follower.cancel()


async def _follow(recorder: RecorderGroup, plans: "asyncio.Queue[bytes]") -> None:
    while True:
        line = await plans.get()
        try:
            plan = Plan.from_json(line.decode())
        except (ValueError, KeyError, TypeError):
            log.error("a plan could not be read; the last one stays")
            continue
        try:
            await recorder.apply(plan)
        except Exception:
            # The next plan must still be heard.
            log.exception("a plan could not be applied in full")


def _read_plans(loop: asyncio.AbstractEventLoop, plans: "asyncio.Queue[bytes]") -> None:
    waiting = b""
    # os.read and not sys.stdin: a buffered reader blocked in another thread upsets the interpreter's end.
    while received := os.read(sys.stdin.fileno(), 1 << 16):
        *lines, waiting = (waiting + received).split(b"\n")
        for line in lines:
            loop.call_soon_threadsafe(plans.put_nowait, line)
    log.warning("the supervisor is gone; recording goes on with the last plan")


def _on_signals(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:
            # Windows: only the plain handler exists, called between bytecodes of the main thread.
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
