"""What verify finds, and what it must not find (FORMATS §11)."""

from pathlib import Path
from typing import Any

import pytest

from tests.scenes.logs import LOG
from vonggac.ledger import store
from vonggac.ledger.canonical import dumps
from vonggac.ledger.checkpoints import Checkpoint
from vonggac.ledger.timekeeping import clock_state
from vonggac.ledger.tree import leaf_hash, root
from vonggac.ledger.verify import Kind, LogReport, verify_log

SECOND_US = 1_000_000
NOON_US = 1_795_330_800 * SECOND_US


def common(at_s: float, *, mono_s: float | None = None, boot: str = "b1") -> dict[str, Any]:
    return {
        "v": 1,
        "utc_us": NOON_US + int(at_s * SECOND_US),
        "mono_us": int((at_s if mono_s is None else mono_s) * SECOND_US) + 10**9,
        "boot": boot,
        "clock": {"src": "unknown"},
    }


GENESIS = {"t": "genesis", "origin": LOG.name, "vkey": LOG.verifier.vkey} | common(0)


def segment(seq: int, prev_idx: int | None, at_s: float = 1, **more: Any) -> dict[str, Any]:
    return (
        {
            "t": "segment",
            "cam": "c7f3a",
            "stream": "main",
            "segment": "5e" * 16,
            "seq": seq,
            "prev_idx": prev_idx,
            "start_us": NOON_US,
            "end_us": NOON_US + 60 * SECOND_US,
            "codec": "avc1.640028",
            "bytes": 42,
            "sha256": "ab" * 32,
            "file_root": "cd" * 32,
            "leaves": 4,
            "sealed_bytes": 1000,
            "sealed_sha256": "ef" * 32,
            "epoch": "2026-11",
        }
        | common(at_s)
        | more
    )


def gap(kind: str, at_s: float = 1, **more: Any) -> dict[str, Any]:
    return (
        {
            "t": f"gap.{kind}",
            "cam": "c7f3a",
            "stream": "main",
            "cause": "camera_unreachable",
            "from_us": NOON_US,
        }
        | common(at_s)
        | more
    )


def step(from_us: int, to_us: int, at_s: float) -> dict[str, Any]:
    return {"t": "clock.step", "from_us": from_us, "to_us": to_us} | common(at_s)


def verified(folder: Path, *entries: dict[str, Any]) -> LogReport:
    """A log of exactly these entries, signed as it stands: what a writer with the key could have made."""
    folder.mkdir(exist_ok=True)
    raw = [dumps(each) for each in entries]
    store.entries_path(folder, 0).write_bytes(b"".join(map(store.pack_record, raw)))
    note = Checkpoint(LOG.name, len(raw), root(map(leaf_hash, raw))).sign(LOG)
    (folder / store.CHECKPOINTS).write_bytes(note + store.NOTE_END)
    return verify_log(folder, LOG.verifier)


def kinds(report: LogReport) -> list[tuple[Kind, int | None]]:
    return [(each.kind, each.index) for each in report.findings]


def test_an_ordinary_day_has_no_finding(tmp_path: Path) -> None:
    """Segments, a gap, two streams, a reboot, ordinary slewing, a step that is told."""
    seen: list[int] = []
    report = verified(
        tmp_path,
        GENESIS,
        segment(0, None, 1),
        segment(0, None, 2, stream="sub"),
        gap("open", 3, prev_idx=1),
        gap("close", 4, prev_idx=3, to_us=NOON_US + 1),
        segment(1, 4, 5, n=17),
        segment(1, 2, 4.5, stream="sub", mono_us=10**9 + 6 * SECOND_US),
        segment(2, 5, 7) | common(7, mono_s=-50, boot="b2"),
        segment(3, 7, 8) | common(-600, mono_s=-49, boot="b2"),
        step(NOON_US + 8 * SECOND_US, NOON_US - 600 * SECOND_US, 0)
        | common(-599, mono_s=-48, boot="b2"),
    )
    assert kinds(report) == []
    assert report.clean
    verify_log(tmp_path, LOG.verifier, each=lambda index, entry: seen.append(index))
    assert seen == list(range(10))


def test_an_omitted_or_doubled_segment_shows(tmp_path: Path) -> None:
    """Even when whoever left it out could sign."""
    report = verified(
        tmp_path, GENESIS, segment(0, None), segment(2, 1), segment(2, 2), segment(3, 2)
    )
    assert kinds(report) == [(Kind.SEQUENCE, 2), (Kind.SEQUENCE, 3), (Kind.SEQUENCE, 4)]


def test_a_clock_that_was_set_back_silently_shows(tmp_path: Path) -> None:
    """UTC against the monotonic clock of the same boot."""
    back = segment(1, 1) | common(-300, mono_s=3)
    assert kinds(verified(tmp_path, GENESIS, segment(0, None, 2), back)) == [(Kind.CLOCK, 2)]
    lost = segment(1, 1) | common(3, mono_s=1)
    assert kinds(verified(tmp_path, GENESIS, segment(0, None, 2), lost)) == [(Kind.CLOCK, 2)]


@pytest.mark.parametrize(
    "bad",
    [
        {"t": "segment"} | common(1),
        segment(0, None, cause="x"),
        segment(0, None, camera="c7f3a"),
        segment(-1, None),
        gap("open", cause="mist"),
        {"t": "search", "actor": "Ánh"} | common(1),
        {"t": "hello"} | common(1),
        GENESIS,
        {"t": "search", "actor": "p-1"},
    ],
)
def test_a_malformed_entry_is_a_finding_and_stops_nothing(
    tmp_path: Path, bad: dict[str, Any]
) -> None:
    """The entries behind it are checked all the same."""
    report = verified(tmp_path, GENESIS, bad, segment(5, 99))
    assert kinds(report) == [(Kind.LOG, 1), (Kind.SEQUENCE, 2)]


def test_a_log_without_a_checkpoint_that_holds_is_not_clean(tmp_path: Path) -> None:
    """Removed, unreadable, or signed for more than is here."""
    verified(tmp_path, GENESIS)
    (tmp_path / store.CHECKPOINTS).unlink()
    assert kinds(verify_log(tmp_path, LOG.verifier)) == [(Kind.LOG, None)]
    note = Checkpoint(LOG.name, 9, bytes(32)).sign(LOG)
    (tmp_path / store.CHECKPOINTS).write_bytes(note + store.NOTE_END)
    report = verify_log(tmp_path, LOG.verifier)
    assert [each.detail for each in report.findings] == ["9 entries were signed, 1 are here"]


def test_a_thousand_findings_are_enough(tmp_path: Path) -> None:
    """The rest is counted."""
    report = verified(tmp_path, GENESIS, *(segment(5, 99) for _ in range(700)))
    assert len(report.findings) == 1000
    assert report.more > 300


def test_the_kernels_clock_is_told_or_said_to_be_unknown() -> None:
    """Whatever the machine, the entry's field is one that the schema takes."""
    state = clock_state()
    assert state["src"] in {"kernel", "unknown"}
    assert set(state) <= {"src", "synced", "off_us", "max_err_us"}
