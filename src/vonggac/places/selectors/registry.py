"""Reads of the room; ``recording_plan`` is the only way a camera's password leaves it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from vonggac.kernel.text import fold
from vonggac.places.addresses import device_of
from vonggac.places.devices import Device
from vonggac.places.models import Area, AreaKind, Camera, CameraState, School
from vonggac.places.schedule import Calendar, WeekPlan
from vonggac.places.sealing import Unsealable, unseal
from vonggac.places.selectors import decisions
from vonggac.places.watching import Reference, WatchRules
from vonggac.prepared import Prepared


@dataclass(frozen=True, slots=True)
class CameraRow:
    """One camera as the supervisor needs it: credentials in clear, and out of every repr."""

    id: str
    area: str
    name: str
    main_url: str
    sub_url: str
    username: str = field(repr=False)
    password: str = field(repr=False)
    transport: str
    audio: bool
    source_kind: str
    commissioned_us: int
    school: UUID
    plan: WeekPlan | None
    """None: no plan was decided, everything is recorded."""
    calendar: Calendar
    """The school's; ``schedule.spans(row.plan or ALWAYS, row.calendar, …)``."""
    watch: WatchRules
    device: Device
    reference: Reference = field(default_factory=Reference)


def recording_plan() -> list[CameraRow]:
    """Every camera in use. A password that can't be unsealed is empty: the camera then refuses, with a gap.

    ``audio`` is on only where the camera has it on and its area may have it.
    """
    rows = Camera.objects.filter(state=CameraState.ACTIVE).select_related("area").order_by("id")
    plans, watched = decisions.plans(), decisions.watch_rules()
    accepted = decisions.references()
    calendars, loud = decisions.calendars(), decisions.areas_with_audio()
    return [
        CameraRow(
            id=each.id,
            area=each.area.name,
            name=each.name,
            main_url=each.main_url,
            sub_url=each.sub_url,
            username=each.username,
            password=_password(each),
            transport=each.transport,
            audio=each.audio and each.area_id in loud,
            source_kind=each.source_kind,
            commissioned_us=each.commissioned_us,
            school=each.area.school_id,
            plan=plans.get(each.id),
            calendar=calendars.get(each.area.school_id, ()),
            watch=watched.get(each.id, WatchRules()),
            device=camera_device(each),
            reference=accepted.get(each.id, Reference()),
        )
        for each in rows
    ]


def credentials(camera_id: str, url: str) -> tuple[str, str]:
    """User name and password of one camera, for a live test of it. Raises Camera.DoesNotExist.

    Empty where ``url`` is of another device than the camera's own: nobody learns a password by naming his own machine.
    """
    row = Camera.objects.get(pk=camera_id)
    own = {device_of(each) for each in (row.main_url, row.sub_url) if each}
    return (row.username, _password(row)) if device_of(url) in own else ("", "")


def the_school() -> School | None:
    """The first school of this machine; None before the first run."""
    return School.objects.order_by("created_us").first()


def school(school_id: UUID) -> School:
    """Raises School.DoesNotExist."""
    for row in _school(school_id):
        return row
    raise School.DoesNotExist


@Prepared
def _school(school_id: UUID) -> QuerySet[School]:
    return School.objects.filter(pk=school_id)


def areas(school_id: UUID, *, with_private: bool = True) -> QuerySet[Area]:
    """In the order of the wall."""
    found = Area.objects.filter(school_id=school_id)
    return found if with_private else found.exclude(kind=AreaKind.PRIVATE)


def area(area_id: UUID) -> Area | None:
    """With its school; None where there is none, or it is private."""
    found = Area.objects.select_related("school").exclude(kind=AreaKind.PRIVATE)
    return found.filter(pk=area_id).first()


def cameras(
    school_id: UUID, *, search: str = "", include_out_of_use: bool = False
) -> QuerySet[Camera]:
    """In the order of the wall; ``search`` is in the name, the position or the area, without marks."""
    found = Camera.objects.filter(area__school_id=school_id).select_related("area")
    if not include_out_of_use:
        found = found.filter(state=CameraState.ACTIVE)
    if search.strip():
        text = fold(search)
        found = found.filter(Q(search__contains=text) | Q(area__search__contains=text))
    return found


def camera(camera_id: str) -> Camera:
    """Raises Camera.DoesNotExist."""
    return Camera.objects.select_related("area").get(pk=camera_id)


def cameras_named(camera_ids: Iterable[str]) -> dict[str, Camera]:
    """Those of the ids that exist, with their areas, by id."""
    found = Camera.objects.filter(pk__in=list(camera_ids)).select_related("area")
    return {each.id: each for each in found}


def areas_of(school: UUID) -> dict[str, UUID]:
    """The area of every camera in use, by the camera's id."""
    return dict(_areas_of(school))


@Prepared
def _areas_of(school: UUID) -> QuerySet[Camera, tuple[Any, ...]]:
    rows = Camera.objects.filter(area__school_id=school, state=CameraState.ACTIVE).order_by()
    return rows.values_list("id", "area_id")


def schools_of(camera_ids: Iterable[str]) -> dict[str, UUID]:
    """Whose cameras these are: those of the ids that exist."""
    return dict(_schools_of(sorted(camera_ids)))


@Prepared
def _schools_of(camera_ids: Sequence[str]) -> QuerySet[Camera, tuple[Any, ...]]:
    rows = Camera.objects.filter(pk__in=camera_ids).order_by()
    return rows.values_list("id", "area__school_id")


def passwords_not_changed_since(school_id: UUID, since_us: int) -> list[Camera]:
    """Cameras in use whose password is one from before that instant (khoản 2 Điều 2), in the order of the wall."""
    before = Q(password_us__isnull=True) | Q(password_us__lt=since_us)
    found = cameras(school_id).exclude(sealed_password=b"")
    return list(found.filter(before))


def camera_device(row: Camera) -> Device:
    """What the camera said of itself."""
    return Device(
        brand=row.brand,
        model=row.model,
        serial=row.serial,
        mac=row.mac,
        firmware=row.firmware,
        onvif_url=row.onvif_url,
        channel=row.channel,
    )


def registered_as(device: Device, *, but: str = "") -> Camera | None:
    """The camera in use that is this device and channel: the same MAC address, or else the same serial number.

    Cheap makers give many devices one serial number: it counts only with brand and model, and while the MAC
    addresses do not differ. ``but``: a camera that is not meant. ``device.mac`` as ``devices.clean_mac`` gives it.
    """
    rows = Camera.objects.filter(state=CameraState.ACTIVE, channel=device.channel).exclude(pk=but)
    rows = rows.select_related("area")
    by_mac = rows.filter(mac=device.mac).first() if device.mac else None
    if by_mac is not None or not device.serial:
        return by_mac
    same = rows.filter(serial=device.serial, brand=device.brand, model=device.model)
    return (same.filter(mac="") if device.mac else same).first()


def wall(
    school_id: UUID, areas_only: Iterable[UUID] | None = None
) -> list[tuple[Area, list[Camera]]]:
    """Areas with cameras in use, in order; ``areas_only`` limits to some (a duty officer's)."""
    rows = cameras(school_id)
    if areas_only is not None:
        rows = rows.filter(area_id__in=list(areas_only))
    grouped: dict[UUID, tuple[Area, list[Camera]]] = {}
    for each in rows:
        grouped.setdefault(each.area_id, (each.area, []))[1].append(each)
    return list(grouped.values())


def _password(row: Camera) -> str:
    try:
        return unseal(bytes(row.sealed_password), camera=row.id)
    except Unsealable:
        return ""
