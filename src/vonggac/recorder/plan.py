"""What the supervisor wants recorded: handed to recorders as one JSON line on their standard input.

Standard input, because the plan carries camera passwords: they must stand in no file, no argument list and no
environment (invariant I11).
"""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

RESERVE_BYTES = 256 << 20
"""Free space that recording leaves on a volume."""


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
    volumes: tuple[Path, ...]
    """Where segments go, first choice first."""
    epochs: dict[str, bytes]
    """Month → public key: this month's and the next's, so that no recorder waits at the turn."""
    reserve_bytes: int = RESERVE_BYTES

    def to_json(self) -> str:
        return json.dumps(
            {
                "streams": [asdict(each) for each in self.streams],
                "volumes": [str(each) for each in self.volumes],
                "epochs": {month: key.hex() for month, key in self.epochs.items()},
                "reserve_bytes": self.reserve_bytes,
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """Raises ValueError, KeyError or TypeError on anything that is not a plan."""
        raw: dict[str, Any] = json.loads(text)
        return cls(
            streams=tuple(StreamPlan(**each) for each in raw["streams"]),
            volumes=tuple(Path(each) for each in raw["volumes"]),
            epochs={month: bytes.fromhex(key) for month, key in raw["epochs"].items()},
            reserve_bytes=int(raw["reserve_bytes"]),
        )
