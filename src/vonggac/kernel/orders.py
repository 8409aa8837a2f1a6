"""How a process of the supervisor hears: plans as lines on its standard input, the end as a signal."""

import asyncio
import logging
import os
import signal
import sys
import threading

log = logging.getLogger(__name__)


def hear_lines(loop: asyncio.AbstractEventLoop) -> "asyncio.Queue[bytes]":
    """Lines of standard input as they come. When the supervisor dies they end, and the last one stands (I5)."""
    lines: asyncio.Queue[bytes] = asyncio.Queue()
    # A thread, because Windows has no asynchronous standard input; a daemon, because its read never ends by itself.
    threading.Thread(target=_read_lines, args=(loop, lines), daemon=True).start()
    return lines


def stop_on_signals(loop: asyncio.AbstractEventLoop) -> asyncio.Event:
    """Set by SIGTERM or Ctrl-C."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        try:
            loop.add_signal_handler(number, stop.set)
        except NotImplementedError:
            # Windows: only the plain handler exists, called between bytecodes of the main thread.
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
    return stop


def _read_lines(loop: asyncio.AbstractEventLoop, lines: "asyncio.Queue[bytes]") -> None:
    waiting = b""
    # os.read and not sys.stdin: a buffered reader blocked in another thread upsets the interpreter's end.
    while received := os.read(sys.stdin.fileno(), 1 << 16):
        *whole, waiting = (waiting + received).split(b"\n")
        for line in whole:
            loop.call_soon_threadsafe(lines.put_nowait, line)
    log.warning("the supervisor is gone; work goes on with the last plan")
