"""The live socket: fragments from the recorder's tap to one browser, one message a picture (MEDIA §5).

Text messages: ``{"t":"init","codec"}`` (the next binary message is the init segment), ``{"t":"gap"}``,
``{"t":"end", refusal}``. The browser sends ``{"t":"beat"}`` every 5 s. Authority is asked again every RECHECK_S, and
each stretch is leased in the ledger of the viewing before it is relayed (I2).
"""

import asyncio
import contextlib
import json
import logging
from collections import Counter, deque
from collections.abc import AsyncGenerator
from contextlib import aclosing
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from starlette.concurrency import run_in_threadpool
from starlette.websockets import WebSocket, WebSocketDisconnect

from vonggac.access import services as access
from vonggac.kernel.authority import Act, Refusal
from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.recorder.tap_client import TapMessage, TapRefused, subscribe
from vonggac.web.refusals import refusal_json
from vonggac.web.streams.gate import Caller, admit, admit_ticket, caller_of, same_origin
from vonggac.web.tickets import Ticket

log = logging.getLogger(__name__)

RECHECK_S = 4.0
SILENCE_S = 15.0
"""No beat for so long: nobody looks (ACCESS §4.5)."""
RETRY_S = 1.0
QUEUE_BYTES = 4 << 20
REFUSED_CODE = 4403
MOST_SOCKETS = 96
"""Of one login: a wall of 64 pictures and one enlarged, half of them twice while it connects again. Each costs the
recorder a subscriber, and no person may slow a recorder (I5)."""
EXPECTED_ENDS = (WebSocketDisconnect, RuntimeError, access.ViewingEnded)
"""The browser went (Starlette says so in two ways), or the viewing was folded and the page opens a new one."""


