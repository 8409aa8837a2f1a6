"""RFC 5545, as little of it as a calendar of whole days needs. Pure; bytes out."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST = 75
"""Octets of a line, without its end (§3.1)."""


@dataclass(frozen=True, slots=True)
class Day:
    """One entry of a whole day."""

    uid: str
    day: date
    title: str
    url: str
    done: bool = False


def calendar(name: str, days: Iterable[Day], made: datetime) -> bytes:
    """A VCALENDAR; ``made``: when it was, which every entry bears."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Vong Gac//Duties//VI",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    ]
    for each in days:
        lines += _event(each, made)
    lines.append("END:VCALENDAR")
    return b"".join(folded(each) for each in lines)


def _event(each: Day, made: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(each.uid)}"
    yield f"DTSTAMP:{made.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(('✓ ' if each.done else '') + each.title)}"
    yield f"URL:{each.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def uid_of(name: str) -> str:
    """The same for the same entry, always; says nothing of it."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def escaped(text: str) -> str:
    """TEXT (§3.3.11): backslash, semicolon, comma, line ends; other control characters are left out."""
    shown = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    shown = shown.replace("\r\n", "\n").replace("\n", "\\n")
    return "".join(each for each in shown if each >= " " and each != "\x7f")


def folded(line: str) -> bytes:
    """The line with its end, cut into pieces of at most 75 octets, never inside a letter (§3.1)."""
    pieces, piece, room = [], b"", LONGEST
    for each in line:
        letter = each.encode()
        if len(piece) + len(letter) > room:
            pieces.append(piece)
            piece, room = b"", LONGEST - 1  # the blank before it counts
        piece += letter
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
