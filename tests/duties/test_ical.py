"""RFC 5545, line by line: what a calendar program has to be able to read."""

from datetime import UTC, date, datetime

import pytest

from vonggac.duties.ical import Day, calendar, escaped, folded, uid_of

MADE = datetime(2026, 11, 23, 7, 0, 0, tzinfo=UTC)


def unfolded(data: bytes) -> list[str]:
    """As §3.1 has a reader do it."""
    return data.replace(b"\r\n ", b"").decode().split("\r\n")


@pytest.mark.parametrize(
    "text", ["a", "đ" * 80, "x" * 74, "x" * 75, "x" * 76, "ắ" * 25 + "y" * 60, "😀" * 40]
)
def test_a_line_has_at_most_75_octets_and_no_letter_is_cut(text: str) -> None:
    """§3.1; folding inside a letter would spoil what was a number or a word."""
    data = folded(f"SUMMARY:{text}")
    assert data.endswith(b"\r\n")
    lines = data[:-2].split(b"\r\n")
    assert all(len(each) <= 75 for each in lines)
    assert all(each.decode() for each in lines)
    assert unfolded(data)[0] == f"SUMMARY:{text}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a,b;c\\d", "a\\,b\\;c\\\\d"),
        ("một\nhai\r\nba", "một\\nhai\\nba"),
        ("x\x00\x07y", "xy"),
        ("\\n", "\\\\n"),
    ],
)
def test_what_is_syntax_is_escaped(text: str, written: str) -> None:
    """§3.3.11: a title can't begin another property."""
    assert escaped(text) == written


def test_a_day_is_a_whole_day_and_no_line_can_be_smuggled_in() -> None:
    """§3.6.1: DTEND is the day after; every line ends with CRLF."""
    day = Day("u@vonggac", date(2026, 12, 31), "Khóa sổ\r\nBEGIN:VALARM", "http://10.0.0.2/duties")
    data = calendar("Vọng Gác; lịch", [day], MADE)
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = unfolded(data)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "DTSTAMP:20261123T070000Z" in lines
    assert "SUMMARY:Khóa sổ\\nBEGIN:VALARM" in lines
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert "X-WR-CALNAME:Vọng Gác\\; lịch" in lines


def test_an_entry_keeps_its_name() -> None:
    """A program that reads again changes the entry instead of making a second."""
    assert uid_of("request:DN-2026-001:2026-11-23") == uid_of("request:DN-2026-001:2026-11-23")
    assert uid_of("a") != uid_of("b")
