"""What the supervisor wants watched: one JSON line on standard input, for it carries camera passwords (I11)."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from vonggac.kernel.events import TAMPER, EventKind
from vonggac.kernel.ids import require_camera_id
from vonggac.watch.sighting import EyeSettings, Zone

RECORDED_KINDS: frozenset[EventKind] = TAMPER | {
    EventKind.MOTION,
    EventKind.CAMERA,
    EventKind.INPUT,
    EventKind.BUTTON,
}
"""Event kinds that start recording unless the camera's rule says otherwise."""


@dataclass(frozen=True, slots=True)
class StreamFacts:
    """What a stream was like when it was taken into use; 0 and "" mean: not known."""

    codec: str = ""
    width: int = 0
    height: int = 0
    fps: float = 0.0
    bits_per_second: int = 0
    key_interval_us: int = 0


@dataclass(frozen=True, slots=True)
class WatchedCamera:
    """One camera as ``watch`` is told of it."""

    camera: str
    stream: str
    """Which one is looked at: ``sub``, or ``main`` where there is no other."""
    zones: tuple[Zone, ...] = ()
    masks: tuple[Zone, ...] = ()
    sensitivity: int = 5
    """1 … 10."""
    motion: bool = True
    loops: bool = True
    """False for a virtual camera, which repeats itself."""
    commissioned: StreamFacts | None = None
    """Of the main stream, as a person accepted them. None: learnt from the first healthy minute."""
    commissioned_sub: StreamFacts | None = None
    """The same of the sub stream."""
    view_since_us: int = 0
    """When a person last took the view of that moment as the reference; another value: the place is learnt anew."""
    installed: str = ""
    """Any text; when it changes (another address, another camera), learnt facts are learnt anew."""
    onvif_url: str = ""
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    event_kinds: frozenset[EventKind] = RECORDED_KINDS
    """Which events start recording."""

    @property
    def eye(self) -> EyeSettings:
        """Raises ValueError for a sensitivity that does not exist."""
        return EyeSettings(self.zones, self.masks, self.sensitivity, self.motion, self.loops)


@dataclass(frozen=True, slots=True)
class WatchPlan:
    """Everything ``watch`` needs to know."""

    cameras: tuple[WatchedCamera, ...]

    def to_json(self) -> str:
        """One line, and the same for the same plan."""
        cameras = [
            asdict(each) | {"event_kinds": sorted(each.event_kinds)} for each in self.cameras
        ]
        return json.dumps({"cameras": cameras})

    @classmethod
    def from_json(cls, text: str) -> "WatchPlan":
        """Raises ValueError, KeyError or TypeError on anything that is not a plan."""
        raw: dict[str, Any] = json.loads(text)
        return cls(tuple(_camera(each) for each in raw["cameras"]))


def _camera(raw: dict[str, Any]) -> WatchedCamera:
    return WatchedCamera(
        **raw
        | {
            "camera": require_camera_id(raw["camera"]),
            "zones": tuple(_zone(each) for each in raw.get("zones", ())),
            "masks": tuple(_zone(each) for each in raw.get("masks", ())),
            "commissioned": _facts(raw.get("commissioned")),
            "commissioned_sub": _facts(raw.get("commissioned_sub")),
            "event_kinds": frozenset(
                EventKind(each) for each in raw.get("event_kinds", RECORDED_KINDS)
            ),
        }
    )


def _facts(raw: dict[str, Any] | None) -> StreamFacts | None:
    return StreamFacts(**raw) if raw else None


def _zone(raw: dict[str, Any]) -> Zone:
    return Zone(str(raw["name"]), tuple((int(x), int(y)) for x, y in raw["points"]))
