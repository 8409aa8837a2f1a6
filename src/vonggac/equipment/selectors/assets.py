"""Reads of the register of assets, of stops and of open tickets."""

from uuid import UUID

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from vonggac.equipment.models import Asset, AssetChange, DeviceStop, Failure, Manual
from vonggac.equipment.states import STORES, AssetKind, AssetState, FailureState, Way
from vonggac.kernel.text import fold

_OVER = (FailureState.BACK, FailureState.CLOSED)


def assets(
    school: UUID,
    *,
    kind: str = "",
    state: str = "",
    search: str = "",
    include_out: bool = False,
    with_volume: bool | None = None,
) -> QuerySet[Asset]:
    """By code. ``row.now`` is the state that shows: Cảnh báo where a failure of its camera is open.

    ``state``: an AssetState, ``warning`` too. ``search`` is in code, name, serial number or place, without marks.
    """
    found = _annotated(Asset.objects.filter(school_id=school))
    if state in AssetState.values:
        found = found.filter(Q(now=state))
    elif not include_out:
        found = found.exclude(state=AssetState.OUT)
    if kind in AssetKind.values:
        found = found.filter(kind=kind)
    if with_volume is not None:
        found = found.exclude(volume="") if with_volume else found.filter(volume="")
    for word in fold(search).split():
        found = found.filter(search__contains=word)
    return found


def _annotated(rows: QuerySet[Asset]) -> QuerySet[Asset]:
    troubled = Failure.objects.filter(
        Q(asset=OuterRef("pk")) | Q(camera__isnull=False, camera=OuterRef("camera"))
    ).exclude(state__in=_OVER)
    shown = Case(
        When(Q(state=AssetState.WORKING) & Exists(troubled), then=Value(AssetState.WARNING.value)),
        default=F("state"),
        output_field=CharField(),
    )
    return rows.select_related("area", "camera__area", "approved_by", "replaces").annotate(
        now=shown
    )


def shown_state(row: Asset) -> AssetState:
    """Of a row that ``assets`` or ``asset`` gave: with Cảnh báo."""
    return AssetState(vars(row)["now"])


def asset(school: UUID, asset_id: UUID) -> Asset | None:
    """None where the school has none of that id."""
    return _annotated(Asset.objects.filter(school_id=school, pk=asset_id)).first()


def asset_of_camera(camera: str) -> Asset | None:
    """The record of a camera that is in use."""
    return Asset.objects.filter(camera_id=camera).exclude(state=AssetState.OUT).first()


def changes(asset_id: UUID) -> list[AssetChange]:
    """Its history, oldest first."""
    return list(AssetChange.objects.filter(asset_id=asset_id).select_related("person"))


def to_approve(school: UUID) -> QuerySet[Asset]:
    """Devices in use whose connection nobody of the Board has approved (khoản 2 Điều 5)."""
    return assets(school).filter(approved_us=None)


def approved_devices(school: UUID) -> list[tuple[str, str]]:
    """(MAC address, serial number) of every registered device in use: the approved list of khoản 2 Điều 5."""
    rows = Asset.objects.filter(school_id=school).exclude(state=AssetState.OUT)
    return [
        (mac or camera_mac or "", serial)
        for mac, camera_mac, serial in rows.values_list("mac", "camera__mac", "serial")
    ]


def stores(school: UUID) -> QuerySet[Asset]:
    """The storage register (khoản 3 Điều 2): disks, network storage, recorders, computers with footage."""
    kinds = [each.value for each in STORES - {AssetKind.COMPUTER}]
    return assets(school).filter(Q(kind__in=kinds) | ~Q(volume=""))


def stopped_cameras() -> frozenset[str]:
    """Cameras whose streams are pulled: they leave the recorders’ plan."""
    rows = DeviceStop.objects.filter(restart=None, camera__isnull=False)
    return frozenset(rows.values_list("camera_id", flat=True))


def stop_of(camera: str) -> DeviceStop | None:
    """The stop that a camera is under: “Đang ngừng – SC-…”."""
    return DeviceStop.objects.filter(camera_id=camera, restart=None).order_by("-at_us").first()


def stopped_tickets(school: UUID) -> dict[str, str]:
    """Camera → the number that it is stopped under."""
    rows = stops(school).filter(restart=None, camera__isnull=False)
    return {str(each.camera_id): each.ticket for each in rows}


def stops(school: UUID, *, camera: str = "") -> QuerySet[DeviceStop]:
    """Newest first, with what ended them."""
    found = DeviceStop.objects.filter(asset__school_id=school)
    if camera:
        found = found.filter(camera_id=camera)
    return found.select_related("asset", "camera", "by", "restart__by").order_by("-at_us")


def open_ticket(person: UUID, camera: str, at_us: int) -> str | None:
    """The number of the failure that lets this person work on this camera now: handed to him, directed, not over.

    A ticket is an open failure (REQUIREMENTS §4): a network administrator has one only from the Board's direction on,
    and no longer than its time.
    """
    mine = Failure.objects.filter(
        Q(camera_id=camera) | Q(camera__isnull=True) | Q(asset__camera_id=camera),
        assignee_id=person,
        way=Way.NETWORK,
        directed_us__lte=at_us,
        due_us__gt=at_us,
    ).exclude(state__in=_OVER)
    row = mine.order_by("-directed_us").first()
    return row.label if row is not None else None


def manuals(school: UUID, *, brand: str = "", model: str = "") -> QuerySet[Manual]:
    """Of one model, or all."""
    found = Manual.objects.filter(school_id=school).select_related("scan", "added_by")
    if model:
        found = found.filter(model_key=fold(f"{brand} {model}"))
    return found


def manual(school: UUID, manual_id: UUID) -> Manual | None:
    return manuals(school).filter(pk=manual_id).first()
