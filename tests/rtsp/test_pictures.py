"""H.264 and H.265 packets become the access units that were sent, however they are cut; losses are
marked.
"""

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from tests.rtsp.feeding import received
from tests.scenes.scripted_rtsp import (
    PPS,
    SMALL_PPS,
    SMALL_SPS,
    SPS,
    VIDEO,
    Packets,
    h264_unit,
)
from vonggac.kernel.streams import Codec, Track
from vonggac.rtsp.pictures import H264, H265, Pictures

VPS_H265 = bytes.fromhex("40010c01ffff01600000030090000003000003007895c090")
SPS_H265 = bytes.fromhex(
    "420101016000000300900000030000030078a003c08010e596566924cae68080000003008000000c84"
)
PPS_H265 = bytes.fromhex("4401c1718312")
VIDEO_H265 = Track(0, Codec.H265, 90_000, (VPS_H265, SPS_H265, PPS_H265), b"", 0, 1920, 1080)

BODY = st.binary(min_size=1, max_size=300)


def h264_nal(kind: int, body: bytes, first: bool) -> bytes:
    return bytes([0x60 | kind, 0x88 if first else 0x18]) + body


def h265_nal(kind: int, body: bytes, first: bool) -> bytes:
    return bytes([kind << 1, 1, 0x80 if first else 0x10]) + body


@st.composite
def h264_pictures(draw: st.DrawFn) -> list[list[bytes]]:
    """Pictures of one or more slices, some with SEI before them."""
    pictures = []
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from([1, 5]))
        slices = draw(st.lists(BODY, min_size=1, max_size=3))
        sei = [b"\x06" + draw(BODY)] if draw(st.booleans()) else []
        pictures.append(sei + [h264_nal(kind, body, n == 0) for n, body in enumerate(slices)])
    return pictures


@st.composite
def h265_pictures(draw: st.DrawFn) -> list[list[bytes]]:
    pictures = []
    for _ in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from([0, 1, 16, 19, 20, 21]))
        slices = draw(st.lists(BODY, min_size=1, max_size=3))
        pictures.append([h265_nal(kind, body, n == 0) for n, body in enumerate(slices)])
    return pictures


HOW = {
    "step": st.integers(1, 0x7FFFFFFF),
    "size": st.integers(20, 200),
    "aggregate": st.booleans(),
    "cuts": st.lists(st.integers(0, 5000), max_size=8),
}


def sent(pictures: list[list[bytes]], codec: Codec, step: int, size: int, aggregate: bool) -> bytes:
    packets = Packets(codec=codec)
    return b"".join(
        packets.unit(parts, n * step & 0xFFFFFFFF, max_payload=size, aggregate=aggregate)
        for n, parts in enumerate(pictures)
    )


@settings(deadline=None, max_examples=150)
@given(pictures=h264_pictures(), **HOW)
def test_h264_comes_back_as_it_was_sent(
    pictures: list[list[bytes]], step: int, size: int, aggregate: bool, cuts: list[int]
) -> None:
    """Single units, STAP-A, FU-A; in any packet size, read in any pieces, over the turn of 16 and
    of 32 bits.
    """
    units, _ = received(H264(VIDEO, 96), sent(pictures, Codec.H264, step, size, aggregate), cuts)
    assert [unit.parts for unit in units] == pictures
    assert [unit.key for unit in units] == [any(p[0] & 31 == 5 for p in ps) for ps in pictures]
    assert [unit.time - units[0].time for unit in units] == [n * step for n in range(len(units))]
    assert not any(unit.damaged for unit in units)


@settings(deadline=None, max_examples=150)
@given(pictures=h265_pictures(), **HOW)
def test_h265_comes_back_as_it_was_sent(
    pictures: list[list[bytes]], step: int, size: int, aggregate: bool, cuts: list[int]
) -> None:
    stream = sent(pictures, Codec.H265, step, size, aggregate)
    units, _ = received(H265(VIDEO_H265, 96), stream, cuts)
    assert [unit.parts for unit in units] == pictures
    assert [unit.key for unit in units] == [16 <= parts[0][0] >> 1 <= 21 for parts in pictures]
    assert not any(unit.damaged for unit in units)


