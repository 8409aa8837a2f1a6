"""The school, its areas, its cameras.

Who may call is asked by ``access.selectors.refusal_for``. ``by`` is the person; None: the machine's set-up.
Nothing here removes a row: a camera is taken out of use, its footage stays what it was.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from hmac import compare_digest
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id, new_camera_id, require_camera_id
from vonggac.kernel.text import fold, one_line
from vonggac.ledger import services as ledger
from vonggac.places.addresses import camera_address, device_of, onvif_address
from vonggac.places.devices import TEXTS, Device, clean_channel, clean_mac
from vonggac.places.models import (
    Area,
    AreaKind,
    Camera,
    CameraState,
    School,
    SourceKind,
    Transport,
)
from vonggac.places.sealing import Unsealable, seal, unseal
from vonggac.places.selectors import camera_device, registered_as
from vonggac.rtsp.address import split_credentials

Registered = Callable[[Camera, UUID | None], None]
"""Called within the transaction that registers a camera, or takes it out of use."""
_REGISTERED: list[Registered] = []
_OUT: list[Registered] = []


def with_every_camera(*, registered: Registered, out_of_use: Registered) -> None:
    """A room above keeps a record of every camera (khoản 2 Điều 5): what raises refuses the camera."""
    if registered not in _REGISTERED:
        _REGISTERED.append(registered)
        _OUT.append(out_of_use)


@transaction.atomic
def create_school(
    *,
    name: str,
    symbol: str,
    by: UUID | None = None,
    parent_body: str = "",
    locality: str = "",
    year_month: int = 9,
    year_day: int = 5,
) -> School:
    """``year_month``, ``year_day``: when the school year begins, and with it the books."""
    school = School(
        name=one_line("name", name, max_length=160),
        symbol=one_line("symbol", symbol, max_length=20),
        parent_body=one_line("parent_body", parent_body, max_length=160, required=False),
        locality=one_line("locality", locality, max_length=80, required=False),
        year_month=year_month,
        year_day=year_day,
        created_us=clock.now_us(),
    )
    school.full_clean()
    school.save(force_insert=True)
    _record_school(school, by)
    return school


@transaction.atomic
def set_strict_vice_principal(*, school: UUID, strict: bool, by: UUID) -> None:
    """On: a vice-principal needs a directive of the principal too. Running own demands of one end."""
    row = School.objects.select_for_update().get(pk=school)
    row.strict_vice_principal = strict
    row.save(update_fields=["strict_vice_principal"])
    _record_school(row, by)


@transaction.atomic
def create_area(*, school: UUID, name: str, kind: str, by: UUID | None, place: int = 0) -> Area:
    """Raises ValidationError where the school has an area of that name."""
    shown = one_line("name", name, max_length=80)
    area = Area(
        school_id=school,
        name=shown,
        search=fold(shown),
        kind=kind,
        place=place,
        created_us=clock.now_us(),
    )
    area.full_clean()
    area.save(force_insert=True)
    ledger.record(
        "config.change", actor=actor_id(by), what="area", digest=facts_digest(_area(area))
    )
    return area


@transaction.atomic
def change_area(*, area: UUID, name: str, kind: str, place: int, by: UUID) -> Area:
    """An area with cameras can't become a private one. Raises ValidationError."""
    row = Area.objects.select_for_update().get(pk=area)
    in_use = Camera.objects.filter(area=row, state=CameraState.ACTIVE).exists()
    if kind == AreaKind.PRIVATE and in_use:
        raise ValidationError({"kind": _private()})
    row.name = one_line("name", name, max_length=80)
    row.search, row.kind, row.place = fold(row.name), kind, place
    row.full_clean()
    row.save(update_fields=["name", "search", "kind", "place"])
    ledger.record("config.change", actor=actor_id(by), what="area", digest=facts_digest(_area(row)))
    return row


