"""Everything that is known of the running system, gathered once a request: cameras, machine, volumes."""

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from vonggac.anchors import selectors as anchors
from vonggac.archive import selectors as archive
from vonggac.backup import status as backup_status
from vonggac.backup.faults import Why
from vonggac.kernel.clock import DAY_US, SECOND_US, now_us
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import EXCUSED
from vonggac.places import selectors as places
from vonggac.recorder.status import stream_figures
from vonggac.watch import machine
from vonggac.web.places import health

if TYPE_CHECKING:
    from vonggac.places.models import Camera

WATCH_FRESH_US = 10 * SECOND_US
CLOCK_WARN_US = 2 * SECOND_US
CLOCK_FAIL_US = 5 * SECOND_US
"""Lệch giờ: a warning at 2 s, a failure at 5 s (REQUIREMENTS §7.3)."""


@dataclass(frozen=True, slots=True)
class CameraFigures:
    """One row of the health page. What nobody knows is None or empty."""

    camera: "Camera"
    health: health.Health
    main: dict[str, Any]
    sub: dict[str, Any]
    """As the recorder said them: ``fps``, ``bits_per_second``, ``width`` …; empty where it says nothing."""
    watch: dict[str, Any]
    last_gap: archive.GapRow | None
    """The newest gap of the last seven days that no plan explains."""
    oldest_us: int | None
    kept_days: float | None
    clock_offset_us: int | None
    """The camera's own clock minus ours."""

    @property
    def last_gap_us(self) -> int:
        """How long the last gap lasted, where it has ended."""
        gap = self.last_gap
        return gap.to_us - gap.from_us if gap and gap.to_us else 0

    @property
    def departed(self) -> bool:
        """A stream is other than it was accepted, or learnt."""
        return any(each.get("kind") == "stream_changed" for each in self.watch.get("open", ()))

    @property
    def clock_tone(self) -> str:
        off = abs(self.clock_offset_us or 0)
        return "bad" if off >= CLOCK_FAIL_US else "warn" if off >= CLOCK_WARN_US else "good"


def cameras(school: UUID) -> list[CameraFigures]:
    """In the order of the wall."""
    at_us = now_us()
    said = {(each["camera"], each["stream"]): each for each in stream_figures(settings.DATA.run)}
    seen, heard = _watched(settings.DATA.run, at_us), health.signs()
    return [_of(each, said, seen.get(each.id, {}), heard, at_us) for each in places.cameras(school)]


def of_camera(camera: "Camera") -> CameraFigures:
    """One row: what is known of this camera."""
    at_us = now_us()
    said = {(each["camera"], each["stream"]): each for each in stream_figures(settings.DATA.run)}
    seen = _watched(settings.DATA.run, at_us).get(camera.id, {})
    return _of(camera, said, seen, health.signs(), at_us)


def the_machine() -> dict[str, Any] | None:
    """``watch.machine.Machine`` as it was measured last; None where nothing measures."""
    return machine.read(settings.DATA.run)


@dataclass(frozen=True, slots=True)
class Backup:
    known: backup_status.Status
    old: bool
    """No good one for more than three days."""

    @property
    def why(self) -> str:
        """Why the last try failed, in words."""
        return str(_WHY.get(self.known.fault, self.known.fault))


_WHY: dict[str, Any] = {
    Why.NO_KEY: _("there is no key for backups yet"),
    Why.NO_FOLDER: _("the folder for backups is not there: is the disk plugged in?"),
    Why.INSIDE: _("the folder lies inside the data folder"),
    Why.DISK_FULL: _("the disk is full"),
    Why.NOT_WRITTEN: _("the disk did not take it as it was written"),
    Why.OFFICE_DAMAGED: _("the office’s database does not pass its own check"),
    Why.LEDGER_DAMAGED: _("the ledger does not hold"),
}


def backup(school: UUID) -> Backup:
    """The last good backup, as it was told."""
    known = backup_status.read(settings.DATA)
    return Backup(known, known.is_old(now_us(), places.school(school).created_us))


def outside() -> anchors.Outside:
    """How far the ledger is held outside."""
    return anchors.outside()


def _of(
    camera: "Camera",
    said: dict[tuple[str, str], dict[str, Any]],
    seen: dict[str, Any],
    heard: health.Signs,
    at_us: int,
) -> CameraFigures:
    main, sub = (said.get((camera.id, stream), {}) for stream in ("main", "sub"))
    span = archive.recorded_span(camera.id)
    offsets = (seen.get("clock_offset_us"), main.get("camera_offset_us"))
    return CameraFigures(
        camera=camera,
        health=health.at_once(
            health.of(camera.id, at_us, heard),
            main if health.answers(camera.id, at_us, heard) else {},
        ),
        main=main,
        sub=sub,
        watch=seen,
        last_gap=_last_gap(camera.id, at_us),
        oldest_us=span.from_us if span else None,
        kept_days=round((at_us - span.from_us) / DAY_US, 1) if span else None,
        clock_offset_us=next((each for each in offsets if each is not None), None),
    )


def _last_gap(camera: str, at_us: int) -> archive.GapRow | None:
    gaps = archive.gaps_between(camera, "main", Range(at_us - 7 * DAY_US, at_us))
    told = [each for each in gaps if each.cause not in EXCUSED]
    return max(told, key=lambda each: each.from_us, default=None)


def _watched(run_folder: Path, at_us: int) -> dict[str, dict[str, Any]]:
    """What ``watch`` said last, by camera; empty where it is silent."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        said = json.loads((run_folder / "watch.json").read_text())
        if at_us - said["at_us"] < WATCH_FRESH_US:
            return {each["camera"]: each for each in said["cameras"]}
    return {}
