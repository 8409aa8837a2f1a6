"""Finding cameras in the pages: what the network says is shown, what is ticked is added, and no password comes back."""

from typing import Any, ClassVar, Self

import pytest
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.ledger.models import Outbox
from vonggac.onvif import client as client_room
from vonggac.onvif.choice import Profile
from vonggac.onvif.device import DeviceFacts
from vonggac.onvif.faults import REFUSED, OnvifFault
from vonggac.onvif.finding import Found
from vonggac.places import selectors, services
from vonggac.web.places import finding

pytestmark = pytest.mark.django_db(databases=["default", "archive"])

SECRET = "bí mật của camera"
GATE = Found("10.0.0.64", "http://10.0.0.64/onvif/device_service", name="HIKVISION")
RECORDER = Found(
    "10.0.0.65", "http://10.0.0.65/onvif/device_service", name="<script>alert(1)</script>"
)
LOCKED = Found("10.0.0.66", "http://10.0.0.66/onvif/device_service", name="Tapo")
PRINTER = Found("10.0.0.67", "", rtsp=True)


def profile(token: str, url: str, width: int, source: str = "s1") -> Profile:
    return Profile(
        token, codec="H264", width=width, height=width * 9 // 16, stream_uri=url, source=source
    )


def facts(*profiles: Profile, **more: Any) -> DeviceFacts:
    told = {"brand": "Hikvision", "model": "DS-2CD", "serial": "S1", "firmware": "5", "mac": ""}
    return DeviceFacts(**(told | more), clock_offset_us=9_000_000, profiles=profiles)


ANSWERS: dict[str, DeviceFacts | OnvifFault] = {
    GATE.xaddr: facts(
        profile("m", "rtsp://10.0.0.64/101", 1920), profile("s", "rtsp://10.0.0.64/102", 640)
    ),
    RECORDER.xaddr: facts(
        *(profile(f"c{n}", f"rtsp://10.0.0.65/{n}01", 1280, f"v{n}") for n in (1, 2)), serial="S2"
    ),
    LOCKED.xaddr: OnvifFault(REFUSED),
}


