"""Markers of volumes are made once, for what is surely there."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from vonggac.cli.office import prepare_databases
from vonggac.cli.volumes import marked, read_volumes
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.locks import ProcessLock
from vonggac.vault.volumes import read_marker


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    return folder


def test_the_folders_own_volume_is_marked_and_needs_no_list(data: DataFolder) -> None:
    (volume,) = marked(data)
    assert volume.id == read_marker(data.default_volume)
    assert marked(data) == (volume,)
    assert not data.volumes_file.exists(), "a data folder may be moved"


def test_a_listed_folder_with_something_in_it_is_marked_and_the_list_learns_it(
    data: DataFolder, tmp_path: Path
) -> None:
    disk = tmp_path / "disk"
    (disk / "c7f3a").mkdir(parents=True)
    data.volumes_file.write_text(json.dumps([str(disk)]))
    (volume,) = marked(data)
    assert volume.id and volume.id == read_marker(disk)
    assert json.loads(data.volumes_file.read_text()) == [{"path": str(disk), "id": volume.id}]


def test_an_empty_folder_may_be_a_disk_that_is_not_mounted(
    data: DataFolder, tmp_path: Path
) -> None:
    """It is not taken for the volume before there is footage in it."""
    disk = tmp_path / "usb"
    disk.mkdir()
    data.volumes_file.write_text(json.dumps([str(disk)]))
    (volume,) = marked(data)
    assert volume.id is None
    assert list(disk.iterdir()) == []


def test_a_disk_that_is_away_keeps_its_name_in_the_list(data: DataFolder, tmp_path: Path) -> None:
    disk = tmp_path / "usb"
    data.volumes_file.write_text(json.dumps([{"path": str(disk), "id": "abc", "reserve_bytes": 5}]))
    (volume,) = marked(data)
    assert (volume.id, volume.reserve_bytes) == ("abc", 5)
    assert not disk.exists()


@pytest.mark.parametrize("content", ["", "{", "[7]", '{"path": "/a"}'])
def test_a_list_that_cannot_be_read_is_left_as_it_is(data: DataFolder, content: str) -> None:
    data.volumes_file.write_text(content)
    assert [each.path for each in marked(data)] == [data.default_volume]
    assert read_volumes(data) == (data.default_volume,)
    assert data.volumes_file.read_text() == content


def test_a_list_that_somebody_changes_learns_its_ids_afterwards(
    data: DataFolder, tmp_path: Path
) -> None:
    """The supervisor and the page write the same file: one at a time, and neither undoes the other."""
    disk = tmp_path / "disk"
    (disk / "c7f3a").mkdir(parents=True)
    data.volumes_file.write_text(json.dumps([str(disk)]))
    with ProcessLock(data.run / "volumes.lock"):
        (volume,) = marked(data)
        assert json.loads(data.volumes_file.read_text()) == [str(disk)]
    assert volume.id == read_marker(disk)
    marked(data)
    assert json.loads(data.volumes_file.read_text()) == [{"path": str(disk), "id": volume.id}]


def said(data: DataFolder, *words: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "vonggac", "volume", *words, "--data", str(data.root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.slow
def test_the_verb_tells_and_changes_the_list(
    data: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For whoever sits at the machine itself; what is refused is said in words, with exit 2."""
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    disk = tmp_path / "disk"
    disk.mkdir()
    assert said(data, "list")[0] == 2, "no installation yet"
    prepare_databases(data)
    code, out, _ = said(data, "add", str(disk), "--json")
    assert code == 0
    assert [each["path"] for each in json.loads(out)] == [str(data.default_volume), str(disk)]
    code, out, _ = said(data, "first", str(disk), "--json")
    assert [each["path"] for each in json.loads(out)] == [str(disk), str(data.default_volume)]
    code, _, words = said(data, "add", "disk")
    assert (code, "whole path" in words) == (2, True)
    assert said(data, "retire", str(disk))[0] == 0
    code, _, words = said(data, "retire", str(data.default_volume))
    assert (code, "only volume" in words) == (2, True)
