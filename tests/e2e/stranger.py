"""Somebody with a login and no browser of ours: plain HTTP and plain WebSocket frames, on loopback."""

import base64
import json
import os
import re
import socket
import struct
import time
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.e2e.found_school import PASSWORD, next_code

AGENT = "Mozilla/5.0 (a stranger)"
TEXT, BINARY, CLOSE = 1, 2, 8


class Stranger:
    """One browser, more or less. ``origin`` is what it says when it posts."""

    def __init__(
        self, url: str, username: str = "", *, agent: str = AGENT, local: str = ""
    ) -> None:
        self.origin = url.rstrip("/")
        transport = httpx.HTTPTransport(local_address=local or None)
        self.http = httpx.Client(
            base_url=url, headers={"user-agent": agent}, transport=transport, timeout=20
        )
        self.agent = agent
        self._sockets: list[Socket] = []
        if username:
            answer = self.post("sign-in", {"username": username, "password": PASSWORD})
            assert answer.status_code == 302, answer.text
            answer = self.post("second-factor", {"code": next_code()}, page="second-factor")
            assert answer.status_code == 302, answer.text

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.http.get(path, **more)

    def post(self, path: str, form: dict[str, Any] | None = None, page: str = "") -> httpx.Response:
        """A form with the token of ``page``; before the login, of the door."""
        shown = self.get(page or "sign-in-history", follow_redirects=True).text
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)[0]
        data = {**(form or {}), "csrfmiddlewaretoken": token}
        return self.http.post(path, data=data, headers={"origin": self.origin})

    def ask(self, path: str, question: dict[str, Any]) -> httpx.Response:
        """JSON, as the pages' scripts ask."""
        shown = self.get("sign-in-history").text
        token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)[0]
        headers = {"origin": self.origin, "x-csrftoken": token}
        return self.http.post(path, json=question, headers=headers)

    def player(self, camera: str, at_us: int) -> dict[str, Any]:
        """What the player's page is told; empty where it is refused."""
        shown = self.get("playback", params={"camera": camera, "at": at_us}).text
        for text in re.findall(r'type="application/json">(.*?)</script>', shown, re.DOTALL):
            config = json.loads(text)
            if "pass" in config:
                return dict(config)
        return {}

    def socket(self, path: str, **changed: str) -> "Socket":
        cookies = "; ".join(f"{each.name}={each.value}" for each in self.http.cookies.jar)
        host = self.origin.removeprefix("http://")
        headers = {
            "Host": host,
            "Origin": self.origin,
            "Cookie": cookies,
            "User-Agent": self.agent,
            **changed,
        }
        opened = Socket.open(host, path, headers)
        self._sockets.append(opened)
        return opened

    def go(self) -> None:
        """Leaves nothing open."""
        for each in self._sockets:
            each.raw.close()
        self.http.close()


@dataclass
class Socket:
    """A WebSocket by hand. ``status`` is the line that answered."""

    raw: socket.socket
    status: str
    rest: bytes
    said: list[Any] = field(default_factory=list)
    """JSON that the server sent as text."""

    @classmethod
    def open(cls, host: str, path: str, headers: dict[str, str]) -> "Socket":
        name, _, port = host.partition(":")
        raw = socket.create_connection((name, int(port)), timeout=10)
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {key}",
            *(f"{name}: {value}" for name, value in headers.items() if value),
        ]
        raw.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        head = b""
        while b"\r\n\r\n" not in head:
            head += raw.recv(4096)
        head, _, rest = head.partition(b"\r\n\r\n")
        return cls(raw, head.split(b"\r\n")[0].decode(), rest)

    def beat(self) -> None:
        text = b'{"t":"beat"}'
        self.raw.sendall(bytes((0x81, 0x80 | len(text), 0, 0, 0, 0)) + text)

    def until_closed(self, seconds: float) -> float | None:
        """Beats and reads on; when the last picture came, by ``time.monotonic``. Fails where it stays open."""
        until = time.monotonic() + seconds
        last: float | None = None
        beaten = 0.0
        while time.monotonic() < until:
            if time.monotonic() - beaten > 2:
                self.beat()
                beaten = time.monotonic()
            kind, payload = self._frame()
            if kind == CLOSE:
                return last
            if kind == TEXT:
                self.said.append(json.loads(payload))
            elif kind == BINARY:
                last = time.monotonic()
        raise AssertionError(f"not closed within {seconds} s; {self.said}")

    def pictures(self, count: int) -> int:
        """Waits for so many binary messages; their bytes."""
        size = 0
        while count:
            kind, payload = self._frame()
            assert kind != CLOSE, self.said
            if kind == BINARY:
                count, size = count - 1, size + len(payload)
        return size

    def _take(self, count: int) -> bytes:
        while len(self.rest) < count:
            more = self.raw.recv(65536)
            if not more:
                return bytes((0x88, 0))[:count].ljust(count, b"\0")
            self.rest += more
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def _frame(self) -> tuple[int, bytes]:
        first, second = self._take(2)
        length = second & 127
        if length == 126:
            (length,) = struct.unpack(">H", self._take(2))
        elif length == 127:
            (length,) = struct.unpack(">Q", self._take(8))
        return first & 15, self._take(length)