@transaction.atomic
def add_camera(
    *,
    area: UUID,
    name: str,
    main_url: str,
    by: UUID | None,
    sub_url: str = "",
    username: str = "",
    password: str = "",
    position: str = "",
    transport: str = Transport.TCP,
    audio: bool = False,
    source_kind: str = SourceKind.RTSP,
    place: int = 0,
    device: Device | None = None,
    allow_loopback: bool = False,
    camera_id: str | None = None,
) -> Camera:
    """Registers a camera; recorded within 5 s. Credentials in an address are moved out of it.

    ``device``: what it said of itself. ``allow_loopback`` is for virtual cameras. Raises ValidationError (also where
    the device is registered already, by its MAC address or serial number), TextRefused.
    """
    camera = _registered(camera_id)
    values: dict[str, Any] = {
        "area": area,
        "name": name,
        "main_url": main_url,
        "sub_url": sub_url,
        "username": username,
        "password": password,
        "position": position,
        "transport": transport,
        "audio": audio,
        "source_kind": source_kind,
        "place": place,
        "device": device or Device(),
    }
    return _told(_saved(camera, values, by, allow_loopback=allow_loopback), by)


def _told(camera: Camera, by: UUID | None) -> Camera:
    for each in _REGISTERED:
        each(camera, by)
    return camera


def _saved(
    camera: Camera, values: dict[str, Any], by: UUID | None, *, allow_loopback: bool
) -> Camera:
    _fill(camera, values, allow_loopback)
    return _saved_first(camera, by)


def _saved_first(camera: Camera, by: UUID | None) -> Camera:
    camera.full_clean(exclude=["sealed_password"])
    camera.save()
    _record_camera(camera, by)
    return camera


CHANGEABLE = frozenset(
    [
        "area",
        "name",
        "main_url",
        "sub_url",
        "username",
        "password",
        "position",
        "transport",
        "audio",
        "source_kind",
        "place",
        "device",
    ]
)


@transaction.atomic
def change_camera(*, camera: str, by: UUID, allow_loopback: bool = False, **changes: Any) -> Camera:
    """Changes what is named (fields of ``add_camera``); an empty password keeps the old one."""
    unknown = set(changes) - CHANGEABLE
    if unknown:
        raise TypeError(f"no such field: {sorted(unknown)}")
    row = Camera.objects.select_for_update().get(pk=camera, state=CameraState.ACTIVE)
    if not changes.get("password"):
        changes.pop("password", None)
    return _saved(row, changes, by, allow_loopback=allow_loopback)


@transaction.atomic
def take_out_of_use(*, camera: str, reason: str, by: UUID) -> Camera:
    """Recording of it ends; the row, its number and its footage stay."""
    row = Camera.objects.select_for_update().get(pk=camera, state=CameraState.ACTIVE)
    row.out_of_use_reason = one_line("reason", reason, max_length=300)
    row.state = CameraState.OUT_OF_USE
    row.out_of_use_us = max(clock.now_us(), row.commissioned_us)
    row.save(update_fields=["state", "out_of_use_us", "out_of_use_reason"])
    _record_camera(row, by)
    for each in _OUT:
        each(row, by)
    return row


@transaction.atomic
def record_setup_frame(*, addresses: Iterable[str], camera: str, by: UUID) -> None:
    """A test of addresses shows one picture of each: its trace, committed before (ACCESS §7.1).

    ``camera``: the registered one whose password may be used; empty for a new one.
    """
    clean = [split_credentials(each)[0] for each in addresses]
    known = {"cam": camera} if camera else {}
    ledger.record(
        "config.change",
        actor=actor_id(by),
        what="camera.test",
        digest=facts_digest({"addresses": clean}),
        **known,
    )


@transaction.atomic
def record_search(*, asked: Iterable[str], by: UUID) -> None:
    """Devices are asked what they are, and an account is tried: its trace, committed before. ``asked``: addresses."""
    ledger.record(
        "config.change",
        actor=actor_id(by),
        what="camera.find",
        digest=facts_digest({"addresses": [split_credentials(each)[0] for each in asked]}),
    )


def _registered(camera_id: str | None) -> Camera:
    return Camera(
        id=require_camera_id(camera_id) if camera_id else new_camera_id(),
        state=CameraState.ACTIVE,
        commissioned_us=clock.now_us(),
        sealed_password=b"",
    )


