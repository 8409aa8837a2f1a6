"""A whole installation watches its cameras: events reach the index, a killed watch comes back, changes take effect."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.cameras import PASSWORD, USERNAME, virtual_cameras
from tests.e2e.installation import Installation, wait_for
from tests.scenes.watcher import walk
from vonggac.simcam.process import SimProcess

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

Scene = tuple[Installation, SimProcess]


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    film = walk(tmp_path_factory.mktemp("film") / "yard.mp4", seconds=14, walks=((4, 9),))
    with virtual_cameras({"p/main": film, "p/sub": film}) as cameras:
        camera = {
            "area": "Sân trường",
            "name": "Sân",
            "main_url": cameras.url("p/main"),
            "sub_url": cameras.url("p/sub"),
            "username": USERNAME,
            "password": PASSWORD,
        }
        folder = tmp_path_factory.mktemp("school")
        environment = {"VONGGAC_LOOPBACK_CAMERAS": "1"}
        with Installation(folder, [camera], environment) as installation:
            wait_for("every stream records", installation.recording)
            yield installation, cameras


def watched(installation: Installation) -> dict[str, Any]:
    try:
        status = json.loads((installation.folder / "run" / "watch.json").read_text())
    except (OSError, ValueError):
        return {}
    return dict(status["cameras"][0]) if status["cameras"] else {}


def indexed(installation: Installation) -> set[str]:
    """Kinds of the events that the archivist has adopted."""
    camera = next(iter(installation.school["cameras"].values()))
    program = (
        "import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'vonggac.web.settings';"
        "import django; django.setup();"
        "from vonggac.archive.happenings import events;"
        "from vonggac.kernel.ranges import Range;"
        f"rows = events(['{camera}'], Range(0, 1 << 52));"
        "print(' '.join(sorted({str(each.kind) for each in rows})))"
    )
    return set(installation.python("-c", program).split())


def test_the_sub_stream_is_looked_at_and_what_it_shows_is_indexed(scene: Scene) -> None:
    installation, _ = scene
    wait_for("looking", lambda: watched(installation).get("state") == "looking", 30)
    assert watched(installation)["stream"] == "sub"
    wait_for("motion in the index", lambda: "motion" in indexed(installation), 60)


def test_a_watch_that_is_killed_is_started_again_and_recording_goes_on(scene: Scene) -> None:
    installation, _ = scene
    wait_for("looking", lambda: watched(installation).get("state") == "looking", 30)
    first = installation.children()["watch"]
    first.kill()
    wait_for(
        "another watch",
        lambda: (now := installation.children().get("watch")) and now.pid != first.pid,
        30,
    )
    wait_for("looking", lambda: watched(installation).get("looks", 0) > 0, 30)
    assert installation.recording()


def test_a_camera_that_goes_away_is_an_alarm_in_the_index(scene: Scene) -> None:
    installation, cameras = scene
    for stream in ("p/main", "p/sub"):
        cameras.do("kill", path=stream, seconds=22)
    wait_for("an alarm in the index", lambda: "signal_lost" in indexed(installation), 30)
    wait_for("looking", lambda: watched(installation).get("state") == "looking", 60)
