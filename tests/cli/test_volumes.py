"""Markers of volumes are made once, for what is surely there."""

import json
from pathlib import Path

import pytest

from vonggac.cli.volumes import marked, read_volumes
from vonggac.kernel.data_folder import DataFolder
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
