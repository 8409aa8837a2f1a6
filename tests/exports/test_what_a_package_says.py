"""What a finished package says of clocks, and what is read back before it is called finished (FORMATS §10)."""

import json
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pyrage
import pytest

from tests.scenes.exporting import ExportScene, export_scene
from tests.scenes.packages import Package
from tests.scenes.schools import login
from vonggac.exports.states import Envelope, ExportState
from vonggac.kernel.clock import HOUR_US, MINUTE_US, SECOND_US, now_us
from vonggac.watch.clocks import camera_clocks

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def scene(tmp_path: Path) -> ExportScene:
    return export_scene(tmp_path)


@pytest.fixture
def session(scene: ExportScene) -> UUID:
    return login(scene.school.duty_officer)


def watch_says(folder: Path, *cameras: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "watch.json").write_text(json.dumps({"at_us": now_us(), "cameras": cameras}))


def files(scene: ExportScene, row: Any, session: UUID) -> dict[str, bytes]:
    data = b"".join(scene.take(row, session).pieces)
    return {name.split("/", 1)[1]: raw for name, raw in Package(data, "", "", "").files.items()}


def test_the_cameras_clock_is_said_with_the_instant_it_was_measured_at(
    scene: ExportScene, session: UUID
) -> None:
    """In manifest and continuity; the paper has the same facts."""
    measured_us = now_us() - 5 * MINUTE_US
    told = {"clock_offset_us": -1_250_000, "clock_measured_us": measured_us}
    watch_says(scene.store.data.run, {"camera": scene.camera, **told})
    made = files(scene, scene.built(), session)
    for name in ("manifest.json", "continuity.json"):
        camera = json.loads(made[name])["cameras"][0]
        assert camera["clock_off_us"] == -1_250_000
        assert camera["clock_at_us"] == measured_us
        assert camera["clock_by"] == "onvif"


def test_a_clock_that_nobody_measured_is_not_guessed(scene: ExportScene, session: UUID) -> None:
    camera = json.loads(files(scene, scene.built(), session)["manifest.json"])["cameras"][0]
    assert (camera["clock_off_us"], camera["clock_at_us"], camera["clock_by"]) == (None, None, "")


@pytest.mark.parametrize(
    "said",
    [
        {"clock_offset_us": 5},
        {"clock_offset_us": None, "clock_measured_us": 7},
        {"clock_offset_us": 5, "clock_measured_us": 7},
        {"clock_offset_us": 5, "clock_measured_us": 10 * HOUR_US + SECOND_US},
        {"clock_offset_us": "5", "clock_measured_us": 10 * HOUR_US},
    ],
)
def test_an_old_or_broken_figure_says_nothing_of_now(tmp_path: Path, said: dict[str, Any]) -> None:
    """Of hours ago, of the future, or no number."""
    watch_says(tmp_path, {"camera": "gate", **said})
    assert camera_clocks(tmp_path, 10 * HOUR_US) == {}
    assert camera_clocks(tmp_path / "nowhere", 10 * HOUR_US) == {}


def test_an_envelope_that_does_not_open_is_no_package(scene: ExportScene) -> None:
    """Read back from the disk: a bit that turned over there fails the build in words, and a further try makes it."""
    plain = pyrage.encrypt_io

    def damaged(reader: Any, file: Any, recipients: Any) -> None:
        plain(reader, file, recipients)
        file.seek(-100, 2)
        byte = b"\0"
        file.write(byte)

    identity = pyrage.x25519.Identity.generate()
    how = {"envelope": Envelope.RECIPIENT, "age_recipient": str(identity.to_public())}
    with patch.object(pyrage, "encrypt_io", damaged):
        row = scene.built(**how)
    assert (row.state, row.failure) == (ExportState.FAILED, "disk")
    assert not (scene.store.data.exports / row.id.hex / "package.age").exists()


def test_only_the_recipients_key_and_one_that_was_forgotten_open_it(
    scene: ExportScene, session: UUID
) -> None:
    """The key that reads it back is written nowhere."""
    made: list[Any] = []
    real = pyrage.x25519.Identity.generate

    class Watched:
        @staticmethod
        def generate() -> Any:
            made.append(real())
            return made[-1]

    identity = real()
    how = {"envelope": Envelope.RECIPIENT, "age_recipient": str(identity.to_public())}
    with patch.object(pyrage.x25519, "Identity", Watched):
        row = scene.built(**how)
    data = b"".join(scene.take(row, session).pieces)
    assert pyrage.decrypt(data, [identity]).startswith(b"PK\3\4")
    assert len(made) == 1
    kept = [path.read_bytes() for path in scene.store.data.root.rglob("*") if path.is_file()]
    assert not any(str(made[0]).encode() in each for each in kept)
    assert bytes(row.sealed_identity) == b""
