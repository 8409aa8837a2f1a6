"""Which volume takes a segment: the first that is there, is the one it should be, and has room."""

import errno
import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from vonggac.kernel.clock import SECOND_US, monotonic_us
from vonggac.kernel.streams import GapCause
from vonggac.recorder.plan import Plan
from vonggac.vault.volumes import Volume, read_marker

log = logging.getLogger(__name__)

RETRY_US = 5 * SECOND_US


def cause_of(fault: OSError) -> GapCause:
    """Of a gap for which a disk is to blame."""
    full = fault.errno in (errno.ENOSPC, errno.EDQUOT)
    return GapCause.DISK_FULL if full else GapCause.DISK_FAILED


class Shelves:
    """The volumes of the plan as one stream's writer finds them; a volume that refused is left alone for a while."""

    def __init__(self, name: str, plan: Callable[[], Plan]) -> None:
        self._name = name
        self._plan = plan
        self._shunned: dict[Volume, int] = {}
        self._refusals: dict[Volume, str] = {}
        self.fault = OSError(errno.ENOSPC, "no volume is registered")
        """Why the last volume that was asked refused."""

    def choice(self) -> Iterator[tuple[Volume, bool]]:
        """Willing volumes, first choice first; then, with True, those that have only their reserve left.

        Every volume that refuses by itself is shunned.
        """
        self.fault = OSError(errno.ENOSPC, "no volume is registered")
        nearly_full = []
        for volume in self.willing():
            try:
                free_bytes = self._free_bytes(volume)
            except OSError as refused:
                self.shun(volume, refused)
                continue
            if free_bytes > self._reserve_bytes(volume):
                yield volume, False
            else:
                nearly_full.append(volume)
        for volume in nearly_full:
            yield volume, True

    def willing(self) -> list[Volume]:
        """The volumes of the plan that did not refuse lately, first choice first."""
        at_us = monotonic_us()
        return [each for each in self._plan().volumes if self._shunned.get(each, 0) <= at_us]

    def shun(self, volume: Volume, fault: OSError) -> None:
        """The volume refused: another one is tried before this one is asked again."""
        self._shunned[volume] = monotonic_us() + RETRY_US
        self.fault = fault
        reason = str(fault)
        if self._refusals.get(volume) != reason:
            log.error("%s: %s takes no footage: %s", self._name, volume.path, reason)
        self._refusals[volume] = reason

    def praise(self, volume: Volume) -> None:
        """The volume took footage."""
        self._refusals.pop(volume, None)

    def id_of(self, path: str) -> str | None:
        """What the marker of the volume in that folder must say; None where nobody knows."""
        return next((each.id for each in self._plan().volumes if str(each.path) == path), None)

    def _reserve_bytes(self, volume: Volume) -> int:
        reserve = volume.reserve_bytes
        return self._plan().reserve_bytes if reserve is None else reserve

    def _free_bytes(self, volume: Volume) -> int:
        """Raises OSError where the volume is not there, is another one, or is full."""
        require_marker(volume)
        if volume.id is None:
            volume.path.mkdir(parents=True, exist_ok=True)
        free_bytes = shutil.disk_usage(volume.path).free
        if free_bytes <= min(self._plan().floor_bytes, self._reserve_bytes(volume)):
            raise OSError(errno.ENOSPC, "the volume is full")
        return free_bytes


def require_marker(volume: Volume) -> None:
    """Raises OSError where the folder is not the volume: a disk that is not mounted leaves one behind."""
    if volume.id is not None and read_marker(volume.path) != volume.id:
        raise OSError(errno.ENODEV, "volume is not there")


def require_on(volume: Volume, file: Path) -> None:
    """The file that was just made there lies on the volume. Raises OSError.

    Between the marker and the making of a folder a disk can be unmounted: the file is then on the disk below. Only an
    open file keeps its disk mounted; so the marker is asked again after it was made, and the file after that.
    """
    require_marker(volume)
    file.stat()


def sweep_up(volume: Volume, folder: Path) -> None:
    """Takes away empty folders that were made for nothing: a mount point that has some looks like a disk."""
    for each in (folder, *folder.parents):
        if volume.path not in each.parents:
            return
        try:
            each.rmdir()
        except OSError:
            return
