"""Journals of events and heat maps go with the footage of their day: they tell what happened before the camera, too."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from vonggac.archive import graves
from vonggac.archive.event_files import cameras
from vonggac.archive.event_rows import forget_events
from vonggac.archive.retention import Policy
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import sync_folder
from vonggac.kernel.instants import from_datetime
from vonggac.kernel.ranges import Range

_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([a-z]{1,16}\.jsonl|heat|damaged)")


def clear(data: DataFolder, policy: Policy, cutoffs: Mapping[str, int], due_us: int) -> int:
    """Removes what tells of days that are past their camera's days, not held, and have no footage left; how many files.

    Raises ``retention.NoAnswer``, OSError.
    """
    gone = 0
    for folder in (data.events, data.heat):
        for camera in cameras(folder):
            if camera in cutoffs:
                gone += _clear(folder / camera, camera, policy, (cutoffs[camera], due_us))
    return gone


def _clear(folder: Path, camera: str, policy: Policy, times: tuple[int, int]) -> int:
    gone = 0
    cutoff_us, due_us = times
    for path, day in sorted(_days(folder)):
        if day.to_us > cutoff_us or graves.any_kept(camera, day.from_us, day.to_us):
            continue
        with policy.still():
            if policy.hold(camera, day, due_us):
                continue
            if path.suffix == ".jsonl":
                # Rows first: after a death between the two, the journal is read again, and both go together.
                forget_events(camera, path.name[:10], day.from_us, day.to_us)
            path.unlink()
        gone += 1
    if gone:
        sync_folder(folder)
    return gone


def _days(folder: Path) -> Iterator[tuple[Path, Range]]:
    for path in folder.iterdir():
        named = _NAME.fullmatch(path.name)
        if named is None:
            continue
        try:
            begins = datetime.strptime(named[1], "%Y-%m-%d").replace(tzinfo=UTC)
        except ValueError:
            continue
        from_us = from_datetime(begins)
        yield path, Range(from_us, from_us + DAY_US)
