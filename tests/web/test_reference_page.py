"""Accepting a camera's streams and its view; and saying that it is watched by key frames only."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from tests.web.test_health import recording
from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.places import selectors

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
RUNNING: dict[str, Any] = {
    "codec": "h264",
    "width": 1920,
    "height": 1080,
    "bits_per_second": 3_000_000,
    "key_interval_us": 2_000_000,
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    folder = DataFolder(tmp_path)
    folder.prepare()
    monkeypatch.setattr(settings, "DATA", folder)
    return folder


def watching(data: DataFolder, camera: str, **said: Any) -> None:
    row = {"camera": camera, "stream": "main", "keys_only": False, "open": []} | said
    (data.run / "watch.json").write_text(json.dumps({"at_us": now_us(), "cameras": [row]}))


def accept(client: Client, camera: str, what: str, basis: str = "BB 03/2026") -> int:
    url = reverse("camera_reference", args=[camera])
    return client.post(url, {"what": what, "basis": basis}).status_code


def test_streams_are_accepted_as_they_run_now(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """By the IT teacher with a basis; the page then shows both."""
    gate, client = school.cameras["gate"], browser(school.it_teacher)
    sub = RUNNING | {"camera": gate, "stream": "sub", "fps": 5.0, "width": 640, "height": 360}
    main = RUNNING | {"camera": gate, "stream": "main", "fps": 25.0}
    said = {"at_us": now_us(), "waiting_bytes": 0, "streams": [main, sub]}
    (data.run / "recorder-0.json").write_text(json.dumps(said))
    assert accept(client, gate, "streams", basis="") == 400
    assert selectors.references() == {}
    assert accept(client, gate, "streams") == 302
    kept = selectors.references()[gate]
    assert kept.main is not None
    assert kept.sub is not None
    assert (kept.main.width, kept.main.milli_fps, kept.sub.width) == (1920, 25_000, 640)
    page = client.get(reverse("camera_reference", args=[gate])).content.decode()
    assert page.count("1920×1080") == 2
    assert "BB 03/2026" in page


def test_a_camera_without_pictures_cannot_be_accepted(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """Figures of nothing would be departed from for ever."""
    gate, client = school.cameras["gate"], browser(school.it_teacher)
    assert accept(client, gate, "streams") == 400
    recording(data, gate, **RUNNING, fps=0.0)
    assert accept(client, gate, "streams") == 400
    assert selectors.references() == {}


def test_the_view_is_accepted_with_a_basis(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    gate, client = school.cameras["gate"], browser(school.it_teacher)
    watching(data, gate, open=[{"kind": "turned", "from_us": 1}])
    assert client.get(reverse("camera_reference", args=[gate])).context["turned"]
    assert accept(client, gate, "view", basis="") == 400
    assert accept(client, gate, "nothing") == 200
    assert selectors.references() == {}
    assert accept(client, gate, "view") == 302
    assert selectors.references()[gate].view_since_us > 0


def test_only_who_configures_cameras_accepts(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    client = browser(school.principal)
    assert accept(client, school.cameras["gate"], "view") == 403
    assert selectors.references() == {}


def test_a_camera_watched_by_key_frames_is_named_with_what_to_do(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """On the health page and on the page where its watching is set."""
    gate, client = school.cameras["gate"], browser(school.it_teacher)
    watching(data, gate)
    pages = [reverse("health"), reverse("camera_watch", args=[gate])]
    assert not any("640×360" in client.get(each).content.decode() for each in pages)
    watching(data, gate, keys_only=True)
    assert all("640×360" in client.get(each).content.decode() for each in pages)


def test_a_stream_that_departed_is_marked_on_the_health_page(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    gate, client = school.cameras["gate"], browser(school.it_teacher)
    watching(data, gate, open=[{"kind": "stream_changed", "from_us": 1}])
    rows = client.get(reverse("health")).context["rows"]
    assert [row.camera.id for row in rows if row.departed] == [gate]
