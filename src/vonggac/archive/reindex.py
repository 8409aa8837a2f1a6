"""Builds the whole index again from what it is a copy of: sealed files, the ledger, and the spool.

Headers and footers only, no key. The old index stands until the new one is whole: all of it is one transaction.
Journals are read again by the archivist afterwards, which recognises what the ledger has.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from vonggac.archive import (
    bookkeeping,
    deeds,
    graves,
    selectors,
    services,
    stretches,
    totals,
    volumes,
)
from vonggac.archive.batch import Account, AdoptedGap, StreamKey
from vonggac.archive.event_rows import adopt_events
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.guard import Guard
from vonggac.archive.spool import told_segments
from vonggac.archive.states import SegmentState
from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.locks import ProcessLock
from vonggac.kernel.streams import GapCause
from vonggac.ledger.canonical import NotCanonical, loads
from vonggac.ledger.reader import LedgerReader
from vonggac.vault.errors import SegmentError
from vonggac.vault.facts import SegmentFacts
from vonggac.vault.paths import parse_name
from vonggac.vault.reader import SegmentFile

Progress = Callable[[int], None]
"""Told the number of files read so far."""

_ROWS = 1000


@dataclass(slots=True)
class Reindexed:
    """What was built, and what was found on the way."""

    segments: int = 0
    """Files that have their entry."""
    entries: int = 0
    gaps: int = 0
    found: list[Found] = field(default_factory=list)


def reindex(data: DataFolder, progress: Progress = lambda _: None) -> Reindexed:
    """Raises ``kernel.locks.Held`` while an archivist works; OSError, and then the old index stands."""
    with ProcessLock(data.ledger / "writer.lock"), transaction.atomic(using="archive"):
        return _Build(data, progress).run()


class _Build:
    def __init__(self, data: DataFolder, progress: Progress) -> None:
        self._data = data
        self._progress = progress
        self._result = Reindexed()
        self._accounts: dict[StreamKey, Account] = {}
        self._streams: dict[StreamKey, int] = {}
        self._volumes: dict[str, int] = {}
        self._last_deed = ""
        self._guard = Guard()
        self._due_from: dict[str, int] = {}

    def run(self) -> Reindexed:
        old = {(each.camera, each.name): each.commissioned_us for each in selectors.stream_rows()}
        folders = dict.fromkeys(
            [*volumes.configured(self._data), *map(Path, bookkeeping.volume_paths())]
        )
        services.empty()
        self._read_files(list(folders))
        reader = LedgerReader(self._data.ledger)
        self._follow(reader)
        self._drop_unlogged()
        for key, commissioned_us in old.items():
            # Commissioning itself is no entry: what the old index knew of it is kept.
            if commissioned_us is not None and key in self._accounts:
                self._accounts[key].commission(commissioned_us)
        self._finish(reader.size)
        while adopt_events(self._data.events, at_us=now_us(), everything=True):
            pass
        return self._result

    # ----------------------------------------------------------------- files

    def _read_files(self, folders: list[Path]) -> None:
        seen: set[str] = set()
        rows: list[tuple[Any, ...]] = []
        for count, (volume, path, facts) in enumerate(self._facts(folders), 1):
            if facts.segment in seen:
                self._find(FindingKind.UNLOGGED, path, "a second copy of a segment", facts.camera)
                continue
            seen.add(facts.segment)
            rows.append(self._row(volume, path, facts))
            if len(rows) == _ROWS:
                services.insert_segments(rows)
                rows.clear()
                self._progress(count)
        services.insert_segments(rows)
        self._progress(len(seen))

    def _facts(self, folders: list[Path]) -> Iterator[tuple[Path, Path, SegmentFacts]]:
        for each in volumes.segments(folders):
            if isinstance(each, Found):
                self._result.found.append(each)
                continue
            volume, path = each
            try:
                name = parse_name(path.name)
                with SegmentFile.open(path) as file:
                    facts = file.facts
            except (SegmentError, ValueError, OSError) as error:
                self._find(FindingKind.MODIFIED, path, f"cannot be read as a segment: {error}")
                continue
            told = facts.camera, facts.stream, facts.start_us, facts.segment
            if told != (name.camera, name.stream, name.start_us, name.segment):
                self._find(FindingKind.UNLOGGED, path, "another segment's name", facts.camera)
            elif facts.end_us > facts.start_us:
                yield volume, path, facts

    def _row(self, volume: Path, path: Path, facts: SegmentFacts) -> tuple[Any, ...]:
        key = facts.camera, facts.stream
        account = self._accounts.setdefault(key, Account())
        account.longest_us = max(account.longest_us, facts.end_us - facts.start_us)
        return (
            *services.facts_head(facts, self._stream(key)),
            SegmentState.PRESENT,
            None,
            -1,
            self._volume(str(volume)),
            path.relative_to(volume).as_posix(),
            *services.facts_tail(facts),
        )

    # ----------------------------------------------------------------- ledger

    def _follow(self, reader: LedgerReader) -> None:
        take = {
            "segment": self._segment,
            "segment.recovered": self._segment,
            "gap.open": self._gap,
            "gap.close": self._gap,
            "clock.step": self._clock,
            "tombstone": self._tombstone,
            "delete.done": self._gone,
        }
        with connections["archive"].cursor() as cursor:
            for idx, raw in reader.entries():
                self._result.entries += 1
                try:
                    entry = loads(raw)
                except NotCanonical as error:
                    found = Found(FindingKind.LOG, f"entry {idx}", str(error), ledger_idx=idx)
                    self._result.found.append(found)
                    continue
                self._last_deed = entry.get("deed", self._last_deed)
                self._guard.saw(entry)
                if entry["t"] in take:
                    take[entry["t"]](cursor, idx, entry)

    def _segment(self, cursor: Any, idx: int, entry: dict[str, Any]) -> None:
        key = entry["cam"], entry["stream"]
        account = self._accounts.setdefault(key, Account())
        account.note(entry["start_us"], idx, entry["end_us"] - entry["start_us"])
        account.follow(idx, entry["seq"])
        self._keep_from(account, entry)
        cursor.execute(
            "UPDATE archive_segment SET ledger_idx = %s, seq = %s, sealed_sha256 = %s"
            " WHERE segment = %s AND ledger_idx IS NULL AND file_root = %s AND sealed_bytes = %s",
            (idx, entry["seq"], bytes.fromhex(entry["sealed_sha256"]), entry["segment"],
             bytes.fromhex(entry["file_root"]), entry["sealed_bytes"]),
        )  # fmt: skip
        if cursor.rowcount:
            self._result.segments += 1
            return
        cursor.execute(
            "UPDATE archive_segment SET ledger_idx = %s, seq = %s, state = %s"
            " WHERE segment = %s AND ledger_idx IS NULL",
            (idx, entry["seq"], SegmentState.DAMAGED, entry["segment"]),
        )
        if cursor.rowcount:
            self._find(FindingKind.MODIFIED, f"entry {idx}", "another file than was sealed", key[0])
        else:
            services.insert_segments([_without_file(entry, idx, self._stream(key))])

    def _keep_from(self, account: Account, entry: dict[str, Any]) -> None:
        known_us = self._guard.time.known_us
        due_from_us = account.due_from(entry["end_us"], wall_us=entry["utc_us"], known_us=known_us)
        if due_from_us is not None:
            self._due_from[entry["segment"]] = due_from_us

    def _gap(self, cursor: Any, idx: int, entry: dict[str, Any]) -> None:
        key = entry["cam"], entry["stream"]
        self._accounts.setdefault(key, Account()).note(entry["from_us"], idx)
        self._result.gaps += entry["t"] == "gap.close"
        cause = GapCause(entry["cause"])
        gap = AdoptedGap(key, cause, entry["from_us"], entry.get("to_us"), "", idx)
        services.save_gap(self._stream(key), gap)

    def _clock(self, cursor: Any, idx: int, entry: dict[str, Any]) -> None:
        if "cam" in entry:
            services.save_step(
                camera=entry["cam"], from_us=entry["from_us"], to_us=entry["to_us"],
                mono_us=entry.get("at_mono_us", 0), idx=idx,
            )  # fmt: skip

    def _tombstone(self, cursor: Any, idx: int, entry: dict[str, Any]) -> None:
        graves.bury(idx, entry, at_us=entry["utc_us"], respan=False)

    def _gone(self, cursor: Any, idx: int, entry: dict[str, Any]) -> None:
        graves.close(entry)

    # ----------------------------------------------------------------- the rest

    def _drop_unlogged(self) -> None:
        """Files without an entry: told by the spool, they are adopted next; else they are findings."""
        waiting = told_segments(self._data.spool)
        rows = selectors.query(
            "SELECT s.segment, v.path, s.path, t.camera FROM archive_segment s JOIN archive_stream t"
            " ON t.id = s.stream_id JOIN archive_volume v ON v.id = s.volume_id"
            " WHERE s.ledger_idx IS NULL"
        )
        for segment, volume, path, camera in rows:
            if segment not in waiting:
                self._find(
                    FindingKind.UNLOGGED, Path(volume) / path, "no entry tells of it", camera
                )
        services.drop_without_entry()

    def _finish(self, ledger_size: int) -> None:
        for row in selectors.query(
            "SELECT v.path, s.path, t.camera, s.ledger_idx FROM archive_segment s"
            " JOIN archive_stream t ON t.id = s.stream_id JOIN archive_volume v ON v.id = s.volume_id"
            " WHERE s.state = 4"
        ):
            detail = f"a file after the tombstone of entry {row[3]}"
            self._find(FindingKind.RESURRECTED, Path(row[0]) / row[1], detail, row[2])
        services.save_accounts(self._accounts)
        services.keep_from(self._due_from.items())
        self._guard.followed = ledger_size
        self._guard.save()
        totals.rebuild()
        for stream in self._streams.values():
            stretches.rebuild_stretches(stream)
        services.save_progress(ledger_size=ledger_size, outbox_id=self._outbox_id())
        services.report(self._result.found, at_us=now_us())

    def _outbox_id(self) -> int:
        """Deeds go to the ledger in order: up to the newest one there, all are."""
        if self._last_deed:
            for deed in deeds.read(0):
                if not isinstance(deed, deeds.AlteredDeed) and deed.deed == self._last_deed:
                    return deed.id
        return 0

    def _stream(self, key: StreamKey) -> int:
        if key not in self._streams:
            self._streams |= services.save_accounts({key: self._accounts.get(key, Account())})
        return self._streams[key]

    def _volume(self, path: str) -> int:
        if path not in self._volumes:
            self._volumes |= services.volume_ids([path])
        return self._volumes[path]

    def _find(self, kind: FindingKind, subject: object, detail: str, camera: str = "") -> None:
        self._result.found.append(Found(kind, str(subject), detail, camera))


def _without_file(entry: dict[str, Any], idx: int, stream: int) -> tuple[Any, ...]:
    """The row of an entry whose file is not there: missing, or erased as a later entry says."""
    taken = bookkeeping.known_segments([entry["segment"]])
    return (
        None if taken else entry["segment"],
        stream,
        entry["start_us"],
        entry["end_us"],
        SegmentState.MISSING,
        idx,
        entry["seq"],
        None,
        "",
        "",
        entry["epoch"],
        entry["codec"],
        0,
        0,
        entry["bytes"],
        bytes.fromhex(entry["sha256"]),
        bytes.fromhex(entry["file_root"]),
        entry["leaves"],
        entry["sealed_bytes"],
        bytes.fromhex(entry["sealed_sha256"]),
        entry["t"] == "segment.recovered",
        0,
        0,
        b"",
    )
