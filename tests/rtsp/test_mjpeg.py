"""RTP/JPEG packets become JFIF pictures that decode to the same pixels."""

import io

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings
from PIL import Image

from tests.rtsp.feeding import received
from tests.scenes.scripted_rtsp import Packets
from vonggac.kernel.streams import Codec, Track
from vonggac.rtsp.jfif import scaled_tables
from vonggac.rtsp.mjpeg import Mjpeg

TRACK = Track(0, Codec.MJPEG, 90_000)


def picture(width: int = 64, height: int = 48, quality: int = 60, subsampling: int = 2) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise((width, height), 60).convert("RGB")
    noise.save(out, "JPEG", quality=quality, subsampling=subsampling)
    return out.getvalue()


def pixels(jpeg: bytes) -> tuple[tuple[int, int], bytes]:
    with Image.open(io.BytesIO(jpeg)) as image:
        return image.size, image.tobytes()


@settings(deadline=None, max_examples=40)
@given(
    width=st.integers(1, 20).map(lambda n: n * 8),
    height=st.integers(1, 20).map(lambda n: n * 8),
    quality=st.integers(5, 95),
    subsampling=st.sampled_from([1, 2]),
    size=st.integers(200, 1400),
)
def test_a_jpeg_comes_back_with_the_same_pixels(
    width: int, height: int, quality: int, subsampling: int, size: int
) -> None:
    jpeg = picture(width, height, quality, subsampling)
    packets = Packets(payload_type=26, codec=Codec.MJPEG)
    stream = packets.unit([jpeg], 0, max_payload=size)
    units, sink = received(Mjpeg(TRACK, 26), stream)
    assert pixels(units[0].parts[0]) == pixels(jpeg)
    assert (sink.tracks[0][0].width, sink.tracks[0][0].height) == (width, height)


@pytest.mark.parametrize("quality", [1, 10, 49, 50, 51, 75, 99])
def test_a_quality_without_tables_means_the_standard_ones(quality: int) -> None:
    """RFC 2435 §4.2 scales them as libjpeg does."""
    jpeg = picture(quality=quality)
    with Image.open(io.BytesIO(jpeg)) as image:
        tables = image.quantization  # type: ignore[attr-defined]
    natural = [sorted(tables[n]) for n in (0, 1)]
    assert [sorted(table) for table in scaled_tables(quality)] == natural


def test_a_picture_that_misses_a_packet_is_left_out_and_the_next_is_marked() -> None:
    packets = Packets(payload_type=26, codec=Codec.MJPEG)
    flat = packets.each([picture()], 0, max_payload=300)
    assert len(flat) > 3
    del flat[1]
    stream = b"".join(flat) + packets.unit([picture()], 9000)
    stream += packets.unit([picture()], 18_000)
    units, _ = received(Mjpeg(TRACK, 26), stream)
    assert [(unit.time, unit.damaged) for unit in units] == [(9000, True), (18_000, False)]


def test_tables_sent_once_hold_for_their_quality() -> None:
    """Q 200: the first picture brings its tables, the second refers to them (RFC 2435 §3.1.8)."""
    head = b"\x00\x00\x00\x00\x01\xc8\x02\x02"
    tables = b"\x00\x00\x00\x80" + bytes([7]) * 128
    packets = Packets(payload_type=26)
    stream = packets.packet(head + tables + b"scan one", 0, marker=True)
    stream += packets.packet(head + b"\x00\x00\x00\x00" + b"scan two", 9000, marker=True)
    units, _ = received(Mjpeg(TRACK, 26), stream)
    first, second = (unit.parts[0] for unit in units)
    assert first.replace(b"scan one", b"") == second.replace(b"scan two", b"")
    assert bytes([7]) * 64 in second


def test_a_side_above_2040_pixels_is_taken_from_the_description() -> None:
    head = b"\x00\x00\x00\x00\x01\x32\x00\x00"
    wide = Track(0, Codec.MJPEG, 90_000, width=2560, height=1920)
    stream = Packets(payload_type=26).packet(head + b"scan", 0, marker=True)
    units, _ = received(Mjpeg(wide, 26), stream)
    with Image.open(io.BytesIO(units[0].parts[0])) as image:
        assert image.size == (2560, 1920)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\x00\x00\x00",
        b"\x00\x00\x00\x00\x05\x32\x02\x02data",
        b"\x00\x00\x00\x00\x01\x00\x02\x02data",
        b"\x00\x00\x00\x00\x01\xff\x02\x02\x00\x00\xff\xffdata",
        b"\x00\x00\x10\x00\x01\x32\x02\x02data",
        b"\x00\x00\x00\x00\x41\x32\x02\x02",
    ],
)
def test_a_packet_that_makes_no_sense_is_left_out(payload: bytes) -> None:
    units, _ = received(Mjpeg(TRACK, 26), Packets(payload_type=26).packet(payload, 0, marker=True))
    assert units == []
