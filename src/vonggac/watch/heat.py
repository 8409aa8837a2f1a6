"""Where in the picture something moved, minute by minute: ``<data>/heat/<camera>/<yyyy-mm-dd>.heat``, UTC days.

A file is slots of ``SLOT`` bytes, the first its head, then one a minute in the order they were written. Big-endian:

    head    magic "VGHEAT" · version u16 = 1 · rows u8 · columns u8 · slot u16 · camera 16 B · zero … · CRC-32 u32
    minute  minute u32 (since 1970) · looks u16 · moving u16 · peak u16 · zero u16 · 288 B levels · zero 8 · CRC-32 u32

``levels`` has four bits a cell, row by row, the left cell in the high bits: 0 never moved; n: moved in at most 2ⁿ⁻¹ of
the minute's looks. A minute may stand twice (a restart in its middle, a clock set back): of levels the higher counts,
looks add up. A slot whose CRC does not hold was not written to its end, or is damaged, and is passed over.
"""

import logging
import os
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vonggac.kernel.clock import MINUTE_US
from vonggac.kernel.files import sync_folder
from vonggac.kernel.ids import require_camera_id
from vonggac.kernel.instants import day_folder
from vonggac.watch.sighting import COLUMNS, ROWS

log = logging.getLogger(__name__)

CELLS = ROWS * COLUMNS
SLOT = 312
HIGHEST_LEVEL = 15
_MAGIC = b"VGHEAT\x00\x01"
_HEAD = struct.Struct(">8sBBH16s")
_MINUTE = struct.Struct(">IHHHH")
_CRC = struct.Struct(">I")
_LEVELS_AT = _MINUTE.size
_LEVELS = CELLS // 2
_MOST = 0xFFFF

Counts = NDArray[np.uint16]
"""18 × 32: in how many looks each cell moved."""
Levels = NDArray[np.uint8]
"""18 × 32, 0 … 15."""

_LEVEL_OF = np.array(
    [0, *(min(HIGHEST_LEVEL, (n - 1).bit_length() + 1) for n in range(1, 1 << 14))], np.uint8
)


@dataclass(frozen=True, slots=True, eq=False)
class HeatMinute:
    """One minute of one camera."""

    minute: int
    """Since 1970, UTC."""
    looks: int
    moving: int
    """Looks in which something moved that counts."""
    peak: int
    """The largest share of the picture that moved at once, of 65 535."""
    levels: Levels


def levels_of(counts: Counts) -> Levels:
    """Counts as they are kept: rounded up to powers of two."""
    return _LEVEL_OF[np.minimum(counts, len(_LEVEL_OF) - 1)]


def path_of(folder: Path, camera: str, minute: int) -> Path:
    """The file that the minute is kept in. ``folder``: ``DataFolder.heat``."""
    day, _ = day_folder(minute * MINUTE_US)
    return folder / require_camera_id(camera) / f"{day}.heat"


class HeatBook:
    """Appends minutes of every camera. Blocking; one process, one thread."""

    def __init__(self, folder: Path) -> None:
        """``folder``: ``DataFolder.heat``."""
        self._folder = folder

    def append(self, camera: str, minute: HeatMinute) -> None:
        """Survives the process at once, a power cut after the system's own delay. Raises OSError.

        A file that broke off is continued at its last whole slot; one that is no heat file is put aside.
        """
        path = path_of(self._folder, camera, minute.minute)
        slot = _slot(minute)
        try:
            _add(path, slot)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _begin(path, camera)
            sync_folder(path.parent)
            _add(path, slot)


def read_day(path: Path) -> list[HeatMinute]:
    """The minutes of a file by time, each once. Raises OSError; what is damaged is passed over."""
    data = path.read_bytes()
    if not _is_head(data[:SLOT]):
        log.warning("%s is no heat file", path.name)
        return []
    found: dict[int, HeatMinute] = {}
    for at in range(SLOT, len(data) - SLOT + 1, SLOT):
        minute = _read(data[at : at + SLOT])
        if minute is not None:
            before = found.get(minute.minute)
            found[minute.minute] = minute if before is None else _joined(before, minute)
    return [found[minute] for minute in sorted(found)]


def _slot(minute: HeatMinute) -> bytes:
    flat = minute.levels.reshape(-1)
    packed = (flat[0::2] << 4 | flat[1::2]).astype(np.uint8).tobytes()
    numbers = (min(_MOST, each) for each in (minute.looks, minute.moving, minute.peak))
    body = (_MINUTE.pack(minute.minute, *numbers, 0) + packed).ljust(SLOT - _CRC.size, b"\0")
    return body + _CRC.pack(zlib.crc32(body))


def _read(slot: bytes) -> HeatMinute | None:
    if not _sound(slot):
        return None
    minute, looks, moving, peak, _ = _MINUTE.unpack_from(slot)
    packed = np.frombuffer(slot, np.uint8, _LEVELS, _LEVELS_AT)
    levels = np.empty(CELLS, np.uint8)
    levels[0::2], levels[1::2] = packed >> 4, packed & 15
    return HeatMinute(minute, looks, moving, peak, levels.reshape(ROWS, COLUMNS))


def _sound(slot: bytes) -> bool:
    return len(slot) == SLOT and zlib.crc32(slot[: -_CRC.size]) == _CRC.unpack(slot[-4:])[0]


def _joined(one: HeatMinute, other: HeatMinute) -> HeatMinute:
    return HeatMinute(
        one.minute,
        one.looks + other.looks,
        one.moving + other.moving,
        max(one.peak, other.peak),
        np.maximum(one.levels, other.levels),
    )


def _is_head(slot: bytes) -> bool:
    return _sound(slot) and _HEAD.unpack_from(slot)[:4] == (_MAGIC, ROWS, COLUMNS, SLOT)


def _begin(path: Path, camera: str) -> None:
    body = _HEAD.pack(_MAGIC, ROWS, COLUMNS, SLOT, camera.encode()).ljust(SLOT - _CRC.size, b"\0")
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(body + _CRC.pack(zlib.crc32(body)))


def _add(path: Path, slot: bytes) -> None:
    """Behind the last whole slot. Raises FileNotFoundError where a new file must begin."""
    with path.open("r+b") as file:
        foreign = not _is_head(file.read(SLOT))
        if not foreign:
            file.seek(file.seek(0, os.SEEK_END) // SLOT * SLOT)
            file.write(slot)
            return
    aside = path.with_suffix(".damaged")
    log.error("%s is no heat file and is put aside", path.name)
    path.replace(aside)
    raise FileNotFoundError(path)
