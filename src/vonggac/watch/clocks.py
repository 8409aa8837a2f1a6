"""What is known of the cameras' own clocks, for who must say it on paper: the figure, and when it was measured."""

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from vonggac.kernel.clock import MINUTE_US
from vonggac.recorder.status import stream_figures

STATUS = "watch.json"
OLD_US = 30 * MINUTE_US
"""Every camera is asked each ten minutes: a figure older than three of them says nothing of now."""


@dataclass(frozen=True, slots=True)
class CameraClock:
    """The camera's clock minus the machine's, µs; when that was measured, µs UTC; and by what."""

    offset_us: int
    measured_us: int
    by: str
    """``onvif``: asked; ``rtcp``: from its stream's own sender reports."""


def camera_clocks(run_folder: Path, at_us: int) -> dict[str, CameraClock]:
    """By camera id, of those whose clock is known now. Empty where nobody measures."""
    found: dict[str, CameraClock] = {}
    for each in stream_figures(run_folder):
        if each.get("stream") == "main" and isinstance(each.get("camera_offset_us"), int):
            found[str(each["camera"])] = CameraClock(each["camera_offset_us"], at_us, "rtcp")
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        for each in json.loads((run_folder / STATUS).read_text())["cameras"]:
            offset_us, measured_us = each.get("clock_offset_us"), each.get("clock_measured_us")
            known = isinstance(offset_us, int) and isinstance(measured_us, int)
            if known and 0 <= at_us - measured_us < OLD_US:
                found[str(each["camera"])] = CameraClock(offset_us, measured_us, "onvif")
    return found
