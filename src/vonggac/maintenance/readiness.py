"""How ready a device is (2.6e): which of a few plain conditions it meets, each of them said."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any
from uuid import UUID

from vonggac.equipment import selectors as equipment
from vonggac.equipment.states import AssetKind, AssetState
from vonggac.kernel.clock import DAY_US
from vonggac.maintenance import selectors
from vonggac.maintenance.measuring import CLOCK_WARNS_US, Measured, measure
from vonggac.maintenance.states import Item, Work

YEAR_US = 366 * DAY_US


class Need(StrEnum):
    WORKING = "working"
    """Neither stopped nor waiting to be connected."""
    SOUND = "sound"
    """No failure of it is open."""
    MAINTAINED = "maintained"
    """Maintenance was passed within a year."""
    CALIBRATED = "calibrated"
    """Of a camera: calibration was passed within a year."""
    RIGHT_CLOCK = "right_clock"
    """Of a camera whose clock is measured: less than 2 s off."""
    RECORDED = "recorded"
    """Of a camera that records: no minute of the last week is unexplained."""


@dataclass(frozen=True, slots=True)
class Readiness:
    asset: Any
    """``equipment.models.Asset``."""
    asked: int
    """How many conditions there are for it."""
    lacking: tuple[Need, ...]

    @property
    def percent(self) -> int:
        return 100 * (self.asked - len(self.lacking)) // self.asked


def readiness(school: UUID, *, run_folder: Path, at_us: int) -> list[Readiness]:
    """Every device in use, the least ready first, then by code."""
    failing = {each.asset_id or each.camera_id for each in equipment.failures(school, state="open")}
    maintained = selectors.last_passed(school, Work.MAINTENANCE)
    calibrated = selectors.last_passed(school, Work.CALIBRATION)
    found = []
    for each in equipment.assets(school):
        met = {
            Need.WORKING: each.state == AssetState.WORKING,
            Need.SOUND: not failing & {each.id, each.camera_id},
            Need.MAINTAINED: _recent(maintained, each.id, at_us),
        }
        if each.kind == AssetKind.CAMERA:
            met[Need.CALIBRATED] = _recent(calibrated, each.id, at_us)
        if each.camera_id is not None:
            met |= _measured(measure(each.camera_id, run_folder=run_folder, at_us=at_us))
        lacking = tuple(need for need, well in met.items() if not well)
        found.append(Readiness(each, len(met), lacking))
    return sorted(found, key=lambda each: (each.percent, each.asset.code_key))


def _recent(passed: dict[UUID, int], asset: UUID, at_us: int) -> bool:
    return at_us - passed.get(asset, 0) <= YEAR_US


def _measured(found: dict[Item, Measured]) -> dict[Need, bool]:
    """What nobody measures is not asked."""
    met = {}
    if Item.CLOCK in found:
        met[Need.RIGHT_CLOCK] = abs(found[Item.CLOCK].value) < CLOCK_WARNS_US
    if Item.SCHEDULE in found:
        met[Need.RECORDED] = not found[Item.SCHEDULE].fails
    return met
