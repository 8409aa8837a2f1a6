"""Session descriptions (RFC 4566, RFC 6184, RFC 7798, RFC 3640) as bytes, and the tracks in them.

Reading takes what cameras write: missing rtpmaps, sets that are no base64, several payload types
in a line. What it cannot read is left out, never an exception: a description without a usable line
is a description without tracks.
"""

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vonggac.kernel.streams import Codec, Track
from vonggac.rtsp.parameter_sets import complete, ordered, size_of

MAX_MEDIA = 64
"""Media lines read at most."""

_ENCODINGS = {
    "H264": Codec.H264,
    "H265": Codec.H265,
    "HEVC": Codec.H265,
    "JPEG": Codec.MJPEG,
    "MPEG4-GENERIC": Codec.AAC,
    "PCMU": Codec.PCMU,
    "PCMA": Codec.PCMA,
}
_STATIC = {0: ("PCMU", 8000, 1), 8: ("PCMA", 8000, 1), 26: ("JPEG", 90000, 0)}
"""Payload types that need no rtpmap (RFC 3551 §6)."""
_RTPMAP = re.compile(r"rtpmap:\s*(\d{1,3})\s+([\w.+-]+)\s*/\s*(\d{1,7})(?:\s*/\s*(\d{1,2}))?")
_FMTP = re.compile(r"fmtp:\s*(\d{1,3})\s+(.*)")
_SIZE = re.compile(r"(?:x-dimensions:\s*|framesize:\s*\d+\s+)(\d{1,5})\s*[,-]\s*(\d{1,5})")


@dataclass(slots=True)
class MediaDescription:
    """One ``m=`` line with its attributes."""

    kind: str
    payload_type: int
    encoding: str
    """Upper case; ``?`` when there is neither an rtpmap nor a static payload type."""
    clock_hz: int
    channels: int = 0
    parameters: dict[str, str] = field(default_factory=dict)
    """The fmtp's, names in lower case."""
    control: str = ""
    width: int = 0
    height: int = 0

    @property
    def codec(self) -> Codec | None:
        return _ENCODINGS.get(self.encoding)

    def number(self, name: str, default: int) -> int:
        """An fmtp parameter that should be a small number."""
        value = self.parameters.get(name, "")
        return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else default

    def track(self, index: int) -> Track | None:
        """What the recorder must know; none for a codec that we cannot take."""
        codec = self.codec
        if codec is None:
            return None
        if codec is Codec.AAC:
            return _aac_track(self, index)
        sets = _parameter_sets(codec, self.parameters)
        width, height = size_of(codec, sets) or (self.width, self.height)
        channels = 0 if codec.kind == "video" else self.channels or 1
        return Track(index, codec, self.clock_hz, sets, b"", channels, width, height)


@dataclass(slots=True)
class SessionDescription:
    media: list[MediaDescription] = field(default_factory=list)
    control: str = ""
    """The session's own control attribute: ``*``, empty, or an address."""
    name: str = ""


def parse_sdp(body: bytes) -> SessionDescription:
    """Never raises."""
    session = SessionDescription()
    sections: list[list[str]] = [[]]
    for line in body.decode("utf-8", "replace").replace("\r", "\n").split("\n"):
        if line.startswith("m="):
            sections.append([])
        sections[-1].append(line.strip())
    for line in sections[0]:
        if line.startswith("s="):
            session.name = line[2:].strip()
        elif line.lower().startswith("a=control:"):
            session.control = line[10:].strip()
    for section in sections[1 : MAX_MEDIA + 1]:
        media = _media(section)
        if media is not None:
            session.media.append(media)
    return session


def _media(lines: list[str]) -> MediaDescription | None:
    words = lines[0][2:].split()
    types = [int(word) for word in words[3:] if word.isascii() and word.isdigit() and len(word) < 4]
    if not types:
        return None
    attributes = [line[2:].strip() for line in lines[1:] if line.startswith("a=")]
    maps = {payload_type: entry for payload_type, entry in _STATIC.items() if payload_type in types}
    for match in filter(None, map(_RTPMAP.match, attributes)):
        maps[int(match[1])] = (match[2].upper(), int(match[3]), int(match[4] or 0))
    known = [kind for kind in types if maps.get(kind, ("?",))[0] in _ENCODINGS]
    chosen = (known or types)[0]
    encoding, clock_hz, channels = maps.get(chosen, ("?", 90000, 0))
    if clock_hz == 0:
        return None
    media = MediaDescription(words[0].lower(), chosen, encoding, clock_hz, channels)
    _attributes(media, attributes)
    return media


def _attributes(media: MediaDescription, attributes: list[str]) -> None:
    for attribute in attributes:
        if (match := _FMTP.match(attribute)) and int(match[1]) == media.payload_type:
            for part in match[2].split(";"):
                name, _, value = part.partition("=")
                media.parameters[name.strip().lower()] = value.strip()
        elif attribute.lower().startswith("control:"):
            media.control = attribute[8:].strip()
        elif match := _SIZE.match(attribute):
            media.width, media.height = int(match[1]), int(match[2])


def _decoded(text: str) -> list[bytes]:
    units = []
    for part in text.split(","):
        try:
            unit = base64.b64decode(part.strip() + "==")
        except (binascii.Error, ValueError):
            continue
        # Some cameras put a start code before the set, and some an empty set behind the last comma.
        unit = re.sub(rb"\A\x00{2,3}\x01", b"", unit)
        if len(unit) > 2:
            units.append(unit)
    return units


