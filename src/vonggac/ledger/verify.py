"""Checks a whole ledger, as a stranger would: every entry, every checkpoint, every chain
(FORMATS §4, §5, §11).

Says nothing about the files that the entries speak of, which is the archive's part. What others remember is compared
where the caller has asked them; without, a clean answer is "clean, and nothing outside asked" (§1).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from vonggac.ledger import canonical
from vonggac.ledger.checkpoints import Checkpoint, open_checkpoint
from vonggac.ledger.entries import FOOTAGE, Refused, check
from vonggac.ledger.notes import BadNote, Verifier
from vonggac.ledger.store import LedgerDamaged, Records, entry_files, notes_in, torn_note
from vonggac.ledger.tree import EMPTY_ROOT, Frontier, leaf_hash

_BACKWARDS_US = 5_000_000
"""UTC may go back by this much within one boot without a word: ordinary slewing raises no alarm."""
_STEP_TOLERANCE_US = 10_000_000
_MAX_FINDINGS = 1000
_PROGRESS_EVERY = 10_000


class Kind(StrEnum):
    """Which finding (FORMATS §11)."""

    LOG = "LOG"
    SEQUENCE = "SEQUENCE"
    CLOCK = "CLOCK"
    ROLLBACK = "ROLLBACK"
    FORK = "FORK"


@dataclass(frozen=True, slots=True)
class Remembered:
    """What somebody outside holds of this log: a size, and whether a root of that size is it."""

    who: str
    size: int
    agrees: Callable[[bytes], bool]


@dataclass(frozen=True, slots=True)
class LogFinding:
    kind: Kind
    index: int | None
    """Of the entry, where one is meant."""
    detail: str


@dataclass(slots=True)
class LogReport:
    """What was found. ``findings`` stops at a thousand; ``more`` counts the rest."""

    size: int = 0
    root: bytes = EMPTY_ROOT
    checkpoints: int = 0
    last: Checkpoint | None = None
    findings: list[LogFinding] = field(default_factory=list)
    more: int = 0

    @property
    def clean(self) -> bool:
        return not self.findings

    def add(self, kind: Kind, index: int | None, detail: str) -> None:
        if len(self.findings) < _MAX_FINDINGS:
            self.findings.append(LogFinding(kind, index, detail))
        else:
            self.more += 1


def verify_log(
    folder: Path,
    *keys: Verifier,
    progress: Callable[[int], None] | None = None,
    each: Callable[[int, dict[str, Any]], None] | None = None,
    remembered: Iterable[Remembered] = (),
) -> LogReport:
    """Reads everything, changes nothing, and goes on behind a fault.

    ``keys``: the log's, older ones too. ``each`` is called with every well-formed entry, ``progress`` with the count.
    ``remembered`` is asked for before, so that the log is at least as long; one that grows is checked as far as it was.
    OSError passes.
    """
    report = LogReport()
    pending = _checkpoints(folder, keys, report)
    outside = _Outside(remembered, report)
    tree, chains, clocks = Frontier(), _Chains(report), _Clocks(report)
    for path in _files(folder, report):
        records = Records(path)
        for _offset, raw in records:
            index = tree.size
            tree.append(leaf_hash(raw))
            _compare(tree, pending, report)
            outside.compare(tree)
            entry = _parsed(raw, index, report)
            if entry is not None:
                chains.follow(index, entry)
                clocks.follow(index, entry)
                if each is not None:
                    each(index, entry)
            if progress is not None and tree.size % _PROGRESS_EVERY == 0:
                progress(tree.size)
        if records.end < path.stat().st_size:
            report.add(Kind.LOG, tree.size, f"{path.name} is torn or altered at {records.end}")
    clocks.finish()
    outside.finish(tree.size)
    report.size, report.root = tree.size, tree.root()
    for size in pending:
        report.add(Kind.LOG, None, f"{size} entries were signed, {tree.size} are here")
    return report


def _files(folder: Path, report: LogReport) -> list[Path]:
    try:
        return entry_files(folder)
    except LedgerDamaged as fault:
        report.add(Kind.LOG, None, str(fault))
        return sorted(folder.glob("entries-*.bin"))


def _checkpoints(
    folder: Path, keys: tuple[Verifier, ...], report: LogReport
) -> dict[int, set[bytes]]:
    """Signed roots by size, of every note that holds; findings for the others."""
    roots: dict[int, set[bytes]] = {}
    for number, note in enumerate(notes_in(folder)):
        try:
            checkpoint = open_checkpoint(note, keys).checkpoint
        except BadNote as fault:
            report.add(Kind.LOG, None, f"checkpoint {number}: {fault}")
            continue
        if report.last is not None and checkpoint.size <= report.last.size:
            report.add(Kind.LOG, None, f"checkpoint {number} does not rise")
        report.last = checkpoint
        report.checkpoints += 1
        roots.setdefault(checkpoint.size, set()).add(checkpoint.root)
    if torn_note(folder):
        report.add(Kind.LOG, None, "the last checkpoint is torn")
    if not roots:
        report.add(Kind.LOG, None, "no checkpoint that holds")
    return roots


def _compare(tree: Frontier, pending: dict[int, set[bytes]], report: LogReport) -> None:
    roots = pending.pop(tree.size, None)
    if roots is not None and roots != {tree.root()}:
        detail = f"another history than the one signed at {tree.size}"
        report.add(Kind.LOG, tree.size - 1, detail)


class _Outside:
    """Every memory that reaches further than this log, or tells of another one."""

    def __init__(self, remembered: Iterable[Remembered], report: LogReport) -> None:
        self._report = report
        self._waiting: dict[int, list[Remembered]] = {}
        for each in remembered:
            self._waiting.setdefault(each.size, []).append(each)

    def compare(self, tree: Frontier) -> None:
        for each in self._waiting.pop(tree.size, ()):
            if not each.agrees(tree.root()):
                detail = f"{each.who} holds another history of {tree.size} entries"
                self._report.add(Kind.FORK, tree.size - 1, detail)

    def finish(self, size: int) -> None:
        for each in (each for at in sorted(self._waiting) for each in self._waiting[at] if at):
            detail = f"{each.who} holds {each.size} entries, {size} are here: an old copy"
            self._report.add(Kind.ROLLBACK, None, detail)


def _parsed(raw: bytes, index: int, report: LogReport) -> dict[str, Any] | None:
    try:
        entry = canonical.loads(raw)
        check(entry)
    except (canonical.NotCanonical, Refused) as fault:
        report.add(Kind.LOG, index, f"malformed: {fault}")
        return None
    if (entry["t"] == "genesis") != (index == 0):
        report.add(Kind.LOG, index, "genesis is the first entry, and only that")
    return entry


class _Chains:
    """``seq`` and ``prev_idx`` of every stream: an omission or a doubling shows."""

    def __init__(self, report: LogReport) -> None:
        self._report = report
        self._last: dict[tuple[str, str], int] = {}
        self._seq: dict[tuple[str, str], int] = {}

    def follow(self, index: int, entry: dict[str, Any]) -> None:
        if entry["t"] not in FOOTAGE:
            return
        stream = (entry["cam"], entry["stream"])
        if "prev_idx" in entry and entry["prev_idx"] != self._last.get(stream):
            found, expected = entry["prev_idx"], self._last.get(stream)
            self._report.add(Kind.SEQUENCE, index, f"prev_idx {found}, expected {expected}")
        self._last[stream] = index
        if "seq" not in entry:
            return
        before = self._seq.get(stream)
        if before is not None and entry["seq"] != before + 1:
            self._report.add(Kind.SEQUENCE, index, f"seq {entry['seq']} after {before}")
        self._seq[stream] = entry["seq"]


class _Clocks:
    """UTC against the monotonic clock within one boot; a step that an entry tells of is no
    finding.
    """

    def __init__(self, report: LogReport) -> None:
        self._report = report
        self._before: dict[str, Any] | None = None
        self._jumps: list[tuple[int, int]] = []
        self._steps: list[int] = []

    def follow(self, index: int, entry: dict[str, Any]) -> None:
        if entry["t"] == "clock.step":
            self._steps.append(entry["from_us"] - entry["to_us"])
        before, self._before = self._before, entry
        if before is None or before["boot"] != entry["boot"]:
            return
        if entry["mono_us"] < before["mono_us"]:
            self._report.add(Kind.CLOCK, index, "the monotonic clock goes back within one boot")
        passed_us = entry["mono_us"] - before["mono_us"]
        lost_us = before["utc_us"] + passed_us - entry["utc_us"]
        if entry["utc_us"] < before["utc_us"] and lost_us > _BACKWARDS_US:
            self._jumps.append((index, lost_us))

    def finish(self) -> None:
        for index, lost_us in self._jumps:
            if not any(abs(step - lost_us) <= _STEP_TOLERANCE_US for step in self._steps):
                detail = f"UTC goes back by {lost_us} µs, and no step is told"
                self._report.add(Kind.CLOCK, index, detail)
