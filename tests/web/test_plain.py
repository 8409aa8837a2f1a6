"""Beside our own HTTPS, plain HTTP serves the machine itself; to the network it gives nothing that is anybody's."""

import asyncio
from typing import Any

import pytest

from vonggac.web.plain import PlainDoor


async def _application(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"inside"})


def asked(path: str, client: Any = ("192.168.1.30", 5000), **more: Any) -> tuple[int, str]:
    """Status and where it leads; or the code of a closed socket."""
    said: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": b"", "client": client,
        "headers": [(b"host", b"vonggac.local:8080")],
    } | more  # fmt: skip
    asyncio.run(PlainDoor(_application, 8443)(scope, receive, send))  # type: ignore[arg-type]
    first = said[0]
    if first["type"] == "websocket.close":
        return first["code"], ""
    led = dict(first["headers"]).get(b"location", b"").decode()
    return first["status"], led


@pytest.mark.parametrize("client", [("127.0.0.1", 1), ("::1", 1)])
@pytest.mark.parametrize("path", ["/", "/sign-in", "/api/v1/cameras", "/media/x"])
def test_the_machine_itself_comes_in(path: str, client: Any) -> None:
    assert asked(path, client, method="POST") == (200, "")


@pytest.mark.parametrize(
    "path",
    ["/connect", "/connect/vonggac.crt", "/static/x/css/base.css", "/thong-bao/x", "/kiem-tra/x"],
)
def test_who_has_no_login_is_answered(path: str) -> None:
    assert asked(path) == (200, "")


def test_a_device_of_the_network_is_told_how_to_connect() -> None:
    assert asked("/") == (302, "/connect")


@pytest.mark.parametrize(
    ("path", "query", "led"),
    [
        ("/sign-in", b"", "https://vonggac.local:8443/sign-in"),
        ("/requests", b"state=new", "https://vonggac.local:8443/requests?state=new"),
        ("//evil.example/x", b"", "https://vonggac.local:8443//evil.example/x"),
        ("/a\r\nSet-Cookie: x", b"", "https://vonggac.local:8443/a%0D%0ASet-Cookie%3A%20x"),
    ],
)
def test_a_page_is_found_again_under_https(path: str, query: bytes, led: str) -> None:
    assert asked(path, query_string=query) == (307, led)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        (b"192.168.1.5:8080", "192.168.1.5"),
        (b"vonggac.local", "vonggac.local"),
        (b"[fd00::2]:8080", "[fd00::2]"),
    ],
)
def test_under_the_name_it_was_asked_by(host: bytes, name: str) -> None:
    assert asked("/x", headers=[(b"host", host)]) == (307, f"https://{name}:8443/x")


@pytest.mark.parametrize(
    "more",
    [
        {"method": "POST"},
        {"method": "DELETE"},
        {"path": "/api/v1/cameras"},
        {"headers": [(b"host", b"x"), (b"x-forwarded-for", b"127.0.0.1")], "method": "POST"},
        {"client": None, "method": "POST"},
        {"client": ("somewhere", 1), "method": "POST"},
    ],
)
def test_nothing_is_taken_in_clear(more: dict[str, Any]) -> None:
    """A form, a token, a made-up header: the other end of the connection decides."""
    assert asked(**({"path": "/sign-in"} | more)) == (403, "")


def test_no_live_picture_travels_in_clear() -> None:
    assert asked("/media/live/x", type="websocket") == (1008, "")
