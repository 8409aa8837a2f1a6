"""What the writer does before it writes: recompute, cut a torn tail, refuse a damaged log
(FORMATS §5).
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from vonggac.kernel.clock import now_us
from vonggac.kernel.files import sync_folder
from vonggac.kernel.instants import compact
from vonggac.ledger import canonical
from vonggac.ledger.checkpoints import SignedCheckpoint, open_checkpoint
from vonggac.ledger.notes import BadNote, Verifier
from vonggac.ledger.store import (
    CHECKPOINTS,
    CUT_FOLDER,
    LedgerDamaged,
    Records,
    entry_files,
    notes_in,
    torn_note,
)
from vonggac.ledger.tree import Frontier, leaf_hash

_KNOWN_BYTES = 1 << 18
"""The newest thousand checkpoints are compared at each start; ``verify`` compares all."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Bytes that the start cut off, and where they are kept."""

    file: str
    offset: int
    length: int
    kept: Path


@dataclass(frozen=True, slots=True)
class State:
    """The ledger as it stands after the start."""

    tree: Frontier
    signed: SignedCheckpoint | None
    files: list[Path]
    repairs: list[Repair]


def start_up(folder: Path, *logs: Verifier) -> State:
    """Holds every entry against the checkpoints that are known here.

    Raises LedgerDamaged; OSError passes.
    """
    repairs: list[Repair] = []
    torn = torn_note(folder)
    if torn:
        path = folder / CHECKPOINTS
        repairs.append(_cut(path, path.stat().st_size - torn))
    known = _known(folder, logs)
    signed = known[-1] if known else None
    signed_size = signed.checkpoint.size if signed else 0
    roots = {each.checkpoint.size: each.checkpoint.root for each in known}
    tree, files = Frontier(), entry_files(folder)
    for position, path in enumerate(files):
        end = _follow(path, tree, roots, signed_size)
        if end < path.stat().st_size or not end:
            repairs.extend(_cut_from(files[position:], end, tree.size, signed_size))
            files = files[: position + 1] if files[position].exists() else files[:position]
            break
    if tree.size < signed_size:
        raise LedgerDamaged(f"{signed_size} entries were signed, {tree.size} are here")
    return State(tree, signed, files, repairs)


def _known(folder: Path, logs: Sequence[Verifier]) -> list[SignedCheckpoint]:
    """The newest checkpoints, rising in size; each must be signed by this log, or an earlier shard."""
    known: list[SignedCheckpoint] = []
    for note in notes_in(folder, last_bytes=_KNOWN_BYTES):
        try:
            signed = open_checkpoint(note, logs)
        except BadNote as fault:
            raise LedgerDamaged(f"a checkpoint that does not hold: {fault}") from fault
        if known and signed.checkpoint.size <= known[-1].checkpoint.size:
            raise LedgerDamaged("checkpoints that do not rise")
        known.append(signed)
    return known


def _follow(path: Path, tree: Frontier, roots: dict[int, bytes], signed_size: int) -> int:
    """Adds the file's entries to the tree; returns where its good ones end."""
    records = Records(path)
    end = 0
    for _offset, entry in records:
        if tree.size >= signed_size and not _is_entry(entry):
            return end
        tree.append(leaf_hash(entry))
        end = records.end
        expected = roots.get(tree.size)
        if expected is not None and expected != tree.root():
            raise LedgerDamaged(f"another history than the one signed at {tree.size}")
    return end


def _is_entry(raw: bytes) -> bool:
    try:
        canonical.loads(raw)
    except canonical.NotCanonical:
        return False
    return True


def _cut_from(files: list[Path], end: int, size: int, signed_size: int) -> list[Repair]:
    """Cuts the first file at ``end`` and the later ones whole: only beyond what was signed."""
    if size < signed_size:
        raise LedgerDamaged(f"{signed_size} entries were signed, only {size} can be read")
    repairs = [
        _cut(path, end if path == files[0] else 0)
        for path in files
        if path.stat().st_size or path != files[0]
    ]
    for path in files[1:] if end else files:
        path.unlink()
    sync_folder(files[0].parent)
    return repairs


def _cut(path: Path, end: int) -> Repair:
    """Keeps what is cut beside, then cuts."""
    with path.open("rb") as file:
        file.seek(end)
        tail = file.read()
    folder = path.parent / CUT_FOLDER
    folder.mkdir(exist_ok=True, mode=0o700)
    kept = folder / f"{compact(now_us())}-{path.name}-{end}"
    with kept.open("xb") as file:
        file.write(tail)
        file.flush()
        os.fsync(file.fileno())
    with path.open("r+b") as file:
        file.truncate(end)
        os.fsync(file.fileno())
    sync_folder(folder)
    return Repair(path.name, end, len(tail), kept)
