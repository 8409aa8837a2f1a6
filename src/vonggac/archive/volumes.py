"""The folders that hold segments: which they are, what lies in them, and whether one file is as it was sealed.

Nothing here opens a segment or changes anything.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.states import SegmentState
from vonggac.kernel.data_folder import DataFolder
from vonggac.vault.paths import PART_SUFFIX, SUFFIX
from vonggac.vault.volumes import MARKER, Volume, parse_list


def configured(data: DataFolder) -> list[Path]:
    """Volumes of this installation, the one in use first. Raises ValueError where their list cannot be read."""
    return [each.path for each in listed(data)]


def listed(data: DataFolder) -> list[Volume]:
    """The list with the volumes' ids and reserves. Raises ValueError where it cannot be read."""
    try:
        found = parse_list(data.volumes_file.read_bytes())
    except FileNotFoundError:
        found = []
    except ValueError as error:
        raise ValueError(f"{data.volumes_file.name} is no list of folders: {error}") from None
    return found or [Volume(data.default_volume)]


def readable(volume: Path) -> str:
    """Empty, or why the volume cannot be read."""
    try:
        with os.scandir(volume):
            return ""
    except OSError as error:
        return error.strerror or type(error).__name__


def look(path: Path, sealed_bytes: int) -> tuple[SegmentState, str]:
    """Whether a regular file of that size with one name is there, and what is wrong if not."""
    try:
        status = path.lstat()
    except OSError as error:
        return SegmentState.MISSING, error.strerror or type(error).__name__
    if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
        return SegmentState.DAMAGED, "not a regular file with one name"
    if status.st_size != sealed_bytes:
        return SegmentState.DAMAGED, f"{status.st_size} bytes instead of {sealed_bytes}"
    return SegmentState.PRESENT, ""


def files(volume: Path) -> Iterator[Path | Found]:
    """Every file below the volume, sorted; folders that cannot be read come as findings."""
    pending = [volume]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda each: each.name)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            yield Found(FindingKind.VOLUME, str(folder), f"cannot be read: {reason}")
            continue
        pending += [
            Path(each.path) for each in reversed(entries) if each.is_dir(follow_symlinks=False)
        ]
        yield from (Path(each.path) for each in entries if not each.is_dir(follow_symlinks=False))


def segments(volumes: Iterable[Path]) -> Iterator[tuple[Path, Path] | Found]:
    """(volume, file) of everything named as a segment. Anything else but a file being written is a finding."""
    for volume in volumes:
        for each in files(volume):
            if isinstance(each, Found):
                yield each
            elif each.name.endswith(SUFFIX):
                yield volume, each
            elif not each.name.endswith(PART_SUFFIX) and each != volume / MARKER:
                yield Found(FindingKind.UNLOGGED, str(each), "not a file of ours")
