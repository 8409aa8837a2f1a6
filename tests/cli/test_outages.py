"""Faults of the machine, as the supervisor survives them and ``doctor`` tells them."""

import json
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest
import typer
from typer.testing import CliRunner

from tests.faults.recorder import wait_for
from vonggac.cli.children import Child, end_orphans
from vonggac.cli.demo import _require_free
from vonggac.cli.doctor import app
from vonggac.kernel.clock import SECOND_US, monotonic_us, now_us
from vonggac.kernel.data_folder import DataFolder


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    folder.office_db.touch()
    return folder


def doctor(data: DataFolder) -> tuple[int, dict[str, tuple[str, str]]]:
    """Exit code, and (verdict, detail) by check."""
    done = CliRunner().invoke(app, ["--data", str(data.root), "--json"])
    checks = json.loads(done.stdout)
    return done.exit_code, {each["check"]: (each["verdict"], each["detail"]) for each in checks}


def figures(data: DataFolder, *streams: dict[str, Any], at_us: int = 0) -> None:
    said = {"at_us": at_us or now_us(), "waiting_bytes": 0, "streams": streams}
    (data.run / "recorder-0.json").write_text(json.dumps(said))


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def free(monkeypatch: pytest.MonkeyPatch, of: Callable[[Path], int]) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(1 << 40, 0, of(Path(path))))


@pytest.mark.parametrize("state", ["unreachable", "refused", "no_video", "stalled", "disk_full"])
def test_doctor_names_the_stream_and_its_fault(data: DataFolder, state: str) -> None:
    figures(
        data,
        {"camera": "gate", "stream": "main", "state": state},
        {"camera": "yard", "stream": "main", "state": "recording"},
    )
    code, checks = doctor(data)
    assert code == 1
    assert checks["streams"] == ("fault", f"gate/main: {state}")


def test_doctor_says_that_a_recorder_fell_silent(data: DataFolder) -> None:
    """Its last figures are old: it is dead, or cannot write them. "0 recording" would not be fine."""
    figures(data, at_us=now_us() - 60 * SECOND_US)
    code, checks = doctor(data)
    assert code == 1
    assert checks["streams"] == ("fault", "recorder-0 says nothing of itself")
    (data.run / "recorder-0.json").write_text("")
    assert doctor(data)[1]["streams"][0] == "fault"


def test_doctor_tells_a_full_volume_from_a_full_data_folder(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    volume = tmp_path / "disk"
    volume.mkdir()
    data.volumes_file.write_text(json.dumps([str(volume)]))
    free(monkeypatch, lambda path: 1 << 20 if path == volume else 1 << 39)
    code, checks = doctor(data)
    assert code == 1
    assert checks["volumes"] == ("fault", f"{volume} is full")
    assert checks["data folder"][0] == "ok"
    free(monkeypatch, lambda path: 1 << 20 if path == data.root else 1 << 39)
    code, checks = doctor(data)
    assert code == 1
    assert checks["volumes"][0] == "ok"
    assert checks["data folder"] == ("fault", f"the disk of {data.root} is full")


def test_doctor_tells_a_volume_that_cannot_be_written_or_is_not_there(
    data: DataFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    free(monkeypatch, lambda _: 1 << 39)
    volume = tmp_path / "disk"
    data.volumes_file.write_text(json.dumps([str(volume)]))
    assert doctor(data)[1]["volumes"] == ("fault", f"{volume} is not there")
    volume.mkdir()
    monkeypatch.setattr("os.access", lambda path, _: Path(path) != volume)
    assert doctor(data)[1]["volumes"] == ("fault", f"{volume} cannot be written")


def test_a_process_that_cannot_be_started_is_tried_again_and_ends_nobody(
    data: DataFolder, caplog: pytest.LogCaptureFixture
) -> None:
    """The disk of the logs is full or read-only: the supervisor goes on, the recorders with it."""
    shutil.rmtree(data.logs)
    child = Child("web", ["-c", "pass"])
    child.tend(data)
    child.tend(data)
    assert child.process is None
    assert caplog.text.count("web could not be started") == 1, "not at every turn"
    data.logs.mkdir()
    child._again_at_us = 0
    child.tend(data)
    assert child.starts == 1
    child.wait(data, 20)


@pytest.mark.parametrize("noted", ["", '{"pid": 12'])
def test_what_a_killed_supervisor_started_and_did_not_come_to_note_is_ended(
    data: DataFolder, noted: str
) -> None:
    """I5: never two recorders of one camera. What such a child started goes with it; other folders' stay."""
    script = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'input()'])"
    child = Child("recorder-0", ["-c", script])
    child.tend(data)
    assert child.process is not None
    recorder = psutil.Process(child.process.pid)
    wait_for("its own child", recorder.children)
    (below,) = recorder.children()
    (data.run / "recorder-0.pid").write_text(noted)
    assert end_orphans(DataFolder(data.root / "of-another")) == 0
    assert end_orphans(data) == 2
    child.wait(data, 5)
    psutil.wait_procs([below], timeout=20)
    assert not below.is_running()


def test_pages_that_a_killed_supervisor_left_behind_do_not_bar_the_next_one(
    data: DataFolder,
) -> None:
    """They hold the port, and are ours: only another program's port is refused."""
    script = (
        "import socket, time; s = socket.create_server(('127.0.0.1', 0));"
        "print(s.getsockname()[1], flush=True); time.sleep(60)"
    )
    child = Child("web", ["-c", script])
    child.tend(data)
    log = data.logs / "web.log"
    until = monotonic_us() + 10 * SECOND_US
    while not log.read_text().endswith("\n") and monotonic_us() < until:
        pass
    port = int(log.read_text())
    _require_free("127.0.0.1", port, data.root)
    assert end_orphans(data) == 1
    child.wait(data, 5)
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(typer.Exit):
        _require_free("127.0.0.1", other.getsockname()[1], data.root)
