"""One request or socket through an ASGI application, without a server: what came back."""

import asyncio
from typing import Any

from starlette.types import ASGIApp, Message

Headers = dict[str, str]


def asked(
    app: ASGIApp,
    path: str,
    *,
    kind: str = "http",
    method: str = "GET",
    headers: Headers | None = None,
) -> list[Message]:
    """Every message that the application sent. A socket connects, says nothing and goes."""
    sent: list[Message] = []
    first: Message = (
        {"type": "websocket.connect"}
        if kind == "websocket"
        else {"type": "http.request", "body": b"", "more_body": False}
    )
    gone: Message = {"type": "websocket.disconnect" if kind == "websocket" else "http.disconnect"}
    waiting = [gone, first]

    async def receive() -> Message:
        return waiting.pop() if waiting else gone

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": kind,
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(k.encode(), v.encode()) for k, v in (headers or {}).items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
        "scheme": "http",
        "subprotocols": [],
    }

    async def whole() -> None:
        await app(scope, receive, send)

    asyncio.run(whole())
    return sent
