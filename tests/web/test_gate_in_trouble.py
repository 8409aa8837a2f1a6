"""When the gate itself is in trouble: nothing is served, no secret is written, sockets are closed (ACCESS §4.4, §9)."""

import asyncio
import json
from collections.abc import MutableMapping
from uuid import uuid4

import pytest
from starlette.requests import Request
from starlette.websockets import WebSocket

from vonggac.kernel.authority import Act, Grant, Refusal
from vonggac.kernel.clock import now_us
from vonggac.kernel.ranges import Range
from vonggac.people import services as people
from vonggac.web import tickets
from vonggac.web.streams import footage, gate, live

KEY = "the-key-in-the-cookie"
CALLER = gate.Caller(KEY, "browser", "127.0.0.1", "vi")


def ticket_text() -> str:
    at_us = now_us()
    ticket = tickets.Ticket(
        uuid4(), uuid4(), uuid4(), Act.PLAYBACK, "gatehd", "main", Range(at_us, at_us + 1)
    )
    return tickets.issue(ticket, at_us)


def test_what_breaks_inside_the_gate_leaves_no_key_in_the_log(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """I11: a traceback tells where, not with which values."""

    def locked(**_: object) -> None:
        raise OSError("database is locked")

    monkeypatch.setattr(people, "resume", locked)
    text = ticket_text()
    answer = gate.admit(CALLER, text, Act.PLAYBACK)
    assert isinstance(answer, Refusal)
    assert answer.code == "undecided"
    said = "".join(capfd.readouterr()) + caplog.text
    assert "could not be checked" in said
    assert KEY not in said
    assert text not in said


def media_request(method: str) -> Request:
    scope = {
        "type": "http",
        "method": method,
        "path": "/media/x/f/y/0-1",
        "headers": [],
        "query_string": b"",
        "path_params": {"ticket": "x", "segment": "y", "span": "0-1"},
        "client": ("127.0.0.1", 1),
    }
    return Request(scope)


def test_what_cannot_be_written_down_is_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    """I2, 1.5: an error while the use is written is an answer without a byte of footage, and with safe headers."""
    admitted = gate.Admitted(None, None)  # type: ignore[arg-type]  # nothing asks them
    monkeypatch.setattr(footage, "admit", lambda *_: admitted)

    def broken(*_: object) -> None:
        raise RuntimeError("database is locked")

    monkeypatch.setattr(footage, "_fragments", broken)
    answer = asyncio.run(footage.fragments(media_request("GET")))
    assert answer.status_code == 503
    assert json.loads(bytes(answer.body)) == {"code": "undecided"}
    assert answer.headers["cache-control"] == "no-store"


def test_a_question_for_the_head_alone_writes_nothing_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """I2: bytes that do not leave are not in the usage book; HEAD has none."""
    monkeypatch.setattr(footage, "admit", lambda *_: pytest.fail("asked"))
    assert asyncio.run(footage.fragments(media_request("HEAD"))).status_code == 405


class Browser:
    """A socket as Granian gives it: its close waits while somebody still receives."""

    def __init__(self) -> None:
        self.said: list[object] = []
        self.receiving = False

    async def receive_text(self) -> str:
        self.receiving = True
        try:
            await asyncio.Event().wait()
        finally:
            self.receiving = False
        return ""

    async def send_text(self, text: str) -> None:
        self.said.append(json.loads(text))

    async def close(self, code: int) -> None:
        assert not self.receiving
        self.said.append(code)


def test_a_refused_socket_is_told_why_and_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """4.1: the end is the last that is sent, and the connection does not stay behind half open."""
    refusal = Refusal("no_open_shift", "why", "khoản 2 Điều 3", "next")
    monkeypatch.setattr(live, "RECHECK_S", 0.01)
    monkeypatch.setattr(live, "admit_ticket", lambda *_: refusal)
    monkeypatch.setattr(live, "_messages", _silence)
    browser = Browser()
    ticket = tickets.read(ticket_text(), now_us())
    relay = live.LiveRelay(browser, CALLER, ticket)  # type: ignore[arg-type]  # what of it is used
    asyncio.run(asyncio.wait_for(relay.run(), 5))
    assert [browser.said[0]["code"], browser.said[1:]] == ["no_open_shift", [live.REFUSED_CODE]]  # type: ignore[index]  # JSON


async def _silence(*_: object):  # type: ignore[no-untyped-def]  # as the tap's messages
    await asyncio.Event().wait()
    yield Grant


def test_one_login_cannot_open_pictures_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """I5: every picture is a subscriber of the recorder's."""
    ticket = tickets.read(ticket_text(), now_us())
    monkeypatch.setattr(live, "same_origin", lambda _: True)
    monkeypatch.setattr(live, "admit", lambda *_: gate.Admitted(ticket, None))  # type: ignore[arg-type]  # not asked
    monkeypatch.setattr(live, "MOST_SOCKETS", 2)
    monkeypatch.setattr(live.LiveRelay, "run", lambda _: asyncio.Event().wait())
    scope = {
        "type": "websocket",
        "path": "/live/x",
        "headers": [],
        "path_params": {"ticket": "x"},
        "client": ("127.0.0.1", 1),
    }
    said: list[dict[str, object]] = []

    async def connect() -> "asyncio.Task[None]":
        async def receive() -> dict[str, str]:
            return {"type": "websocket.connect"}

        async def send(message: MutableMapping[str, object]) -> None:
            said.append(dict(message))

        task = asyncio.create_task(live.live_socket(WebSocket(scope, receive, send)))
        await asyncio.sleep(0.1)
        return task

    async def school_of_tabs() -> list[bool]:
        tasks = [await connect() for _ in range(3)]
        ended = [task.done() for task in tasks]
        tasks[0].cancel()
        await asyncio.sleep(0)
        tasks.append(await connect())
        ended.append(tasks[-1].done())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return ended

    assert asyncio.run(school_of_tabs()) == [False, False, True, False]
    assert "too_many" in str(said)
    assert not live._open
