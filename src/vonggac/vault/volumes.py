"""A volume's name on itself, and the list of volumes.

``.vonggac-volume`` in the volume's root says which one it is. A disk that is not mounted leaves an empty folder behind;
footage written there would fill the wrong disk and vanish when the right one is back: no marker, no footage.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vonggac.kernel.files import write_whole

MARKER = ".vonggac-volume"
LONGEST_MARKER_BYTES = 4096
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Volume:
    """A folder that segments are written to."""

    path: Path
    id: str | None = None
    """What its marker says; None for one from before there were markers: not checked."""
    reserve_bytes: int | None = None
    """Free space that should be left; None: as much as everywhere."""


def read_marker(path: Path) -> str | None:
    """The id of the volume at ``path``; None where there is no marker, or none that says anything.

    Raises OSError where the folder is there and cannot be read.
    """
    try:
        with (path / MARKER).open("rb") as file:
            said = json.loads(file.read(LONGEST_MARKER_BYTES))["id"]
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return said if isinstance(said, str) and 0 < len(said) <= _LONGEST_ID else None


def make_marker(path: Path) -> str:
    """The id of the volume at ``path``, which gets one where it has none; its folder is made. Raises OSError."""
    known = read_marker(path)
    if known is not None:
        return known
    made = secrets.token_hex(8)
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    write_whole(path / MARKER, json.dumps({"id": made}).encode() + b"\n")
    return made


def parse_list(raw: bytes) -> list[Volume]:
    """``volumes.json``: strings (folders), or objects ``{"path", "id", "reserve_bytes"}``. Raises ValueError."""
    listed = json.loads(raw)
    if not isinstance(listed, list):
        raise ValueError("no list of volumes")
    return [_volume(each) for each in listed]


def write_list(path: Path, volumes: Sequence[Volume]) -> None:
    """Raises OSError; then the old list stands."""
    listed = []
    for each in volumes:
        fields: dict[str, Any] = {"path": str(each.path), "id": each.id}
        if each.reserve_bytes is not None:
            fields["reserve_bytes"] = each.reserve_bytes
        listed.append(fields)
    write_whole(path, json.dumps(listed, indent=1, ensure_ascii=False).encode() + b"\n")


def _volume(entry: object) -> Volume:
    if isinstance(entry, str):
        return Volume(Path(entry))
    if not isinstance(entry, dict) or not isinstance(entry.get("path"), str):
        raise ValueError("a volume is a folder, or an object with its path")
    name, reserve = entry.get("id"), entry.get("reserve_bytes")
    if not (name is None or isinstance(name, str)):
        raise ValueError("the id of a volume is text")
    if not (reserve is None or (type(reserve) is int and reserve >= 0)):
        raise ValueError("the reserve of a volume is a number of bytes")
    return Volume(Path(entry["path"]), name, reserve)
