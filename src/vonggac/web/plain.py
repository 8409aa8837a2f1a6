"""The door for plain HTTP beside our own HTTPS: the machine itself comes in, a device of the network is led to HTTPS.

What travels in clear over a school's Wi-Fi belongs to whoever listens: no cookie, password, token or picture does.
"""

from ipaddress import ip_address
from urllib.parse import quote

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

FREE = ("/connect", "/static/", "/thong-bao/", "/kiem-tra/", "/verify.html", "/hook/")
"""Without a login and a cookie: how to connect, what printed codes lead to, panels, which know no certificates."""
IN_CLEAR = (
    "Địa chỉ này chỉ nhận kết nối an toàn (https). Mở /connect để biết cách kết nối.\n"
    "Only secure connections (https) are taken here. Open /connect to see how.\n"
)


class PlainDoor:
    """Wraps the application for the server that has no certificate."""

    def __init__(self, app: ASGIApp, https_port: int) -> None:
        self._app = app
        self._https_port = https_port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        free = scope["type"] == "http" and scope["path"].startswith(FREE)
        if scope["type"] == "lifespan" or free or _is_here(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._led(scope)(scope, receive, send)

    def _led(self, scope: Scope) -> Response:
        """A page is found again under HTTPS; what carries a token or a form is not sent twice."""
        if scope["method"] not in ("GET", "HEAD") or scope["path"].startswith("/api/"):
            return PlainTextResponse(IN_CLEAR, status_code=403)
        if scope["path"] == "/":
            return RedirectResponse("/connect", status_code=302)
        host = Headers(scope=scope).get("host", "").rpartition(":")
        name = quote(host[0] or host[2], safe="[]:.-")
        path = quote(scope["path"], safe="/-._~")
        query = scope.get("query_string", b"").decode("latin-1")
        address = f"https://{name}:{self._https_port}{path}" + (f"?{query}" if query else "")
        return RedirectResponse(address, status_code=307)


def _is_here(scope: Scope) -> bool:
    """Whether the machine itself asks: the other end of the connection, which no header can claim to be."""
    client = scope.get("client")
    try:
        return client is not None and ip_address(client[0]).is_loopback
    except ValueError:
        return False
