"""The ledger on disk (FORMATS §5): ``entries-<n>.bin`` of at most 64 MiB and ``checkpoints``.

Reading only.

An entry is ``u32 big-endian length ‖ canonical bytes``; a checkpoint is a signed note followed by
byte 0x1E, which no note can contain. Files are numbered from 000000 without holes.
"""

from collections.abc import Iterator
from pathlib import Path
from struct import Struct

from vonggac.ledger.canonical import MAX_ENTRY

MAX_FILE = 64 << 20
LENGTH = Struct(">I")
NOTE_END = b"\x1e"
CHECKPOINTS = "checkpoints"
RESERVE = "reserve.bin"
CUT_FOLDER = "cut"


class LedgerDamaged(Exception):
    """The disk holds less than, or something else than, what was signed: an alarm.

    Nothing is signed on top of it.
    """


def entries_path(folder: Path, number: int) -> Path:
    return folder / f"entries-{number:06d}.bin"


def entry_files(folder: Path) -> list[Path]:
    """The entry files in order. Raises LedgerDamaged where one is missing between."""
    found = sorted(folder.glob("entries-*.bin"))
    expected = [entries_path(folder, number) for number in range(len(found))]
    if found != expected:
        raise LedgerDamaged(
            f"entry files are missing, or foreign: {[each.name for each in found][:8]}"
        )
    return found


class Records:
    """Iterates over the whole records of one file from an offset; ``end`` is then where they
    end.
    """

    def __init__(self, path: Path, start: int = 0) -> None:
        self._path = path
        self.end = start

    def __iter__(self) -> Iterator[tuple[int, bytes]]:
        """(offset, entry bytes). Stops at the first place where no whole record lies."""
        with self._path.open("rb", buffering=1 << 20) as file:
            file.seek(self.end)
            while True:
                head = file.read(LENGTH.size)
                if len(head) < LENGTH.size:
                    return
                length = LENGTH.unpack(head)[0]
                if not 0 < length <= MAX_ENTRY:
                    return
                entry = file.read(length)
                if len(entry) < length:
                    return
                offset = self.end
                self.end = offset + LENGTH.size + length
                yield offset, entry


def pack_record(entry: bytes) -> bytes:
    return LENGTH.pack(len(entry)) + entry


def notes_in(folder: Path, *, last_bytes: int | None = None) -> list[bytes]:
    """The whole checkpoint notes, oldest first; only those in the file's last bytes where that
    is given.
    """
    path = folder / CHECKPOINTS
    if not path.exists():
        return []
    with path.open("rb") as file:
        size = path.stat().st_size
        skipped = 0 if last_bytes is None else max(0, size - last_bytes)
        file.seek(skipped)
        data = file.read(size - skipped)
    notes = data.split(NOTE_END)[:-1]
    # The first one may have begun before the bytes that were read.
    return notes[1:] if skipped else notes


def torn_note(folder: Path) -> int:
    """Bytes behind the last whole note of the file."""
    path = folder / CHECKPOINTS
    if not path.exists():
        return 0
    data = path.read_bytes() if path.stat().st_size < MAX_FILE else _tail(path)
    return len(data) - (data.rfind(NOTE_END) + 1)


def _tail(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-MAX_FILE, 2)
        return file.read()
