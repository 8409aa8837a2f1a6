"""The register of assets (khoản 2 Điều 2): entered, changed with a basis, connected by approval, taken out of use.

Nothing here removes a row. Raises Refused, ValidationError, TextRefused.
"""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.equipment import particulars
from vonggac.equipment.models import Asset, Manual
from vonggac.equipment.services import histories
from vonggac.equipment.services.steps import invalid
from vonggac.equipment.states import STORES, AssetDeed, AssetKind, AssetState
from vonggac.kernel import clock
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.text import fold, one_line
from vonggac.papers import services as papers
from vonggac.places import selectors as places
from vonggac.places.models import Camera

CAMERA_CODE = "CAM-"
DISK_CODE = "LT-"


@transaction.atomic
def register_asset(
    *,
    school: UUID,
    by: UUID,
    code: str,
    basis: str = "",
    imported: bool = False,
    replaces: Asset | None = None,
    **values: Any,
) -> Asset:
    """A device enters the register, waiting to be connected. ``values``: ``particulars.FIELDS``."""
    access.require(by, school, Deed.KEEP_ASSETS)
    shown, key = particulars.clean_code(code)
    row = Asset(
        school_id=school,
        code=shown,
        code_key=key,
        state=AssetState.WAITING,
        made_us=clock.now_us(),
        replaces=replaces,
        **_checked(school, {"kind": AssetKind.OTHER, "name": ""} | values),
    )
    why = one_line("basis", basis, max_length=300, required=False)
    _save_new(row)
    histories.note(row, AssetDeed.IMPORTED if imported else AssetDeed.REGISTERED, by, basis=why)
    return row


@transaction.atomic
def change_asset(*, asset: UUID, by: UUID, basis: str, **values: Any) -> Asset:
    """What is named changes; old and new stand in its history. Nothing new writes nothing."""
    row = _locked(asset, by, Deed.KEEP_ASSETS)
    why = one_line("basis", basis, max_length=300)
    clean = _checked(row.school_id, values)
    before = {name: particulars.as_text(row, name) for name in clean}
    for name, value in clean.items():
        setattr(row, name, value)
    after = {name: particulars.as_text(row, name) for name in clean}
    changed = {name: (before[name], after[name]) for name in clean if before[name] != after[name]}
    if not changed:
        return row
    row.search = particulars.search_text(row)
    row.full_clean()
    row.save(update_fields=[*clean, "search"])
    histories.note(row, AssetDeed.CHANGED, by, basis=why, changed=changed)
    return row


@transaction.atomic
def approve_connection(*, asset: UUID, by: UUID, basis: str = "") -> Asset:
    """The Board approves the Phiếu đấu nối (khoản 2 Điều 5): Chờ đấu nối → Hoạt động. Repeating does nothing."""
    row = _locked(asset, by, Deed.APPROVE_CONNECTION)
    if row.approved_us is not None:
        return row
    row.approved_us, row.approved_by_id = clock.now_us(), by
    if row.state == AssetState.WAITING:
        row.state = AssetState.WORKING
    row.save(update_fields=["approved_us", "approved_by", "state"])
    why = one_line("basis", basis, max_length=300, required=False)
    histories.note(row, AssetDeed.CONNECTED, by, basis=why)
    return row


@transaction.atomic
def take_out(*, asset: UUID, by: UUID, reason: str) -> Asset:
    """Loại khỏi sử dụng: for ever. A camera leaves the registry of cameras first."""
    row = _locked(asset, by, Deed.KEEP_ASSETS)
    if row.camera is not None and row.camera.out_of_use_us is None:
        raise invalid("reason", _("Take the camera out of use first: it is still recorded."))
    return put_out(row, by, one_line("reason", reason, max_length=300))


def put_out(row: Asset, by: UUID, reason: str) -> Asset:
    """In the caller's transaction, who asked whether ``by`` may."""
    row.state, row.ticket = AssetState.OUT, ""
    row.out_us, row.out_reason = max(clock.now_us(), row.made_us), reason
    row.save(update_fields=["state", "ticket", "out_us", "out_reason"])
    histories.note(row, AssetDeed.OUT, by, basis=reason)
    return row