@settings(deadline=None, max_examples=100)
@given(
    lost=st.sets(st.integers(0, 59), min_size=1, max_size=6),
    cuts=st.lists(st.integers(0, 20_000), max_size=6),
)
def test_a_lost_packet_marks_the_units_that_it_touched(lost: set[int], cuts: list[int]) -> None:
    """Ten pictures of six packets. Undamaged ones are whole; a picture that misses a packet is
    never called whole.
    """
    packets = Packets()
    pictures = [h264_unit(n, 500, key=True) for n in range(10)]
    flat = [
        packet
        for n, unit in enumerate(pictures)
        for packet in packets.each([unit], n * 3600, max_payload=100)
    ]
    assert len(flat) == 60
    kept = b"".join(packet for n, packet in enumerate(flat) if n not in lost)
    depacketiser = H264(VIDEO, 96)
    units, _ = received(depacketiser, kept, cuts)
    whole = [unit.parts[0] for unit in units if not unit.damaged]
    assert set(whole) <= set(pictures)
    touched = {n // 6 for n in lost}
    assert not {pictures[n] for n in touched} & set(whole)
    inside = {n for n in lost if n > min(set(range(60)) - lost) and n < max(set(range(60)) - lost)}
    assert depacketiser.lost == len(inside)


def test_a_unit_cut_by_a_loss_ends_at_the_loss() -> None:
    """A slice with a hole in it would decode to noise; up to the hole it is good."""
    packets = Packets()
    unit = h264_unit(1, 1000, key=True)
    flat = packets.each([unit], 0, max_payload=100)
    del flat[4]
    units, _ = received(H264(VIDEO, 96), b"".join(flat))
    assert len(units) == 1
    assert units[0].damaged
    assert unit.startswith(units[0].parts[0])
    assert 300 < len(units[0].parts[0]) < 420


def test_a_camera_that_counts_anew_loses_one_picture_at_most() -> None:
    """A step of ten thousand is a restart, not ten thousand lost packets."""
    packets = Packets()
    stream = packets.unit([h264_unit(0)], 0)
    packets.sequence = packets.sequence + 10_000 & 0xFFFF
    stream += packets.unit([h264_unit(1)], 3600) + packets.unit([h264_unit(2)], 7200)
    depacketiser = H264(VIDEO, 96)
    units, _ = received(depacketiser, stream)
    assert [unit.damaged for unit in units] == [False, True, False]
    assert depacketiser.lost == 1


@pytest.mark.parametrize("jump", [-(1 << 31), (1 << 31) - 1, -90_000, 1 << 30, -1])
def test_times_survive_jumps_of_any_size(jump: int) -> None:
    """After the jump the steps are true again."""
    packets = Packets()
    stamps = [1000, 4600, 4600 + jump, 8200 + jump, 11_800 + jump]
    stream = b"".join(
        packets.unit([h264_unit(n)], stamp & 0xFFFFFFFF) for n, stamp in enumerate(stamps)
    )
    units, _ = received(H264(VIDEO, 96), stream)
    assert [unit.time for unit in units] == stamps


def test_parameter_sets_that_change_are_told_before_the_unit_that_needs_them() -> None:
    packets = Packets()
    stream = packets.unit([SPS, PPS, h264_unit(0, key=True)], 0)
    stream += packets.unit([h264_unit(1)], 3600)
    stream += packets.unit([SMALL_SPS, SMALL_PPS, h264_unit(2, key=True)], 7200)
    units, sink = received(H264(VIDEO, 96), stream)
    assert [(tracks[0].width, tracks[0].height) for tracks in sink.tracks] == [
        (1920, 1080),
        (640, 360),
    ]
    assert sink.tracks[1][0].parameter_sets == (SMALL_SPS, SMALL_PPS)
    assert [len(unit.parts) for unit in units] == [1, 1, 1]


def test_parameter_sets_that_repeat_change_nothing() -> None:
    packets = Packets()
    stream = b"".join(packets.unit([SPS, PPS, h264_unit(n, key=True)], n * 3600) for n in range(4))
    _, sink = received(H264(VIDEO, 96), stream)
    assert len(sink.tracks) == 1


def test_parameter_sets_of_garbage_change_nothing() -> None:
    packets = Packets()
    stream = packets.unit([b"\x67\xff", b"\x68", h264_unit(0, key=True)], 0)
    _, sink = received(H264(VIDEO, 96), stream)
    assert sink.tracks == [(VIDEO,)]


def test_first_parameter_sets_may_come_in_packets_of_their_own_time() -> None:
    """SPS, PPS and picture under three different times."""
    bare = Track(0, Codec.H264, 90_000)
    packets = Packets()
    stream = packets.packet(SPS, 0) + packets.packet(PPS, 100)
    stream += packets.unit([h264_unit(0, key=True)], 3600)
    units, sink = received(H264(bare, 96), stream)
    assert sink.tracks == [(VIDEO,)]
    assert len(units) == 1


def test_other_payload_types_padding_and_extensions_do_not_disturb() -> None:
    """A header extension, contributing sources, padding; another payload type in between is left
    out.
    """
    packets = Packets()
    unit = h264_unit(1, 40, key=True)
    plain = packets.packet(unit, 3600, marker=True)[4:]
    extension = b"\xbe\xde\x00\x01abcd"
    rich = bytes([0x80 | 0x20 | 0x10 | 2]) + plain[1:12] + bytes(8) + extension
    rich += plain[12:] + b"\x00\x00\x00\x04"
    other = Packets(payload_type=97).packet(b"\x41\x88other", 3600, marker=True)
    stream = b"$\x00" + len(rich).to_bytes(2, "big") + rich
    depacketiser = H264(VIDEO, 96)
    units, _ = received(depacketiser, other + stream)
    assert [unit.parts for unit in units] == [[unit]]
    assert depacketiser.ignored == 1


@pytest.mark.parametrize("kind", [H264, H265])
def test_a_picture_without_end_does_not_fill_the_memory(kind: type[Pictures]) -> None:
    """Fragments of one picture for ever: what was gathered is dropped at 16 MB."""
    track, packets = (VIDEO, Packets()) if kind is H264 else (VIDEO_H265, Packets())
    head = (b"\x7c", b"\x85", b"\x05") if kind is H264 else (b"\x62\x01", b"\x93", b"\x13")
    depacketiser = kind(track, 96)
    buf = bytearray(packets.packet(head[0] + head[1] + bytes(1000), 0))
    depacketiser.run(buf, memoryview(buf), 0, len(buf))
    for _ in range(100):
        middle = [packets.packet(head[0] + head[2] + bytes(60_000), 0) for _ in range(4)]
        buf = bytearray(b"".join(middle))
        assert depacketiser.run(buf, memoryview(buf), 0, len(buf)) == len(buf)
    assert depacketiser.ignored >= 1
    assert depacketiser.units == 0


def test_a_picture_of_endless_slices_does_not_fill_the_memory() -> None:
    packets = Packets()
    depacketiser = H264(VIDEO, 96)
    for _ in range(400):
        buf = bytearray(packets.packet(h264_unit(0, 60_000), 0))
        depacketiser.run(buf, memoryview(buf), 0, len(buf))
    assert depacketiser.ignored == 1
