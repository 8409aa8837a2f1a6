"""The live test of a camera that is being added: connect, wait for a key frame, show it.

Opens the address once a stream, as the recorder will; decodes in a child process (FFmpeg never loads here).
Only addresses that could be registered are opened (ACCESS §3.4).
"""

import asyncio
import base64
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vonggac.fmp4.fragment import Sample, TrackRun, fragment, length_prefixed
from vonggac.fmp4.init import init_segment
from vonggac.kernel.streams import AccessUnit, Codec, GapCause, Source, SourceFault, Track
from vonggac.kernel.text import TextRefused
from vonggac.media.pyav_source import PyavSource
from vonggac.media.stills import StillDecoder, StillFailed
from vonggac.places import selectors as places
from vonggac.places.addresses import camera_address
from vonggac.rtsp.source import RtspSource
from vonggac.rtsp.transport import Transport

PATIENCE_S = 8.0
PICTURE_WIDTH = 640

Words = str | Promise
_SAID: dict[str, tuple[Words, Words]] = {
    "unreachable": (
        gettext_lazy("No camera answers at this address."),
        gettext_lazy(
            "Is it switched on and on this network? Check the number and the port (usually 554)."
        ),
    ),
    "refused": (
        gettext_lazy("The camera refused the user name or the password."),
        gettext_lazy("Use the RTSP or ONVIF account set in the camera; some have their own."),
    ),
    "not_rtsp": (
        gettext_lazy("Something answers there, but it is not RTSP."),
        gettext_lazy("Check the port: 554 is usual; 80 is the camera's own page."),
    ),
    "not_found": (
        gettext_lazy("The camera knows no stream by this path."),
        gettext_lazy("Compare with the usual addresses of the maker."),
    ),
    "no_video": (
        gettext_lazy("The stream has no picture."),
        gettext_lazy("The address may be of an audio channel: check the path."),
    ),
    "unknown_codec": (
        gettext_lazy("The stream is in a format that cannot be recorded."),
        gettext_lazy("Set the camera to H.264 or H.265, or choose the reader FFmpeg."),
    ),
    "stalled": (
        gettext_lazy("The camera connected, and no picture came."),
        gettext_lazy("Try the other transport, or the sub stream."),
    ),
    "transport_refused": (
        gettext_lazy("The camera gives this stream, but not by this transport."),
        gettext_lazy("Choose the other transport and test again."),
    ),
}
_OTHERWISE: tuple[Words, Words] = (
    gettext_lazy("The stream cannot be read."),
    gettext_lazy("Try the other transport; if that does not help, the reader FFmpeg."),
)


@dataclass(frozen=True, slots=True)
class Tried:
    stream: str
    ok: bool
    facts: str = ""
    """``H.264 · 1280 × 720``."""
    picture: str = ""
    """JPEG as a data address; empty where it could not be decoded."""
    problem: str = ""
    advice: str = ""
    detail: str = ""


Chosen = tuple[str, Source]
"""A stream's name and where it comes from."""


class _Enough(Exception):
    """A key frame has come."""


class _FirstPicture:
    """A sink that stops the source at the first key frame of the video."""

    def __init__(self) -> None:
        self.tracks: tuple[Track, ...] = ()
        self.unit: AccessUnit | None = None

    def on_tracks(self, tracks: tuple[Track, ...]) -> None:
        self.tracks = tracks

    def on_unit(self, unit: AccessUnit) -> None:
        if unit.key and self.tracks and self.video.index == unit.track:
            self.unit = unit
            raise _Enough

    def on_camera_clock(self, track: int, time: int, camera_us: int) -> None:
        """Of no use here."""

    @property
    def video(self) -> Track:
        return next(each for each in self.tracks if each.codec.kind == "video")


def try_camera(data: dict[str, Any], *, known_camera: str = "") -> list[Tried]:
    """Both streams of a cleaned camera form, main first. Takes up to PATIENCE_S each; runs them at once."""
    streams = [(name, data.get(f"{name}_url", "")) for name in ("main", "sub")]
    found = [_chosen(name, url, data, known_camera) for name, url in streams if url]
    return asyncio.run(_try_all(found))


def _chosen(stream: str, url: str, data: dict[str, Any], known_camera: str) -> Tried | Chosen:
    """What is to be tried, or why it is not. A kept password is used for the camera's own device only."""
    try:
        address = camera_address(
            f"{stream}_url", url, allow_loopback=settings.ALLOW_LOOPBACK_CAMERAS
        )
    except (ValidationError, TextRefused) as error:
        said = (
            "; ".join(error.messages) if isinstance(error, ValidationError) else str(_OTHERWISE[0])
        )
        return Tried(stream, ok=False, problem=said)
    username = data.get("username", "") or address.username
    password = data.get("password", "") or address.password
    if known_camera and not password:
        username, password = places.credentials(known_camera, address.url)
    return stream, _source(address.url, username, password, data)


async def _try_all(found: list[Tried | Chosen]) -> list[Tried]:
    return list(await asyncio.gather(*(_try_one(each) for each in found)))


async def _try_one(chosen: Tried | Chosen) -> Tried:
    if isinstance(chosen, Tried):
        return chosen
    stream, source = chosen
    sink = _FirstPicture()
    try:
        await asyncio.wait_for(source.run(sink), PATIENCE_S)
    except _Enough:
        return await asyncio.to_thread(_shown, stream, sink)
    except TimeoutError:
        return failed(stream, SourceFault(GapCause.STREAM_STALLED, "stalled"))
    except SourceFault as fault:
        return failed(stream, fault)
    return failed(stream, SourceFault(GapCause.CAMERA_UNREACHABLE, "ended"))


def _source(url: str, username: str, password: str, data: dict[str, Any]) -> Source:
    transport = Transport.UDP if data.get("transport") == "udp" else Transport.TCP
    if data.get("source_kind") == "pyav":
        return PyavSource(url, username=username, password=password, transport=transport)
    return RtspSource(url, username=username, password=password, transport=transport)


def failed(stream: str, fault: SourceFault) -> Tried:
    """What is told of a fault."""
    problem, advice = _SAID.get(fault.code, _OTHERWISE)
    return Tried(stream, ok=False, problem=str(problem), advice=str(advice), detail=fault.detail)


def _shown(stream: str, sink: _FirstPicture) -> Tried:
    video = sink.video
    names = {Codec.H264: "H.264", Codec.H265: "H.265", Codec.MJPEG: "MJPEG"}
    facts = names[video.codec] + (f" · {video.width} × {video.height}" if video.width else "")
    if video.codec == Codec.H265:
        facts += " · " + _("few browsers show H.265 live: give a sub stream in H.264")
    return Tried(stream, ok=True, facts=facts, picture=_picture(video, sink.unit))


def _picture(video: Track, unit: AccessUnit | None) -> str:
    if unit is None:
        return ""
    whole = video.codec == Codec.MJPEG
    parts = list(unit.parts) if whole else length_prefixed(unit.parts)
    size = sum(len(part) for part in parts)
    run = TrackRun(video.index + 1, 0, [Sample(size, 3600, True)], parts)
    try:
        with StillDecoder() as decoder:
            jpeg = decoder.decode(
                init_segment([video]), fragment(1, [run]), max_width=PICTURE_WIDTH
            )
    except StillFailed:
        return ""
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode()
