"""The parser meets anything and reads no further than it may."""

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes.segments import NOON_US, scene
from vonggac.vault import layout
from vonggac.vault.errors import Malformed, SegmentError, Torn, UnknownVersion
from vonggac.vault.facts import SegmentFacts, unpack_fragments
from vonggac.vault.paths import parse_name, segment_path
from vonggac.vault.reader import SegmentFile
from vonggac.vault.recovery import inspect


@settings(max_examples=200)
@given(st.binary(max_size=300))
def test_anything_is_refused_in_our_own_words(data: bytes) -> None:
    """Garbage raises a SegmentError, nothing else."""
    for parse in (layout.parse_header, layout.parse_head):
        try:
            parse(data)
        except SegmentError:
            continue
        pytest.fail("garbage was taken for a record")
    assert layout.parse_trailer(data[-24:], len(data)) is None


@settings(max_examples=100, deadline=None)
@given(noise=st.binary(min_size=1, max_size=64), at=st.integers(0, 3000))
def test_a_file_with_noise_written_over_it_is_refused_or_the_same(
    noise: bytes, at: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No bytes make the reader do anything but refuse."""
    path, facts = scene(tmp_path_factory.mktemp("noise")).finished()
    good = path.read_bytes()
    damaged = bytearray(good)
    damaged[at : at + len(noise)] = noise
    path.write_bytes(damaged)
    try:
        assert inspect(path) == facts
        assert damaged == good
    except SegmentError:
        pass


def test_a_later_version_says_so() -> None:
    """An older product meets a newer file: refused by version, not as damage."""
    later = struct.pack(">8sB3sII", layout.MAGIC, 2, bytes(3), 10, 0) + bytes(10)
    with pytest.raises(UnknownVersion, match="version 2"):
        layout.parse_header(later)


def test_deep_and_huge_json_is_malformed(tmp_path: Path) -> None:
    """Nesting and numbers without end are no header."""
    for text in (b"[" * 100_000, b'{"a":' * 100_000, b'{"a":' + b"9" * 5000 + b"}", b"7", b"\xff"):
        with pytest.raises(Malformed):
            layout.read_json(text, "footer")


@pytest.mark.parametrize("size", [0, 1, 19, 20, 300])
def test_a_file_cut_short_is_torn(tmp_path: Path, size: int) -> None:
    """0 bytes, half a preamble, half a header."""
    path, _ = scene(tmp_path).finished()
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(Torn):
        SegmentFile(path)


def test_facts_that_contradict_themselves_are_malformed(tmp_path: Path) -> None:
    """A journal line or footer is believed only where its parts agree."""
    _, facts = scene(tmp_path).finished()
    good = facts.to_json()
    wrong: list[dict[str, object]] = [
        {"bytes": 41},
        {"leaves": 3},
        {"camera": "../etc"},
        {"stream": "Main"},
        {"sha256": "A" * 64},
        {"end_us": NOON_US - 1},
        {"start_us": True},
        {"fragments": []},
        {"fragments": [[1, 2, 3]]},
        {"fragments": good["fragments"][:-1]},
        {"fragments": good["fragments"][::-1]},
        {"recovered": 1},
        {"epoch": "2026-13"},
    ]
    for change in wrong:
        with pytest.raises(Malformed):
            SegmentFacts.from_json(good | change)
    with pytest.raises(Malformed):
        unpack_fragments(0, 0, b"123")
    assert SegmentFacts.from_json(good | {"a later member": 1}) == facts


def test_a_name_says_camera_stream_start_and_id(tmp_path: Path) -> None:
    """The name is enough to file a segment, and a foreign name is refused."""
    path = segment_path(tmp_path, "c7f3a", "sub", NOON_US, "0f" * 16)
    assert path.relative_to(tmp_path).parts[:3] == ("c7f3a", "2026-11-22", "07")
    name = parse_name(path.name)
    assert (name.camera, name.stream, name.start_us, name.segment) == (
        "c7f3a",
        "sub",
        NOON_US,
        "0f" * 16,
    )
    for foreign in ("film.mp4", path.name + ".part", path.name.replace("sub", "s/b"), ".vgs", ""):
        with pytest.raises(ValueError, match=r"not"):
            parse_name(foreign)
