"""The list of volumes and its changes: add one, retire one, choose which is written first. Files only; who may do it,
and that it was done, is the caller's to know and to record.

A change takes effect when the supervisor next looks at the list, within seconds, and interrupts no recorder.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from vonggac.archive import volumes
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.locks import ProcessLock
from vonggac.vault.volumes import Volume, make_marker, read_marker, write_list


class VolumeRefused(ValueError):
    """A list that would lose footage or write it to the wrong place; ``code`` is for the page's sentence."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(f"{path}: {code}")
        self.code = code
        """``not_absolute``, ``not_there``, ``not_writable``, ``twice``, ``inside``, ``last_one``, ``not_listed``;
        of ``new_volume`` also ``data_folder``, ``silent``, ``another``."""


def read(data: DataFolder) -> list[Volume]:
    """First the one in use. Raises ValueError where the list cannot be read."""
    return volumes.listed(data)


def add(data: DataFolder, path: Path, *, reserve_bytes: int | None = None) -> Volume:
    """Puts a folder at the end of the list and marks it. Raises VolumeRefused, OSError, ``locks.Held``."""
    with _changing(data) as found:
        check(path, [each.path for each in found])
        marker = read_marker(path)
        if marker is not None and any(marker == each.id for each in found):
            raise VolumeRefused("twice", path)
        added = Volume(path, make_marker(path), reserve_bytes)
        write_list(data.volumes_file, [*map(_marked, found), added])
        return added


def retire(data: DataFolder, path: Path) -> None:
    """Nothing more is written to it; its footage is shown, and erased in time, as before. Raises as ``add``."""
    with _changing(data) as found:
        left = [each for each in found if each.path != path]
        if len(left) == len(found):
            raise VolumeRefused("not_listed", path)
        if not left:
            raise VolumeRefused("last_one", path)
        write_list(data.volumes_file, [_marked(each) for each in left])


def order(data: DataFolder, paths: Sequence[Path]) -> None:
    """Every listed volume once, first the one that is written first. Raises as ``add``."""
    with _changing(data) as found:
        by_path = {each.path: each for each in found}
        for each in paths:
            if each not in by_path:
                raise VolumeRefused("not_listed", each)
        if len(set(paths)) != len(paths) or len(paths) != len(found):
            raise VolumeRefused("twice", paths[0] if paths else Path())
        write_list(data.volumes_file, [_marked(by_path[each]) for each in paths])


def keep_free(data: DataFolder, path: Path, reserve_bytes: int | None) -> None:
    """How much of it recorders leave free; None: as much as everywhere. Raises as ``add``."""
    with _changing(data) as found:
        if path not in [each.path for each in found]:
            raise VolumeRefused("not_listed", path)
        changed = [
            replace(each, reserve_bytes=reserve_bytes) if each.path == path else each
            for each in found
        ]
        write_list(data.volumes_file, [_marked(each) for each in changed])


def learn(data: DataFolder, ids: Mapping[Path, str]) -> None:
    """Ids of listed volumes that the list does not know yet. Changes nothing else. Raises as ``add``."""
    with _changing(data) as found:
        told = [
            replace(each, id=ids[each.path]) if each.id is None and each.path in ids else each
            for each in found
        ]
        if told != found:
            write_list(data.volumes_file, told)


@contextmanager
def _changing(data: DataFolder) -> Iterator[list[Volume]]:
    with ProcessLock(data.run / "volumes.lock"):
        yield volumes.listed(data)


def _marked(volume: Volume) -> Volume:
    """With the id of its marker where it is there: a list from before there were markers gets them now."""
    if volume.id is not None:
        return volume
    try:
        marker = make_marker(volume.path) if volume.path.is_dir() else None
    except OSError:
        marker = None
    return replace(volume, id=marker)


def check(path: Path, known: Sequence[Path]) -> None:
    """That a folder may become a volume beside those. Raises VolumeRefused."""
    if not path.is_absolute():
        raise VolumeRefused("not_absolute", path)
    if not path.is_dir():
        raise VolumeRefused("not_there", path)
    if not os.access(path, os.W_OK | os.X_OK):
        raise VolumeRefused("not_writable", path)
    real = path.resolve()
    for each in known:
        other = each.resolve()
        if real == other:
            raise VolumeRefused("twice", path)
        if real.is_relative_to(other) or other.is_relative_to(real):
            raise VolumeRefused("inside", path)
