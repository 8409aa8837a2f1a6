"""What else can listen where a camera should: servers in threads, each with one peculiarity."""

import contextlib
import random
import re
import socket
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.scenes.streams import VIDEO
from vonggac.rtsp.sdp import write_sdp

Behave = Callable[["StrangeServer", socket.socket], None]

_REQUEST = re.compile(rb"([A-Z_]+) (\S+) RTSP/1\.0\r\n.*?CSeq: *(\d+).*?\r\n\r\n", re.DOTALL)


class StrangeServer:
    """``with StrangeServer(noise) as server: server.url``. Each client has a thread."""

    def __init__(self, behave: Behave) -> None:
        self._behave = behave
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._clients: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self.closing = threading.Event()
        self.connected_at: list[float] = []
        """Monotonic seconds of every connection."""
        self.heard: list[bytes] = []

    @property
    def url(self) -> str:
        return f"rtsp://127.0.0.1:{self._listening.getsockname()[1]}/live"

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        for each in (self._listening, *self._clients):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()
        for thread in self._threads:
            thread.join(5)

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.closing.is_set():
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            self.connected_at.append(time.monotonic())
            self._clients.append(client)
            self._start(lambda client=client: self._serve(client))  # type: ignore[misc]  # bound at once

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client:
            self._behave(self, client)

    def hears(self, client: socket.socket) -> bytes:
        """One read; empty when the client is gone."""
        data = client.recv(1 << 16)
        self.heard.append(data)
        return data


def silent(server: StrangeServer, client: socket.socket) -> None:
    """Takes every connection and never says a word."""
    while server.hears(client):
        pass


def web_page(server: StrangeServer, client: socket.socket) -> None:
    """The camera's web server: somebody entered the wrong port."""
    server.hears(client)
    client.sendall(b"HTTP/1.1 400 Bad Request\r\nServer: web\r\nContent-Length: 3\r\n\r\nno\n")
    server.hears(client)


def noise(server: StrangeServer, client: socket.socket) -> None:
    """Random bytes, for as long as anybody listens."""
    dice = random.Random(5)
    while not server.closing.is_set():
        client.sendall(dice.randbytes(4096))
        time.sleep(0.01)


def speaks_rtsp(sdp: bytes, *, after_play: Behave = silent, status: int = 200) -> Behave:
    """Answers every request; ``status`` is the answer to DESCRIBE, with a challenge if it is 401."""

    def behave(server: StrangeServer, client: socket.socket) -> None:
        waiting = b""
        while data := server.hears(client):
            waiting += data
            while (request := _REQUEST.search(waiting)) is not None:
                waiting = waiting[request.end() :]
                client.sendall(_answer(request, sdp, status))
                if request[1] == b"PLAY":
                    after_play(server, client)

    return behave


def _answer(request: "re.Match[bytes]", sdp: bytes, status: int) -> bytes:
    method, url, cseq = request.groups()
    lines, body = [b"CSeq: " + cseq], b""
    if method == b"DESCRIBE":
        body = sdp if status == 200 else b""
        lines += [b"Content-Type: application/sdp", b"Content-Base: " + url + b"/"]
        if status == 401:
            lines.append(b'WWW-Authenticate: Digest realm="camera", nonce="0a4f113b"')
    elif method == b"SETUP":
        lines += [b"Transport: RTP/AVP/TCP;unicast;interleaved=0-1", b"Session: 5678"]
    code = str(status).encode() if method == b"DESCRIBE" else b"200"
    lines.append(b"Content-Length: " + str(len(body)).encode())
    return b"RTSP/1.0 " + code + b" Said\r\n" + b"\r\n".join(lines) + b"\r\n\r\n" + body


PICTURES = write_sdp([VIDEO])
SOUND_ONLY = b"v=0\r\ns=door phone\r\nt=0 0\r\nm=audio 0 RTP/AVP 0\r\na=control:trackID=0\r\n"
UNKNOWN_CODEC = (
    b"v=0\r\ns=camera of the future\r\nt=0 0\r\nm=video 0 RTP/AVP 96\r\n"
    b"a=rtpmap:96 H267/90000\r\na=control:trackID=0\r\n"
)


class BlackHole:
    """An address where nothing answers: the queue of a listener that never accepts is full, so packets are dropped."""

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> Self:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        self.address = listening.getsockname()
        self._sockets.append(listening)
        for _ in range(4):
            filling = socket.socket()
            filling.setblocking(False)
            filling.connect_ex(self.address)
            self._sockets.append(filling)
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._sockets:
            each.close()

    @property
    def url(self) -> str:
        return f"rtsp://127.0.0.1:{self.address[1]}/live"


def closed_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
