"""Holds the whole store against the ledger, file by file: what a stranger would do, with the index as a hint only.

Reads everything and changes nothing. A finding does not spoil the judgement on anything else; lawful operation raises
none (FORMATS §11). Where nobody outside was asked a clean answer means "clean here", and no more (FORMATS §1).
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from vonggac.archive import bookkeeping, selectors, spool, volumes
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.office import OfficeCheck
from vonggac.archive.retention import OVERDUE_US
from vonggac.archive.selectors import SegmentRow
from vonggac.archive.states import SegmentState
from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ranges import Range
from vonggac.ledger.keys import log_verifiers
from vonggac.ledger.verify import LogReport, Remembered, verify_log
from vonggac.vault.disk import open_regular
from vonggac.vault.errors import Altered, KeyGone, SegmentError
from vonggac.vault.keys import Keyholder, MachineKeyholder
from vonggac.vault.paths import parse_name, segment_path
from vonggac.vault.reader import SegmentFile

_BATCH = 200
_THREADS = 2
_SHORTEST_US = SECOND_US
"""A hole shorter than this between two facts is rounding, and no finding."""

Progress = Callable[[int, int], None]
"""Told (segments judged, segment entries in the ledger as far as the index knows)."""


@dataclass(slots=True)
class Verification:
    """The answer. Clean where ``findings`` is empty."""

    findings: list[Found] = field(default_factory=list)
    entries: int = 0
    checkpoints: int = 0
    segments: int = 0
    bytes_read: int = 0
    erased: int = 0
    keys_gone: int = 0
    """Segments that could not be opened because their epoch's key was destroyed (``deep`` only)."""

    @property
    def clean(self) -> bool:
        return not self.findings


@dataclass(frozen=True, slots=True)
class _Claim:
    """One segment entry of the ledger."""

    idx: int
    entry: dict[str, Any]


def verify_store(
    data: DataFolder,
    *,
    deep: bool = False,
    keyholder: Keyholder | None = None,
    progress: Progress = lambda done, of: None,
    at_us: int | None = None,
    remembered: Iterable[Remembered] = (),
) -> Verification:
    """Log, checkpoints, every file's bytes, unknown files, index, office, unexplained seconds.

    ``deep`` also opens every record with ``keyholder`` (this machine's keys) and holds it against its leaf hash.
    ``remembered``: what others hold of this ledger, asked for before.
    Seconds are explained until ``at_us`` (now). OSError of the ledger passes; of a segment it is a finding.
    """
    holder = (keyholder or MachineKeyholder(data.keys)) if deep else None
    check = _Check(data, holder, progress, tuple(remembered))
    return check.run(now_us() if at_us is None else at_us)


