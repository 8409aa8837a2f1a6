"""Starlette's side from outside: sockets and static files."""

import json

import pytest
from starlette.types import Message

from tests.scenes.asgi import asked
from vonggac.web.assets import build_name
from vonggac.web.streams.app import app
from vonggac.web.streams.live import REFUSED_CODE

HOST = {"host": "camera.school"}
OURS = {**HOST, "origin": "http://camera.school"}


def headers(answer: list[Message]) -> dict[str, str]:
    return {k.decode(): v.decode() for k, v in answer[0]["headers"]}


def test_a_forged_ticket_is_told_why_and_closed() -> None:
    """The page can say it; no media byte is sent (1.6)."""
    sent = asked(app, "/live/forged", kind="websocket", headers=OURS)
    assert [each["type"] for each in sent] == [
        "websocket.accept",
        "websocket.send",
        "websocket.close",
    ]
    told = json.loads(sent[1]["text"])
    assert (told["t"], told["code"]) == ("end", "ticket")
    assert sent[2]["code"] == REFUSED_CODE


@pytest.mark.parametrize("origin", [None, "http://elsewhere.example", "null"])
def test_a_socket_from_another_page_is_not_even_accepted(origin: str | None) -> None:
    """5.11: a browser names where it comes from."""
    said = HOST if origin is None else {**HOST, "origin": origin}
    sent = asked(app, "/live/forged", kind="websocket", headers=said)
    assert [each["type"] for each in sent] == ["websocket.close"]


def test_a_beat_from_another_page_is_refused() -> None:
    """5.11."""
    said = {**HOST, "origin": "http://elsewhere.example"}
    assert asked(app, "/media/forged/beat", method="POST", headers=said)[0]["status"] == 403


def test_a_media_answer_is_kept_nowhere() -> None:
    """3.7: a refusal too."""
    sent = asked(app, "/media/forged/index.m3u8", headers=HOST)
    assert sent[0]["status"] == 403
    assert headers(sent)["cache-control"] == "no-store"
    assert headers(sent)["referrer-policy"] == "no-referrer"


def test_our_files_may_be_kept_for_ever() -> None:
    """Their address changes with every build."""
    sent = asked(app, f"/static/{build_name()}/js/player.js", headers=HOST)
    assert sent[0]["status"] == 200
    assert "immutable" in headers(sent)["cache-control"]


@pytest.mark.parametrize("path", ["/static/x/../../settings.py", "/static/x/", "/static/"])
def test_nothing_else_is_a_static_file(path: str) -> None:
    """3.5."""
    assert asked(app, path, headers=HOST)[0]["status"] == 404
