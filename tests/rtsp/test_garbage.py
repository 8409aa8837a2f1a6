"""Whatever bytes a camera sends, a connection either goes on or ends with a fault, and its memory
stays bounded.
"""

import asyncio

import hypothesis.strategies as st
from hypothesis import given, settings

from tests.fuzz.fuzz_rtsp import attempt, connection_fed, read_everything
from tests.scenes.scripted_rtsp import Packets, h264_unit, pictures
from vonggac.rtsp.connection import BUFFER_SIZE
from vonggac.rtsp.sdp import write_sdp

CHANNELS = st.integers(0, 8)


@st.composite
def packet(draw: st.DrawFn) -> bytes:
    """An RTP packet on one of the tracks, sound up to its payload."""
    payload_type = draw(st.sampled_from([96, 97, 26, 98]))
    channel = {96: 0, 97: 2, 26: 4, 98: 6}[payload_type]
    packets = Packets(payload_type, draw(st.integers(0, 5)), channel=channel)
    first = draw(
        st.sampled_from([b"", b"\x7c\x85", b"\x7c\x05", b"\x18", b"\x62\x01\x93", b"\x60\x01"])
    )
    payload = first + draw(st.binary(max_size=80))
    return packets.packet(payload, draw(st.integers(0, 3)) * 3600, marker=draw(st.booleans()))


@st.composite
def report(draw: st.DrawFn) -> bytes:
    body = (
        b"\x80" + draw(st.sampled_from([b"\xc8", b"\xc9", b"\xcb"])) + draw(st.binary(max_size=40))
    )
    return b"$" + bytes([draw(CHANNELS)]) + len(body).to_bytes(2, "big") + body


NOISE = st.one_of(
    st.binary(max_size=200),
    packet(),
    report(),
    st.sampled_from(
        [b"RTSP/1.0 200 OK\r\n\r\n", b"$", b"\r\n", b"OPTIONS * RTSP/1.0\r\n\r\n", b"RTSP/"]
    ),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(NOISE, max_size=12))
def test_a_mixture_of_packets_and_noise_ends_in_nothing_but_a_fault(pieces: list[bytes]) -> None:
    attempt(b"".join(pieces))


@settings(deadline=None, max_examples=200)
@given(
    damage=st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), max_size=30),
    cut=st.integers(0, 20_000),
)
def test_a_stream_with_damaged_bytes_ends_in_nothing_but_a_fault(
    damage: list[tuple[int, int]], cut: int
) -> None:
    stream = bytearray(pictures(5, packets=Packets()))
    for at, value in damage:
        stream[at % len(stream)] = value
    attempt(bytes(stream[cut % len(stream) :]))


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("m=videoa:rtpmpfcontl69 0/H254\r\n;,-+"), max_size=300))
def test_descriptions_of_garbage_raise_nothing(text: str) -> None:
    read_everything(b"m=video 0 RTP/AVP 96\r\n" + text.encode())


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 255)), max_size=10))
def test_a_description_with_damaged_bytes_raises_nothing(damage: list[tuple[int, int]]) -> None:
    sdp = bytearray(write_sdp([]) + SDP_OF_A_CAMERA)
    for at, value in damage:
        sdp[at % len(sdp)] = value
    read_everything(bytes(sdp))


SDP_OF_A_CAMERA = (
    b"m=video 0 RTP/AVP 96\r\na=rtpmap:96 H265/90000\r\n"
    b"a=fmtp:96 sprop-vps=QAEMAf//;sprop-sps=QgEBAWAAAAMA;sprop-pps=RAHBcYMS\r\n"
    b"m=audio 0 RTP/AVP 97\r\na=rtpmap:97 MPEG4-GENERIC/44100/1\r\n"
    b"a=fmtp:97 mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1208\r\n"
)


def test_a_packet_that_never_ends_is_kept_within_the_buffer() -> None:
    """The largest length that a packet can claim, of which little comes."""

    async def scene() -> None:
        connection = connection_fed(b"$\x00\xff\xff" + b"\x80\x60" + bytes(60_000), 997)
        assert not connection.ended.done()
        assert len(connection.get_buffer(-1)) >= BUFFER_SIZE - 65_540

    asyncio.run(scene())


def test_the_stream_goes_on_behind_the_noise() -> None:
    """Noise between two pictures costs no more than the picture that it stands in."""

    async def scene() -> None:
        packets = Packets()
        noise = bytes(range(256)) * 40
        units = [packets.unit([h264_unit(n, key=True)], n * 3600) for n in range(20)]
        connection = connection_fed(noise.join(units))
        assert not connection.ended.done()
        track = connection.routes[0]
        assert getattr(track, "units", 0) >= 19
        assert connection.skipped >= 18 * len(noise)

    asyncio.run(scene())