class _Check:
    def __init__(
        self,
        data: DataFolder,
        keyholder: Keyholder | None,
        progress: Progress,
        remembered: Sequence[Remembered] = (),
    ) -> None:
        self._data = data
        self._remembered = remembered
        self._keyholder = keyholder
        self._progress = progress
        self._result = Verification()
        self._volumes = volumes.configured(data)
        self._batch: list[_Claim] = []
        self._missing: dict[int, Found] = {}
        self._erased: dict[int, int] = {}
        """Entry of a segment → when its tombstone was written."""
        self._done: set[int] = set()
        self._unindexed: set[str] = set()
        self._office = OfficeCheck()
        self._total = selectors.query("SELECT COUNT(*) FROM archive_segment")[0][0]

    def run(self, at_us: int) -> Verification:
        # Asked first: what the archivist adopts meanwhile is judged the next time.
        followed, outbox_id = bookkeeping.progress()
        with ThreadPoolExecutor(_THREADS) as pool:
            self._pool = pool
            keys, asked = log_verifiers(self._data.keys), self._remembered
            report = verify_log(self._data.ledger, *keys, each=self._entry, remembered=asked)
            self._judge()
        self._tell_log(report)
        self._after_tombstones(at_us)
        if followed > report.size:
            detail = f"knows {followed} entries, the ledger has {report.size}"
            self._find(FindingKind.INDEX, "index", detail)
        self._result.findings += self._office.findings(outbox_id)
        self._unknown_files()
        self._unexplained(at_us)
        lasting = (FindingKind.SPOOL, FindingKind.RETENTION)
        self._result.findings += [each for each in selectors.findings() if each.kind in lasting]
        return self._result

    # ----------------------------------------------------------------- entries

    def _entry(self, idx: int, entry: dict[str, Any]) -> None:
        if entry["t"] in ("segment", "segment.recovered"):
            self._batch.append(_Claim(idx, entry))
            if len(self._batch) == _BATCH:
                self._judge()
        elif entry["t"] == "tombstone":
            self._erased.update(dict.fromkeys(entry["idx"], entry["utc_us"]))
        elif entry["t"] == "delete.done":
            self._done.update(entry["idx"])
        if "deed" in entry:
            self._office.saw(idx, entry)

    def _judge(self) -> None:
        """Looks up the collected entries and has their files read by two threads."""
        claims, self._batch = self._batch, []
        if not claims:
            return
        rows = {each.ledger_idx: each for each in bookkeeping.by_entries(c.idx for c in claims)}
        jobs: list[tuple[_Claim, Path, Future[tuple[int, str]]]] = []
        for claim in claims:
            row = rows.get(claim.idx)
            self._compare(claim, row)
            path = self._path(claim, row)
            if path is not None:
                jobs.append((claim, path, self._pool.submit(digest_of, path)))
        for claim, path, job in jobs:
            self._settle(claim, path, job)
        self._result.segments += len(claims)
        self._progress(self._result.segments, max(self._total, self._result.segments))

    def _compare(self, claim: _Claim, row: SegmentRow | None) -> None:
        if row is None:
            self._unindexed.add(claim.entry["segment"])
            followed, _ = bookkeeping.progress()
            if claim.idx < followed:
                self._find(FindingKind.INDEX, f"entry {claim.idx}", "no row: reindex", claim)
            return
        entry = claim.entry
        told = [entry[each] for each in ("cam", "stream", "start_us", "end_us", "sealed_bytes")]
        if told != [row.camera, row.stream, row.start_us, row.end_us, row.sealed_bytes]:
            self._find(FindingKind.INDEX, f"entry {claim.idx}", "the row differs: reindex", claim)

    def _path(self, claim: _Claim, row: SegmentRow | None) -> Path | None:
        """Where the file is: as the index says, or where its name belongs; noted as missing where it is nowhere."""
        entry = claim.entry
        named = entry["cam"], entry["stream"], entry["start_us"], entry["segment"]
        places = self._places(row, *named)
        for path in places:
            if os.path.lexists(path):
                return path
        self._missing[claim.idx] = Found(
            FindingKind.MISSING, str(places[0]), "no file, and no tombstone", entry["cam"],
            claim.idx, entry["start_us"], entry["end_us"],
        )  # fmt: skip
        return None

    def _places(
        self, row: SegmentRow | None, camera: str, stream: str, start_us: int, segment: str
    ) -> list[Path]:
        told = [row.path] if row is not None and row.volume is not None else []
        named = (segment_path(each, camera, stream, start_us, segment) for each in self._volumes)
        return list(dict.fromkeys([*told, *named]))

    def _settle(self, claim: _Claim, path: Path, job: Future[tuple[int, str]]) -> None:
        try:
            size, digest = job.result()
            self._result.bytes_read += size
            if (size, digest) != (claim.entry["sealed_bytes"], claim.entry["sealed_sha256"]):
                raise Altered(f"{size} bytes with another SHA-256 than the entry's")
            if self._keyholder is not None:
                self._open(path, self._keyholder)
        except (SegmentError, OSError) as error:
            self._find(FindingKind.MODIFIED, str(path), str(error), claim)

    def _open(self, path: Path, keyholder: Keyholder) -> None:
        with SegmentFile.open(path) as file:
            try:
                data_key = keyholder.data_key(file.header)
            except KeyGone:
                self._result.keys_gone += 1
            else:
                file.check_plain(data_key)

    # ----------------------------------------------------------------- the rest

    def _tell_log(self, report: LogReport) -> None:
        self._result.entries, self._result.checkpoints = report.size, report.checkpoints
        for each in report.findings:
            subject = "ledger" if each.index is None else f"entry {each.index}"
            kind = FindingKind(each.kind.value)
            self._find(kind, subject, each.detail)
        if report.more:
            self._find(FindingKind.LOG, "ledger", f"{report.more} more findings")

    def _after_tombstones(self, at_us: int) -> None:
        self._result.findings += [
            found for idx, found in self._missing.items() if idx not in self._erased
        ]
        self._result.erased = len(self._erased)
        for idx in sorted(self._done - self._erased.keys()):
            self._find(FindingKind.SEQUENCE, f"entry {idx}", "erased without a tombstone")
        for row in bookkeeping.by_entries(self._erased):
            gone = row.ledger_idx in self._done
            if row.state.kept or (gone and row.state is not SegmentState.ERASED):
                detail = "has its tombstone and is told as kept: reindex"
                self._find(FindingKind.INDEX, f"entry {row.ledger_idx}", detail)
            if not row.segment:
                continue
            for path in self._places(row, row.camera, row.stream, row.start_us, row.segment):
                if gone and os.path.lexists(path):
                    self._find(FindingKind.RESURRECTED, str(path), "a file after its tombstone")
        for idx in bookkeeping.told_erased():
            if idx not in self._erased:
                self._find(FindingKind.INDEX, f"entry {idx}", "told as erased, without a tombstone")
        self._unfinished(at_us)

    def _unfinished(self, at_us: int) -> None:
        """A tombstone is carried out within minutes; where a volume is away, once it is back."""
        late = [
            idx
            for idx, told_us in self._erased.items()
            if idx not in self._done and told_us < at_us - OVERDUE_US
        ]
        if late:
            detail = (
                f"{len(late)} segments have their tombstone for more than a day and no delete.done"
            )
            self._find(FindingKind.RETENTION, f"entry {min(late)}", detail)

    def _unknown_files(self) -> None:
        paths = dict.fromkeys([*self._volumes, *map(Path, bookkeeping.volume_paths())])
        strange: dict[Path, str] = {}
        for batch in _batches(self._named(paths)):
            ids = {path: parse_name(path.name).segment for path in batch}
            known = bookkeeping.places_of(ids.values())
            for path, segment in ids.items():
                place = known.get(segment)
                if segment not in known:
                    strange[path] = segment
                elif place not in (None, path):
                    self._find(FindingKind.UNLOGGED, str(path), f"a second copy of {place}")
        # Recorder and archivist go on meanwhile: what they told since is asked last.
        told = spool.told_segments(self._data.spool) | self._unindexed
        told |= bookkeeping.known_segments(strange.values())
        for path, segment in strange.items():
            if segment not in told:
                self._find(FindingKind.UNLOGGED, str(path), "no entry tells of it")

    def _named(self, paths: Iterable[Path]) -> Iterator[Path]:
        for each in volumes.segments(paths):
            if isinstance(each, Found):
                self._result.findings.append(each)
                continue
            try:
                parse_name(each[1].name)
            except ValueError:
                self._find(FindingKind.UNLOGGED, str(each[1]), "not the name of a segment of ours")
            else:
                yield each[1]

    def _unexplained(self, at_us: int) -> None:
        for camera, stream, hole in selectors.uncovered(at_us):
            if hole.length_us >= _SHORTEST_US and not self._explained(camera, stream, hole):
                subject, detail = f"{camera}/{stream}", "nothing explains this time"
                self._result.findings.append(
                    Found(
                        FindingKind.SEQUENCE,
                        subject,
                        detail,
                        camera,
                        None,
                        hole.from_us,
                        hole.to_us,
                    )
                )

    def _explained(self, camera: str, stream: str, hole: Range) -> bool:
        """A missing or damaged segment has its own finding: the same time is not told twice."""
        states = (SegmentState.MISSING, SegmentState.DAMAGED)
        rows = bookkeeping.in_state(camera, stream, hole, states)
        return sum(each.end_us - each.start_us for each in rows) >= hole.length_us

    def _find(
        self, kind: FindingKind, subject: str, detail: str, claim: _Claim | None = None
    ) -> None:
        if claim is None:
            found = Found(kind, subject, detail)
        else:
            entry = claim.entry
            found = Found(
                kind, subject, detail, entry["cam"], claim.idx, entry["start_us"], entry["end_us"]
            )
        self._result.findings.append(found)


def digest_of(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a regular file with one name. Raises SegmentError, OSError."""
    with os.fdopen(open_regular(path), "rb", buffering=0) as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return file.tell(), digest


def _batches(paths: Iterable[Path]) -> Iterator[list[Path]]:
    batch: list[Path] = []
    for path in paths:
        batch.append(path)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
