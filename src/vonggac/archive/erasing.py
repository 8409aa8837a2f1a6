"""The one place that erases footage (I6, FORMATS §9.1).

tombstone in the ledger, fsynced → signed checkpoint → row ``ERASING`` (never shown again) → an outside anchor, where
the school has a witness → file unlinked, folder fsynced → ``delete.done`` → row ``ERASED``. Each step is repeatable,
and finds its place again from the ledger: after a death between any two of them the next start goes on.
"""

import errno
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path, PurePosixPath
from typing import Any

from vonggac.archive import graves, services
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.graves import Grave
from vonggac.kernel.files import sync_folder
from vonggac.kernel.ids import new_uuid
from vonggac.ledger.writer import LedgerWriter
from vonggac.vault.keys import MachineKeyholder
from vonggac.vault.paths import SUFFIX

A_TOMBSTONE = 256
FILES_A_TIME = 1024
EPOCH_DESTROYED = "epoch.destroyed"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Segments of one camera that go together, and by what."""

    camera: str
    indices: tuple[int, ...]
    """Their ledger entries."""
    rule: str
    policy: str
    retain_until_us: int
    """When the last of them became due."""


class Eraser:
    """Called by the archivist alone."""

    def __init__(
        self,
        ledger: LedgerWriter,
        keys: MachineKeyholder,
        *,
        at_us: Callable[[], int],
        reached: Callable[[str], None] = lambda _: None,
        away: Callable[[Collection[str]], Collection[str]] = lambda _: (),
        anchored: Callable[[], int | None] = lambda: None,
    ) -> None:
        """``away``: which of these volumes are not there at this moment. ``anchored``: entries below this index are
        held outside; None: the school has no witness, and nothing is waited for.
        """
        self._anchored = anchored
        self._away = away
        self._ledger = ledger
        self._keys = keys
        self._at_us = at_us
        self._reached = reached

    def condemn(self, sentence: Sentence) -> None:
        """When it returns the tombstones are signed and the segments are no footage any more. No file is touched."""
        entries = _tombstones(sentence)
        indices = self._ledger.append(entries)
        self._reached("tombstoned")
        self._ledger.checkpoint()
        self._reached("attested")
        for idx, entry in zip(indices, entries, strict=True):
            graves.bury(idx, entry, at_us=self._at_us())
        self._reached("withdrawn")

    def finish(self, volumes: Sequence[str]) -> int:
        """Unlinks files whose tombstone is held outside, of volumes that are there; how many went. 0: none is left.

        A file that is missing is gone only where its volume is still there afterwards: unmounted a moment ago, it would
        be said to be erased and come back with the disk.
        """
        rows = graves.waiting(volumes, FILES_A_TIME, self._anchored())
        gone, missed, stuck = _unlink(rows, self._reached)
        away = self._away(missed) if missed else ()
        gone = [each for each in gone if each.volume not in away]
        for volume, error in stuck.items():
            detail = f"cannot be erased from: {error.strerror or type(error).__name__}"
            services.report([Found(FindingKind.RETENTION, volume, detail)], at_us=self._at_us())
        entries = _done(gone)
        if entries:
            self._ledger.append(entries)
            self._reached("told")
            for entry in entries:
                graves.close(entry)
            self._reached("erased")
        return len(gone)

    def retire(self, epochs: Iterable[str]) -> None:
        """Destroys the private keys of epochs that have no footage any more."""
        for epoch in epochs:
            entry = {"t": "key.roll", "kind": EPOCH_DESTROYED, "epoch": epoch}
            self._ledger.append([entry])
            self._reached("rolled")
            self._ledger.checkpoint()
            self._keys.destroy(epoch)
            self._reached("destroyed")

    def follow(self, idx: int, entry: dict[str, Any]) -> None:
        """An entry that the index may not know yet: what was begun is taken up where it stopped."""
        kind = entry["t"]
        if kind == "tombstone":
            # Signed before a file goes: the entry may be the last thing that the one before wrote.
            self._ledger.checkpoint()
            graves.bury(idx, entry, at_us=entry["utc_us"])
        elif kind == "delete.done":
            graves.close(entry)
        elif kind == "key.roll" and entry["kind"] == EPOCH_DESTROYED:
            self._keys.destroy(entry["epoch"])


def _tombstones(sentence: Sentence) -> list[dict[str, Any]]:
    found = [
        sentence.indices[at : at + A_TOMBSTONE]
        for at in range(0, len(sentence.indices), A_TOMBSTONE)
    ]
    batch = new_uuid().hex
    return [
        {
            "t": "tombstone",
            "cam": sentence.camera,
            "rule": sentence.rule,
            "policy": sentence.policy,
            "retain_until_us": sentence.retain_until_us,
            "batch": batch,
            "part": part,
            "parts": len(found),
            "idx": list(indices),
        }
        for part, indices in enumerate(found)
    ]


def _done(gone: Sequence[Grave]) -> list[dict[str, Any]]:
    entries = []
    for _, group in groupby(gone, key=lambda each: each.tombstone_idx):
        rows = list(group)
        entries.append(
            {
                "t": "delete.done",
                "batch": rows[0].batch,
                "part": rows[0].part,
                "parts": rows[0].parts,
                "idx": [each.ledger_idx for each in rows],
                "count": len(rows),
                "bytes": sum(each.sealed_bytes for each in rows),
            }
        )
    return entries


def _unlink(
    rows: Sequence[Grave], reached: Callable[[str], None]
) -> tuple[list[Grave], set[str], dict[str, OSError]]:
    """Those whose file is no longer there, lastingly; volumes where one was missing; why a volume keeps its files."""
    gone: list[Grave] = []
    missed: set[str] = set()
    stuck: dict[str, OSError] = {}
    folders: dict[Path, str] = {}
    for row in rows:
        path = _path(row)
        if row.volume in stuck:
            continue
        try:
            if path is not None:
                if not _gone_now(path):
                    missed.add(row.volume or "")
                folders[path.parent] = row.volume or ""
                reached("unlinked")
            gone.append(row)
        except OSError as error:
            if error.errno == errno.ENOTDIR:
                gone.append(row)
            else:
                stuck[row.volume or ""] = error
    for folder, volume in folders.items():
        try:
            _settle(folder, Path(volume))
        except OSError as error:
            stuck[volume] = error
    return [each for each in gone if (each.volume or "") not in stuck], missed, stuck


def _gone_now(path: Path) -> bool:
    """False where there was no such file."""
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def _path(row: Grave) -> Path | None:
    """None where no file is known. A row that points out of its volume erases nothing."""
    inside = PurePosixPath(row.path)
    if row.volume is None or not row.path:
        return None
    if inside.is_absolute() or ".." in inside.parts or inside.suffix != SUFFIX:
        return None
    return Path(row.volume) / inside


def _settle(folder: Path, volume: Path) -> None:
    """The unlinking survives a power cut; the hour's and the day's folder go when nothing is left in them."""
    if folder.is_dir():
        sync_folder(folder)
    for each in (folder, folder.parent):
        # Never the camera's own folder or the volume: a recorder may be about to write below them.
        if len(each.relative_to(volume).parts) < 2:
            return
        try:
            each.rmdir()
        except FileNotFoundError:
            continue
        except OSError as error:
            if error.errno in (errno.ENOTEMPTY, errno.EEXIST):
                return
            raise
        sync_folder(each.parent)
