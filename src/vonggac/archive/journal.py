"""One line of a recorder's journal: what it may say, and nothing else.

The spool is written by another process and survives crashes of it: a line is outside text until it has passed here.
"""

import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from vonggac.kernel.ids import require_camera_id
from vonggac.kernel.redaction import redact
from vonggac.kernel.streams import GapCause
from vonggac.vault.errors import SegmentError
from vonggac.vault.facts import SegmentFacts

LONGEST_LINE = 1 << 20
"""Bytes. A minute of MJPEG has 1 500 fragments, about 150 kB of facts."""

_STREAMS = frozenset({"main", "sub"})
_OWN = frozenset({"state", "opened", "abandoned"})
"""Lines by which a recorder finds its way after a crash: no facts."""
_LATEST_US = 1 << 53
_LONGEST_DETAIL = 500


class Malformed(ValueError):
    """Not a line that a recorder of ours could have written; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class SegmentLine:
    n: int
    facts: SegmentFacts
    volume: str
    path: str


@dataclass(frozen=True, slots=True)
class GapLine:
    n: int
    camera: str
    stream: str
    cause: GapCause
    from_us: int
    to_us: int | None
    """None: the gap opened; else it closed (or was known whole at once)."""
    detail: str


@dataclass(frozen=True, slots=True)
class ClockLine:
    n: int
    camera: str
    from_us: int
    to_us: int
    mono_us: int


@dataclass(frozen=True, slots=True)
class CommissionedLine:
    camera: str
    stream: str
    from_us: int


Line = SegmentLine | GapLine | ClockLine | CommissionedLine


def parse(raw: bytes, camera: str) -> Line | None:
    """What the line says of its camera; None for what a recorder notes for itself. Raises Malformed."""
    try:
        fields = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise Malformed(f"not JSON: {error}") from None
    if not isinstance(fields, dict):
        raise Malformed("not an object")
    try:
        return _line(fields, camera)
    except (SegmentError, KeyError, TypeError, ValueError) as error:
        raise Malformed(f"{type(error).__name__}: {error}") from None


def _line(fields: dict[str, Any], camera: str) -> Line | None:
    kind = fields["t"]
    if kind in _OWN:
        return None
    if require_camera_id(_text(fields, "camera")) != camera:
        raise ValueError(f"a line about {fields['camera']} in the spool of {camera}")
    if kind == "segment":
        return _segment(fields, _instant(fields, "n"))
    if kind in ("gap.open", "gap.close"):
        return _gap(fields, _instant(fields, "n"), closed=kind == "gap.close")
    if kind == "clock.step":
        return ClockLine(
            _instant(fields, "n"),
            camera,
            _instant(fields, "from_us"),
            _instant(fields, "to_us"),
            _instant(fields, "mono_us"),
        )
    if kind == "commissioned":
        return CommissionedLine(camera, _stream(fields), _instant(fields, "from_us"))
    raise ValueError(f"unknown type {kind!r}")


def _segment(fields: dict[str, Any], n: int) -> SegmentLine:
    facts = SegmentFacts.from_json(fields)
    _stream(fields)
    if facts.end_us <= facts.start_us or not facts.sealed_bytes or not facts.sealed_sha256:
        raise ValueError("a segment without time or seal")
    volume, path = _text(fields, "volume"), _text(fields, "path")
    inside = PurePosixPath(path)
    if not Path(volume).is_absolute() or inside.is_absolute() or ".." in inside.parts:
        raise ValueError("a path outside its volume")
    if inside.suffix != ".vgs" or "\\" in path:
        raise ValueError("not the path of a segment")
    return SegmentLine(n, facts, volume, path)


def _gap(fields: dict[str, Any], n: int, *, closed: bool) -> GapLine:
    from_us = _instant(fields, "from_us")
    to_us = _instant(fields, "to_us") if closed else None
    if to_us is not None and to_us < from_us:
        raise ValueError("a gap that ends before it begins")
    detail = redact(str(fields.get("detail", "")))[:_LONGEST_DETAIL]
    return GapLine(
        n, fields["camera"], _stream(fields), GapCause(fields["cause"]), from_us, to_us, detail
    )


def _stream(fields: dict[str, Any]) -> str:
    name = _text(fields, "stream")
    if name not in _STREAMS:
        raise ValueError(f"unknown stream {name!r}")
    return name


def _text(fields: dict[str, Any], key: str) -> str:
    value = fields[key]
    if not isinstance(value, str) or not value:
        raise ValueError(f"{key} is no text")
    return value


def _instant(fields: dict[str, Any], key: str) -> int:
    value = fields[key]
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _LATEST_US:
        raise ValueError(f"{key} is no whole number")
    return value
