"""The closed list of types (FORMATS §4.3)."""

from typing import Any

import pytest

from vonggac.kernel.streams import GapCause
from vonggac.ledger.entries import FILLED, FOOTAGE, TYPES, Peer, Refused, check, check_unfilled

LISTED = """
genesis key.roll restore segment segment.recovered gap.open gap.close camera.config camera.sig clock.step auth.login
auth.fail auth.lock auth.logout session.anomaly role.change view.request view.approve view.deny view.start
view.heartbeat view.stop search thumb snapshot print.footage audit.read export.request export.approve export.build
export.download hold.place hold.release tombstone delete.done retention.shortfall book.line config.change
software.update verify.run anchor witness anchor.overdue print
"""
GAP: dict[str, Any] = {
    "t": "gap.open",
    "cam": "c7f3a",
    "stream": "main",
    "cause": "disk_full",
    "from_us": 1,
}


def test_the_list_is_the_published_one() -> None:
    """A type more or less is a change of FORMATS."""
    assert set(TYPES) == set(LISTED.split())
    assert set(TYPES) >= FOOTAGE


@pytest.mark.parametrize("cause", GapCause)
def test_every_cause_of_a_gap_can_be_told(cause: GapCause) -> None:
    """The kernel's causes are the ledger's."""
    check_unfilled(GAP | {"cause": cause.value})
    check_unfilled(GAP | {"t": "gap.close", "cause": cause.value, "to_us": 2, "n": 7})


def test_facts_and_deeds_carry_what_makes_adoption_repeatable() -> None:
    """A spool line's number, an outbox row's id."""
    check_unfilled(GAP | {"n": 41, "deed": "0f" * 16})
    for wrong in ({"n": "41"}, {"n": True}, {"deed": "0F" * 16}, {"stream": None}):
        with pytest.raises(Refused):
            check_unfilled(GAP | wrong)


def test_a_finished_entry_has_all_that_the_writer_fills() -> None:
    """Before that it may lack it."""
    common: dict[str, Any] = {
        "v": 1,
        "utc_us": 1,
        "mono_us": 1,
        "boot": "3f0c-11",
        "clock": {"src": "ntp", "off_us": -312, "stratum": 3},
    }
    assert set(common) == set(FILLED)
    check(GAP | common)
    for name in common:
        with pytest.raises(Refused, match=name):
            check({key: value for key, value in (GAP | common).items() if key != name})
    for clock in ({}, {"src": "ntp", "off_us": 1.5}, {"src": "ntp", "lies": 1}, "ntp"):
        with pytest.raises(Refused):
            check(GAP | common | {"clock": clock})


@pytest.mark.parametrize(
    ("field", "good", "bad"),
    [
        ("served", [["c7f3a", "main", 1, 2]], [["c7f3a", "main", 2, 2]]),
        ("ranges", [[1, 2], [3, 4]], [[1, 2, 3]]),
        ("cams", ["c7f3a"], ["../etc"]),
        ("basis_ref", "PCĐ-2026-001", "<script>"),
        ("clause", "khoản 2 Điều 4", "x" * 200),
        ("grant", "0f" * 16, "a b"),
        ("digest", "ab" * 32, "AB" * 32),
        ("count", 3, -3),
    ],
)
def test_a_use_says_what_and_under_which_paper(field: str, good: Any, bad: Any) -> None:
    """Ids, ranges, numbers of papers; no free text."""
    entry = {"t": "view.stop", "grant": "g1"}
    check_unfilled(entry | {field: good})
    with pytest.raises(Refused):
        check_unfilled(entry | {field: bad})


def test_a_process_says_only_what_is_its_own() -> None:
    """A web process cannot tell of footage, a recorder not of viewings."""
    check_unfilled(GAP, peer=Peer.RECORDER)
    with pytest.raises(Refused, match="web"):
        check_unfilled(GAP, peer=Peer.WEB)
    with pytest.raises(Refused, match="recorder"):
        check_unfilled({"t": "search", "actor": "p-1"}, peer=Peer.RECORDER)
