"""The stop that an outside anchor makes: it proves that this log is an old copy, or another one (FORMATS §5, §7.1).

While the file stands nothing is signed, whoever asks. It is made only from a note that this log's own key has signed:
a witness that merely says so stops nothing. People take it away by beginning a new shard (``ledger.shards``).
"""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from vonggac.kernel.files import write_whole
from vonggac.ledger.anchor_files import ANCHORS
from vonggac.ledger.store import LedgerDamaged

HALT = "halt.json"


class Alarm(StrEnum):
    """The values stand in rows and files: never rename one."""

    ROLLBACK = "ROLLBACK"
    """Somebody outside holds a larger tree that this log has signed: the disk is an old copy."""
    FORK = "FORK"
    """Somebody outside holds another tree of a size that this log has."""


@dataclass(frozen=True, slots=True)
class Halt:
    alarm: str
    name: str
    """Of who remembers."""
    size: int
    """Of the tree that is remembered."""
    here: int
    """Entries that are here."""
    at_us: int


def halted(folder: Path) -> Halt | None:
    """Why nothing is signed; None in the ordinary case. A file that cannot be read stops as well."""
    path = folder / HALT
    if not path.exists():
        return None
    try:
        return Halt(**json.loads(path.read_bytes()))
    except (ValueError, TypeError):
        return Halt("FORK", "", 0, 0, 0)


def halt(folder: Path, why: Halt, note: bytes) -> None:
    """Keeps the proof, then stops. The first reason stays."""
    write_whole(folder / ANCHORS / "proofs" / f"{why.alarm}-{why.size}.note", note)
    if halted(folder) is None:
        write_halt(folder, why)


def write_halt(folder: Path, why: Halt) -> None:
    """Stops, whatever the reason was before."""
    write_whole(folder / HALT, json.dumps(asdict(why)).encode())


def require_not_halted(folder: Path) -> None:
    """Raises LedgerDamaged."""
    why = halted(folder)
    if why is not None:
        raise LedgerDamaged(
            f"{why.alarm}: {why.name} holds a signed tree of {why.size}, {why.here} entries are here"
        )
