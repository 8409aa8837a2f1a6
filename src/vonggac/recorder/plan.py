"""What the supervisor wants recorded: handed to recorders as one JSON line on their standard input.

Standard input, because the plan carries camera passwords: they must stand in no file, no argument list and no
environment (invariant I11).
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from vonggac.recorder.wanted import CameraPlan
from vonggac.vault.volumes import Volume

RESERVE_BYTES = 256 << 20
"""Free space that should be left on a volume: below it recording goes on, and the status says ``disk_low``."""
FLOOR_BYTES = 64 << 20
"""Free space below which recording stops with the gap ``disk_full``."""


@dataclass(frozen=True, slots=True)
class StreamPlan:
    """One stream of one camera. Two plans that are equal need no reconnection."""

    camera: str
    stream: str
    """``main`` or ``sub``."""
    url: str
    """Without credentials."""
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    transport: str = "tcp"
    source: str = "rtsp"
    """``rtsp``: our own client. ``pyav``: FFmpeg in a process of its own, for streams that ours can't take."""
    audio: bool = False
    commissioned_us: int = 0
    known_until_us: int = 0
    """Until when the index knows of the stream, where its journals are gone (a restored folder); else 0."""
    known_gap: str = ""
    """The cause of the gap that the index has open since then."""

    @property
    def key(self) -> tuple[str, str]:
        return self.camera, self.stream

    @property
    def name(self) -> str:
        """As it stands in the log."""
        return f"{self.camera}/{self.stream}"


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a recorder group needs to know."""

    streams: tuple[StreamPlan, ...]
    volumes: tuple[Volume, ...]
    """Where segments go, first choice first."""
    epochs: dict[str, bytes]
    """Month → public key: this month's and the next's, so that no recorder waits at the turn."""
    reserve_bytes: int = RESERVE_BYTES
    """For volumes that have no reserve of their own. The floor is never above it: 0 is no reserve at all."""
    cameras: dict[str, CameraPlan] = field(default_factory=dict)
    """When what is recorded, by camera; a camera that is not among them: always. No change of it reconnects."""
    floor_bytes: int = FLOOR_BYTES

    def to_json(self) -> str:
        return json.dumps(
            {
                "streams": [asdict(each) for each in self.streams],
                "volumes": [{**asdict(each), "path": str(each.path)} for each in self.volumes],
                "epochs": {month: key.hex() for month, key in self.epochs.items()},
                "reserve_bytes": self.reserve_bytes,
                "cameras": {name: each.to_fields() for name, each in self.cameras.items()},
                "floor_bytes": self.floor_bytes,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """Raises ValueError, KeyError or TypeError on anything that is not a plan."""
        raw: dict[str, Any] = json.loads(text)
        return cls(
            streams=tuple(StreamPlan(**each) for each in raw["streams"]),
            volumes=tuple(
                Volume(Path(each["path"]), each["id"], each["reserve_bytes"])
                for each in raw["volumes"]
            ),
            epochs={month: bytes.fromhex(key) for month, key in raw["epochs"].items()},
            reserve_bytes=int(raw["reserve_bytes"]),
            cameras={name: CameraPlan.from_fields(each) for name, each in raw["cameras"].items()},
            floor_bytes=int(raw["floor_bytes"]),
        )
