"""What a camera gives: tracks, access units, and the faults that end a stream.

``rtsp`` and ``media`` are *sources* of this; ``recorder`` is the sink; ``fmp4`` turns units into fragments.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol


class Codec(StrEnum):
    H264 = "h264"
    H265 = "h265"
    MJPEG = "mjpeg"
    AAC = "aac"
    PCMU = "pcmu"
    PCMA = "pcma"

    @property
    def kind(self) -> Literal["video", "audio"]:
        return "video" if self in (Codec.H264, Codec.H265, Codec.MJPEG) else "audio"


@dataclass(frozen=True, slots=True)
class Track:
    """One elementary stream as it must be known before its first unit can be written."""

    index: int
    codec: Codec
    clock_hz: int
    """Ticks a second of ``AccessUnit.time``; also the media time scale in the file."""
    parameter_sets: tuple[bytes, ...] = ()
    """H.264: SPS…, PPS… · H.265: VPS…, SPS…, PPS…; NAL units without start code or length."""
    config: bytes = b""
    """AAC: AudioSpecificConfig (ISO 14496-3)."""
    channels: int = 0
    width: int = 0
    height: int = 0


@dataclass(slots=True)
class AccessUnit:
    """One picture or audio frame, in decode order."""

    track: int
    time: int
    """Presentation time in the track's ticks, extended beyond 32 bits; only differences mean something."""
    key: bool
    """Decoding can begin here (H.264 IDR, H.265 IRAP, every MJPEG and audio frame)."""
    parts: list[bytes]
    """H.264, H.265: NAL units without start code or length, parameter sets left out. Others: one frame."""
    damaged: bool = False
    """Packets of it were lost: recorded all the same, and counted."""


class Sink(Protocol):
    """What a source talks to. Called in the source's event loop; must not block."""

    def on_tracks(self, tracks: tuple[Track, ...]) -> None:
        """Before the first unit, and again whenever a parameter set changes: a new init begins."""

    def on_unit(self, unit: AccessUnit) -> None: ...

    def on_camera_clock(self, track: int, time: int, camera_us: int) -> None:
        """A sender report: the camera said that its tick ``time`` was ``camera_us`` on its own wall clock."""


class Source(Protocol):
    """One connection to one camera stream. Used once: connect, deliver, end."""

    async def run(self, sink: Sink) -> None:
        """Delivers until cancelled; raises a ``SourceFault`` when the stream cannot begin or go on."""


class GapCause(StrEnum):
    """Why there is no footage (DESIGN §4). The values stand in the ledger: never rename one."""

    NOT_SCHEDULED = "not_scheduled"
    NO_EVENT = "no_event"
    CAMERA_UNREACHABLE = "camera_unreachable"
    CREDENTIALS_REFUSED = "credentials_refused"
    STREAM_STALLED = "stream_stalled"
    STREAM_UNDECODABLE = "stream_undecodable"
    RECORDER_STOPPED = "recorder_stopped"
    HOST_OFF = "host_off"
    DISK_FULL = "disk_full"
    DISK_FAILED = "disk_failed"
    MAINTENANCE = "maintenance"
    OUT_OF_SERVICE = "out_of_service"
    CLOCK_STEP = "clock_step"


EXCUSED = frozenset(
    {
        GapCause.NOT_SCHEDULED,
        GapCause.NO_EVENT,
        GapCause.MAINTENANCE,
        GapCause.OUT_OF_SERVICE,
    }
)
"""Somebody decided that there should be no footage: no failure, and no fault on a coverage sheet."""


@dataclass
class SourceFault(Exception):
    """A stream that cannot begin or go on. ``detail`` is for the technician: no credential is in it."""

    cause: GapCause
    code: str
    """Which fault, for the page's sentence: ``unreachable``, ``refused``, ``not_rtsp``, ``no_video``, …"""
    detail: str = ""
    lasting: bool = field(default=False)
    """Trying again at once cannot help (wrong password, unknown codec): back off further."""

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}" if self.detail else self.code
