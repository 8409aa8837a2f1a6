"""Which volume a folder is, and the list of them."""

import json
from pathlib import Path

import pytest

from vonggac.vault.volumes import MARKER, Volume, make_marker, parse_list, read_marker, write_list


def test_a_volume_is_named_once_and_keeps_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "usb" / "footage"
    assert read_marker(folder) is None
    name = make_marker(folder)
    assert read_marker(folder) == name == make_marker(folder)
    assert make_marker(tmp_path / "other") != name


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"id": 7}', b'{"id": ""}', b"\xff", b"[" * 5000, b"{}"]
)
def test_a_marker_that_says_nothing_is_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MARKER).write_bytes(content)
    assert read_marker(tmp_path) is None


def test_the_list_is_read_as_it_was_written(tmp_path: Path) -> None:
    volumes = [Volume(Path("/v/a"), "a1", 7), Volume(Path("/v/đĩa hai"), "b2"), Volume(Path("/c"))]
    write_list(tmp_path / "volumes.json", volumes)
    assert parse_list((tmp_path / "volumes.json").read_bytes()) == volumes


def test_a_list_of_folders_is_one_too() -> None:
    assert parse_list(json.dumps(["/v/a", {"path": "/v/b"}]).encode()) == [
        Volume(Path("/v/a")),
        Volume(Path("/v/b")),
    ]


@pytest.mark.parametrize(
    "raw",
    [b"", b"{}", b"[7]", b"[{}]", b'[{"path": "/a", "id": 7}]', b'[{"path":"/a","reserve_bytes":-1}]',
     b'[{"path":"/a","reserve_bytes":true}]'],
)  # fmt: skip
def test_anything_else_is_no_list_of_volumes(raw: bytes) -> None:
    with pytest.raises(ValueError):
        parse_list(raw)
