"""RTSP messages: strict in what we write, lenient and bounded in what we read."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from vonggac.rtsp.messages import (
    MAX_HEAD,
    Headers,
    MessageError,
    Request,
    Response,
    looks_like_message,
    parse_head,
    respond,
    take_message,
)

TOKEN = st.text(st.sampled_from("abcXYZ-019"), min_size=1, max_size=12)
VALUE = st.text(st.characters(min_codepoint=33, max_codepoint=0x24F), max_size=30).map(str.strip)


@given(
    headers=st.lists(st.tuples(TOKEN, VALUE), max_size=6),
    body=st.binary(max_size=50),
    rest=st.binary(max_size=20),
)
def test_a_message_comes_back_as_it_was_written(
    headers: list[tuple[str, str]], body: bytes, rest: bytes
) -> None:
    """What follows is left alone; without its last byte it is not there yet."""
    sent = Request(Headers(headers), body, "SETUP", "rtsp://h/live?x=1")
    data = sent.encode()
    taken = take_message(data + rest, 0, len(data) + len(rest))
    assert taken is not None
    message, after = taken
    assert after == len(data)
    assert isinstance(message, Request)
    assert (message.method, message.url, message.body) == ("SETUP", "rtsp://h/live?x=1", body)
    assert list(message.headers)[: len(headers)] == headers
    assert take_message(data, 0, len(data) - 1) is None


def test_an_answer_carries_the_number_and_session_of_what_was_asked() -> None:
    request = Request(Headers.of({"CSeq": "7", "Session": "abc;timeout=60"}), b"", "PLAY", "*")
    answer = respond(request, 454)
    assert answer.encode().startswith(
        b"RTSP/1.0 454 Session Not Found\r\nCSeq: 7\r\nSession: abc\r\n"
    )
    assert (answer.cseq, answer.session) == (7, "abc")


@pytest.mark.parametrize(
    "head",
    [
        b"RTSP/1.0 200 OK\nCSeq:5\nX: a",
        b"RTSP/1.0 200\r\ncseq : 5",
        b"RTSP/1.0 200 OK\r\nX: a\r\n b\r\nCSEQ: 5",
    ],
)
def test_careless_heads_are_understood(head: bytes) -> None:
    """Bare line feeds, no reason, blanks around colons, folded lines, any case."""
    message = parse_head(head)
    assert isinstance(message, Response)
    assert (message.status, message.cseq) == (200, 5)


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"RTSP/1.0 OK\r\n\r\n",
        b"\r\n\r\n",
        b"PLAY\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nContent-Length: 1e9\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nContent-Length: 9999999\r\n\r\n",
        b"RTSP/1.0 200 OK\r\nX:" + b"x" * MAX_HEAD,
    ],
)
def test_what_is_no_message_or_too_large_is_an_error(data: bytes) -> None:
    with pytest.raises(MessageError):
        take_message(data, 0, len(data))


def test_a_line_break_cannot_be_smuggled_into_a_header() -> None:
    with pytest.raises(MessageError):
        Request(Headers.of({"X": "a\r\nY: b"}), b"", "PLAY", "*").encode()
    with pytest.raises(MessageError):
        Request(Headers(), b"", "PLAY", "rtsp://h/\r\nX: y").encode()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"RTSP/1.0", True),
        (b"RT", True),
        (b"OPTIONS *", True),
        (b"HTTP/1.1", False),
        (b"$\x00", False),
        (b"OPTIONAL", False),
    ],
)
def test_the_beginning_of_a_message_is_told_from_noise(data: bytes, expected: bool) -> None:
    assert looks_like_message(data, 0, len(data)) is expected
