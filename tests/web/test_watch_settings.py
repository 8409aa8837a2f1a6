"""Zones, masks and sensitivity in the pages: what was drawn is kept, and what is no shape is refused in words."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.events import EventKind
from vonggac.places import selectors
from vonggac.watch import preview

pytestmark = pytest.mark.django_db(databases=["default", "archive"])

DOOR = {"name": "Cửa", "points": [[1000, 1000], [4000, 1000], [4000, 9000]]}
TREE = {"name": "Cây", "points": [[8000, 0], [10000, 0], [10000, 5000]]}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    folder = DataFolder(tmp_path)
    folder.prepare()
    monkeypatch.setattr(settings, "DATA", folder)
    return folder


def form(**changes: Any) -> dict[str, Any]:
    return {
        "motion": "on",
        "sensitivity": "7",
        "starts": ["motion", "tamper", "camera", "input", "button"],
        "basis": "",
        "zones": json.dumps([DOOR]),
        "masks": json.dumps([TREE]),
    } | changes


def send(client: Client, camera: str, **changes: Any) -> tuple[int, str]:
    answer = client.post(reverse("camera_watch", args=[camera]), form(**changes))
    return answer.status_code, answer.content.decode()


def test_what_was_drawn_is_kept_and_shown_again(school: SchoolScene, browser: Browser) -> None:
    """Zones, masks and sensitivity; and everything that starts a recording stays on."""
    client, gate = browser(school.it_teacher), school.cameras["gate"]
    assert send(client, gate)[0] == 302
    rules = selectors.watch_rules_of(gate)
    assert [each.as_json() for each in (*rules.zones, *rules.masks)] == [DOOR, TREE]
    assert rules.sensitivity == 7
    assert EventKind.COVERED in rules.triggers
    page = client.get(reverse("camera_watch", args=[gate])).content.decode()
    assert '"points": [[1000, 1000]' in page.replace("\\u0022", '"')


def test_a_change_of_what_records_needs_a_basis(school: SchoolScene, browser: Browser) -> None:
    """Turning motion off may lose footage: somebody must have ordered it."""
    client, gate = browser(school.it_teacher), school.cameras["gate"]
    assert send(client, gate, starts=["tamper"])[0] == 400
    assert send(client, gate, starts=["tamper"], basis="Chỉ đạo của cô Ánh 12/10")[0] == 302
    assert EventKind.MOTION not in selectors.watch_rules_of(gate).triggers


@pytest.mark.parametrize(
    "drawn",
    [
        "{",
        "{}",
        "[3]",
        '[{"name": "x", "points": [[0, 0], [1, 1]]}]',
        '[{"name": "x", "points": [[0, 0], [1, 0], [1, 1]]}]',
        '[{"name": "x", "points": [[0, 0], [20000, 0], [1, 9000]]}]',
        '[{"name": "", "points": [[0, 0], [5000, 0], [1, 9000]]}]',
        "[" * 5000,
    ],
)
def test_what_is_no_shape_is_refused_in_words(
    school: SchoolScene, browser: Browser, drawn: str
) -> None:
    """400 with a sentence, and what was kept before stays."""
    client, gate = browser(school.it_teacher), school.cameras["gate"]
    status, page = send(client, gate, zones=drawn)
    assert status == 400
    assert 'class="note bad' in page
    assert selectors.watch_rules_of(gate).zones == ()


def test_the_preview_asks_with_what_is_being_drawn(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """``watch`` tries these settings, not the saved ones; the page gets its cells and no picture."""
    client, gate = browser(school.it_teacher), school.cameras["gate"]
    url = reverse("camera_watch_preview", args=[gate])
    asked = {"zones": [DOOR], "masks": [], "sensitivity": 9}
    assert client.post(url, asked, content_type="application/json").json() == {}
    tried = preview.asked(data.run, gate)
    assert tried is not None
    assert (tried.sensitivity, tried.zones[0].name) == (9, "Cửa")
    cells = np.zeros((18, 32), np.bool_)
    cells[2, 5] = True
    preview.answer(data.run, gate, at_us=now_us(), motion=1.0, cells=cells, tamper={})
    seen = client.post(url, asked, content_type="application/json").json()
    assert seen["motion"] == 1.0
    assert len(seen["cells"]) == 144


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"zones": 1, "masks": [], "sensitivity": 5}'])
def test_a_preview_of_nothing_is_refused(
    school: SchoolScene, browser: Browser, data: DataFolder, body: str
) -> None:
    """400, and nothing is asked of ``watch``."""
    client, gate = browser(school.it_teacher), school.cameras["gate"]
    url = reverse("camera_watch_preview", args=[gate])
    assert client.post(url, body, content_type="application/json").status_code == 400
    assert preview.asked(data.run, gate) is None


def test_only_who_configures_cameras_sees_the_page(school: SchoolScene, browser: Browser) -> None:
    """And no camera of another school exists."""
    page = reverse("camera_watch", args=[school.cameras["gate"]])
    assert browser(school.principal).get(page).status_code == 403
    other = reverse("camera_watch", args=["bcdfgh"])
    assert browser(school.it_teacher).get(other).status_code == 404


def test_a_refused_sensitivity_says_so(school: SchoolScene, browser: Browser) -> None:
    """A form that only comes back the same is a dead end."""
    status, page = send(browser(school.it_teacher), school.cameras["gate"], sensitivity="đỏ")
    assert status == 400
    assert 'class="errorlist' in page
