"""The test of a camera's address shows a picture: it has its trace, and keeps to the camera's own device."""

import json
from typing import Any

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.ledger.models import Outbox
from vonggac.places import selectors
from vonggac.web.places import trying, views

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def test_a_setup_frame_is_written_down_before_it_is_shown(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """7.1: the technical administrator's look at a camera is his own logged act; no password is in the entry."""
    written: list[dict[str, Any]] = []

    def shown(_: dict[str, Any], *, known_camera: str) -> list[trying.Tried]:
        entries = Outbox.objects.filter(entry_type="config.change")
        written.extend(json.loads(each.body) for each in entries)
        return [trying.Tried("main", ok=True, picture="data:image/jpeg;base64,")]

    monkeypatch.setattr(views, "try_camera", shown)
    camera = school.cameras["gate"]
    form = {"main_url": "rtsp://me:hidden-word@10.0.9.9/a", "camera": camera}
    answer = browser(school.it_teacher).post(reverse("camera_test"), form)
    assert answer.status_code == 200
    looks = [each for each in written if each["what"] == "camera.test"]
    assert [each["cam"] for each in looks] == [camera]
    assert "hidden-word" not in str(written)


def test_another_role_gets_no_setup_frame(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Matrix: cameras are configured by the IT teacher."""
    monkeypatch.setattr(views, "try_camera", lambda *_, **__: pytest.fail("tried"))
    for who in (school.principal, school.duty_officer):
        answer = browser(who).post(reverse("camera_test"), {"main_url": "rtsp://10.0.9.9/a"})
        assert answer.status_code == 403


def test_a_kept_password_is_tried_at_its_own_device_only(
    school: SchoolScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I11: the test of a changed address sends it to no machine that was just named."""
    tried: dict[str, tuple[str, str]] = {}

    def source(url: str, username: str, password: str, _: dict[str, Any]) -> None:
        tried[url] = (username, password)

    monkeypatch.setattr(trying, "_source", source)

    async def nothing(_: object) -> list[trying.Tried]:
        return []

    monkeypatch.setattr(trying, "_try_all", nothing)
    camera = school.cameras["gate"]
    own = selectors.camera(camera).main_url
    data = {"main_url": own, "sub_url": "rtsp://10.66.6.6/listening"}
    trying.try_camera(data, known_camera=camera)
    assert tried[own] == ("admin", "camera-password")
    assert tried["rtsp://10.66.6.6/listening"] == ("", "")
