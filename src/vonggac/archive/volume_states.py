"""What each volume is like at this moment: there or not, full or not. One that hangs costs its asker two seconds.

A network disk that does not answer blocks whoever asks it, without end: so every question is asked in a thread that is
left behind when it gets no answer. Nothing here writes.
"""

import os
import shutil
import threading
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from vonggac.kernel.clock import monotonic_us
from vonggac.vault.volumes import read_marker

PATIENCE_S = 2.0
SLOW_US = 500_000


@dataclass(frozen=True, slots=True)
class VolumeState:
    path: str
    there: bool
    """Its own marker says that it is the volume that is meant (or none is known and the folder can be read)."""
    why: str = ""
    """For the technician, where it is not there or not as it should be."""
    answers: bool = True
    """False: no answer in time; nothing else is known."""
    slow: bool = False
    writable: bool = False
    free_bytes: int = 0
    total_bytes: int = 0
    reserve_bytes: int = 0
    footage_bytes: int = 0
    """Segments of ours, as the index counts them."""
    listed: bool = True
    """False: retired. What lies there is still shown and still erased in time."""
    marker: str = ""
    """Id that its marker says."""

    @property
    def room_bytes(self) -> int:
        """What may still be written to it."""
        usable = self.there and self.writable and self.listed
        return max(0, self.free_bytes - self.reserve_bytes) if usable else 0

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"room_bytes": self.room_bytes}


@dataclass(frozen=True, slots=True)
class Asked:
    """A volume as the list or the index knows it."""

    path: str
    marker: str
    """Id that its marker must say; empty: none known."""
    reserve_bytes: int = 0
    footage_bytes: int = 0
    listed: bool = True


def probe(asked: Iterable[Asked], *, patience_s: float | None = None) -> list[VolumeState]:
    """All at once; each has the same while to answer."""
    wanted = list(asked)
    answers: dict[int, VolumeState] = {}
    threads = []
    for number, each in enumerate(wanted):
        thread = threading.Thread(
            target=_answer, args=(answers, number, each), daemon=True, name="volume"
        )
        thread.start()
        threads.append(thread)
    until = time.monotonic() + (PATIENCE_S if patience_s is None else patience_s)
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return [answers.get(number) or _silent(each) for number, each in enumerate(wanted)]


def _silent(asked: Asked) -> VolumeState:
    return VolumeState(
        asked.path, False, "does not answer", answers=False, slow=True,
        footage_bytes=asked.footage_bytes, listed=asked.listed, reserve_bytes=asked.reserve_bytes,
    )  # fmt: skip


def _answer(answers: dict[int, VolumeState], number: int, asked: Asked) -> None:
    begun_us = monotonic_us()
    path = Path(asked.path)
    try:
        with os.scandir(path) as found:
            empty = next(found, None) is None
        marker = read_marker(path)
        usage = shutil.disk_usage(path)
        why = _why_another(asked.marker, marker)
        if empty and asked.footage_bytes:
            # From before there were markers: a disk that is not mounted leaves an empty folder behind.
            why = "empty: not mounted?"
        writable = os.access(path, os.W_OK) and not _mounted_read_only(path)
    except OSError as error:
        answers[number] = VolumeState(
            asked.path, False, error.strerror or type(error).__name__,
            reserve_bytes=asked.reserve_bytes, footage_bytes=asked.footage_bytes, listed=asked.listed,
        )  # fmt: skip
        return
    answers[number] = VolumeState(
        asked.path, not why, why or ("" if writable else "cannot be written"),
        slow=monotonic_us() - begun_us > SLOW_US, writable=writable, free_bytes=usage.free,
        total_bytes=usage.total, reserve_bytes=asked.reserve_bytes,
        footage_bytes=asked.footage_bytes, listed=asked.listed, marker=marker or "",
    )  # fmt: skip


def _why_another(wanted: str, said: str | None) -> str:
    if not wanted or wanted == said:
        return ""
    return "its marker is gone: not mounted?" if said is None else "the marker of another volume"


def _mounted_read_only(path: Path) -> bool:
    if not hasattr(os, "statvfs"):
        return False
    return bool(os.statvfs(path).f_flag & os.ST_RDONLY)


def parse_states(raw: list[dict[str, Any]]) -> list[VolumeState]:
    """The inverse of ``to_json``, of a status file."""
    return [
        VolumeState(**{key: value for key, value in each.items() if key != "room_bytes"})
        for each in raw
    ]
