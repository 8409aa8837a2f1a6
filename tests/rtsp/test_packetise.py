"""RTP payloads as the RFCs lay them out, read back by hand."""

import struct
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.kernel.streams import Codec
from vonggac.rtsp.packetise import (
    NotPacketisableError,
    Payload,
    packetise,
)


def unpacked_h264(payloads: Iterable[Payload]) -> list[bytes]:
    """NAL units out of RFC 6184 payloads: single, STAP-A, FU-A."""
    units: list[bytes] = []
    for payload in payloads:
        data, kind = payload.data, payload.data[0] & 31
        if kind == 24:
            units += _sized(data[1:])
        elif kind == 28:
            if data[1] & 0x80:
                units.append(bytes([data[0] & 0xE0 | data[1] & 31]))
            units[-1] += data[2:]
        else:
            units.append(data)
    return units


def unpacked_h265(payloads: Iterable[Payload]) -> list[bytes]:
    """NAL units out of RFC 7798 payloads: single, AP, FU."""
    units: list[bytes] = []
    for payload in payloads:
        data, kind = payload.data, payload.data[0] >> 1 & 63
        if kind == 48:
            units += _sized(data[2:])
        elif kind == 49:
            if data[2] & 0x80:
                units.append(bytes([data[0] & 0x81 | (data[2] & 63) << 1, data[1]]))
            units[-1] += data[3:]
        else:
            units.append(data)
    return units


def _sized(data: bytes) -> list[bytes]:
    units, at = [], 0
    while at < len(data):
        (length,) = struct.unpack_from("!H", data, at)
        units.append(data[at + 2 : at + 2 + length])
        at += 2 + length
    return units


def nal_h264(kind: int, length: int) -> bytes:
    return bytes([0x60 | kind]) + bytes(at & 255 for at in range(length - 1))


def nal_h265(kind: int, length: int) -> bytes:
    return bytes([kind << 1, 1]) + bytes(at & 255 for at in range(length - 2))


def jpeg(
    width: int = 64, height: int = 48, *, sampling: int = 0x22, frame: int = 0xC0, scan: int = 3000
) -> bytes:
    """Headers of a JPEG and a made-up scan."""
    tables = b"".join(
        b"\xff\xdb" + struct.pack("!HB", 67, index) + bytes([16 + index] * 64) for index in range(2)
    )
    start = struct.pack("!HBHHB", 17, 8, height, width, 3)
    start += bytes([1, sampling, 0, 2, 0x11, 1, 3, 0x11, 1])
    sos = b"\xff\xda" + struct.pack("!HB", 12, 3) + bytes(9)
    body = bytes(index % 251 for index in range(scan))
    return b"\xff\xd8" + tables + bytes([0xFF, frame]) + start + sos + body + b"\xff\xd9"


def test_a_small_nal_unit_travels_as_it_is() -> None:
    """RFC 6184 §5.6: the packet is the unit."""
    unit = nal_h264(5, 700)
    assert packetise(Codec.H264, [unit]) == [Payload(unit, True)]


def test_only_the_last_packet_of_a_picture_carries_the_marker() -> None:
    """RFC 6184 §5.1."""
    payloads = packetise(Codec.H264, [nal_h264(7, 20), nal_h264(8, 6), nal_h264(5, 5000)])
    assert [payload.marker for payload in payloads] == [False] * (len(payloads) - 1) + [True]


def test_small_units_share_a_packet_where_wished() -> None:
    """STAP-A (RFC 6184 §5.7.1) with the highest importance of its units."""
    units = [b"\x27" + bytes(9), b"\x68" + bytes(3), b"\x06" + bytes(12)]
    (payload,) = packetise(Codec.H264, units, aggregate=True)
    assert payload.data[0] == 0x60 | 24
    assert unpacked_h264([payload]) == units


