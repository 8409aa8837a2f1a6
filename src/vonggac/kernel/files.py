"""A file appears whole or not at all (invariant I3)."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Makes a rename in the folder survive a power cut. Windows has no such call and needs none on NTFS."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Writes beside, fsyncs, renames, fsyncs the folder. Raises OSError; then the old content stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(path.parent)


def write_for_now(path: Path, content: bytes) -> None:
    """As ``write_whole``, but worth nothing after a power cut, and therefore cheap: status files, whereabouts."""
    beside = path.with_name(path.name + ".part")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    beside.replace(path)