class Outbox:
    """What waits for one browser. When it grows, whole GOPs are dropped, for this viewer only."""

    def __init__(self) -> None:
        self._waiting: deque[TapMessage] = deque()
        self._bytes = 0
        self._skipping = False
        self._ready = asyncio.Event()
        self.dropped = 0

    def put(self, message: TapMessage) -> None:
        if message.kind == "fragment":
            if self._bytes > QUEUE_BYTES:
                self._skipping = True
            if self._skipping and not (message.key and self._bytes < QUEUE_BYTES // 4):
                self.dropped += 1
                return
            self._skipping = False
        self._waiting.append(message)
        self._bytes += len(message.data)
        self._ready.set()

    async def get(self) -> TapMessage:
        while not self._waiting:
            self._ready.clear()
            await self._ready.wait()
        message = self._waiting.popleft()
        self._bytes -= len(message.data)
        return message

    def clear(self) -> None:
        """A stop drops what is buffered (ACCESS §4.2)."""
        self._waiting.clear()
        self._bytes = 0


class LiveRelay:
    """One socket from admission to its end."""

    def __init__(self, socket: WebSocket, caller: Caller, ticket: Ticket) -> None:
        self.socket = socket
        self.caller = caller
        self.ticket = ticket
        self.outbox = Outbox()
        self.last_beat_us = now_us()
        self.leased_until_us = 0

    async def run(self) -> None:
        """Until the browser goes, or authority ends. Sends the refusal as its last message."""
        jobs = [self._fill(), self._send(), self._listen(), self._watch()]
        tasks = [asyncio.create_task(job) for job in jobs]
        try:
            done, _pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            self.outbox.clear()
        finally:
            # All of them before the last word: none sends after it, and the server closes only when none receives.
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        for task in done:
            await self._end(task)

    async def _end(self, task: "asyncio.Task[Refusal | None]") -> None:
        error = task.exception()
        if error is not None and not isinstance(error, EXPECTED_ENDS):
            log.error("a live relay failed: %r", error)
        refusal = task.result() if error is None else None
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            if refusal is not None:
                await self.socket.send_text(json.dumps({"t": "end", **refusal_json(refusal)}))
            await self.socket.close(REFUSED_CODE if refusal else 1000)

    async def _fill(self) -> Refusal | None:
        """From the tap into the outbox; comes back when the recorder was away."""
        told = False
        while True:
            with contextlib.suppress(TapRefused, OSError):
                async with aclosing(_messages(self.ticket)) as messages:
                    async for message in messages:
                        told = False
                        self.outbox.put(message)
            if not told:
                self.outbox.put(TapMessage("gap", b"", False, now_us()))
                told = True
            await asyncio.sleep(RETRY_S)

    async def _send(self) -> Refusal | None:
        while True:
            message = await self.outbox.get()
            if message.kind == "init":
                await self.socket.send_text(json.dumps({"t": "init", "codec": message.codec}))
                await self.socket.send_bytes(message.data)
            elif message.kind == "gap":
                await self.socket.send_text('{"t":"gap"}')
            else:
                if now_us() >= self.leased_until_us:
                    refusal = await self._lease()
                    if refusal is not None:
                        return refusal
                await self.socket.send_bytes(message.data)

    async def _lease(self) -> Refusal | None:
        """Authority for the next RECHECK_S, and its trace, committed before the first byte of it."""
        at_us = now_us()
        until_us = at_us + int(RECHECK_S * SECOND_US)
        answer = await run_in_threadpool(
            _admit_and_lease, self.caller, self.ticket, Range(at_us, until_us)
        )
        if answer is None:
            self.leased_until_us = until_us
        return answer

    async def _listen(self) -> Refusal | None:
        """Beats of the browser; returns when it has gone."""
        while True:
            text = await self.socket.receive_text()
            if len(text) > 200:
                return None
            self.last_beat_us = now_us()

    async def _watch(self) -> Refusal | None:
        """Ends the socket when authority does, also while no picture comes; keeps the viewing alive while it beats."""
        while True:
            await asyncio.sleep(RECHECK_S)
            if now_us() - self.last_beat_us > SILENCE_S * SECOND_US:
                return None
            at_us = now_us()
            answer = await run_in_threadpool(
                admit_ticket, self.caller, self.ticket, Act.LIVE, Range(at_us, at_us + 1)
            )
            if isinstance(answer, Refusal):
                return answer
            if not await run_in_threadpool(_beat, self.ticket):
                return None


def _messages(ticket: Ticket) -> AsyncGenerator[TapMessage, None]:
    """Closing it ends the connection to the recorder."""
    return subscribe(settings.DATA.run, ticket.camera, ticket.stream)


def _admit_and_lease(caller: Caller, ticket: Ticket, stretch: Range) -> Refusal | None:
    answer = admit_ticket(caller, ticket, Act.LIVE, stretch)
    if isinstance(answer, Refusal):
        return answer
    access.serve(
        viewing=ticket.viewing,
        camera=ticket.camera,
        stream=ticket.stream,
        footage=stretch,
        byte_count=0,
        at_us=stretch.from_us,
    )
    return None


def _beat(ticket: Ticket) -> bool:
    """False: the viewing was folded; the page opens a new one."""
    return access.heartbeat(viewing=ticket.viewing, at_us=now_us())


_open: Counter[UUID] = Counter()
"""Sockets by login. Only the event loop's thread touches it."""


async def live_socket(socket: WebSocket) -> None:
    """``/live/<ticket>``. A refusal is accepted first, so that the page can be told why."""
    caller = caller_of(socket)
    if not same_origin(socket):
        await socket.close(REFUSED_CODE)
        return
    at_us = now_us()
    answer = await run_in_threadpool(
        admit, caller, socket.path_params["ticket"], Act.LIVE, Range(at_us, at_us + 1)
    )
    await socket.accept()
    if isinstance(answer, Refusal):
        await socket.send_text(json.dumps({"t": "end", **refusal_json(answer)}))
        await socket.close(REFUSED_CODE)
        return
    login = answer.ticket.session
    if _open[login] >= MOST_SOCKETS:
        with translation.override(caller.language):
            many = Refusal(
                "too_many", _("Too many pictures are open in this sign-in."), "", _("Close some.")
            )
            await socket.send_text(json.dumps({"t": "end", **refusal_json(many)}))
        await socket.close(REFUSED_CODE)
        return
    _open[login] += 1
    try:
        await LiveRelay(socket, caller, answer.ticket).run()
    finally:
        _open[login] -= 1
        if not _open[login]:
            del _open[login]
