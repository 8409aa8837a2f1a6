"""Gray pictures out of fragments: all three codecs, thinned out, and whatever a broken camera sends."""

from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scenes import clips
from tests.scenes.nal_units import split_annex_b
from vonggac.fmp4.fragment import TrackRun, fragment, length_prefixed
from vonggac.fmp4.init import init_segment
from vonggac.kernel.nal import is_parameter_set
from vonggac.kernel.streams import Codec, Track
from vonggac.media.decoding import Gray, GrayDecoder, Undecodable

TICKS = 9000
"""Ten pictures a second."""


def h264(pictures: int = 10) -> tuple[Track, list[tuple[int, list[bytes], bool]]]:
    extra, packets = clips.encoded(
        "libx264", pictures, options={"tune": "zerolatency", "sc_threshold": "0"}
    )
    sets = [u for u in split_annex_b(extra + packets[0][1]) if is_parameter_set(Codec.H264, u)]
    units = [
        (time, [u for u in split_annex_b(data) if not is_parameter_set(Codec.H264, u)], key)
        for time, data, key in packets
    ]
    kept = tuple(dict.fromkeys(sets))
    return Track(0, Codec.H264, 90_000, kept, width=clips.WIDTH, height=clips.HEIGHT), units


def fragments(
    units: Iterable[tuple[int, Sequence[bytes], bool]], *, nal: bool = True
) -> list[bytes]:
    made = []
    for number, (time, parts, key) in enumerate(units):
        pieces = length_prefixed(parts) if nal else parts
        sample = (sum(map(len, pieces)), TICKS, key, time - number * TICKS)
        made.append(fragment(number, [TrackRun(1, number * TICKS, [sample], pieces)]))
    return made


def looked(decoder: GrayDecoder, made: Iterable[bytes]) -> list[Gray]:
    return [gray for each in made for gray in decoder.take(each)]


def test_h264_gives_every_picture_in_order_at_its_instant() -> None:
    track, units = h264()
    found = looked(GrayDecoder(init_segment((track,))), fragments(units))
    assert [gray.at_us for gray in found] == [number * 100_000 for number in range(10)]
    assert [gray.key for gray in found] == [number % 5 == 0 for number in range(10)]
    assert found[0].picture.shape == (clips.HEIGHT, clips.WIDTH)
    assert found[0].picture.std() > 10


def test_h265_with_b_frames_comes_in_the_order_it_is_shown() -> None:
    track, units = clips.h265(20)
    found = looked(GrayDecoder(init_segment((track,))), fragments(units))
    times = [gray.at_us for gray in found]
    assert times == sorted(times)
    assert len(times) >= 16


def test_mjpeg_is_watched_too_and_made_small() -> None:
    track, units = clips.mjpeg(5)
    made = fragments([(time, [data], key) for time, data, key in units], nal=False)
    found = looked(GrayDecoder(init_segment((track,)), max_width=160), made)
    assert [gray.picture.shape for gray in found] == [(96, 160)] * 5


def test_pictures_that_come_too_often_are_decoded_and_not_handed_out() -> None:
    track, units = h264()
    found = looked(GrayDecoder(init_segment((track,)), every_us=200_000), fragments(units))
    assert [gray.at_us for gray in found] == [0, 200_000, 400_000, 600_000, 800_000]


@pytest.mark.parametrize("kind", ["h264", "h265", "mjpeg"])
def test_a_rough_look_has_the_same_pictures_but_for_the_edges_of_blocks(kind: str) -> None:
    """What ``watch`` sees: as many, at the same instants, nearly alike; MJPEG has no such filter."""
    track, units = (
        h264() if kind == "h264" else clips.h265(20) if kind == "h265" else clips.mjpeg(5)
    )
    made = fragments(
        [(time, [parts] if isinstance(parts, bytes) else parts, key) for time, parts, key in units],
        nal=kind != "mjpeg",
    )
    init = init_segment((track,))
    whole, rough = looked(GrayDecoder(init), made), looked(GrayDecoder(init, rough=True), made)
    assert [each.at_us for each in rough] == [each.at_us for each in whole]
    away = [
        abs(a.picture.astype(int) - b.picture).mean() for a, b in zip(whole, rough, strict=True)
    ]
    assert max(away) < 4
    assert (max(away) == 0) == (kind == "mjpeg")


def test_of_a_costly_stream_key_frames_alone_are_decoded_and_come_at_once() -> None:
    track, units = h264()
    decoder = GrayDecoder(init_segment((track,)))
    decoder.keys_only = True
    made = fragments(units)
    assert [bool(decoder.take(each)) for each in made] == [key for _, _, key in units]


def test_after_something_was_left_out_the_next_picture_is_a_key_frame() -> None:
    track, units = h264()
    decoder = GrayDecoder(init_segment((track,)))
    made = fragments(units)
    looked(decoder, made[:2])
    decoder.resync()
    assert [gray.at_us for gray in looked(decoder, made[3:])] == [n * 100_000 for n in range(5, 10)]


def test_a_picture_of_noise_costs_its_group_and_is_counted() -> None:
    track, units = h264(15)
    decoder = GrayDecoder(init_segment((track,)))
    made = fragments(units)
    made[6] = b"\xff" * len(made[6])
    found = looked(decoder, made)
    assert decoder.faults == 1
    assert [gray.at_us // 100_000 for gray in found] == [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4), st.data())
def test_nothing_that_stands_in_a_fragment_raises(which: int, data: st.DataObject) -> None:
    """Bytes bent anywhere, in the boxes or in the picture; the next key frame is seen again."""
    made = [bytearray(each) for each in MADE]
    for _ in range(data.draw(st.integers(1, 20))):
        at = data.draw(st.integers(0, len(made[which]) - 1))
        made[which][at] = data.draw(st.integers(0, 255))
    decoder = GrayDecoder(INIT)
    looked(decoder, (bytes(each) for each in made))
    assert any(gray.at_us == 500_000 and gray.key for gray in looked(decoder, MADE[5:6])) or any(
        looked(decoder, MADE[5:])
    )


@given(st.binary(max_size=200))
def test_bytes_of_no_kind_are_a_fault_and_no_more(noise: bytes) -> None:
    decoder = GrayDecoder(INIT)
    assert decoder.take(noise) == []
    assert decoder.faults == 1


@pytest.mark.parametrize("init", [b"", b"\0" * 100, b"moov"])
def test_an_init_of_nothing_is_said_so(init: bytes) -> None:
    with pytest.raises(Undecodable):
        GrayDecoder(init)


_TRACK, _UNITS = h264()
INIT, MADE = init_segment((_TRACK,)), fragments(_UNITS)
