"""Reads of the room; ``recording_plan`` is the only way a camera's password leaves it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from vonggac.kernel.text import fold
from vonggac.places.addresses import device_of
from vonggac.places.models import Area, AreaKind, Camera, CameraState, School
from vonggac.places.sealing import Unsealable, unseal


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


def recording_plan() -> list[CameraRow]:
    """Every camera in use. A password that can't be unsealed is empty: the camera then refuses, with a gap."""
    rows = Camera.objects.filter(state=CameraState.ACTIVE).select_related("area").order_by("id")
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
            audio=each.audio,
            source_kind=each.source_kind,
            commissioned_us=each.commissioned_us,
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
    return School.objects.get(pk=school_id)


def areas(school_id: UUID, *, with_private: bool = True) -> QuerySet[Area]:
    """In the order of the wall."""
    found = Area.objects.filter(school_id=school_id)
    return found if with_private else found.exclude(kind=AreaKind.PRIVATE)


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
