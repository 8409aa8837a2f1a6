"""What a camera said of itself is stored clean, and shows that a device is registered already."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.schools import SchoolScene, yen_cuong
from vonggac.kernel.text import TextRefused
from vonggac.places import selectors, services
from vonggac.places.devices import Device
from vonggac.places.models import Camera

DEVICE = Device(
    brand="Hikvision",
    model="DS-2CD2043",
    serial="DS-2CD2043-20260101",
    mac="44-19-B6-0A-0B-0C",
    firmware="V5.7",
    onvif_url="http://10.0.9.9/onvif/device_service",
)


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def add(school: SchoolScene, number: int, device: Device) -> Camera:
    return services.add_camera(
        area=school.areas["yard"],
        name=f"Sân {number}",
        main_url=f"rtsp://10.0.9.{number}/main",
        by=school.it_teacher,
        device=device,
    )


def test_facts_are_kept_clean(school: SchoolScene) -> None:
    """A MAC address in any spelling is one; the plan carries what is known."""
    made = add(school, 9, DEVICE)
    row = next(each for each in selectors.recording_plan() if each.id == made.id)
    assert row.device.mac == "44:19:b6:0a:0b:0c"
    assert row.device.model == "DS-2CD2043"
    services.change_camera(camera=made.id, by=school.it_teacher, name="Sân chính")
    assert selectors.camera_device(selectors.camera(made.id)) == row.device


def test_the_same_device_is_registered_once(school: SchoolScene) -> None:
    """By its MAC address, whatever its address is now; another channel of a recorder is another camera."""
    first = add(school, 9, DEVICE)
    moved = Device(mac="4419b60a0b0c")
    with pytest.raises(ValidationError, match="Sân 9"):
        add(school, 10, moved)
    add(school, 11, Device(mac=DEVICE.mac, channel=2))
    services.take_out_of_use(camera=first.id, reason="Thay", by=school.it_teacher)
    add(school, 12, moved)


def test_a_serial_number_counts_while_mac_addresses_do_not_differ(school: SchoolScene) -> None:
    """Cheap makers give every device the same one."""
    cheap: dict[str, Any] = {"brand": "Yoosee", "model": "GW", "serial": "123456"}
    add(school, 9, Device(**cheap, mac="00:11:22:33:44:55"))
    with pytest.raises(ValidationError):
        add(school, 10, Device(**cheap))
    add(school, 11, Device(**cheap, mac="00:11:22:33:44:66"))
    add(school, 12, Device(brand="Other", model="GW", serial="123456"))


@pytest.mark.parametrize("mac", ["", "00:00:00:00:00:00", "ff-ff-ff-ff-ff-ff"])
def test_no_mac_address_is_nobodys(school: SchoolScene, mac: str) -> None:
    """Two devices that do not say theirs are not the same."""
    add(school, 9, Device(mac=mac))
    assert add(school, 10, Device(mac=mac)).mac == ""


@pytest.mark.parametrize(
    "device",
    [
        Device(mac="44:19:b6"),
        Device(mac="zz:19:b6:0a:0b:0c"),
        Device(channel=-1),
        Device(channel=257),
        Device(model="x" * 81),
        Device(brand="a\u202eb"),
        Device(onvif_url="ftp://10.0.9.9/"),
        Device(onvif_url="http://admin:x@10.0.9.9/onvif"),
        Device(onvif_url="http://127.0.0.1/onvif"),
        Device(onvif_url="http://169.254.169.254/latest"),
        Device(onvif_url="http://[10.0.9.9/"),
    ],
)
def test_what_a_device_lies_is_refused(school: SchoolScene, device: Device) -> None:
    """Nothing that hides, nothing that sends us to ourselves or to link-local."""
    with pytest.raises((ValidationError, TextRefused)):
        add(school, 9, device)


def test_the_database_holds_a_device_once(school: SchoolScene) -> None:
    """Whatever the code does; and no credentials in an ONVIF address."""
    add(school, 9, DEVICE)
    gate = Camera.objects.filter(pk=school.cameras["gate"])
    for change in ({"mac": "44:19:b6:0a:0b:0c"}, {"onvif_url": "http://a:b@10.0.0.1/"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            gate.update(**change)
