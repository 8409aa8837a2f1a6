"""Decode times from presentation times."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from tests.scenes.footage import BOTTLES, PEOPLE, gops
from vonggac.fmp4.order import GopOrder, LiveOrder, decode_times

IBBP = [0, 9000, 3000, 6000, 18000, 12000, 15000]


def test_without_b_frames_decoding_follows_showing() -> None:
    """The usual camera: nothing is moved."""
    assert decode_times([10, 20, 35]) == ([10, 20, 35], 0)


def test_with_b_frames_no_picture_is_decoded_too_late() -> None:
    """The times of showing, in order, moved back by the least delay that serves."""
    decode, delay = decode_times(IBBP)
    assert delay == 3000
    assert decode == [-3000, 0, 3000, 6000, 9000, 12000, 15000]


def test_the_delay_holds_over_gops() -> None:
    """A GOP without B frames in a stream with them stays on the same decoding clock."""
    order = GopOrder()
    first = order.close(IBBP, 21000)
    second = order.close([21000, 24000, 27000], 30000)
    assert first.base_time + sum(first.durations) == second.base_time == 18000
    assert second.offsets == [3000, 3000, 3000]


def test_a_delay_that_grows_never_turns_decoding_back() -> None:
    """B frames that begin in mid-run."""
    order = GopOrder()
    first = order.close([0, 3000, 6000], 9000)
    second = order.close([9000 + time for time in IBBP], 30000)
    assert second.base_time > first.base_time + sum(first.durations[:-1])
    assert all(duration >= 0 for duration in first.durations + second.durations)


def test_the_last_picture_lasts_until_the_next_key_picture() -> None:
    """Or as long as its neighbour, where none is known or it lies in the past."""
    assert GopOrder().close([0, 3000], 7000).durations == [3000, 4000]
    assert GopOrder().close([0, 3000]).durations == [3000, 3000]
    assert GopOrder().close([0, 3000], 2000).durations == [3000, 3000]
    assert GopOrder(usual_duration=6000).close([0]).durations == [6000]


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=60), st.integers(0, 10**5))
def test_decode_times_rise_whatever_a_camera_sends(times: list[int], after: int) -> None:
    """Strictly, and behind what was decoded before."""
    decode, delay = decode_times(times, after=after)
    assert len(decode) == len(times)
    assert all(a < b for a, b in zip([after, *decode], decode, strict=False))
    assert delay >= 0


@given(st.permutations(range(20)))
def test_distinct_times_are_decoded_in_time(order: list[int]) -> None:
    """However deep the reordering, no picture is decoded after it must be shown."""
    times = [3000 * place for place in order]
    decode, _ = decode_times(times)
    assert all(at <= time for at, time in zip(decode, times, strict=True))


def test_live_decoding_without_b_frames_follows_showing() -> None:
    """And a picture is thought to last as long as the one before."""
    order = LiveOrder()
    assert [order.next(time) for time in (0, 3000, 6000)] == [(0, 3600), (3000, 3000), (6000, 3000)]


def test_lost_pictures_are_no_discontinuity_to_a_browser() -> None:
    """Each decode time follows within twice the duration that was said before, and catches up."""
    order = LiveOrder()
    times = [*range(0, 30_000, 3000), *range(90_000, 200_000, 3000)]
    found = [order.next(time) for time in times]
    for (decode, duration), (following, _) in itertools.pairwise(found):
        assert following - decode < 2 * duration
    assert found[-1][0] == times[-1]


def test_live_depth_is_learnt_from_the_stream() -> None:
    """One picture ahead is enough here; after it is learnt no offset is negative."""
    order = LiveOrder()
    decode = [order.next(time)[0] for time in IBBP]
    assert order.depth == 1
    assert all(a < b for a, b in itertools.pairwise(decode))
    assert all(at <= time for at, time in zip(decode[4:], IBBP[4:], strict=True))


def test_live_depth_known_beforehand_needs_no_learning() -> None:
    """With the parameter set's number of reordered pictures every offset is positive."""
    for name, depth in ((PEOPLE, 1), (BOTTLES, 2)):
        order = LiveOrder(depth=depth, usual_duration=9000)
        times = [picture.time for gop in gops(name, at_most=3) for picture in gop]
        decode = [order.next(time)[0] for time in times]
        assert order.depth == depth
        assert all(a < b for a, b in itertools.pairwise(decode))
        assert all(at <= time for at, time in zip(decode, times, strict=True))


@given(st.lists(st.integers(0, 10**7), max_size=60))
def test_live_decode_times_rise_whatever_a_camera_sends(times: list[int]) -> None:
    """Strictly; durations are never negative or zero."""
    order = LiveOrder()
    found = [order.next(time) for time in times]
    assert all(a[0] < b[0] for a, b in itertools.pairwise(found))
    assert all(duration > 0 for _, duration in found)