def _parameter_sets(codec: Codec, parameters: dict[str, str]) -> tuple[bytes, ...]:
    if codec is Codec.H264:
        names: tuple[str, ...] = ("sprop-parameter-sets",)
    elif codec is Codec.H265:
        names = ("sprop-vps", "sprop-sps", "sprop-pps")
    else:
        return ()
    units = [unit for name in names for unit in _decoded(parameters.get(name, ""))]
    # Half a set opens no decoder: then the stream must bring them, as if there were none.
    return ordered(codec, units) if complete(codec, units) and size_of(codec, units) else ()


def _aac_track(media: MediaDescription, index: int) -> Track | None:
    if media.parameters.get("mode", "AAC-hbr").lower() not in {"aac-hbr", "aac-lbr"}:
        return None
    try:
        config = bytes.fromhex(media.parameters.get("config", ""))
    except ValueError:
        config = b""
    if len(config) < 2:
        config = _aac_config(media.clock_hz, media.channels or 1)
    channels = media.channels or (config[1] >> 3 & 15 if len(config) >= 2 else 1) or 1
    return Track(index, Codec.AAC, media.clock_hz, (), config, channels) if config else None


_AAC_RATES = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000)


def _aac_config(clock_hz: int, channels: int) -> bytes:
    """AAC-LC of this rate (ISO 14496-3 §1.6.2.1), for cameras that leave ``config`` out."""
    if clock_hz not in _AAC_RATES:
        return b""
    return (2 << 11 | _AAC_RATES.index(clock_hz) << 7 | (channels & 15) << 3).to_bytes(2, "big")


def payload_type_of(track: Track) -> int:
    """The payload type that ``write_sdp`` gives a track."""
    if track.codec in (Codec.PCMU, Codec.PCMA) and (track.clock_hz, track.channels) == (8000, 1):
        return 0 if track.codec is Codec.PCMU else 8
    return 26 if track.codec is Codec.MJPEG else 96 + track.index


def write_sdp(
    tracks: Sequence[Track],
    *,
    name: str = "stream",
    host: str = "0.0.0.0",  # noqa: S104 - the customary "no address" of a description, nothing is bound
    control: str = "trackID={index}",
    session_control: str = "*",
    sprop: bool = True,
) -> bytes:
    """The description of these tracks; ``control`` may hold ``{index}``, ``sprop=False`` keeps
    parameter sets out.
    """
    lines = ["v=0", f"o=- 1 1 IN IP4 {host}", f"s={name}", f"c=IN IP4 {host}", "t=0 0"]
    lines += [f"a=control:{session_control}", "a=range:npt=now-"] if session_control else []
    for track in tracks:
        payload_type = payload_type_of(track)
        encoding, parameters = _written(track, sprop)
        lines += [
            f"m={track.codec.kind} 0 RTP/AVP {payload_type}",
            f"a=rtpmap:{payload_type} {encoding}",
        ]
        if parameters:
            lines.append(f"a=fmtp:{payload_type} {parameters}")
        if track.codec is Codec.MJPEG and track.width:
            lines.append(f"a=x-dimensions:{track.width},{track.height}")
        lines.append(f"a=control:{control.format(index=track.index)}")
    return ("\r\n".join(lines) + "\r\n").encode()


def _written(track: Track, sprop: bool) -> tuple[str, str]:
    """Encoding and format parameters of a track."""
    match track.codec:
        case Codec.H264:
            return f"H264/{track.clock_hz}", _written_h264(track.parameter_sets, sprop)
        case Codec.H265:
            return f"H265/{track.clock_hz}", _written_h265(track.parameter_sets) if sprop else ""
        case Codec.AAC:
            return f"MPEG4-GENERIC/{track.clock_hz}/{track.channels or 1}", (
                "streamtype=5;profile-level-id=1;mode=AAC-hbr;sizelength=13;indexlength=3;"
                f"indexdeltalength=3;config={track.config.hex().upper()}"
            )
        case Codec.MJPEG:
            return f"JPEG/{track.clock_hz}", ""
        case Codec.PCMU | Codec.PCMA:
            return f"{track.codec.value.upper()}/{track.clock_hz}/{track.channels or 1}", ""


def _base64(unit: bytes) -> str:
    return base64.b64encode(unit).decode()


def _written_h264(sets: Sequence[bytes], sprop: bool) -> str:
    parts = ["packetization-mode=1"]
    sps = next((unit for unit in sets if unit[0] & 31 == 7), None)
    if sps is not None and sprop:
        parts.append(f"profile-level-id={sps[1:4].hex().upper()}")
        parts.append("sprop-parameter-sets=" + ",".join(_base64(unit) for unit in sets))
    return ";".join(parts)


def _written_h265(sets: Sequence[bytes]) -> str:
    names = {32: "sprop-vps", 33: "sprop-sps", 34: "sprop-pps"}
    groups: dict[str, list[str]] = {}
    for unit in sets:
        name = names.get(unit[0] >> 1 & 63)
        if name:
            groups.setdefault(name, []).append(_base64(unit))
    return ";".join(f"{name}={','.join(units)}" for name, units in groups.items())
