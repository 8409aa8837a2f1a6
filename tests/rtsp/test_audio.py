"""AAC and G.711 packets become frames with their times."""

import struct

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from tests.rtsp.feeding import received
from tests.scenes.scripted_rtsp import Packets
from vonggac.kernel.streams import Codec, Track
from vonggac.rtsp.audio import G711, Aac

AAC = Track(0, Codec.AAC, 44_100, config=b"\x12\x08", channels=1)
FRAME = st.binary(min_size=1, max_size=600)


@settings(deadline=None, max_examples=100)
@given(
    frames=st.lists(FRAME, min_size=1, max_size=6),
    size=st.integers(40, 1400),
    cuts=st.lists(st.integers(0, 4000), max_size=5),
)
def test_aac_comes_back_as_it_was_sent(frames: list[bytes], size: int, cuts: list[int]) -> None:
    """Also a frame in several packets."""
    packets = Packets(codec=Codec.AAC)
    stream = b"".join(
        packets.unit([frame], n * 1024, max_payload=size) for n, frame in enumerate(frames)
    )
    units, _ = received(Aac(AAC, 96), stream, cuts)
    assert [unit.parts for unit in units] == [[frame] for frame in frames]
    assert [unit.time for unit in units] == [n * 1024 for n in range(len(frames))]
    assert all(unit.key and not unit.damaged for unit in units)


def aac_together(frames: list[bytes]) -> bytes:
    """Several whole AAC frames in one packet (RFC 3640 §3.2.1), as some cameras send them."""
    headers = b"".join(struct.pack("!H", len(frame) << 3) for frame in frames)
    return struct.pack("!H", 8 * len(headers)) + headers + b"".join(frames)


@given(frames=st.lists(FRAME, min_size=1, max_size=8))
def test_several_aac_frames_in_a_packet_follow_one_another_in_time(frames: list[bytes]) -> None:
    packets = Packets()
    units, _ = received(Aac(AAC, 96), packets.packet(aac_together(frames), 5000, marker=True))
    assert [(unit.time, unit.parts) for unit in units] == [
        (5000 + 1024 * n, [frame]) for n, frame in enumerate(frames)
    ]


def test_au_headers_need_not_be_whole_bytes() -> None:
    """AAC-lbr: six bits of size and two of index (RFC 3640 §3.3.5)."""
    payload = b"\x00\x10" + bytes([3 << 2, 2 << 2]) + b"abcde"
    lbr = Aac(AAC, 96, size_bits=6, index_bits=2, delta_bits=2)
    units, _ = received(lbr, Packets().packet(payload, 0, marker=True))
    assert [unit.parts for unit in units] == [[b"abc"], [b"de"]]


def test_a_frame_that_misses_a_packet_is_left_out_and_the_next_is_marked() -> None:
    packets = Packets(codec=Codec.AAC)
    flat = packets.each([b"x" * 500], 0, max_payload=100)
    del flat[2]
    stream = b"".join(flat) + packets.unit([b"y" * 50], 1024)
    units, _ = received(Aac(AAC, 96), stream)
    assert [(unit.parts, unit.damaged) for unit in units] == [([b"y" * 50], True)]


@pytest.mark.parametrize(
    "payload", [b"\x00", b"\x00\x00", b"\xff\xff", b"\x00\x10\xff\xff", b"\x00\x10\x00\x00abc"]
)
def test_a_packet_that_makes_no_sense_is_left_out(payload: bytes) -> None:
    units, _ = received(Aac(AAC, 96), Packets().packet(payload, 0, marker=True))
    assert units == []


def test_g711_is_one_unit_a_packet() -> None:
    track = Track(0, Codec.PCMU, 8000, channels=1)
    packets = Packets(payload_type=0)
    stream = b"".join(packets.packet(bytes([n]) * 160, n * 160) for n in range(4))
    units, _ = received(G711(track, 0), stream)
    assert [(unit.time, unit.parts[0][0], unit.key) for unit in units] == [
        (n * 160, n, True) for n in range(4)
    ]
