"""One round of the archivist, planned before anything is written: journal lines and deeds become entries and rows.

Adopting is repeatable because every fact has a key of its own: a fact that the index has is passed over, a fact whose
entry is in the ledger already (the archivist died between the two) keeps that entry's index.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from vonggac.archive import bookkeeping, volumes
from vonggac.archive.batch import (
    Account,
    AdoptedGap,
    AdoptedSegment,
    AdoptedStep,
    Batch,
    StreamKey,
)
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.journal import (
    ClockLine,
    CommissionedLine,
    GapLine,
    Line,
    Malformed,
    SegmentLine,
    parse,
)
from vonggac.archive.spool import SpoolLine
from vonggac.archive.states import SegmentState
from vonggac.ledger.canonical import MAX_ENTRY, NotCanonical, dumps
from vonggac.ledger.entries import Refused, check_unfilled
from vonggac.ledger.selectors import PendingDeed

_FILLED_BYTES = 512
"""Room for what the ledger's writer adds: time, boot, clock."""

Entry = Mapping[str, Any]
Key = tuple[Any, ...]
Tail = dict[Key, tuple[int, Entry]]
"""Entries that the ledger has and the index has not followed yet: index and content by key."""


def key_of(entry: Entry) -> Key | None:
    """What makes the entry's fact the same fact; None for an entry that was not adopted from anything."""
    kind = entry.get("t")
    if "deed" in entry:
        return "deed", entry["deed"]
    if kind in ("segment", "segment.recovered"):
        return "segment", entry["segment"]
    if kind in ("gap.open", "gap.close"):
        named = ("t", "cam", "stream", "cause", "from_us")
        return (*(entry[each] for each in named), entry.get("to_us"))
    if kind == "clock.step" and "cam" in entry:
        return "clock.step", entry["cam"], entry["from_us"], entry["to_us"], entry.get("at_mono_us")
    return None


