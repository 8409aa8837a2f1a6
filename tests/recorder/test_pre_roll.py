"""What is kept in memory in case something happens."""

import pytest

from tests.scenes.streams import gop
from vonggac.kernel.clock import SECOND_US
from vonggac.recorder import pre_roll
from vonggac.recorder.pre_roll import Memory, PreRoll


def test_what_is_held_is_bounded_a_stream_and_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """In time, in bytes of one stream, in bytes of all: the one that holds most gives first."""
    size = gop(0).size_bytes
    monkeypatch.setattr(pre_roll, "STREAM_BYTES", size * 6)
    monkeypatch.setattr(pre_roll, "PROCESS_BYTES", size * 8)
    memory = Memory()
    large, small = PreRoll(memory), PreRoll(memory)
    for number in range(40):
        large.keep(gop(number), number * 2 * SECOND_US, 3600 * SECOND_US)
    assert len(large) == 6
    for number in range(40, 44):
        small.keep(gop(number), number * 2 * SECOND_US, 4 * SECOND_US)
    assert (len(large), len(small)) == (5, 3)
    assert memory.held_bytes == size * 8
    taken = large.take(38 * 2 * SECOND_US)
    assert [each.start_us for each in taken] == [gop(39).start_us]
    large.close()
    small.close()
    assert memory.held_bytes == 0 and not memory.rings


def test_a_pre_roll_begins_with_a_key_frame() -> None:
    """A camera with long groups is kept in pieces: the piece that was asked for needs those before it."""
    ring = PreRoll(Memory())
    for number, key in enumerate([False, True, False, False, True, False]):
        ring.keep(gop(number, key=key), number * 2 * SECOND_US, 60 * SECOND_US)
    assert [each.key for each in ring.take(5 * SECOND_US)] == [True, False, False, True, False]
    for number in range(3):
        ring.keep(gop(number, key=False), number, 60 * SECOND_US)
    assert ring.take(0) == []
