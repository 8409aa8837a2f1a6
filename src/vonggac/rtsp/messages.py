"""RTSP 1.0 messages (RFC 2326) as bytes and back, for both sides: the client here and the virtual
cameras' server.

Reading is lenient where cameras are careless (bare LF, no space after a colon, unknown headers)
and bounded everywhere.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

MAX_HEAD = 32 * 1024
"""Bytes of start line and headers that are read at most."""
MAX_BODY = 192 * 1024
"""Bytes of body that are read at most: a session description of a hundred tracks fits."""

_STATUS_LINE = re.compile(r"RTSP/\d+\.\d+ +(\d{3})(?: +(.*))?\Z")
_REQUEST_LINE = re.compile(r"([A-Z_]{3,20}) +(\S+) +RTSP/\d+\.\d+\Z")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_METHODS = (
    *("OPTIONS", "DESCRIBE", "ANNOUNCE", "SETUP", "PLAY", "PAUSE", "TEARDOWN", "RECORD"),
    *("GET_PARAMETER", "SET_PARAMETER", "REDIRECT"),
)
_STARTS = (b"RTSP/", *(f"{method} ".encode() for method in _METHODS))

REASONS: Mapping[int, str] = {
    200: "OK",
    301: "Moved Permanently",
    302: "Moved Temporarily",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    454: "Session Not Found",
    455: "Method Not Valid in This State",
    459: "Aggregate Operation Not Allowed",
    461: "Unsupported Transport",
    500: "Internal Server Error",
    501: "Not Implemented",
    503: "Service Unavailable",
}


class MessageError(ValueError):
    """Bytes that are no RTSP message, or one larger than we read."""


class Headers:
    """Header lines in order; names are compared without case, and one name may stand several
    times.
    """

    __slots__ = ("_lines",)

    def __init__(self, lines: list[tuple[str, str]] | None = None) -> None:
        self._lines = lines or []

    @classmethod
    def of(cls, values: Mapping[str, str]) -> "Headers":
        return cls(list(values.items()))

    def get(self, name: str) -> str | None:
        """The first value under the name."""
        return next(iter(self.all(name)), None)

    def all(self, name: str) -> list[str]:
        wanted = name.lower()
        return [value for key, value in self._lines if key.lower() == wanted]

    def add(self, name: str, value: str) -> None:
        self._lines.append((name, value))

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._lines)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Headers) and self._lines == other._lines

    def __hash__(self) -> int:
        return hash(tuple(self._lines))

    def __repr__(self) -> str:
        return f"Headers({[name for name, _ in self._lines]})"  # values may hold a credential

    def encode(self) -> str:
        return "".join(f"{_line(name)}: {_line(value)}\r\n" for name, value in self._lines)


def _line(text: str) -> str:
    if "\r" in text or "\n" in text:
        raise MessageError("a header with a line break in it")
    return text


@dataclass(slots=True)
class _Message:
    headers: Headers = field(default_factory=Headers)
    body: bytes = b""

    @property
    def cseq(self) -> int | None:
        value = self.headers.get("CSeq")
        return (
            int(value)
            if value and value.isascii() and value.isdigit() and len(value) < 12
            else None
        )

    @property
    def session(self) -> str | None:
        """The session's id, without its parameters."""
        value = self.headers.get("Session")
        return value.split(";")[0].strip() if value else None

    def _encode(self, start: str) -> bytes:
        length = f"Content-Length: {len(self.body)}\r\n" if self.body else ""
        return f"{_line(start)}\r\n{self.headers.encode()}{length}\r\n".encode() + self.body


@dataclass(slots=True)
class Request(_Message):
    method: str = ""
    url: str = ""

    def encode(self) -> bytes:
        """The message on the wire; Content-Length is added when there is a body."""
        return self._encode(f"{self.method} {self.url} RTSP/1.0")


@dataclass(slots=True)
class Response(_Message):
    status: int = 200
    reason: str = ""

    def encode(self) -> bytes:
        """The message on the wire; Content-Length is added when there is a body."""
        reason = self.reason or REASONS.get(self.status, "Unknown")
        return self._encode(f"RTSP/1.0 {self.status} {reason}")


Message = Request | Response


def respond(
    request: Request, status: int = 200, headers: Mapping[str, str] | None = None, body: bytes = b""
) -> Response:
    """An answer that carries the request's CSeq and, if it has one, its Session."""
    lines: list[tuple[str, str]] = []
    if (cseq := request.headers.get("CSeq")) is not None:
        lines.append(("CSeq", cseq))
    given = dict(headers or {})
    if request.session is not None and not any(name.lower() == "session" for name in given):
        lines.append(("Session", request.session))
    return Response(Headers(lines + list(given.items())), body, status)


def parse_head(head: bytes) -> Message:
    """Start line and headers, without the empty line that ends them; the body is not read."""
    lines = head.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    headers: list[tuple[str, str]] = []
    for line in lines[1:]:
        if line[:1] in (" ", "\t") and headers:  # RFC 2326 §4.2 folding
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {line.strip()}")
            continue
        name, colon, value = line.partition(":")
        if colon and name.strip():
            headers.append((name.strip(), value.strip()))
    start = lines[0].strip()
    if status := _STATUS_LINE.match(start):
        return Response(Headers(headers), b"", int(status[1]), (status[2] or "").strip())
    if request := _REQUEST_LINE.match(start):
        return Request(Headers(headers), b"", request[1], request[2])
    raise MessageError(f"not RTSP: {start[:60]!r}")


def body_length(message: Message) -> int:
    value = message.headers.get("Content-Length")
    if value is None or not value:
        return 0
    if not (value.isascii() and value.isdigit()) or len(value) > 9 or int(value) > MAX_BODY:
        raise MessageError(f"Content-Length {value[:20]!r}")
    return int(value)


def looks_like_message(buffer: bytearray | bytes, pos: int, end: int) -> bool:
    """A start line could begin here; false as soon as the bytes cannot be one."""
    head = bytes(buffer[pos : min(end, pos + 16)])
    return head.startswith(_STARTS) or any(start.startswith(head) for start in _STARTS)


def take_message(buffer: bytearray | bytes, pos: int, end: int) -> tuple[Message, int] | None:
    """The message that begins at ``pos`` and the position behind it; ``None`` while bytes are
    missing.

    Raises ``MessageError``; never looks behind ``end``.
    """
    found = _HEAD_END.search(buffer, pos, min(end, pos + MAX_HEAD))
    if found is None:
        if end - pos >= MAX_HEAD:
            raise MessageError("a message head without end")
        return None
    message = parse_head(bytes(buffer[pos : found.start()]))
    body_end = found.end() + body_length(message)
    if body_end > end:
        return None
    message.body = bytes(buffer[found.end() : body_end])
    return message, body_end