class Adoption:
    """Collects one round: ``entries`` to append from ledger size ``size`` on, and the ``batch`` for the index."""

    def __init__(
        self,
        *,
        size: int,
        accounts: dict[StreamKey, Account],
        tail: Tail,
        wall_us: int = 0,
        known_us: int = 0,
        silent: Collection[str] = (),
    ) -> None:
        """``wall_us``, ``known_us``: what the clock says, and how far the time is known (``trusted``).

        Files of ``silent`` volumes, which do not answer, are looked at later.
        """
        self.batch = Batch()
        self.entries: list[dict[str, Any]] = []
        self.taken = 0
        """Lines and deeds that were read, whatever became of them."""
        self._size = size
        self._accounts = accounts
        self._tail = tail
        self._wall_us = wall_us
        self._known_us = known_us
        self._silent = silent
        self._seen: set[Key] = set()
        self._known: set[str] = set()

    def take_lines(self, lines: list[SpoolLine]) -> None:
        """Adopts what the lines say. A line that cannot be read is a finding and stops nothing."""
        read = [(line, self._parsed(line)) for line in lines]
        self._known = bookkeeping.known_segments(
            said.facts.segment for _, said in read if isinstance(said, SegmentLine)
        )
        for line, said in read:
            self.taken += 1
            self.batch.cursors[line.camera, line.name] = line.end
            if said is None:
                continue
            try:
                self._take(said)
            except Refused as error:
                self._find(FindingKind.SPOOL, line.subject, str(error), line.camera)

    def take_deed(self, deed: PendingDeed) -> None:
        """Adopts a row of the office's outbox; one that the ledger's schema refuses is a finding."""
        self.taken += 1
        self.batch.outbox_id = deed.id
        entry = dict(deed.entry) | {"deed": deed.deed}
        try:
            if len(dumps(entry)) > MAX_ENTRY - _FILLED_BYTES:
                raise Refused("an entry that would be too long")
            self._place(entry)
        except (Refused, NotCanonical) as error:
            self._find(FindingKind.OFFICE, f"outbox {deed.id}", str(error))

    def skip_deed(self, outbox_id: int, why: str) -> None:
        self.taken += 1
        self.batch.outbox_id = outbox_id
        self._find(FindingKind.OFFICE, f"outbox {outbox_id}", why)

    def _parsed(self, line: SpoolLine) -> Line | None:
        try:
            if line.torn:
                # Never fsynced, so never said; whoever wrote it says it again.
                return None
            if line.fault:
                raise Malformed(line.fault)
            return parse(line.raw, line.camera)
        except Malformed as error:
            self._find(FindingKind.SPOOL, line.subject, str(error)[:300], line.camera)
            return None

    def _take(self, said: Line) -> None:
        if isinstance(said, SegmentLine):
            self._segment(said)
        elif isinstance(said, GapLine):
            self._gap(said)
        elif isinstance(said, ClockLine):
            self._clock(said)
        else:
            self._commissioned(said)

    def _segment(self, said: SegmentLine) -> None:
        facts = said.facts
        if facts.segment in self._known:
            return
        account = self._account((facts.camera, facts.stream))
        placed = self._place(segment_entry(said, account))
        if placed is None:
            return
        idx, entry = placed
        path = Path(said.volume) / said.path
        state, fault = SegmentState.PRESENT, ""
        if said.volume not in self._silent:
            state, fault = volumes.look(path, facts.sealed_bytes)
        if fault:
            kind = FindingKind.MISSING if state is SegmentState.MISSING else FindingKind.MODIFIED
            self._find(kind, str(path), fault, facts.camera)
        account.follow(idx, entry["seq"])
        account.note(facts.start_us, idx, facts.end_us - facts.start_us)
        due_from_us = account.due_from(facts.end_us, wall_us=self._wall_us, known_us=self._known_us)
        self.batch.segments.append(
            AdoptedSegment(facts, said.volume, said.path, idx, entry["seq"], state, due_from_us)
        )

    def _gap(self, said: GapLine) -> None:
        if bookkeeping.gap_known(said.camera, said.stream, said.cause, said.from_us, said.to_us):
            return
        key = said.camera, said.stream
        account = self._account(key)
        placed = self._place(gap_entry(said, account))
        if placed is None:
            return
        account.note(said.from_us, placed[0])
        self.batch.gaps.append(
            AdoptedGap(key, said.cause, said.from_us, said.to_us, said.detail, placed[0])
        )

    def _clock(self, said: ClockLine) -> None:
        if bookkeeping.clock_step_known(said.camera, said.from_us, said.to_us, said.mono_us):
            return
        entry = {
            "t": "clock.step",
            "cam": said.camera,
            "from_us": said.from_us,
            "to_us": said.to_us,
            "at_mono_us": said.mono_us,
            "n": said.n,
        }
        placed = self._place(entry)
        if placed is not None:
            self.batch.steps.append(
                AdoptedStep(said.camera, said.from_us, said.to_us, said.mono_us, placed[0])
            )

    def _commissioned(self, said: CommissionedLine) -> None:
        self._account((said.camera, said.stream)).commission(said.from_us)

    def _place(self, entry: dict[str, Any]) -> tuple[int, Entry] | None:
        """The entry's index: where the ledger has it already, or the next one. None: taken in this round."""
        key = key_of(entry)
        if key is None:
            raise Refused(f"{entry.get('t')} is no fact that is adopted")
        if key in self._seen:
            return None
        known = self._tail.pop(key, None)
        if known is None:
            check_unfilled(entry)
            known = self._size + len(self.entries), entry
            self.entries.append(entry)
        self._seen.add(key)
        return known

    def _account(self, key: StreamKey) -> Account:
        account = self._accounts.setdefault(key, Account())
        return self.batch.accounts.setdefault(key, account)

    def _find(self, kind: FindingKind, subject: str, detail: str, camera: str = "") -> None:
        self.batch.found.append(Found(kind, subject, detail, camera))


def segment_entry(said: SegmentLine, account: Account) -> dict[str, Any]:
    """FORMATS §4.3: ``segment``, or ``segment.recovered``."""
    facts = said.facts
    return {
        "t": "segment.recovered" if facts.recovered else "segment",
        "n": said.n,
        "cam": facts.camera,
        "stream": facts.stream,
        "segment": facts.segment,
        "seq": account.next_seq,
        "prev_idx": account.last_idx,
        "start_us": facts.start_us,
        "end_us": facts.end_us,
        # The entry names the pictures' codec; the sound's stands behind a comma in the file and the index.
        "codec": facts.codec.partition(",")[0],
        "bytes": facts.bytes,
        "sha256": facts.sha256,
        "file_root": facts.file_root,
        "leaves": facts.leaves,
        "sealed_bytes": facts.sealed_bytes,
        "sealed_sha256": facts.sealed_sha256,
        "epoch": facts.epoch,
    }


def gap_entry(said: GapLine, account: Account) -> dict[str, Any]:
    """FORMATS §4.3: ``gap.open`` or ``gap.close``. The technician's detail stays out of the ledger."""
    entry: dict[str, Any] = {
        "t": "gap.open" if said.to_us is None else "gap.close",
        "n": said.n,
        "cam": said.camera,
        "stream": said.stream,
        "cause": said.cause.value,
        "from_us": said.from_us,
        "prev_idx": account.last_idx,
    }
    if said.to_us is not None:
        entry["to_us"] = said.to_us
    return entry
