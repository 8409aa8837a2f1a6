"""What the volumes page shows, from the archivist's last word and the list of volumes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise

from vonggac.archive import status as archive_status
from vonggac.archive import volume_list
from vonggac.archive.room import LOW_BYTES
from vonggac.archive.volume_states import VolumeState
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.places import selectors as places
from vonggac.recorder.plan import FLOOR_BYTES, RESERVE_BYTES
from vonggac.web.health import storage_words as words
from vonggac.web.places.retention import Store, store_now

if TYPE_CHECKING:
    from vonggac.places.models import Camera


@dataclass(frozen=True, slots=True)
class Disk:
    """A volume as the page shows it."""

    path: str
    id: str
    order: int
    """1: written first; 0: retired."""
    state: VolumeState | None
    """None: nobody has looked yet."""
    reserve_bytes: int
    chips: list[tuple[str, str | Promise]]
    """(tone, words)."""
    why: str | Promise


@dataclass(frozen=True, slots=True)
class Kept:
    """A camera's days: decided, and really kept."""

    camera: "Camera"
    decided: int
    really: float | None
    short: bool
    """It has been there long enough, and its oldest footage is younger than decided."""


@dataclass(frozen=True, slots=True)
class Overview:
    fresh: bool
    """The archivist said something within the last minutes."""
    at_us: int
    unreadable: bool
    """The list cannot be read."""
    listed: list[Disk]
    retired: list[Disk]
    disk_low: bool
    disk_full: bool
    clock_ahead_us: int
    store: Store | None
    most_decided: int
    """The largest number of days that was decided for a camera."""
    needed_bytes: int
    kept: list[Kept]

    @property
    def missing_bytes(self) -> int:
        return max(0, self.needed_bytes - self.store.capacity_bytes) if self.store else 0

    @property
    def short(self) -> list[Kept]:
        return [each for each in self.kept if each.short]


def overview(school: UUID) -> Overview:
    """Waits for no disk."""
    at_us = now_us()
    said = archive_status.read(settings.DATA)
    fresh = said is not None and said.fresh(at_us)
    listed, retired, unreadable = _disks(list(said.volumes) if said and fresh else [])
    store = store_now(at_us)
    kept = _kept(school, store, at_us)
    days = {each.camera.id: each.decided for each in kept}
    return Overview(
        fresh=fresh,
        at_us=said.at_us if said else 0,
        unreadable=unreadable,
        listed=listed,
        retired=retired,
        disk_low=bool(said and fresh and said.disk_low),
        disk_full=bool(said and fresh and said.disk_full),
        clock_ahead_us=said.clock_ahead_us if said and fresh else 0,
        store=store,
        most_decided=max(days.values(), default=0),
        needed_bytes=store.needed_bytes(days) if store else 0,
        kept=kept,
    )


def _disks(states: list[VolumeState]) -> tuple[list[Disk], list[Disk], bool]:
    """Listed in their order, retired with footage, and whether the list cannot be read."""
    try:
        wanted, unreadable = volume_list.read(settings.DATA), False
    except (OSError, ValueError):
        wanted, unreadable = [], True
    by_path = {each.path: each for each in states}
    listed = []
    written = False
    for order, each in enumerate(wanted, 1):
        state = by_path.pop(str(each.path), None)
        # One that was added again a moment ago still counts as retired.
        state = state if state and state.listed else None
        takes = state is not None and state.room_bytes > 0 and not written
        written = written or takes
        reserve = RESERVE_BYTES if each.reserve_bytes is None else each.reserve_bytes
        chips = _chips(state, writing=takes)
        identity = each.id or (state.marker if state else "")
        listed.append(Disk(str(each.path), identity, order, state, reserve, chips, _why(state)))
    retired = [
        Disk(each.path, each.marker, 0, each, 0, _retired_chips(each), _why(each))
        for each in by_path.values()
        if each.footage_bytes
    ]
    return listed, retired, unreadable


def _chips(state: VolumeState | None, *, writing: bool) -> list[tuple[str, str | Promise]]:
    if state is None:
        return [("", words.UNKNOWN)]
    if not state.there:
        return [("bad", words.GONE)]
    slow = [("warn", words.SLOW)] if state.slow else []
    if not state.writable:
        return [("bad", words.READ_ONLY), *slow]
    if state.free_bytes <= min(FLOOR_BYTES, state.reserve_bytes):
        return [("bad", words.FULL), *slow]
    if not state.room_bytes:
        return [("bad", words.RESERVE_USED), *slow]
    low = [("warn", words.LOW)] if state.room_bytes < LOW_BYTES else []
    return [("good", words.WRITING if writing else words.READY), *low, *slow]


def _retired_chips(state: VolumeState) -> list[tuple[str, str | Promise]]:
    gone = [] if state.there else [("bad", words.GONE)]
    return [("plain", words.RETIRED), *gone]


def _why(state: VolumeState | None) -> str | Promise:
    if state is None or not state.why or (state.there and not state.listed):
        return ""
    return "" if state.why == "cannot be written" else words.WHYS.get(state.why, state.why)


def _kept(school: UUID, store: Store | None, at_us: int) -> list[Kept]:
    decided = places.retention()
    rows = []
    for camera in places.cameras(school):
        days = decided[camera.id].days
        really = store.kept_days.get(camera.id) if store else None
        old_enough = at_us - camera.commissioned_us > (days + 1) * DAY_US
        short = really is not None and old_enough and really < days - 1
        rows.append(Kept(camera, days, really, short))
    return rows