def record_camera(camera: Camera, by: UUID | None) -> None:
    """Within the registering of a camera: no stream without an asset record (khoản 2 Điều 5).

    A device that waits in the register with that MAC address or serial number is it; else a record is made.
    """
    school = camera.area.school_id
    waiting = Asset.objects.filter(
        school_id=school, kind=AssetKind.CAMERA, camera=None, state=AssetState.WAITING
    )
    row = waiting.filter(mac=camera.mac).first() if camera.mac else None
    if row is None and camera.serial:
        row = waiting.filter(serial=camera.serial).first()
    known = row is not None
    row = row or Asset(
        school_id=school,
        kind=AssetKind.CAMERA,
        name=camera.name,
        brand=camera.brand,
        model=camera.model,
        serial=camera.serial,
        mac=camera.mac,
        position=camera.position,
        made_us=clock.now_us(),
        **_free_code(school, CAMERA_CODE),
    )
    row.camera, row.area, row.state = camera, camera.area, AssetState.WORKING
    if known:
        row.search = particulars.search_text(row)
        row.save(update_fields=["camera", "area", "state", "search"])
        histories.note(row, AssetDeed.CHANGED, by, changed={"camera": ("", camera.id)})
        return
    _save_new(row)
    histories.note(row, AssetDeed.REGISTERED, by)


def release_camera(camera: Camera, by: UUID | None) -> None:
    """Within taking a camera out of use: the device is connected no more; a stopped one stays stopped."""
    row = Asset.objects.filter(camera=camera, state=AssetState.WORKING).first()
    if row is not None:
        row.state, row.camera = AssetState.WAITING, None
        row.save(update_fields=["state", "camera"])
        histories.note(row, AssetDeed.CHANGED, by, changed={"camera": (camera.id, "")})


def record_volume(*, school: UUID, path: str, by: UUID | None) -> Asset:
    """Within adding a volume: what is recorded to stands in the storage register (khoản 3 Điều 2)."""
    found = (
        Asset.objects.filter(school_id=school, volume=path).exclude(state=AssetState.OUT).first()
    )
    if found is not None:
        return found
    row = Asset(
        school_id=school,
        kind=AssetKind.DISK,
        name=_("Disk at %(path)s") % {"path": path[-100:]},
        volume=path,
        state=AssetState.WORKING,
        made_us=clock.now_us(),
        **_free_code(school, DISK_CODE),
    )
    _save_new(row)
    histories.note(row, AssetDeed.REGISTERED, by)
    return row


def add_manual(
    *, school: UUID, by: UUID, brand: str, model: str, title: str, content: bytes
) -> Manual:
    """A manual of a model. Raises Refused, PaperRefused, TextRefused, OSError."""
    access.require(by, school, Deed.KEEP_ASSETS)
    row = Manual(
        id=new_uuid(),
        school_id=school,
        brand=one_line("brand", brand, max_length=80, required=False),
        model=one_line("model", model, max_length=80),
        title=one_line("title", title, max_length=160),
        added_us=clock.now_us(),
        added_by_id=by,
    )
    row.model_key = fold(f"{row.brand} {row.model}")
    with papers.keep(school=school, of=f"manual {row.id.hex[:8]}", content=content, by=by) as scan:
        row.scan = scan
        row.save(force_insert=True)
    return row


def _locked(asset: UUID, by: UUID, deed: Deed) -> Asset:
    """Raises Asset.DoesNotExist, Refused, ValidationError."""
    rows = Asset.objects.select_for_update().select_related("camera", "area")
    row = rows.get(pk=asset)
    access.require(by, row.school_id, deed)
    if row.state == AssetState.OUT:
        raise invalid(None, _("The device is out of use: its record stays as it is."))
    return row


def _checked(school: UUID, values: dict[str, Any]) -> dict[str, Any]:
    clean = particulars.cleaned(values)
    area = clean.get("area_id")
    if area is not None and not places.areas(school).filter(pk=area).exists():
        raise invalid("area", _("Choose an area of the school."))
    if clean.get("volume") and clean.get("kind", AssetKind.DISK) not in STORES:
        raise invalid("volume", _("Only a disk, a recorder or a computer stores footage."))
    return clean


def _save_new(row: Asset) -> None:
    row.search = particulars.search_text(row)
    row.full_clean()
    row.save(force_insert=True)


def _free_code(school: UUID, prefix: str) -> dict[str, str]:
    """``CAM-07``: the first that nobody has, counted from how many there are."""
    taken = set(
        Asset.objects.filter(school_id=school, code_key__startswith=fold(prefix)).values_list(
            "code_key", flat=True
        )
    )
    number = len(taken) + 1
    while fold(f"{prefix}{number:02d}") in taken:
        number += 1
    code, key = particulars.clean_code(f"{prefix}{number:02d}")
    return {"code": code, "code_key": key}
