"""What others hold of a ledger, held against it: ROLLBACK and FORK (FORMATS §11); a typed line (§7.3)."""

from pathlib import Path

import pytest

from tests.ledger.test_verify import GENESIS, segment, verified
from tests.scenes.logs import LOG
from vonggac.ledger import store
from vonggac.ledger.checkpoints import Checkpoint, printed_line
from vonggac.ledger.halting import Alarm, Halt, halt, halted, require_not_halted
from vonggac.ledger.printed import NotALine, Printed, as_printed
from vonggac.ledger.store import LedgerDamaged
from vonggac.ledger.tree import leaf_hash, root
from vonggac.ledger.verify import Kind, Remembered, verify_log

LINE = "2026-11-22  7  YY2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYR3"


def test_memories_of_this_very_log_are_no_finding(tmp_path: Path) -> None:
    report = verified(tmp_path, GENESIS, segment(0, None), segment(1, 1))
    raws = [raw for _at, raw in store.Records(store.entries_path(tmp_path, 0))]
    roots = [root(map(leaf_hash, raws[:size])) for size in range(4)]
    known = [Remembered(f"w{at}", at, roots[at].__eq__) for at in (0, 1, 2, 3, 3)]
    again = verify_log(tmp_path, LOG.verifier, remembered=known)
    assert (again.clean, again.root) == (True, report.root)


def test_more_is_a_rollback_and_something_else_a_fork(tmp_path: Path) -> None:
    """Each memory is judged by itself; the log's own checkpoints fit all the while."""
    verified(tmp_path, GENESIS, segment(0, None))
    memories = [
        Remembered("w1", 900, lambda _root: True),
        Remembered("w2", 2, lambda _root: False),
        Remembered("w3", 2, lambda _root: True),
    ]
    report = verify_log(tmp_path, LOG.verifier, remembered=memories)
    assert [(each.kind, each.index) for each in report.findings] == [
        (Kind.FORK, 1),
        (Kind.ROLLBACK, None),
    ]
    assert "w2" in report.findings[0].detail
    assert "900" in report.findings[1].detail


@pytest.mark.parametrize(
    "typed",
    [
        LINE,
        LINE.lower(),
        LINE.replace("-", " ").replace("2026 11 22", "2026-11-22"),
        LINE.replace("BBC", "88C"),
        "7 YY2YEVZALBBCA7QZGQDXPJRQHYR3",
        " 2026-11-22 7 YY2Y–EVZA–LBBC–A7QZ–GQDX–PJRQ–HYR3\n",
        as_printed(LINE),
        "7 YY2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HY",
    ],
)
def test_a_line_is_read_as_people_type_it(typed: str) -> None:
    """FORMATS §15.5: case, blanks, hyphens, and 0, 1, 8."""
    assert Printed.parse(typed) == Printed(7, "YY2YEVZALBBCA7QZGQDXPJRQHY")


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2026-11-22",
        "hello",
        LINE[:-1],
        LINE.replace("YY2Y", "YY2Z"),
        LINE.replace("  7  ", "  8  "),
        LINE.replace("11-22", "11-23"),
        as_printed(LINE).replace("22/11", "23/11"),
        LINE + "A",
        LINE.replace("Z", "9"),
    ],
)
def test_a_slip_of_the_hand_is_no_alarm(typed: str) -> None:
    """The two characters of the check tell it before anything is compared."""
    with pytest.raises(NotALine):
        Printed.parse(typed)


def test_papers_bear_the_day_as_vietnamese_writes_it() -> None:
    """DOCUMENT-FORMAT: no ISO date on a page or a paper; the line typed from it is the same line."""
    assert as_printed(LINE) == LINE.replace("2026-11-22", "22/11/2026")
    assert Printed.parse(as_printed(LINE)) == Printed.parse(LINE)


def test_the_line_of_a_log_agrees_with_it_and_with_no_other() -> None:
    tree = Checkpoint("a.example/1", 12, b"r" * 32)
    read = Printed.parse(printed_line("2026-11-23", tree))
    assert read.agrees(b"r" * 32, ["b.example/1", "a.example/1"])
    assert not read.agrees(b"s" * 32, ["a.example/1"])
    assert not read.agrees(b"r" * 32, ["b.example/1"])


def test_a_halt_stays_with_its_first_reason_and_keeps_every_proof(tmp_path: Path) -> None:
    """A damaged file of it stops as well."""
    require_not_halted(tmp_path)
    first = Halt(Alarm.ROLLBACK.value, "w1", 9, 3, 1)
    halt(tmp_path, first, b"note one")
    halt(tmp_path, Halt(Alarm.FORK.value, "w2", 4, 3, 2), b"note two")
    assert halted(tmp_path) == first
    assert len(list((tmp_path / "anchors" / "proofs").iterdir())) == 2
    (tmp_path / "halt.json").write_bytes(b"{")
    with pytest.raises(LedgerDamaged):
        require_not_halted(tmp_path)
