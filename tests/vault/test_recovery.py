"""What a crash leaves, and what is made of it without any key (I3)."""

from pathlib import Path

import pytest

from tests.scenes.children import attempts, killed_after
from tests.scenes.segments import GOPS, INIT, NOON_US, SECOND_US, Scene, scene
from vonggac.vault import reader
from vonggac.vault.errors import Malformed, SegmentError
from vonggac.vault.keys import MachineKeyholder
from vonggac.vault.recovery import TAIL_SUFFIX, inspect, recover


def part_of(here: Scene) -> tuple[Path, bytes, list[int]]:
    """An unfinished segment: its path, its bytes, and where each fragment ends."""
    growing = here.writer()
    growing.init(INIT)
    ends = [
        growing.append(
            gop, start_us=NOON_US + n * SECOND_US, duration_us=SECOND_US, key_bytes=3
        ).end_offset
        for n, gop in enumerate(GOPS)
    ]
    growing.close()
    part = growing.path.with_name(growing.path.name + ".part")
    return part, part.read_bytes(), ends


def test_a_tail_torn_at_any_byte_costs_no_fragment_before_it(tmp_path: Path) -> None:
    """Every length that a crash can leave: all whole fragments are kept, sealed and openable."""
    here = scene(tmp_path)
    part, whole, ends = part_of(here)
    path = part.with_name(part.name.removesuffix(".part"))
    for length in range(len(whole) + 1):
        part.write_bytes(whole[:length])
        facts = recover(part)
        kept = sum(end <= length for end in ends)
        assert not part.exists()
        if not kept:
            assert facts is None
            assert not path.exists()
            continue
        assert facts is not None
        assert facts.recovered
        assert facts.leaves == kept + 1
        assert facts.end_us == NOON_US + kept * SECOND_US
        assert inspect(path) == facts
        with reader.SegmentFile(path) as file:
            key = here.keyholder.data_key(file.header)
            assert [file.unseal(n, key) for n in range(kept + 1)] == [INIT, *GOPS[:kept]]
        path.unlink()


def test_a_segment_that_lacked_only_its_name_is_not_called_recovered(tmp_path: Path) -> None:
    """A crash between the footer and the rename: the writer had said everything already."""
    here = scene(tmp_path)
    path, facts = here.finished()
    part = path.with_name(path.name + ".part")
    path.rename(part)
    assert recover(part) == facts
    assert inspect(path) == facts


def test_a_recovered_file_has_the_same_hashes_as_a_finished_one(tmp_path: Path) -> None:
    """Nothing of the evidence depends on whether the writer lived to see the end."""
    here = scene(tmp_path)
    _, finished = here.finished()
    facts = recover(part_of(scene(tmp_path / "again"))[0])
    assert facts is not None
    assert (facts.sha256, facts.file_root, facts.bytes) == (
        finished.sha256,
        finished.file_root,
        finished.bytes,
    )


def test_whole_records_behind_a_damaged_one_are_set_aside(tmp_path: Path) -> None:
    """A power cut may lose a page in the middle: what lies behind it is kept, beside the
    segment.
    """
    here = scene(tmp_path)
    part, whole, ends = part_of(here)
    damaged = bytearray(whole)
    damaged[ends[0] + 120] ^= 1
    part.write_bytes(damaged)
    facts = recover(part)
    assert facts is not None
    assert facts.leaves == 2
    path = part.with_name(part.name.removesuffix(".part"))
    assert path.with_name(path.name + TAIL_SUFFIX).read_bytes() == damaged[ends[0] :]


def test_what_cannot_be_told_is_left_alone(tmp_path: Path) -> None:
    """A damaged header or init with whole records behind it is for a person, not for deletion."""
    here = scene(tmp_path)
    part, whole, _ = part_of(here)
    for at, bit in ((40, 1), (14, 8), (whole.index(b"VGR\xa6") + 110, 1)):
        damaged = bytearray(whole)
        damaged[at] ^= bit
        part.write_bytes(damaged)
        with pytest.raises(SegmentError):
            recover(part)
        assert part.read_bytes() == damaged


def test_a_file_of_zeros_is_nothing(tmp_path: Path) -> None:
    """Some file systems leave the size and not the bytes."""
    part = tmp_path / "x.vgs.part"
    part.write_bytes(bytes(5000))
    assert recover(part) is None
    assert not part.exists()


def test_a_foreign_file_is_not_touched(tmp_path: Path) -> None:
    """Somebody's download in the volume is reported, never removed."""
    part = tmp_path / "film.vgs.part"
    part.write_bytes(b"not ours" * 100)
    with pytest.raises(Malformed):
        recover(part)
    assert part.exists()


WRITE_UNTIL_KILLED = """
import sys
from pathlib import Path
from tests.scenes.segments import scene, NOON_US, SECOND_US
here = scene(Path(sys.argv[1]))
number = 0
while True:
    writer = here.writer(segment_id=f"{number:032x}")
    writer.init(b"init")
    for n in range(8):
        writer.append(bytes([n]) * 40_000, start_us=NOON_US + n, duration_us=1)
        print(number, n, flush=True)
    writer.finish(NOON_US + SECOND_US)
    number += 1
"""


@pytest.mark.crash
@pytest.mark.parametrize("attempt", range(attempts(4)))
def test_a_killed_writer_loses_at_most_the_fragment_in_hand(tmp_path: Path, attempt: int) -> None:
    """SIGKILL at any instant: every acknowledged fragment is in a whole file afterwards."""
    lines = killed_after(WRITE_UNTIL_KILLED, str(tmp_path), seconds=0.013 * attempt)
    told = [line.split() for line in lines]
    assert told
    for part in list(tmp_path.rglob("*.part")):
        recover(part)
    holder = MachineKeyholder(tmp_path / "keys")
    kept: dict[int, int] = {}
    for path in tmp_path.rglob("*.vgs"):
        facts = inspect(path)
        kept[int(facts.segment, 16)] = len(facts.fragments)
        with reader.SegmentFile(path) as file:
            file.check_plain(holder.data_key(file.header))
    for number, fragment in told:
        assert kept[int(number)] > int(fragment)
