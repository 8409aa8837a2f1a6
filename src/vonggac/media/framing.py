"""What parent and child say to each other through pipes. Knows nothing of FFmpeg.

A request for a stream is one JSON line. What comes back are messages: a kind, a length, that many
bytes.
"""

import base64
import json
import struct
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from vonggac.kernel.streams import AccessUnit, Codec, GapCause, SourceFault, Track

HEAD = struct.Struct(">cI")
TRACKS, UNIT, FAULT = b"T", b"U", b"F"
READY, PICTURE, FAILURE = b"R", b"P", b"E"
LONGEST_BYTES = 64 << 20
"""No access unit and no picture is longer; more is a broken pipe."""

STILL = struct.Struct(">IIqI")
"""Bytes of the init, bytes of the fragment, the instant in ticks, the greatest width (0: as it is).
"""
FIRST_PICTURE = -(1 << 63)
"""In place of the instant: the picture that the fragment begins with."""

_UNIT = struct.Struct(">HqBH")
_KEY, _DAMAGED = 1, 2


class Garbled(ValueError):
    """The other side does not speak as agreed: it is broken, or it is not ours."""


@dataclass(frozen=True, slots=True)
class StreamRequest:
    """Which stream the child is to read."""

    url: str
    username: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    transport: str = "tcp"
    audio: bool = False
    stall_s: float = 5.0

    def to_line(self) -> bytes:
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "StreamRequest":
        """Raises Garbled."""
        try:
            return cls(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise Garbled("no request for a stream") from error


def message(kind: bytes, payload: bytes) -> bytes:
    return HEAD.pack(kind, len(payload)) + payload


def head(data: bytes) -> tuple[bytes, int]:
    """Kind and length of the message that follows. Raises Garbled."""
    kind, length = HEAD.unpack(data)
    if length > LONGEST_BYTES:
        raise Garbled(f"a message of {length} bytes")
    return kind, length


def tracks_message(tracks: Sequence[Track]) -> bytes:
    said = [
        {
            **asdict(track),
            "parameter_sets": [base64.b64encode(unit).decode() for unit in track.parameter_sets],
            "config": base64.b64encode(track.config).decode(),
        }
        for track in tracks
    ]
    return message(TRACKS, json.dumps(said).encode())


def read_tracks(payload: bytes) -> tuple[Track, ...]:
    """Raises Garbled."""
    try:
        return tuple(_track(said) for said in json.loads(payload))
    except (ValueError, TypeError, KeyError) as error:
        raise Garbled("no tracks") from error


def _track(said: dict[str, Any]) -> Track:
    sets = tuple(base64.b64decode(unit) for unit in said.pop("parameter_sets"))
    config = base64.b64decode(said.pop("config"))
    codec = Codec(said.pop("codec"))
    return Track(codec=codec, parameter_sets=sets, config=config, **said)


def unit_message(unit: AccessUnit) -> bytes:
    flags = (_KEY if unit.key else 0) | (_DAMAGED if unit.damaged else 0)
    lengths = struct.pack(f">{len(unit.parts)}I", *map(len, unit.parts))
    front = _UNIT.pack(unit.track, unit.time, flags, len(unit.parts))
    size = len(front) + len(lengths) + sum(map(len, unit.parts))
    return b"".join((HEAD.pack(UNIT, size), front, lengths, *unit.parts))


def read_unit(payload: bytes) -> AccessUnit:
    """Raises Garbled."""
    try:
        track, time, flags, count = _UNIT.unpack_from(payload)
        lengths = struct.unpack_from(f">{count}I", payload, _UNIT.size)
    except struct.error as error:
        raise Garbled("no access unit") from error
    at = _UNIT.size + 4 * count
    if at + sum(lengths) != len(payload):
        raise Garbled("an access unit that does not add up")
    parts = []
    for length in lengths:
        parts.append(payload[at : at + length])
        at += length
    return AccessUnit(track, time, bool(flags & _KEY), parts, bool(flags & _DAMAGED))


def fault_message(fault: SourceFault) -> bytes:
    said = [fault.cause.value, fault.code, fault.detail, fault.lasting]
    return message(FAULT, json.dumps(said).encode())


def read_fault(payload: bytes) -> SourceFault:
    """Raises Garbled."""
    try:
        cause, code, detail, lasting = json.loads(payload)
        return SourceFault(GapCause(cause), str(code), str(detail), bool(lasting))
    except (ValueError, TypeError) as error:
        raise Garbled("no fault") from error
