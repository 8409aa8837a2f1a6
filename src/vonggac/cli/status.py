"""What the running processes said of themselves last."""

import contextlib
import json
from typing import Any

from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.data_folder import DataFolder

FRESH_US = 10 * SECOND_US


def silent_recorders(data: DataFolder) -> list[str]:
    """Recorders that did not end in order and have said nothing for ten seconds: dead, or their disk is full."""
    silent = []
    for path in sorted(data.run.glob("recorder-*.json")):
        try:
            fresh = now_us() - json.loads(path.read_text())["at_us"] < FRESH_US
        except (OSError, ValueError, KeyError):
            fresh = False
        if not fresh:
            silent.append(path.stem)
    return silent


def stream_figures(data: DataFolder) -> list[dict[str, Any]]:
    """Figures of every stream whose recorder wrote them within the last ten seconds."""
    figures: list[dict[str, Any]] = []
    for path in sorted(data.run.glob("recorder-*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError):
            status = json.loads(path.read_text())
            if now_us() - status["at_us"] < FRESH_US:
                figures.extend(status["streams"])
    return figures
