"""A witness over HTTP. What it is sent is signed, so it asks for no login; what it answers is public."""

import logging
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from vonggac.witness.keeping import Answer, Witness
from vonggac.witness.wire import MAX_BODY

PATIENCE_S = 20.0
"""A line that says nothing for so long is closed."""
AT_ONCE = 32
_LATEST = re.compile(r"/([0-9a-f]{64})/checkpoint")
_log = logging.getLogger(__name__)


class WitnessServer(ThreadingHTTPServer):
    """``serve_forever`` until ``shutdown``. Port 0: any that is free, see ``port``."""

    daemon_threads = True

    def __init__(self, witness: Witness, host: str, port: int) -> None:
        self.witness = witness
        self.room = threading.BoundedSemaphore(AT_ONCE)
        super().__init__((host, port), _Handler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        """One thread a line, and no more than so many lines: the others are closed at once."""
        if not self.room.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A line that broke is no news."""
        _log.debug("a line broke", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    server: WitnessServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "vonggac-witness", ""
    timeout = PATIENCE_S

    def do_POST(self) -> None:
        body = self._body()
        if self.path != "/add-checkpoint":
            self._say(Answer(404))
        elif body is None:
            self.close_connection = True
            self._say(Answer(400, b"a length is missing, or beyond any checkpoint\n"))
        else:
            self._say(self._answered(body))

    def do_GET(self) -> None:
        found = _LATEST.fullmatch(self.path)
        self._say(self.server.witness.latest(found[1]) if found else Answer(404))

    def _answered(self, body: bytes) -> Answer:
        try:
            answer = self.server.witness.add_checkpoint(body)
        except (OSError, ValueError):
            _log.exception("nothing was signed")
            return Answer(500, b"this witness cannot keep its memory now\n")
        if answer.status != 200:
            _log.warning("%d: %s", answer.status, answer.body.decode(errors="replace").strip())
        return answer

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length[:8]) > MAX_BODY:
            return None
        body = self.rfile.read(int(length[:8]))
        return body if len(body) == int(length[:8]) else None

    def _say(self, answer: Answer) -> None:
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.content_type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, format: str, *args: Any) -> None:
        _log.debug(format, *args)
