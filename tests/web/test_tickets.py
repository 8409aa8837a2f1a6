"""A ticket is an opaque address for a minute (ACCESS §3.1, §3.2)."""

from uuid import uuid4

import pytest

from vonggac.kernel.authority import Act
from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.web import tickets

AT_US = 1_795_000_000_000_000


def ticket() -> tickets.Ticket:
    return tickets.Ticket(
        uuid4(), uuid4(), uuid4(), Act.PLAYBACK, "gatehd", "main", Range(AT_US, AT_US + 1)
    )


def test_it_reads_back_what_was_issued() -> None:
    """Session, grant, viewing, act, camera, stream and window."""
    issued = ticket()
    assert tickets.read(tickets.issue(issued, AT_US), AT_US + SECOND_US) == issued


def test_nothing_can_be_read_in_it() -> None:
    """3.1: never a path, a camera name or a time in clear; and no two are alike."""
    issued = ticket()
    one, other = tickets.issue(issued, AT_US), tickets.issue(issued, AT_US)
    assert one != other
    assert issued.camera not in one
    assert issued.grant.hex not in one


@pytest.mark.parametrize("late_us", [tickets.LIFE_US, 10 * tickets.LIFE_US])
def test_it_ends_after_a_minute(late_us: int) -> None:
    """3.1: at most 60 s."""
    with pytest.raises(tickets.NotATicket):
        tickets.read(tickets.issue(ticket(), AT_US), AT_US + late_us)


def test_it_is_worth_nothing_before_its_time() -> None:
    """A clock that was set back does not make it last longer."""
    with pytest.raises(tickets.NotATicket):
        tickets.read(tickets.issue(ticket(), AT_US), AT_US - SECOND_US)


@pytest.mark.parametrize("forged", ["", "x", "a" * 5000, "!!!!", "AAAA" * 40])
def test_a_forged_one_is_refused(forged: str) -> None:
    """Whatever text it is, and with bounded work (1.9)."""
    with pytest.raises(tickets.NotATicket):
        tickets.read(forged, now_us())


def test_a_changed_letter_is_refused() -> None:
    """It is sealed, not only encoded."""
    text = tickets.issue(ticket(), AT_US)
    changed = text[:40] + ("A" if text[40] != "A" else "B") + text[41:]
    with pytest.raises(tickets.NotATicket):
        tickets.read(changed, AT_US)
