"""After a crash: what the journal says was begun is ended, without any key, and said."""

import errno
import logging
import os
from pathlib import Path
from typing import Any

from vonggac.recorder.shelves import require_marker
from vonggac.vault.errors import SegmentError
from vonggac.vault.facts import SegmentFacts
from vonggac.vault.paths import PART_SUFFIX
from vonggac.vault.recovery import inspect, recover
from vonggac.vault.volumes import Volume

log = logging.getLogger(__name__)


def settle(volume: str, inside: str, name: str | None = None) -> dict[str, Any] | None:
    """Fields of the ``segment`` line that a begun segment still owes; None where nothing of it can be kept.

    Three ends are possible: the file is whole but not journalled, it is still ``.part`` (its torn tail is cut), or
    nothing of it can be kept. A file that cannot be told is set aside as ``.damaged``, for ``verify`` to report.
    Raises OSError where the volume cannot be read or written now, or is not the one with that ``name``: ask again
    later.
    """
    require_marker(Volume(Path(volume), name))
    path = Path(volume) / inside
    part = path.with_name(path.name + PART_SUFFIX)
    try:
        facts = _facts(path, part)
    except SegmentError as fault:
        log.error("%s: cannot be read and is set aside: %s", inside, fault)
        left = path if path.exists() else part
        left.replace(path.with_name(path.name + ".damaged"))
        return None
    if facts is None:
        _require_there(Path(volume))
        return None
    return {"volume": volume, "path": inside, **facts.to_json()}


def _require_there(volume: Path) -> None:
    """A disk that is not mounted looks like an empty folder: what lies on it is not lost, it is away."""
    with os.scandir(volume) as found:
        if next(found, None) is None:
            raise OSError(errno.ENODEV, "the volume is empty, as if it were not mounted")


def _facts(path: Path, part: Path) -> SegmentFacts | None:
    if path.exists():
        return inspect(path)
    if part.exists():
        return recover(part)
    return None
