"""Sealing a segment and opening it again (I3, I11)."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes.segments import GOPS, INIT, NOON_US, SECOND_US, scene
from vonggac.ledger.tree import leaf_hash, root
from vonggac.vault import disk, layout, reader, writer
from vonggac.vault.errors import (
    Altered,
    FooterMissing,
    KeyGone,
    Malformed,
    SegmentError,
    WriterFailed,
)
from vonggac.vault.facts import FragmentAt, SegmentFacts, pack_fragments, unpack_fragments
from vonggac.vault.keys import EpochPublic, MachineKeyholder
from vonggac.vault.layout import Header
from vonggac.vault.recovery import inspect


def test_what_was_sealed_comes_back_record_by_record(tmp_path: Path) -> None:
    """Every record opens alone, and only what was put in comes out."""
    here = scene(tmp_path)
    path, facts = here.finished()
    with reader.SegmentFile.open(path) as file:
        key = here.keyholder.data_key(file.header)
        assert [file.unseal(n, key) for n in range(facts.leaves)] == [INIT, *GOPS]
        assert file.facts == facts.with_seal(facts.sealed_bytes, "")
        assert file.head(2).leaf == leaf_hash(GOPS[1])
        file.check_plain(key)
        with pytest.raises(IndexError):
            file.unseal(4, key)


def test_facts_are_those_of_the_bytes(tmp_path: Path) -> None:
    """FORMATS §15.2: the file tree's published vector, and both files' hashes."""
    path, facts = scene(tmp_path).finished()
    assert facts.file_root == "b1442e3dd85ed31b1cdc1111fa193bdb0ee780472979e0bc1cc7cffa6f9d8ee1"
    assert facts.sha256 == "bf5d42a2a75de0b37573fcad7a12a6663948dac903d559c22a3c878c996239c9"
    assert facts.bytes == 42
    assert facts.leaves == 4
    assert facts.sealed_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert facts.sealed_bytes == path.stat().st_size
    assert not facts.recovered
    assert inspect(path) == facts


def test_no_plain_byte_stands_in_the_file(tmp_path: Path) -> None:
    """A stolen disk shows who recorded when, and no picture (I11)."""
    path, _ = scene(tmp_path, b"INIT" * 9, b"the principal's office").finished()
    sealed = path.read_bytes()
    assert b"principal" not in sealed
    assert b"INIT" not in sealed
    assert b'"camera":"c7f3a"' in sealed


def header_of(path: Path) -> Header:
    with reader.SegmentFile(path) as file:
        return file.header


def test_facts_survive_the_journal_and_the_index(tmp_path: Path) -> None:
    """The journal's JSON and the index's 16 bytes a fragment tell the same."""
    _, facts = scene(tmp_path).finished()
    assert SegmentFacts.from_json(facts.to_json()) == facts
    packed = pack_fragments(facts.start_us, facts.fragments)
    assert len(packed) == 16 * len(facts.fragments)
    first = facts.fragments[0].offset
    assert tuple(unpack_fragments(facts.start_us, first, packed)) == facts.fragments


def test_the_index_alone_leads_to_a_record(tmp_path: Path) -> None:
    """Playback reads once and decrypts once, at the place that the index has."""
    here = scene(tmp_path)
    path, facts = here.finished()
    header = header_of(path)
    unsealer = reader.Unsealer(header, here.keyholder.data_key(header))
    at: FragmentAt = facts.fragments[1]
    descriptor = disk.open_regular(path)
    try:
        opened = unsealer.read(
            descriptor, offset=at.offset, sealed_length=at.sealed_length, number=2
        )
        assert opened == GOPS[1]
        with pytest.raises(Altered):
            unsealer.read(descriptor, offset=at.offset, sealed_length=at.sealed_length, number=3)
    finally:
        os.close(descriptor)


def test_until_it_is_finished_the_name_does_not_exist(tmp_path: Path) -> None:
    """I3: whole or absent."""
    growing = scene(tmp_path).filled()
    growing.sync()
    part = growing.path.with_name(growing.path.name + ".part")
    assert not growing.path.exists()
    assert part.exists()
    with pytest.raises(FooterMissing):
        _ = reader.SegmentFile(part).facts
    growing.abandon()
    growing.abandon()
    assert list(part.parent.iterdir()) == []


def test_records_of_two_segments_cannot_be_exchanged(tmp_path: Path) -> None:
    """A record is bound to its segment: put into another, even of the same camera, it does not
    open.
    """
    here = scene(tmp_path)
    one, facts = here.finished()
    twin = here.filled(segment_id="a1" * 16)
    twin.finish(facts.end_us)
    at = facts.fragments[0]
    with one.open("r+b") as file:
        other = twin.path.read_bytes()[at.offset : at.end_offset]
        file.seek(at.offset)
        file.write(other)
    with reader.SegmentFile(one) as segment, pytest.raises(Altered):
        segment.unseal(1, here.keyholder.data_key(segment.header))
    with pytest.raises(Altered):
        inspect(one)


@pytest.mark.slow
def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    """No bit of a sealed file is without a guard, from magic to trailer."""
    here = scene(tmp_path)
    path, _ = here.finished()
    good = path.read_bytes()
    victim = path.with_name("victim")
    for bit in range(len(good) * 8):
        flipped = bytearray(good)
        flipped[bit // 8] ^= 1 << bit % 8
        victim.write_bytes(flipped)
        with pytest.raises(SegmentError):
            inspect(victim)


def test_a_record_that_was_altered_does_not_open(tmp_path: Path) -> None:
    """Even by somebody who repairs the checksum: the seal holds the head too."""
    here = scene(tmp_path)
    path, facts = here.finished()
    at = facts.fragments[0]
    whole = bytearray(path.read_bytes())
    record = whole[at.offset : at.end_offset]
    record[20] ^= 1  # the time of the fragment
    binding = header_of(path).binding
    record[96:100] = layout.pack_crc(binding, bytes(record[:96]), bytes(record[100:]))
    whole[at.offset : at.end_offset] = record
    path.write_bytes(whole)
    with reader.SegmentFile(path) as file, pytest.raises(Altered, match="seal"):
        file.unseal(1, here.keyholder.data_key(file.header))


def test_an_epochs_key_opens_until_it_is_destroyed(tmp_path: Path) -> None:
    """Destroying the epoch's key ends every copy of its footage, and it cannot be made again."""
    here = scene(tmp_path)
    path, _ = here.finished()
    header = header_of(path)
    assert here.keyholder.epochs() == ["2026-11"]
    assert len(here.keyholder.data_key(header)) == 32
    elsewhere = MachineKeyholder(tmp_path / "keys")
    elsewhere.destroy("2026-11")
    elsewhere.destroy("2026-11")
    for holder in (here.keyholder, elsewhere):
        with pytest.raises(KeyGone):
            holder.data_key(header)
        with pytest.raises(KeyGone):
            holder.ensure("2026-11")
    assert here.keyholder.epochs() == []


