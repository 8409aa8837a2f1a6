"""The health page and /metrics: figures for whom they are meant, and no more than figures."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.archive import services as archive
from vonggac.archive.batch import Account, Batch
from vonggac.archive.models import Stream, Stretch
from vonggac.archive.states import StretchKind
from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.web.health import figures
from vonggac.web.health.metrics import token

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    folder = DataFolder(tmp_path)
    folder.prepare()
    monkeypatch.setattr(settings, "DATA", folder)
    return folder


def recording(data: DataFolder, camera: str, **figures: Any) -> None:
    stream = {"camera": camera, "stream": "main", "state": "recording", "fps": 25.0} | figures
    said = {"at_us": now_us(), "waiting_bytes": 0, "streams": [stream]}
    (data.run / "recorder-0.json").write_text(json.dumps(said))


def test_a_row_says_what_the_recorder_said(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """Pictures, bits and the camera's clock; a drift of five seconds is a failure (REQUIREMENTS §7.3)."""
    gate = school.cameras["gate"]
    recording(data, gate, bits_per_second=3_100_000, camera_offset_us=5_200_000, codec="h264")
    page = browser(school.principal).get(reverse("health")).content.decode()
    assert "3,1 Mbit/s" in page
    assert '<span class="chip bad">+5,2 s</span>' in page


def test_without_any_figures_the_page_says_so(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """A recorder that is silent gives no figures of the past."""
    page = browser(school.principal).get(reverse("health")).content.decode()
    assert "chưa" in page or "không" in page
    assert "Mbit/s" not in page


def test_metrics_need_the_token(school: SchoolScene, data: DataFolder) -> None:
    """From this machine too: a proxy on it would lend its address to everybody."""
    assert Client().get("/metrics").status_code == 404
    wrong = Client(headers={"authorization": "Bearer wrong"})
    assert wrong.get("/metrics").status_code == 404


def test_metrics_say_figures_and_no_names(school: SchoolScene, data: DataFolder) -> None:
    """Cameras by id; nothing that names a person or a place."""
    gate = school.cameras["gate"]
    recording(data, gate, bits_per_second=3_100_000)
    prometheus = Client(headers={"authorization": f"Bearer {token(data)}"})
    text = prometheus.get("/metrics").content.decode()
    assert f'vonggac_stream_bits_per_second{{camera="{gate}",stream="main"}} 3.1e+06' in text
    assert f'vonggac_camera_recording{{camera="{gate}"}} 1.0' in text
    assert "Cổng" not in text


def test_a_silent_watch_is_said(school: SchoolScene, data: DataFolder, browser: Browser) -> None:
    """Nobody believes that covered cameras are noticed while they are not."""
    page = browser(school.it_teacher).get(reverse("health"))
    assert page.context["unwatched"]
    gate = {"camera": school.cameras["gate"]}
    (data.run / "watch.json").write_text(json.dumps({"at_us": now_us(), "cameras": [gate]}))
    assert not browser(school.it_teacher).get(reverse("health")).context["unwatched"]


def footage_until(camera: str, end_us: int) -> None:
    """The index knows of footage that ended there."""
    batch = Batch()
    batch.accounts.setdefault((camera, "main"), Account()).note(end_us - 60 * SECOND_US, 0)
    archive.adopt(batch, at_us=end_us)
    known = Stream.objects.get(camera=camera)
    Stretch.objects.create(
        stream=known, kind=StretchKind.FOOTAGE, from_us=end_us - 60 * SECOND_US, to_us=end_us
    )


def test_a_camera_records_from_its_first_second_for_every_page(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """Before the first minute is in the index: no home page that says that nothing is recorded."""
    gate = school.cameras["gate"]
    client = browser(school.it_teacher)
    assert client.get(reverse("home")).context["recording"] == 0
    recording(data, gate)
    assert client.get(reverse("home")).context["recording"] == 1
    (row,) = [each for each in figures.cameras(school.id) if each.camera.id == gate]
    assert row.health.state == "recording"


def test_a_recorder_that_is_silent_is_not_said_to_record(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """Footage of a moment ago, and a recorder silent for six seconds: health, home and cameras say so at once."""
    gate = school.cameras["gate"]
    footage_until(gate, now_us() - 10 * SECOND_US)
    client = browser(school.it_teacher)

    def seen() -> list[str]:
        (row,) = [r for r in figures.cameras(school.id) if r.camera.id == gate]
        home = [r for r in client.get(reverse("home")).context["cameras"] if r["camera"].id == gate]
        groups = client.get(reverse("cameras")).context["groups"]
        listed = [r for g in groups for r in g["cameras"] if r["camera"].id == gate]
        return [row.health.state, home[0]["health"].state, listed[0]["health"].state]

    recording(data, gate)
    assert seen() == ["recording"] * 3
    said = json.loads((data.run / "recorder-0.json").read_text())
    said["at_us"] -= 7 * SECOND_US
    (data.run / "recorder-0.json").write_text(json.dumps(said))
    assert seen() == ["unknown"] * 3
    (data.run / "recorder-0.json").unlink()
    assert seen() == ["unknown"] * 3
