"""A camera's number without a path: the makers' usual addresses are tried and put into the form."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.scenes.virtual import made
from tests.web.conftest import Browser
from vonggac.simcam.process import Served, SimProcess

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
ACCOUNT: dict[str, Any] = {"username": "admin", "password": "mat-khau-01"}


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimProcess]:
    """It has two streams where a VIGI has them, behind a password, and tells of neither."""
    clip: Path = made(tmp_path_factory.mktemp("clip") / "clip.mp4", pictures=10)
    served = [Served(path, clip, audio=False) for path in ("stream1", "stream2")]
    with SimProcess(served, **ACCOUNT) as cameras:
        yield cameras


@pytest.fixture(autouse=True)
def _loopback(settings: object) -> None:
    settings.ALLOW_LOOPBACK_CAMERAS = True  # type: ignore[attr-defined]  # Django's settings


def test_the_usual_addresses_are_found_and_stand_in_the_form(
    school: SchoolScene, browser: Browser, camera: SimProcess
) -> None:
    asked = {"main_url": f"rtsp://127.0.0.1:{camera.port}", "name": "Cổng VIGI", **ACCOUNT}
    page = browser(school.it_teacher).post(reverse("camera_test"), asked).content.decode()
    assert "Tapo / VIGI" in page
    for field, path in (("main_url", "stream1"), ("sub_url", "stream2")):
        assert f'id="id_{field}" name="{field}"' in page
        assert f'value="rtsp://127.0.0.1:{camera.port}/{path}" hx-swap-oob="true"' in page
    assert page.count("chip good") == 2, "both were tried"
    assert ACCOUNT["password"] not in page


def test_a_wrong_password_is_told_and_no_path_is_guessed(
    school: SchoolScene, browser: Browser, camera: SimProcess
) -> None:
    asked = {"main_url": f"rtsp://127.0.0.1:{camera.port}/", **ACCOUNT, "password": "khác"}
    page = browser(school.it_teacher).post(reverse("camera_test"), asked).content.decode()
    assert "Camera từ chối tên đăng nhập hoặc mật khẩu" in page
    assert "hx-swap-oob" not in page


def test_a_typed_path_stays_as_it_was_typed(
    school: SchoolScene, browser: Browser, camera: SimProcess
) -> None:
    asked = {"main_url": f"rtsp://127.0.0.1:{camera.port}/stream2", **ACCOUNT}
    page = browser(school.it_teacher).post(reverse("camera_test"), asked).content.decode()
    assert "chip good" in page
    assert "hx-swap-oob" not in page