@given(
    lengths=st.lists(st.integers(2, 6000), min_size=1, max_size=6),
    max_payload=st.integers(60, 1500),
    aggregate=st.booleans(),
)
def test_h264_units_come_out_as_they_went_in(
    lengths: list[int], max_payload: int, aggregate: bool
) -> None:
    """Whatever their sizes, no packet is larger than allowed."""
    units = [nal_h264(index % 23 + 1, length) for index, length in enumerate(lengths)]
    payloads = packetise(Codec.H264, units, max_payload=max_payload, aggregate=aggregate)
    assert unpacked_h264(payloads) == units
    assert max(len(payload.data) for payload in payloads) <= max_payload


@given(
    lengths=st.lists(st.integers(3, 6000), min_size=1, max_size=6),
    max_payload=st.integers(60, 1500),
    aggregate=st.booleans(),
)
def test_h265_units_come_out_as_they_went_in(
    lengths: list[int], max_payload: int, aggregate: bool
) -> None:
    """RFC 7798 §4.4: single units, aggregation and fragmentation units."""
    units = [nal_h265(index % 40, length) for index, length in enumerate(lengths)]
    payloads = packetise(Codec.H265, units, max_payload=max_payload, aggregate=aggregate)
    assert unpacked_h265(payloads) == units
    assert max(len(payload.data) for payload in payloads) <= max_payload


def test_an_aac_frame_says_its_length_before_itself() -> None:
    """RFC 3640 §3.3.6: 13 bits of size, 3 of index, in an AU header section of 16 bits."""
    frame = bytes(range(200))
    assert packetise(Codec.AAC, [frame]) == [
        Payload(b"\x00\x10" + struct.pack("!H", 200 << 3) + frame, True)
    ]


def test_a_long_aac_frame_says_its_whole_length_in_each_part() -> None:
    """RFC 3640 §3.2.3; the marker stands on the last."""
    frame = bytes(1000)
    payloads = packetise(Codec.AAC, [frame], max_payload=400)
    assert [payload.data[:4] for payload in payloads] == [
        b"\x00\x10" + struct.pack("!H", 1000 << 3)
    ] * 3
    assert b"".join(payload.data[4:] for payload in payloads) == frame
    assert [payload.marker for payload in payloads] == [False, False, True]


def test_g711_samples_are_their_own_payload() -> None:
    """RFC 3551 §4.5.14; no marker, for a microphone is never silent."""
    samples = bytes(160)
    assert packetise(Codec.PCMU, [samples]) == [Payload(samples, False)]


def test_a_jpeg_becomes_rfc_2435_packets() -> None:
    """Offsets, type, size in blocks, and the tables in the first packet only."""
    payloads = packetise(Codec.MJPEG, [jpeg()], max_payload=1000)
    offset = 0
    for number, payload in enumerate(payloads):
        assert payload.data[:4] == struct.pack("!I", offset)
        assert payload.data[4:8] == bytes([1, 255, 8, 6])
        head = 8 + (4 + 128 if number == 0 else 0)
        offset += len(payload.data) - head
    assert offset == 3000
    assert payloads[0].data[8:12] == struct.pack("!BBH", 0, 0, 128)
    assert payloads[-1].marker


def test_422_has_another_type_than_420() -> None:
    """RFC 2435 §4.1."""
    assert packetise(Codec.MJPEG, [jpeg(sampling=0x21)])[0].data[4] == 0


@pytest.mark.parametrize(
    "frame",
    [
        b"GIF89a",
        jpeg(frame=0xC2),
        jpeg(width=60),
        jpeg(width=2048),
        jpeg(sampling=0x11),
        b"\xff\xd8\xff\xd9",
    ],
    ids=["gif", "progressive", "width-60", "too-wide", "444", "empty"],
)
def test_a_jpeg_that_rtp_has_no_words_for_is_refused(frame: bytes) -> None:
    """Rather than sent wrongly."""
    with pytest.raises(NotPacketisableError):
        packetise(Codec.MJPEG, [frame])
