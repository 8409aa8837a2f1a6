"""Looks at a folder before it becomes a volume: what forbids it, and what somebody should know first.

Nothing here writes. A disk that does not answer costs two seconds.
"""

from enum import StrEnum
from pathlib import Path

from vonggac.archive import volume_list
from vonggac.archive.sql import query
from vonggac.archive.volume_list import VolumeRefused
from vonggac.archive.volume_states import Asked, probe
from vonggac.kernel.data_folder import DataFolder
from vonggac.vault.volumes import MARKER, read_marker

_NOBODYS = frozenset({MARKER, "lost+found", "System Volume Information", "$RECYCLE.BIN"})


class Concern(StrEnum):
    SAME_DISK = "same_disk"
    """Another volume, or the data folder, is on the same disk: no more room, and both fail together."""
    NOT_EMPTY = "not_empty"
    """Other files lie there."""


def look_at(data: DataFolder, path: Path) -> list[Concern]:
    """What to tell before it is added. Raises VolumeRefused, OSError, ValueError (the list cannot be read)."""
    if not path.is_absolute() or ".." in path.parts:
        raise VolumeRefused("not_absolute", path)
    (state,) = probe([Asked(str(path), "")])
    if not state.answers:
        raise VolumeRefused("silent", path)
    listed = volume_list.read(data)
    volume_list.check(path, [each.path for each in listed])
    _check_apart(data, path)
    marker = read_marker(path)
    strangers = [each for each in path.iterdir() if each.name not in _NOBODYS]
    known = {each.id for each in listed} | {said for (said,) in _remembered()}
    if marker is not None and marker in {each.id for each in listed}:
        raise VolumeRefused("twice", path)
    if marker is not None and marker not in known and strangers:
        raise VolumeRefused("another", path)
    told = []
    if path.stat().st_dev in _disks([data.root, *(each.path for each in listed)]):
        told.append(Concern.SAME_DISK)
    if marker is None and strangers and path != data.default_volume:
        told.append(Concern.NOT_EMPTY)
    return told


def _check_apart(data: DataFolder, path: Path) -> None:
    """Databases and keys are no footage, and are copied by other rules."""
    real, root = path.resolve(), data.root.resolve()
    if real == data.default_volume.resolve():
        return
    if real.is_relative_to(root) or root.is_relative_to(real):
        raise VolumeRefused("data_folder", path)


def _remembered() -> list[tuple[str]]:
    """Markers of every volume that this installation has ever written to."""
    return query("SELECT marker FROM archive_volume WHERE marker <> ''", ())


def _disks(folders: list[Path]) -> set[int]:
    found = set()
    for each in probe(Asked(str(folder), "") for folder in folders):
        if each.there:
            found.add(Path(each.path).stat().st_dev)
    return found
