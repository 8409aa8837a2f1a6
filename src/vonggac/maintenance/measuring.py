"""What the machine measures of a camera by itself for its calibration (FORMS §5.4), and when that fails."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vonggac.archive import selectors as archive
from vonggac.kernel.clock import DAY_US, SECOND_US
from vonggac.kernel.ranges import Range, total_us
from vonggac.maintenance.states import Item
from vonggac.places import selectors as places
from vonggac.places.watching import StreamShape
from vonggac.recorder.status import stream_figures
from vonggac.watch.clocks import camera_clocks

CLOCK_WARNS_US = 2 * SECOND_US
CLOCK_FAILS_US = 5 * SECOND_US
"""REQUIREMENTS §7.3."""
LOOKED_BACK_US = 7 * DAY_US
UNEXPLAINED_FAILS_US = 60 * SECOND_US
"""Of the last seven days: more than this is accounted for by nothing."""
SLOW_MILLI = 800
"""Thousandths of the accepted frame rate: below, the stream is too slow."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Whole numbers: µs of clock and of time unexplained, pictures in 1000 s, tenths of a day."""

    value: int
    limit: int = 0
    """What it is held against; 0: nothing is known to hold it against."""
    fails: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def measure(camera: str, *, run_folder: Path, at_us: int) -> dict[Item, Measured]:
    """By item; what nobody measures now is left out."""
    found = {
        Item.CLOCK: _clock(camera, run_folder, at_us),
        Item.FRAME_RATE: _frame_rate(camera, run_folder),
        Item.SCHEDULE: _schedule(camera, at_us),
        Item.KEPT_DAYS: _kept_days(camera, at_us),
    }
    return {item: each for item, each in found.items() if each is not None}


def _clock(camera: str, run_folder: Path, at_us: int) -> Measured | None:
    known = camera_clocks(run_folder, at_us).get(camera)
    if known is None:
        return None
    fails = abs(known.offset_us) >= CLOCK_FAILS_US
    return Measured(known.offset_us, CLOCK_FAILS_US, fails)


def _frame_rate(camera: str, run_folder: Path) -> Measured | None:
    figures = [
        each
        for each in stream_figures(run_folder)
        if each.get("camera") == camera and each.get("stream") == "main"
    ]
    if not figures or not isinstance(figures[0].get("fps"), int | float):
        return None
    milli_fps = round(float(figures[0]["fps"]) * 1000)
    newest = places.accepted_streams(camera).first()
    accepted = StreamShape.from_json(newest.main) if newest is not None else None
    limit = accepted.milli_fps if accepted is not None else 0
    return Measured(milli_fps, limit, milli_fps * 1000 < limit * SLOW_MILLI)


def _schedule(camera: str, at_us: int) -> Measured | None:
    covered = archive.coverage(camera, "main", Range(at_us - LOOKED_BACK_US, at_us), at_us=at_us)
    if covered.span is None:
        return None
    lost_us = total_us(covered.unexplained)
    return Measured(lost_us, UNEXPLAINED_FAILS_US, lost_us >= UNEXPLAINED_FAILS_US)


def _kept_days(camera: str, at_us: int) -> Measured | None:
    """In tenths of a day. A camera younger than its days is held against its age."""
    kept, known = archive.kept_days(camera, at_us=at_us), archive.stream_row(camera, "main")
    if kept is None or known is None or known.commissioned_us is None:
        return None
    age = (at_us - known.commissioned_us) * 10 // DAY_US
    limit = min(places.retention_days(camera) * 10, age)
    # A day of grace: erasing goes by whole hours, and a schedule does not record around the clock.
    return Measured(round(kept * 10), limit, round(kept * 10) + 10 < limit)