def _fill(camera: Camera, values: dict[str, Any], allow_loopback: bool) -> None:
    if "area" in values:
        camera.area = Area.objects.get(pk=values["area"])
    if camera.area.kind == AreaKind.PRIVATE:
        raise ValidationError({"area": _private()})
    for field, limit in (("name", 80), ("position", 160), ("username", 80)):
        if field in values:
            text = one_line(field, values[field], max_length=limit, required=field == "name")
            setattr(camera, field, text)
    for field in ("transport", "audio", "source_kind", "place"):
        if field in values:
            setattr(camera, field, values[field])
    _fill_addresses(camera, values, allow_loopback)
    if "device" in values:
        _fill_device(camera, values["device"], allow_loopback)
    camera.search = fold(f"{camera.name} {camera.position}")[:160]


def _fill_device(camera: Camera, device: Device, allow_loopback: bool) -> None:
    for field in TEXTS:
        text = one_line(field, getattr(device, field), max_length=80, required=False)
        setattr(camera, field, text)
    camera.mac = clean_mac(device.mac)
    camera.channel = clean_channel(device.channel)
    camera.onvif_url = onvif_address("onvif_url", device.onvif_url, allow_loopback=allow_loopback)
    twin = registered_as(camera_device(camera), but=camera.id)
    if twin is not None:
        words = _("This device is registered already: %(camera)s (%(area)s).")
        said = words % {"camera": twin.name, "area": twin.area.name}
        raise ValidationError(ValidationError(said, code="registered"))


def _devices(camera: Camera) -> set[tuple[str, int]]:
    """The devices that the camera's addresses name."""
    return {device_of(each) for each in (camera.main_url, camera.sub_url) if each}


def _fill_addresses(camera: Camera, values: dict[str, Any], allow_loopback: bool) -> None:
    password = values.get("password") or ""
    devices = _devices(camera)
    for field in ("main_url", "sub_url"):
        if field not in values:
            continue
        if field == "sub_url" and not values[field].strip():
            camera.sub_url = ""
            continue
        address = camera_address(field, values[field], allow_loopback=allow_loopback)
        setattr(camera, field, address.url)
        camera.username = camera.username or address.username
        password = password or address.password
    if password:
        if len(password) > 200:
            raise ValidationError({"password": ValidationError(_("The text is too long."), "long")})
        if not _is_kept(camera, password):
            camera.sealed_password = seal(password, camera=camera.id)
            camera.password_us = clock.now_us()
    elif camera.sealed_password and not _devices(camera) <= devices:
        raise ValidationError({"password": ValidationError(_NEW_DEVICE, "new_device")})


def _is_kept(camera: Camera, password: str) -> bool:
    """Whether it is the password that is kept already: typed again, it has not been changed."""
    try:
        kept = unseal(bytes(camera.sealed_password), camera=camera.id)
    except Unsealable:
        return False
    return compare_digest(kept.encode(), password.encode())


_NEW_DEVICE = gettext_lazy("The address is of another device: type the password for it again.")
"""A kept password goes to the device that it was typed for, and to no other that somebody names."""


def _private() -> ValidationError:
    return ValidationError(_("No camera may be registered in a private area."), code="private_area")


def _record_school(school: School, by: UUID | None) -> None:
    facts = {
        "school": school.id.hex,
        "year": [school.year_month, school.year_day],
        "strict": school.strict_vice_principal,
    }
    ledger.record("config.change", actor=actor_id(by), what="school", digest=facts_digest(facts))


def _record_camera(camera: Camera, by: UUID | None) -> None:
    facts = {
        "camera": camera.id,
        "area": camera.area_id.hex,
        "main": camera.main_url,
        "sub": camera.sub_url,
        "transport": camera.transport,
        "audio": camera.audio,
        "source": camera.source_kind,
        "state": camera.state,
        "device": asdict(camera_device(camera)),
    }
    ledger.record("camera.config", actor=actor_id(by), cam=camera.id, digest=facts_digest(facts))


def _area(area: Area) -> dict[str, object]:
    return {"area": area.id.hex, "kind": area.kind, "place": area.place}
