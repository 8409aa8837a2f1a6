"""What others hold of this log, as copies beside it: ``anchors/<kind>/<size>.*`` (FORMATS §5, §7).

Copies only: whoever takes the disk back takes them back too. They carry the signatures of others, for packages and for
people; what counts against a rollback is what the others themselves remember.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vonggac.kernel.clock import DAY_US
from vonggac.kernel.files import write_whole
from vonggac.ledger.notes import Verifier, parse_note

ANCHORS = "anchors"
WITNESS = "witness"
TOKEN = "token"  # noqa: S105  (of a time-stamp authority, nothing secret)
WITNESS_KEYS = "witnesses.vkeys"
KEPT_US = 2 * DAY_US
"""Cosigned notes of so long stay one and all; older ones, one a day."""


@dataclass(frozen=True, slots=True)
class Kept:
    size: int
    path: Path


def keep_cosignature(folder: Path, size: int, note: bytes, line: bytes, witness: Verifier) -> Path:
    """Adds a verified line to the note's copy; a second one of the same witness takes the first one's place."""
    path = folder / ANCHORS / WITNESS / f"{size}.note"
    standing = parse_note(path.read_bytes()) if path.exists() else parse_note(note)
    others = [
        each
        for each in standing.lines
        if (each.name, each.key_id) != (witness.name, witness.key_id)
    ]
    write_whole(path, standing.with_lines(others) + line)
    return path


def kept(folder: Path, kind: str, ending: str = "note") -> list[Kept]:
    """The copies of a kind, by size."""
    paths = (folder / ANCHORS / kind).glob(f"*.{ending}")
    found = [Kept(int(each.stem), each) for each in paths if each.stem.isdecimal()]
    return sorted(found, key=lambda each: each.size)


def keep_keys(folder: Path, keys: list[Verifier]) -> None:
    """The witnesses that the school has entered, for who reads the copies without a database."""
    text = "".join(f"{each.vkey}\n" for each in keys).encode()
    path = folder / ANCHORS / WITNESS_KEYS
    if not path.exists() or path.read_bytes() != text:
        write_whole(path, text)


def witness_keys(folder: Path) -> list[Verifier]:
    """As kept. Raises BadNote on a line that is none."""
    path = folder / ANCHORS / WITNESS_KEYS
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    return [Verifier.parse(each) for each in lines if each]


def thin(folder: Path, at_us: int) -> int:
    """Of the older cosigned notes one a day stays; how many went."""
    gone, day = 0, None
    for path, made_us in _by_age(kept(folder, WITNESS)):
        if made_us > at_us - KEPT_US:
            break
        if day == (day := made_us // DAY_US):
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _by_age(found: list[Kept]) -> Iterator[tuple[Path, int]]:
    for each in found:
        yield each.path, each.path.stat().st_mtime_ns // 1000