def test_another_epochs_key_does_not_open(tmp_path: Path) -> None:
    """A wrapped key is bound to its segment, camera, stream and epoch."""
    here = scene(tmp_path)
    path, _ = here.finished()
    stranger = MachineKeyholder(tmp_path / "other")
    stranger.ensure("2026-11")
    with pytest.raises(Altered):
        stranger.data_key(header_of(path))


def test_the_keys_file_is_for_one_user(tmp_path: Path) -> None:
    """Mode 0600, and two processes that make an epoch at once agree on one key."""
    holder = MachineKeyholder(tmp_path)
    first = holder.ensure("2026-11")
    assert isinstance(first, EpochPublic)
    assert (tmp_path / "2026-11.key").stat().st_mode & 0o777 == 0o600
    assert MachineKeyholder(tmp_path).ensure("2026-11") == first
    for wrong in ("2026-13", "../2026-1", ""):
        with pytest.raises(ValueError, match="epoch"):
            holder.ensure(wrong)


def test_after_a_full_disk_the_fragments_before_it_can_be_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A write that fails leaves no half record, and its number is never sealed again."""
    here = scene(tmp_path)
    growing = here.writer()
    growing.init(INIT)
    growing.append(GOPS[0], start_us=NOON_US, duration_us=SECOND_US)

    def full(descriptor: int, data: memoryview) -> None:
        os.write(descriptor, data[:7])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(writer, "write_all", full)
        with pytest.raises(OSError, match="No space"):
            growing.append(GOPS[1], start_us=NOON_US + SECOND_US, duration_us=SECOND_US)
        with pytest.raises(OSError, match="No space"):
            growing.finish(NOON_US + SECOND_US)
    with pytest.raises(WriterFailed):
        growing.append(GOPS[1], start_us=NOON_US + SECOND_US, duration_us=SECOND_US)
    facts = growing.finish(NOON_US + SECOND_US)
    assert facts.leaves == 2
    assert inspect(growing.path) == facts


def test_nonsense_is_refused_before_it_is_written(tmp_path: Path) -> None:
    """Out of order, too long, too large, without init: the caller's mistake, not the disk's."""
    growing = scene(tmp_path).writer()
    with pytest.raises(ValueError, match="init comes first"):
        growing.append(b"x", start_us=NOON_US, duration_us=1)
    with pytest.raises(ValueError, match="abandoned"):
        growing.finish(NOON_US)
    growing.init(INIT)
    with pytest.raises(ValueError, match="once"):
        growing.init(INIT)
    for start_us, duration_us, key_bytes in (
        (NOON_US - 1, 1, 0),
        (NOON_US + layout.MAX_SPAN_US + 1, 1, 0),
        (NOON_US, -1, 0),
        (NOON_US, 1, 2),
    ):
        with pytest.raises(ValueError, match=r"follow|impossible"):
            growing.append(b"x", start_us=start_us, duration_us=duration_us, key_bytes=key_bytes)
    with pytest.raises(ValueError, match="0 bytes"):
        growing.append(b"", start_us=NOON_US, duration_us=1)
    growing.abandon()


def test_a_link_or_a_pipe_is_no_segment(tmp_path: Path) -> None:
    """FORMATS §11: footage is a regular file with one name."""
    path, _ = scene(tmp_path).finished()
    (tmp_path / "link").symlink_to(path)
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "pipe"):
        with pytest.raises(Malformed):
            reader.SegmentFile(tmp_path / name)
    (tmp_path / "second name").hardlink_to(path)
    with pytest.raises(Malformed):
        reader.SegmentFile(path)


@settings(max_examples=40, deadline=None)
@given(
    gops=st.lists(st.binary(min_size=1, max_size=3000), min_size=1, max_size=6),
    init=st.binary(min_size=1, max_size=100),
)
def test_any_records_make_the_round_trip(
    gops: list[bytes], init: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Whatever the cameras send: sealed, found, opened, proved."""
    here = scene(tmp_path_factory.mktemp("round"), init, *gops)
    path, facts = here.finished()
    assert facts.file_root == root(leaf_hash(each) for each in (init, *gops)).hex()
    assert facts.sha256 == hashlib.sha256(init + b"".join(gops)).hexdigest()
    assert inspect(path) == facts
    with reader.SegmentFile(path) as file:
        key = here.keyholder.data_key(file.header)
        assert [file.unseal(n, key) for n in range(facts.leaves)] == [init, *gops]
