"""Taking files apart: whole, damaged, with fewer tracks, at other times."""

import io
import struct

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.fuzz_fmp4 import attempt
from tests.scenes.clips import tone
from tests.scenes.footage import CARS, PEOPLE, gops, recorded, video_track
from vonggac.fmp4.boxes import Malformed, box, full_box, walk
from vonggac.fmp4.fragment import TrackRun, fragment, fragment_parts
from vonggac.fmp4.init import init_segment
from vonggac.fmp4.reader import (
    read_fragment,
    read_init,
    select_tracks,
)

VIDEO = TrackRun(1, 9_000, [(3, 10, True, 0), (2, 20, False, 0)], [b"abc", b"de"])
SOUND = TrackRun(2, 1_600, [(4, 1024, True, 0), (1, 1024, True, 0)], [b"fghi", b"j"])
BOTH = fragment(5, [VIDEO, SOUND])


def test_the_key_sample_is_found_in_the_first_bytes() -> None:
    """A still picture needs no more than ``key_bytes`` of the record."""
    pieces = fragment_parts(5, [VIDEO, SOUND])
    cut = BOTH[: len(pieces[0]) + 3]
    (run,) = [each for each in read_fragment(cut, cut=True).tracks if each.track_id == 1]
    first = run.samples[0]
    assert cut[first.offset : first.offset + first.size] == b"abc"
    with pytest.raises(Malformed):
        read_fragment(cut)


def test_the_key_sample_of_real_footage_is_its_first_picture() -> None:
    """Byte for byte."""
    _, fragments = recorded(CARS, at_most=1)
    first = read_fragment(fragments[0]).tracks[0].samples[0]
    found = fragments[0][first.offset : first.offset + first.size]
    assert found == gops(CARS, at_most=1)[0][0].data


def test_sound_is_left_out_of_a_fragment() -> None:
    """Its bytes are not in the copy; the pictures and their times are as before."""
    copy = select_tracks(BOTH, {1})
    assert b"fghi" not in copy
    assert copy == fragment(5, [VIDEO])


def test_sound_is_left_out_of_an_init_segment() -> None:
    """As though there had never been a microphone."""
    video, (sound, _) = video_track(PEOPLE), tone("aac", 2, rate=16000)
    copy = select_tracks(init_segment([video, sound]), {1})
    assert read_init(copy) == [video]
    assert b"mp4a" not in copy
    assert len(list(walk(copy))) == 2
    with av.open(io.BytesIO(copy + recorded(PEOPLE, at_most=1)[1][0]), "r") as container:
        assert not container.streams.audio


def test_nothing_to_leave_out_costs_nothing() -> None:
    """The same object comes back: serving a camera without sound copies no byte."""
    assert select_tracks(BOTH, {1, 2, 3}) is BOTH
    init = init_segment([video_track(PEOPLE)])
    assert select_tracks(init, {1}) is init


@pytest.mark.parametrize("data", [BOTH, init_segment([video_track(PEOPLE)]), b"", box(b"free")])
def test_nothing_left_is_refused(data: bytes) -> None:
    """A file without tracks is no answer."""
    with pytest.raises(Malformed):
        select_tracks(data, {9})


def test_fragments_of_other_muxers_are_read() -> None:
    """libav writes defaults in ``tfhd`` and flags of the first sample in ``trun``."""
    init, fragments = recorded(CARS, at_most=2)
    file = io.BytesIO()
    options = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
    with (
        av.open(io.BytesIO(init + b"".join(fragments)), "r") as source,
        av.open(file, "w", "mp4", options=options) as out,
    ):
        stream = out.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.size:
                packet.stream = stream
                out.mux(packet)
    data = file.getvalue()
    at = next(part.start for part in walk(data) if part.type == b"moof")
    found = read_fragment(data[at:])
    expected = gops(CARS, at_most=2)[0]
    pieces = [data[at + s.offset : at + s.offset + s.size] for s in found.tracks[0].samples]
    assert pieces == [picture.data for picture in expected]
    assert [s.key for s in found.tracks[0].samples] == [picture.key for picture in expected]
    assert read_init(data[:at]) == [video_track(CARS)]


def test_large_boxes_and_boxes_to_the_end_are_walked() -> None:
    """Size 1 with 64 bits behind, and size 0 (§4.2)."""
    data = struct.pack(">I4sQ", 1, b"free", 20) + b"abcd" + struct.pack(">I4s", 0, b"mdat") + b"xy"
    assert [(part.type, part.body, part.end) for part in walk(data)] == [
        (b"free", 16, 20),
        (b"mdat", 28, 30),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\0\0\0",
        struct.pack(">I4s", 4, b"free"),
        struct.pack(">I4s", 99, b"free"),
        struct.pack(">I4s", 1, b"free"),
        box(b"moof", box(b"traf", full_box(b"trun", 1, 0, struct.pack(">I", 1)))),
        box(b"moof", box(b"traf", full_box(b"tfhd", 0, 0, struct.pack(">I", 1)))),
    ],
)
def test_what_is_no_fragment_is_malformed(data: bytes) -> None:
    """Said in one way, whatever is wrong."""
    with pytest.raises(Malformed):
        read_fragment(data)


def test_a_run_may_not_promise_samples_without_end() -> None:
    """Four thousand million samples in thirty bytes would fill the memory."""
    header = full_box(b"tfhd", 0, 0x020000, struct.pack(">I", 1))
    time = full_box(b"tfdt", 1, 0, bytes(8))
    run = full_box(b"trun", 0, 0, struct.pack(">I", 0xFFFFFFFF))
    with pytest.raises(Malformed, match="more samples"):
        read_fragment(box(b"moof", box(b"traf", header, time, run)))


@given(st.data())
def test_a_damaged_fragment_is_malformed_or_read(data: st.DataObject) -> None:
    """Any byte changed, any tail cut: no other exception, ever."""
    source = data.draw(st.sampled_from([BOTH, init_segment([video_track(PEOPLE)])]))
    damaged = bytearray(source)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(damaged[: data.draw(st.integers(0, len(source)))])
    attempt(cut)
