"""Fragments as the recorder writes them, and as libav reads them."""

import io
import itertools
from fractions import Fraction

import av
import pytest

from tests.scenes.footage import BOTTLES, CARS, HZ, PEOPLE, START_TICKS, gops, recorded
from vonggac.fmp4.boxes import walk
from vonggac.fmp4.fragment import (
    Sample,
    TrackRun,
    append_prefixed,
    fragment,
    fragment_parts,
    length_prefixed,
)
from vonggac.fmp4.reader import read_fragment

ONE = TrackRun(1, 900, [Sample(3, 10, True), Sample(2, 20, False)], [b"abc", b"de"])


def test_a_fragment_is_one_moof_and_one_mdat() -> None:
    """Nothing stands before, between or behind them."""
    data = fragment(7, [ONE])
    assert [part.type for part in walk(data)] == [b"moof", b"mdat"]
    assert data.endswith(b"abcde")


def test_the_first_piece_ends_where_the_first_sample_begins() -> None:
    """``key_bytes`` of the store can be told without reading the fragment again."""
    pieces = fragment_parts(1, [ONE])
    whole = b"".join(pieces)
    assert whole == fragment(1, [ONE])
    assert whole[len(pieces[0]) : len(pieces[0]) + ONE.samples[0][0]] == b"abc"


def test_what_was_written_is_read_back() -> None:
    """Two tracks, signed offsets, times beyond 32 bits."""
    video = TrackRun(1, 1 << 40, [(3, 10, True, 5), (2, 20, False, -7)], [b"abc", b"de"])
    sound = TrackRun(2, 1 << 36, [(4, 1024, True, 0)], [b"fghi"])
    data = fragment(9, [video, sound])
    found = read_fragment(data)
    assert found.sequence == 9
    assert [run.base_time for run in found.tracks] == [1 << 40, 1 << 36]
    first, second = found.track(1).samples
    assert (first.size, first.duration, first.cts, first.key) == (3, 10, 5, True)
    assert (second.size, second.duration, second.cts, second.key) == (2, 20, -7, False)
    (heard,) = found.track(2).samples
    assert data[heard.offset : heard.offset + heard.size] == b"fghi"


def test_nal_units_get_their_lengths() -> None:
    """ISO 14496-15 with four bytes; the size is that of the whole sample."""
    assert b"".join(length_prefixed([b"ab", b"c"])) == b"\0\0\0\2ab\0\0\0\1c"
    parts: list[bytes] = []
    assert append_prefixed(parts, [b"ab", b"c"]) == 11 == sum(map(len, parts))


@pytest.mark.parametrize(
    "run", [ONE._replace(base_time=-1), ONE._replace(samples=[(1, -1, True, 0)])]
)
def test_a_number_that_does_not_fit_is_refused(run: TrackRun) -> None:
    """A camera's nonsense becomes a ValueError, not a broken file."""
    with pytest.raises(ValueError, match="cannot say"):
        fragment(1, [run])


def test_an_empty_run_stays_well_formed() -> None:
    """A GOP may have no sound in it."""
    data = fragment(1, [ONE, TrackRun(2, 5, [], [])])
    assert read_fragment(data).track(2).samples == ()


@pytest.mark.parametrize("name", [PEOPLE, CARS, BOTTLES])
def test_libav_finds_every_picture_at_its_instant(name: str) -> None:
    """Bytes, key flags and presentation times of real footage come through, with B frames too."""
    init, fragments = recorded(name, at_most=4)
    expected = [picture for gop in gops(name, at_most=4) for picture in gop]
    with av.open(io.BytesIO(init + b"".join(fragments)), "r") as container:
        found = [packet for packet in container.demux(video=0) if packet.size]
    assert [bytes(packet) for packet in found] == [picture.data for picture in expected]
    assert [packet.is_keyframe for packet in found] == [picture.key for picture in expected]
    assert all(packet.time_base == Fraction(1, HZ) for packet in found)
    assert [packet.pts for packet in found] == [START_TICKS + p.time for p in expected]


def test_each_fragment_begins_where_the_one_before_ends() -> None:
    """Durations add up to the next base time, so a player sees no hole between GOPs."""
    _, fragments = recorded(PEOPLE, at_most=6)
    runs = [read_fragment(data).tracks[0] for data in fragments]
    for run, following in itertools.pairwise(runs):
        assert run.base_time + run.duration == following.base_time