class Network:
    """In the place of the helper process: a network with a camera, a recorder, a locked camera and a printer."""

    asked: ClassVar[list[tuple[str, str, str]]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing to end."""

    async def find(self, ranges: list[str], **_: Any) -> tuple[Found, ...]:
        if "nonsense" in ranges:
            raise ValueError("no range")
        return GATE, RECORDER, LOCKED, PRINTER

    async def describe(self, xaddr: str, username: str, password: str, **_: Any) -> DeviceFacts:
        Network.asked.append((xaddr, username, password))
        answer = ANSWERS[xaddr]
        if isinstance(answer, OnvifFault) and password != "own":
            raise answer
        return (
            answer
            if isinstance(answer, DeviceFacts)
            else facts(profile("m", "rtsp://10.0.0.66/1", 640))
        )


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_room, "Helper", Network)
    Network.asked.clear()


def look(client: Client, **more: str) -> tuple[int, str]:
    answer = client.post(reverse("camera_found"), {"username": "admin", "password": SECRET, **more})
    return answer.status_code, answer.content.decode()


def test_the_list_says_what_each_device_is(school: SchoolScene, browser: Browser) -> None:
    """Facts, channels, a clock that is off; why the others can't be asked; and no password in any page (I11)."""
    status, page = look(browser(school.it_teacher))
    assert status == 200
    for told in ("Hikvision DS-2CD", "1920×1080", "640×360", "+9,0 s", "Kênh 2", "Tapo"):
        assert told in page
    assert "từ chối tài khoản" in page
    assert "không theo ONVIF" in page
    assert SECRET not in page
    assert "<script>" not in page
    assert {each[1:] for each in Network.asked} == {("admin", SECRET)}


def test_a_range_that_is_none_is_refused_in_words(school: SchoolScene, browser: Browser) -> None:
    """400, and the network is left in peace."""
    status, page = look(browser(school.it_teacher), ranges="nonsense")
    assert status == 400
    assert "192.168.1.0/24" in page
    assert Network.asked == []


def test_a_locked_device_is_asked_again_with_its_own_account(
    school: SchoolScene, browser: Browser
) -> None:
    """Only this one, once."""
    form = {
        "device": "2",
        "row-2": finding.FoundDevice(2, LOCKED.address, LOCKED.xaddr, "Tapo").row,
        "username": "admin",
        "password": SECRET,
        "password-2": "own",
    }
    page = browser(school.it_teacher).post(reverse("found_device"), form).content.decode()
    assert "rtsp://10.0.0.66/1" in page
    assert Network.asked == [(LOCKED.xaddr, "", "own")]


def test_the_password_goes_to_no_address_that_a_page_made_up(
    school: SchoolScene, browser: Browser
) -> None:
    """Only what the network told of is asked again, and for an hour."""
    form = {"device": "2", "xaddr-2": "http://10.9.9.9/x", "password": SECRET, "row-2": "made:up"}
    assert browser(school.it_teacher).post(reverse("found_device"), form).status_code == 400
    assert Network.asked == []


def test_what_is_ticked_is_added_with_area_plan_and_device(
    school: SchoolScene, browser: Browser
) -> None:
    """A channel without an area says so; the others are added all the same."""
    form = {
        "username": "admin",
        "password": SECRET,
        "plan": "school_hours_then_events",
        "chosen": ["0-1", "1-2", "1-1"],
        "brand-0": "Hikvision",
        "serial-0": "S9",
        "xaddr-0": GATE.xaddr,
        "name-0-1": "Cổng mới",
        "area-0-1": str(school.areas["gate"]),
        "main-0-1": "rtsp://10.0.0.64/101",
        "sub-0-1": "rtsp://10.0.0.64/102",
        "several-1": "1",
        "name-1-2": "Đầu ghi 2",
        "area-1-2": str(school.areas["yard"]),
        "main-1-2": "rtsp://10.0.0.65/201",
        "name-1-1": "Không khu vực",
        "main-1-1": "rtsp://10.0.0.65/101",
    }
    client = browser(school.it_teacher)
    page = client.post(reverse("camera_add_found"), form, follow=True).content.decode()
    rows = {each.name: each for each in selectors.cameras(school.id)}
    assert rows["Cổng mới"].sub_url == "rtsp://10.0.0.64/102"
    assert rows["Cổng mới"].brand == "Hikvision"
    assert rows["Đầu ghi 2"].channel == 2
    assert "Không khu vực" not in rows
    assert "Không khu vực" in page
    plan = selectors.plan_of(rows["Cổng mới"].id)
    assert plan is not None
    assert plan.grid.startswith("e")
    assert selectors.credentials(rows["Đầu ghi 2"].id, "rtsp://10.0.0.65/201") == ("admin", SECRET)


def test_a_private_area_is_no_choice(school: SchoolScene, browser: Browser) -> None:
    """Not offered, and refused where somebody posts it all the same."""
    toilets = services.create_area(
        school=school.id, name="Nhà vệ sinh", kind="private", by=school.it_teacher
    )
    client = browser(school.it_teacher)
    assert "Nhà vệ sinh" not in look(client)[1]
    form = {
        "plan": "continuous",
        "chosen": "0-1",
        "name-0-1": "x",
        "area-0-1": str(toilets.id),
        "main-0-1": "rtsp://10.0.0.64/101",
    }
    before = selectors.cameras(school.id).count()
    client.post(reverse("camera_add_found"), form)
    assert selectors.cameras(school.id).count() == before


def test_a_registered_camera_is_marked_so(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its address; it can't be ticked a second time."""
    gate = selectors.cameras(school.id)[0]
    monkeypatch.setitem(ANSWERS, GATE.xaddr, facts(profile("m", gate.main_url, 1920)))
    page = look(browser(school.it_teacher))[1]
    assert f"<b>{gate.name}</b>" in page
    assert 'value="0-1"' not in page


def test_a_school_without_areas_gets_the_usual_ones_by_one_press(
    school: SchoolScene, browser: Browser
) -> None:
    """Pressed twice, or with a name that is not offered, nothing more comes of it."""
    client = browser(school.it_teacher)
    before = selectors.areas(school.id).count()
    for _ in range(2):
        client.post(reverse("usual_areas"), {"area": ["Nhà xe", "Thư viện", "Nhà tắm"]})
    assert selectors.areas(school.id).count() == before + 2


def test_only_who_configures_cameras_may_look(school: SchoolScene, browser: Browser) -> None:
    """The network of a school is nobody else's to question (khoản 2 Điều 2)."""
    client = browser(school.principal)
    assert client.get(reverse("camera_find")).status_code == 403
    for name in (
        "camera_found",
        "found_device",
        "found_picture",
        "camera_add_found",
        "usual_areas",
    ):
        assert client.post(reverse(name), {}).status_code == 403
    assert Network.asked == []


def test_every_question_to_the_network_leaves_a_trace(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An account is tried at strangers' devices, at addresses that the page names: written down (ACCESS §7.1)."""
    monkeypatch.setattr(client_room, "Helper", Network)
    client = browser(school.it_teacher)
    client.post(reverse("camera_found"), {"username": "admin", "password": SECRET})
    row = finding.FoundDevice(0, GATE.address, GATE.xaddr, "").row
    client.post(reverse("found_device"), {"device": "0", "row-0": row})
    bodies = [each.body for each in Outbox.objects.all()]
    found = [each for each in bodies if "camera.find" in each]
    assert len(found) == 2
    assert SECRET not in str(found)
