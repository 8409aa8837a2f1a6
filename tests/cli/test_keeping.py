"""What the command line says and does about keeping footage."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from vonggac.archive import status
from vonggac.archive.forecast import Forecast
from vonggac.archive.status import ArchiveStatus
from vonggac.archive.trusted import CONFIRMED
from vonggac.archive.volume_states import VolumeState
from vonggac.cli import doctor, footage, volume
from vonggac.cli.keeping import office_policy
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ranges import Range
from vonggac.ledger.models import Outbox

office = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    folder.office_db.touch()
    folder.archive_db.touch()
    for verb in (footage, volume):
        monkeypatch.setattr(verb, "enter", lambda folder: None)
    return folder


def well() -> ArchiveStatus:
    told = Forecast(40, 10, 300, 400, 100, None, ()).to_json()
    disk = VolumeState("/v", True, writable=True)
    return ArchiveStatus(now_us(), (disk,), False, False, 0, now_us(), told)


@pytest.mark.parametrize(
    ("said", "verdict", "detail"),
    [
        (None, "warning", "has not told"),
        (SimpleNamespace(at_us=now_us() - DAY_US), "warning", "has not told"),
        (SimpleNamespace(), "ok", "40 days fit"),
        (SimpleNamespace(disk_full=True), "fault", "full"),
        (SimpleNamespace(clock_ahead_us=DAY_US), "fault", "clock jumped"),
        (SimpleNamespace(volumes=(VolumeState("/v", False, "pulled"),)), "fault", "/v: pulled"),
        (SimpleNamespace(forecast={"days_possible": 3, "enough": False}), "warning", "3 days"),
    ],
)
def test_doctor_tells_what_the_archivist_says_of_keeping(
    data: DataFolder, said: SimpleNamespace | None, verdict: str, detail: str
) -> None:
    """Too little room is a warning; full disks, a pulled one and a clock that nobody believes are faults."""
    if said is not None:
        status.write(data, replace(well(), **vars(said)))
    found = doctor._store(data)
    assert found.verdict == verdict
    assert detail in found.detail


def test_the_status_is_read_as_it_was_written(data: DataFolder) -> None:
    """Whole or not at all; garbage is as good as nothing."""
    told = well()
    status.write(data, told)
    assert status.read(data) == told
    (data.run / status.NAME).write_text('{"volumes": 3}')
    assert status.read(data) is None


@office
def test_the_date_is_confirmed_only_where_the_person_reads_the_same(data: DataFolder) -> None:
    """Another date changes nothing; the right one is a deed."""
    run = CliRunner().invoke
    asked = ["--data", str(data.root), "--confirm-date"]
    assert run(footage.app, [*asked, "2001-01-01"]).exit_code == 2
    assert Outbox.objects.count() == 0
    assert run(footage.app, [*asked, timezone.localdate().isoformat()]).exit_code == 0
    assert json.loads(Outbox.objects.get().body)["what"] == CONFIRMED


@office
def test_volumes_are_added_put_first_and_retired(data: DataFolder, tmp_path: Path) -> None:
    """Each change is a deed; a refusal says why and changes nothing."""
    second = tmp_path / "second"
    second.mkdir()

    def run(*words: str) -> tuple[int, list[str]]:
        done = CliRunner().invoke(volume.app, [*words, "--data", str(data.root), "--json"])
        return done.exit_code, [each["path"] for each in json.loads(done.stdout or "[]")]

    first = str(data.default_volume)
    assert run("list") == (0, [first])
    assert run("add", str(second)) == (0, [first, str(second)])
    assert run("first", str(second)) == (0, [str(second), first])
    assert run("add", str(second))[0] == 2
    assert run("add")[0] == 2
    assert run("retire", first) == (0, [str(second)])
    assert run("retire", str(second))[0] == 2
    assert Outbox.objects.count() == 3


@office
def test_the_offices_policy_keeps_thirty_days_where_nobody_decided() -> None:
    """Of a camera that nobody knows, too; and nothing is held before there are holds."""
    policy = office_policy()
    assert policy.days("unknwn") == 30
    assert policy.hold("unknwn", Range(0, 1), now_us()) == ""
