"""Whatever is asked, of whom: a bounded body, and headers that keep the answer where it belongs (ACCESS §1.9, §3.7)."""

import asyncio
from collections.abc import AsyncGenerator

import httpx
import pytest

from vonggac.web.bodies import LONGEST_BODY_BYTES

pytestmark = pytest.mark.django_db(transaction=True)
HEADERS = ("content-security-policy", "cache-control", "x-content-type-options", "referrer-policy")


def asked(
    method: str, path: str, content: bytes | AsyncGenerator[bytes, None] = b"", kind: str = ""
) -> httpx.Response:
    from vonggac.web.asgi import app

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            headers = {"content-type": kind} if kind else {}
            return await client.request(method, path, content=content, headers=headers)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/sign-in"),
        ("GET", "/nowhere"),
        ("GET", "/static/x/nowhere.css"),
        ("GET", "/static/x/css/shell.css"),
        ("POST", "/static/x/css/shell.css"),
        ("GET", "/media/x"),
        ("GET", "/media/x/index.m3u8"),
        ("OPTIONS", "/media/x/index.m3u8"),
        ("HEAD", "/media/x/f/y/0-1"),
        ("GET", "/media/x/beat"),
    ],
)
def test_every_answer_has_each_safe_header_once(method: str, path: str) -> None:
    """Also an unknown path's, a wrong method's, a static file's."""
    answer = asked(method, path)
    for name in HEADERS:
        assert len(answer.headers.get_list(name)) == 1, (name, answer.status_code)


def test_a_body_that_says_it_is_long_is_not_read() -> None:
    """Django would write all of it to a file first: a stranger could fill the disk that recording needs (I5)."""
    taken = 0

    async def body() -> AsyncGenerator[bytes, None]:
        nonlocal taken
        for _ in range(64):
            taken += 1 << 20
            yield bytes(1 << 20)

    answer = asked("POST", "/sign-in", bytes(LONGEST_BODY_BYTES + 1))
    assert answer.status_code == 400
    answer = asked("POST", "/sign-in", body())  # in pieces, without a length
    assert answer.status_code == 400
    assert taken <= 4 * LONGEST_BODY_BYTES


@pytest.mark.parametrize(
    ("path", "megabytes", "taken"),
    [
        ("/regulation/documents/new", 3, True),
        ("/documents/directive", 3, True),
        ("/assets/import", 16, True),
        ("/assets/import", 18, False),
        ("/assets/import", 100, False),
        ("/sign-in", 2, False),
        ("/nowhere", 2, False),
    ],
)
def test_a_page_with_a_file_takes_a_scan_and_no_other_page_does(
    path: str, megabytes: int, taken: bool
) -> None:
    """A signed paper is a few megabytes, whichever room it belongs to; a stranger's is led to the door unread."""

    async def body() -> AsyncGenerator[bytes, None]:
        for _ in range(megabytes):
            yield bytes(1 << 20)

    answer = asked("POST", path, body(), "multipart/form-data; boundary=x")
    assert (answer.status_code != 400) is taken
    assert taken or "16 MB" in answer.text
