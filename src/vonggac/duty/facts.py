"""What the system itself knows for a checklist: read from what recorder, watch and archivist said last. Writes nothing.

What nobody said is said to be unknown: the officer looks.
"""

import contextlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

from vonggac.archive import selectors as archive
from vonggac.archive import status
from vonggac.duty.checklists import Item
from vonggac.kernel import clock
from vonggac.recorder.status import WELL, stream_figures

CLOCK_FAIL_US = 5 * clock.SECOND_US
"""Lệch giờ: a failure at 5 s (REQUIREMENTS §7.3)."""
WATCH_FRESH_US = 10 * clock.SECOND_US
GOOD, BAD = "good", "bad"


@dataclass(frozen=True, slots=True)
class Fact:
    """``measured``: numbers by name. ``verdict``: good, bad, or empty where nothing is known."""

    measured: dict[str, int | None] = field(default_factory=dict)
    verdict: str = ""

    def to_json(self) -> dict[str, Any]:
        return {"measured": self.measured, "verdict": self.verdict}


def measure(cameras: Iterable[str]) -> dict[Item, Fact]:
    """For the cameras of a shift, as they are now."""
    wanted, at_us = sorted(cameras), clock.now_us()
    figures = stream_figures(settings.DATA.run)
    said = {(each["camera"], each["stream"]): each for each in figures}
    mains = [said.get((each, "main"), {}) for each in wanted]
    return {
        Item.CAMERAS: _share(
            sum(bool(_shows(said, each)) for each in wanted), len(wanted), bool(said)
        ),
        Item.RECORDING: _share(
            sum(each.get("state") in WELL for each in mains), len(wanted), bool(said)
        ),
        Item.CLOCKS: _clocks(wanted, mains, at_us),
        Item.DISK: _disk(wanted, at_us),
        Item.VERIFY: _verified(),
    }


def _shows(said: dict[tuple[str, str], dict[str, Any]], camera: str) -> bool:
    """A stream of it brings pictures, or the plan wants none now."""
    return any(said.get((camera, stream), {}).get("state") in WELL for stream in ("main", "sub"))


def _share(well: int, of: int, known: bool) -> Fact:
    if not known or not of:
        return Fact({"of": of})
    return Fact({"well": well, "of": of}, GOOD if well == of else BAD)


def _clocks(cameras: list[str], mains: list[dict[str, Any]], at_us: int) -> Fact:
    seen = _watched(settings.DATA.run, at_us)
    offsets = [each.get("camera_offset_us") for each in mains]
    offsets += [seen.get(each, {}).get("clock_offset_us") for each in cameras]
    known = [int(each) for each in offsets if each is not None]
    store = status.read(settings.DATA)
    ahead = store.clock_ahead_us if store is not None and store.fresh(at_us) else 0
    if not known and store is None:
        return Fact()
    worst = max((abs(each) for each in known), default=0)
    well = worst < CLOCK_FAIL_US and not ahead
    return Fact({"worst_us": worst, "ahead_us": ahead}, GOOD if well else BAD)


def _disk(cameras: list[str], at_us: int) -> Fact:
    store = status.read(settings.DATA)
    if store is None or not store.fresh(at_us):
        return Fact()
    kept = [archive.kept_days(each, at_us=at_us) for each in cameras]
    days = [int(each) for each in kept if each is not None]
    well = not (store.disk_low or store.disk_full) and all(
        each.there for each in store.volumes if each.listed
    )
    free = sum(each.room_bytes for each in store.volumes)
    possible = store.forecast.get("days_possible")
    measured = {"free_bytes": free, "kept_days": min(days, default=None), "possible_days": possible}
    return Fact(measured, GOOD if well else BAD)


def _verified() -> Fact:
    open_findings = len(archive.findings())
    return Fact({"findings": open_findings}, BAD if open_findings else GOOD)


def _watched(run_folder: Path, at_us: int) -> dict[str, dict[str, Any]]:
    """What ``watch`` said last, by camera; empty where it is silent."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads((run_folder / "watch.json").read_text())
        if at_us - said["at_us"] < WATCH_FRESH_US:
            return {each["camera"]: each for each in said["cameras"]}
    return {}
