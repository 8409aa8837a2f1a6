"""Fewer, larger reads for cameras whose packets trickle in one by one.

A wake-up of the event loop costs more than the parsing of ten packets. A connection that trickles
is taken out of the loop's selector and read by one timer that serves all such connections of the
thread, every ``BREATH_S``; it goes back as soon as that gathers nothing. Used with selector event
loops only: there a paused transport's socket may be read from outside.
"""

import asyncio
import socket
import threading
from collections.abc import Callable
from typing import Any, cast

BREATH_S = 0.012
"""What live pictures may come later for it."""
_TRICKLE_S = 0.006
_TRICKLE = 16
"""Small reads within ``_TRICKLE_S`` of one another that make a trickle."""
SMALL = 2900
"""Bytes of two packets: a read of fewer was hardly worth its wake-up."""
_MAX_EMPTY = 40

_local = threading.local()


class _Tick:
    """One timer for all breathing connections of an event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.members: set[Breath] = set()
        self._timer: asyncio.TimerHandle | None = None

    def join(self, member: "Breath") -> None:
        self.members.add(member)
        if self._timer is None:
            self._timer = self.loop.call_later(BREATH_S, self._beat)

    def _beat(self) -> None:
        self._timer = None
        for member in tuple(self.members):
            if not member.breathe():
                self.members.discard(member)
        if self.members:
            self._timer = self.loop.call_later(BREATH_S, self._beat)


def _tick_of(loop: asyncio.AbstractEventLoop) -> _Tick:
    tick: _Tick | None = getattr(_local, "tick", None)
    if tick is None or tick.loop is not loop:
        tick = _local.tick = _Tick(loop)
    return tick


class Breath:
    """One connection's pace. ``sock`` is the transport's own, ``read`` what asyncio would call."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        transport: asyncio.Transport,
        sock: socket.socket,
        get_buffer: Callable[[int], memoryview],
        read: Callable[[int], None],
    ) -> None:
        self.active = False
        self._loop = loop
        self._transport = transport
        self._sock = sock
        self._get_buffer = get_buffer
        self._read = read
        self._count = 0
        self._empty = 0
        self._read_at = 0.0

    def small_read(self) -> None:
        """Asyncio has woken us for hardly anything."""
        now = self._loop.time()
        if now - self._read_at < _TRICKLE_S:
            self._count += 1
        elif self._count:
            self._count -= 1
        self._read_at = now
        if self._count >= _TRICKLE and not self._transport.is_closing():
            self.active = True
            self._empty = 0
            self._transport.pause_reading()
            _tick_of(self._loop).join(self)

    def breathe(self) -> bool:
        """Reads what has gathered; false when the connection has gone back to the event loop."""
        if self._transport.is_closing():
            self.active = False
            return False
        try:
            count = self._sock.recv_into(cast(Any, self._get_buffer(-1)))
        except (BlockingIOError, InterruptedError):
            count = -1
            self._empty += 1
        except OSError:
            count = 0
        if count > 0:
            self._empty = 0
            self._count = min(self._count + 1, _TRICKLE) if count > SMALL else self._count - 1
            self._read(count)
        # At the end of the stream, or after an error, asyncio meets it again and acts on it.
        self.active = count != 0 and self._count > 0 and self._empty < _MAX_EMPTY
        if not self.active and not self._transport.is_closing():
            self._count = 0
            self._transport.resume_reading()
        return self.active
