"""Opening, reading at a place, syncing: the calls that differ between systems."""

import errno
import os
import stat
from pathlib import Path

from vonggac.kernel.files import sync_folder
from vonggac.vault.errors import Malformed, Torn

_BINARY: int = getattr(os, "O_BINARY", 0)
_CAREFUL: int = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


def open_regular(path: Path, *, write: bool = False) -> int:
    """A descriptor of a regular file with one link, never through a symbolic link (FORMATS §11).

    Raises Malformed where something else has the name; OSError passes.
    """
    flags = (os.O_RDWR if write else os.O_RDONLY) | _BINARY | _CAREFUL
    try:
        descriptor = os.open(path, flags)
    except OSError as fault:
        if fault.errno == errno.ELOOP:
            raise Malformed("a symbolic link, not a segment") from fault
        raise
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_nlink != 1:
        os.close(descriptor)
        raise Malformed("not a regular file with one name")
    return descriptor


def create_new(path: Path) -> int:
    """A descriptor of a new empty file; FileExistsError where there is one.

    Makes its folders lasting too.
    """
    _make_folders(path.parent)
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY | _CAREFUL, 0o600)


def _make_folders(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folders(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def read_at(descriptor: int, length: int, offset: int) -> bytes:
    """Up to ``length`` bytes; fewer only at the end of the file."""
    if hasattr(os, "pread"):
        return os.pread(descriptor, length, offset)
    os.lseek(descriptor, offset, os.SEEK_SET)
    return os.read(descriptor, length)


def read_exactly(descriptor: int, length: int, offset: int) -> bytes:
    """Raises Torn where the file ends before."""
    data = read_at(descriptor, length, offset)
    while len(data) < length:
        more = read_at(descriptor, length - len(data), offset + len(data))
        if not more:
            raise Torn(f"ends {length - len(data)} bytes early")
        data += more
    return data


def write_all(descriptor: int, data: bytes | memoryview) -> None:
    """One write, more where the system took only a part. OSError passes."""
    written = os.write(descriptor, data)
    if written == len(data):
        return
    rest = memoryview(data)[written:]
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def sync_data(descriptor: int) -> None:
    """The bytes and the size survive a power cut."""
    getattr(os, "fdatasync", os.fsync)(descriptor)


def size_of(descriptor: int) -> int:
    """Bytes of the open file."""
    return os.fstat(descriptor).st_size


def close(descriptor: int) -> None:
    """Closes it unless it is closed (negative)."""
    if descriptor >= 0:
        os.close(descriptor)
