"""Looking at the camera networks: a glance every ten minutes, a whole look each night in a child. Composed here."""

import asyncio
import logging
import subprocess
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from vonggac.cli.children import errand
from vonggac.cli.logs import set_up_log
from vonggac.cli.office import enter
from vonggac.kernel.clock import MINUTE_US, monotonic_us, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.instants import to_datetime
from vonggac.kernel.locks import Held, ProcessLock

if TYPE_CHECKING:
    from uuid import UUID

    from vonggac.places.selectors import CameraRow
    from vonggac.watch.network import Seen

app = typer.Typer()
log = logging.getLogger(__name__)

GLANCE_US = 10 * MINUTE_US
NIGHT_HOURS = (1, 2, 3, 4)
"""Of the school's clock: nobody watches, and a look that was missed at one is made at four."""


class NetworkRound:
    """The clerk's share: the table of neighbours himself, the rest by a child once a night."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self._child: subprocess.Popen[bytes] | None = None
        self._glanced_us = 0
        self._night: str | None = None

    def run(self) -> None:
        """One look, if it is time. DatabaseError passes."""
        if self._glanced_us and monotonic_us() - self._glanced_us < GLANCE_US:
            return
        self._glanced_us = monotonic_us()
        glance()
        if self._child is not None and self._child.poll() is None:
            return
        night = night_of(_school_time())
        if night and night != self._night:
            self._night = night
            self._child = errand(self._data, "network.log", "network-look")

    def end(self) -> None:
        """The child may be ended at any instant: the next night looks again."""
        if self._child is not None and self._child.poll() is None:
            self._child.terminate()


def night_of(at: datetime) -> str:
    """The night that this hour belongs to; empty by day."""
    return at.strftime("%Y-%m-%d") if at.hour in NIGHT_HOURS else ""


def glance() -> None:
    """Sends nothing; who is missing is not told from it."""
    from vonggac.watch import network

    for school, rows in _schools().items():
        nets = network.networks(_hosts(rows))
        if nets:
            _note(school, rows, network.glance(nets), whole=False)


@app.command("network-look", hidden=True)
def network_look(data: Annotated[Path, typer.Option("--data", envvar="VONGGAC_DATA")]) -> None:
    """One whole look at the camera networks, and each camera's configuration. One at a time on a machine."""
    folder = DataFolder(data)
    set_up_log()
    try:
        with ProcessLock(folder.run / "network.lock"):
            enter(folder)
            whole_look()
    except Held:
        log.info("another child looks at the network")


def whole_look(*, allow_loopback: bool = False) -> None:
    """Networks first, then the fingerprints, one camera after the other. Virtual cameras only by ``allow_loopback``."""
    from vonggac.network import selectors
    from vonggac.watch import network

    for school, rows in _schools().items():
        if not selectors.is_watched(school):
            continue
        nets = network.networks(_hosts(rows))
        if nets:
            _note(school, rows, asyncio.run(network.look(nets)), whole=True)
        for camera, parts in asyncio.run(_fingerprints(rows, allow_loopback)).items():
            _note_fingerprint(school, camera, parts)


async def _fingerprints(
    rows: Iterable["CameraRow"], allow_loopback: bool
) -> Mapping[str, dict[str, list[str]]]:
    from vonggac.onvif.client import Helper
    from vonggac.onvif.faults import OnvifFault

    found = {}
    async with Helper() as helper:
        for row in rows:
            if not row.device.onvif_url:
                continue
            try:
                found[row.id] = await helper.fingerprint(
                    row.device.onvif_url, row.username, row.password, allow_loopback=allow_loopback
                )
            except OnvifFault as fault:  # a camera that is silent tonight is told of by its gaps
                log.info("camera %s: its configuration was not read: %s", row.id, fault.code)
    return found


def _note(
    school: "UUID", rows: Iterable["CameraRow"], seen: Iterable["Seen"], *, whole: bool
) -> None:
    from vonggac.equipment import selectors as equipment
    from vonggac.network import services
    from vonggac.network.comparing import Device, Registered

    # A camera that is stopped under an SC number may be unplugged, and is still approved at its address.
    halted = equipment.stopped_cameras()
    services.note_look(
        school=school,
        seen=[Device(each.ip, each.mac, each.ports, each.words) for each in seen],
        cameras=[Registered(row.id, _host(row), row.device.mac) for row in rows if _private(row)],
        approved=[mac for mac, _ in equipment.approved_devices(school) if mac],
        absent=halted,
        whole=whole,
    )


def _note_fingerprint(school: "UUID", camera: str, parts: dict[str, list[str]]) -> None:
    from vonggac.network import selectors, services

    last = selectors.fingerprint_of(camera)
    services.note_fingerprint(
        school=school,
        camera=camera,
        parts=parts,
        explained=last is not None and explained(camera, last.at_us),
    )


def explained(camera: str, since_us: int) -> bool:
    """Whether its record or its streams were changed by a person since: then the change has a basis."""
    from vonggac.equipment import selectors as equipment
    from vonggac.places import selectors as places

    asset = equipment.asset_of_camera(camera)
    if asset is not None and any(each.at_us > since_us for each in equipment.changes(asset.id)):
        return True
    decided = (places.accepted_streams(camera), places.plan_history(camera))
    return any(rows.filter(decided_us__gt=since_us).exists() for rows in decided)


def _schools() -> dict["UUID", list["CameraRow"]]:
    from vonggac.places import selectors as places

    found: dict[UUID, list[CameraRow]] = {}
    for row in places.recording_plan():
        found.setdefault(row.school, []).append(row)
    return found


def _host(row: "CameraRow") -> str:
    from vonggac.places.addresses import device_of

    return device_of(row.main_url)[0]


def _hosts(rows: Iterable["CameraRow"]) -> list[str]:
    return [_host(each) for each in rows]


def _private(row: "CameraRow") -> bool:
    from vonggac.watch import network

    return bool(network.networks([_host(row)]))


def _school_time() -> datetime:
    from django.conf import settings

    return to_datetime(now_us()).astimezone(ZoneInfo(settings.TIME_ZONE))
