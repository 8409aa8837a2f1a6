"""What every request and answer goes through, whichever side it is for: a bound on bodies, headers that are safe.

Django's middleware and the media endpoints set their own headers; here is what stands where neither was asked: an
unknown path, a wrong method, an answer of the server's to its own fault (ACCESS §3.7, §1.9).
"""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vonggac.web.bodies import longest_body

SAFE = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
TOO_LONG = "Quá dài: tệp tối đa 16 MB, biểu mẫu tối đa 1 MB.\nToo long: a file may have 16 MB, a form 1 MB.\n"


class Outermost:
    """Wraps the application. A body that is too long is answered 400, and no more of it is taken."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        longest = longest_body(scope.get("path", ""), headers.get("content-type", ""))
        exchange = _Exchange(receive, send, longest)
        announced = headers.get("content-length", "0")
        if announced.isdecimal() and len(announced) < 10 and int(announced) <= longest:
            await self._app(scope, exchange.receive, exchange.send)
        if not exchange.answered:
            await PlainTextResponse(TOO_LONG, status_code=400)(scope, receive, exchange.send)


class _Exchange:
    def __init__(self, receive: Receive, send: Send, longest_bytes: int) -> None:
        self._receive = receive
        self._send = send
        self._longest_bytes = longest_bytes
        self._taken_bytes = 0
        self.answered = False

    async def receive(self) -> Message:
        """A body without end looks as if the browser had gone: whoever reads it stops."""
        message = await self._receive()
        if message["type"] == "http.request":
            self._taken_bytes += len(message.get("body", b""))
            if self._taken_bytes > self._longest_bytes:
                return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.answered = True
            headers = list(message.get("headers", ()))
            there = {name.lower() for name, _ in headers}  # Django sends them in capitals
            message["headers"] = headers + [each for each in SAFE if each[0] not in there]
        await self._send(message)
