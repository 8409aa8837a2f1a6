"""What the archivist says of the store once a minute, in ``run/archive.json``: pages read it and wait for no disk."""

import json
from dataclasses import dataclass, field
from typing import Any

from vonggac.archive.volume_states import VolumeState, parse_states
from vonggac.kernel.clock import MINUTE_US
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_for_now

NAME = "archive.json"
FRESH_US = 5 * MINUTE_US


@dataclass(frozen=True, slots=True)
class ArchiveStatus:
    at_us: int
    volumes: tuple[VolumeState, ...]
    disk_low: bool
    """Less than a day, or than 5 GiB, may still be written."""
    disk_full: bool
    """The reserves are eaten up, too: recording stops, and nothing is erased for it."""
    clock_ahead_us: int
    """The clock jumped so far ahead that days are not counted by it until somebody confirms the date; 0: believed."""
    known_us: int
    forecast: dict[str, Any] = field(default_factory=dict)
    """``Forecast.to_json``."""
    swept_us: int = 0
    """When the last pass of erasing ended; 0: none since the start."""
    erased: int = 0
    """Segments of the last pass."""

    def fresh(self, now_us: int) -> bool:
        return abs(now_us - self.at_us) < FRESH_US


def write(data: DataFolder, status: ArchiveStatus) -> None:
    said = {name: getattr(status, name) for name in status.__slots__ if name != "volumes"} | {
        "volumes": [each.to_json() for each in status.volumes]
    }
    data.run.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_for_now(data.run / NAME, json.dumps(said).encode())


def read(data: DataFolder) -> ArchiveStatus | None:
    """None where the archivist has not said anything yet, or nothing that can be read."""
    try:
        said = json.loads((data.run / NAME).read_bytes())
        return ArchiveStatus(**said | {"volumes": tuple(parse_states(said["volumes"]))})
    except (OSError, ValueError, TypeError, KeyError):
        return None
