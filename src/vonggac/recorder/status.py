"""What the running recorders said of themselves last: read from ``run/recorder-<group>.json`` by pages and verbs."""

import contextlib
import json
from pathlib import Path
from typing import Any

from vonggac.kernel.clock import SECOND_US, now_us

FRESH_US = 10 * SECOND_US
WELL = ("recording", "not_scheduled", "no_event")
"""States of a stream that is as it should be."""


def silent_recorders(run_folder: Path) -> list[str]:
    """Recorders that did not end in order and have said nothing for ten seconds: dead, or their disk is full."""
    silent = []
    for path in sorted(run_folder.glob("recorder-*.json")):
        try:
            fresh = now_us() - json.loads(path.read_text())["at_us"] < FRESH_US
        except (OSError, ValueError, KeyError):
            fresh = False
        if not fresh:
            silent.append(path.stem)
    return silent


def stream_figures(run_folder: Path) -> list[dict[str, Any]]:
    """Figures of every stream whose recorder wrote them within the last ten seconds."""
    figures: list[dict[str, Any]] = []
    for path in sorted(run_folder.glob("recorder-*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError):
            status = json.loads(path.read_text())
            if now_us() - status["at_us"] < FRESH_US:
                figures.extend(status["streams"])
    return figures


def signs_of_life(run_folder: Path) -> dict[tuple[str, str], int]:
    """When a recorder last said that it watched a stream, by (camera, stream); however long ago that is."""
    found: dict[tuple[str, str], int] = {}
    for path in sorted(run_folder.glob("recorder-*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            status = json.loads(path.read_text())
            for each in status["streams"]:
                key = str(each["camera"]), str(each["stream"])
                found[key] = max(found.get(key, 0), int(status["at_us"]))
    return found
