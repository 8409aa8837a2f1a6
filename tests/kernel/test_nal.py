"""Parameter sets of H.264 and H.265, as encoders and cameras write them."""

from fractions import Fraction

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from vonggac.kernel.nal import (
    SpsError,
    is_key,
    is_parameter_set,
    nal_type,
    parse_sps,
    parse_sps_h264,
    parse_sps_h265,
    unescape,
)
from vonggac.kernel.streams import Codec

X264_HIGH = "67640028acd940780227e584000003000400000300c83c60c658"
X264_BASELINE = "6742c016d900a02ff9610000030001000003000a0f162e48"
X264_444 = "67f4000d919b282a10f1f1f0800001f480007530078a14cb"
X264_INTERLACED = "6764001eacd940b424d8208000000300800000190f8a14cb"
X265_MAIN = "420101016000000300900000030000030078a003c08010e596566924cae68080000003008000000c84"
X265_MAIN10 = (
    "42010202200000030090000003000003003f0000a005120171c923659288949272b9a0200000030020000003018c"
    "029289c001e848003d0970007a12000f4244"
)


@pytest.mark.parametrize(
    ("unit", "size", "rate", "reorder", "aspect"),
    [
        (X264_HIGH, (1920, 1080), Fraction(25), 2, (1, 1)),
        (X264_BASELINE, (640, 360), Fraction(5), 0, (1, 1)),
        (X264_444, (322, 242), Fraction(30_000, 1001), 2, (1, 1)),
        (X264_INTERLACED, (720, 576), Fraction(25), 2, (16, 11)),
        (X265_MAIN, (1920, 1080), Fraction(25), 2, (1, 1)),
        (X265_MAIN10, (642, 362), Fraction(12), 1, (1, 1)),
    ],
)
def test_size_rate_and_reordering_are_read(
    unit: str, size: tuple[int, int], rate: Fraction, reorder: int, aspect: tuple[int, int]
) -> None:
    """Sets of x264 and x265: cropped, interlaced, with scaling lists, with buffering parameters."""
    data = bytes.fromhex(unit)
    sps = parse_sps(Codec.H264 if data[0] == 0x67 else Codec.H265, data)
    assert sps is not None
    assert ((sps.width, sps.height), sps.frame_rate) == (size, rate)
    assert sps.reorder_frames == reorder
    assert sps.sample_aspect == aspect


def test_the_fields_of_an_avc_configuration_are_read() -> None:
    sps = parse_sps_h264(bytes.fromhex(X264_444))
    assert (sps.profile_idc, sps.compatibility, sps.level_idc) == (244, 0, 13)
    assert (sps.chroma_format_idc, sps.bit_depth_luma, sps.bit_depth_chroma) == (3, 8, 8)


def test_the_fields_of_an_hevc_configuration_are_read() -> None:
    sps = parse_sps_h265(bytes.fromhex(X265_MAIN10))
    assert (sps.profile_space, sps.tier, sps.profile_idc, sps.level_idc) == (0, 0, 2, 63)
    assert (sps.compatibility, sps.constraints.hex()) == (0x20000000, "900000000000")
    assert (sps.bit_depth_luma, sps.chroma_format_idc) == (10, 1)
    assert (sps.temporal_layers, sps.temporal_nesting) == (2, False)


@pytest.mark.parametrize("unit", [X264_HIGH, X264_INTERLACED, X265_MAIN, X265_MAIN10])
def test_a_set_that_breaks_off_is_an_error_or_says_less(unit: str) -> None:
    """Cut behind the size, the size stands; cut before it, there is none."""
    data = bytes.fromhex(unit)
    codec = Codec.H264 if data[0] == 0x67 else Codec.H265
    whole = parse_sps(codec, data)
    assert whole is not None
    for length in range(1, len(data)):
        try:
            part = parse_sps(codec, data[:length])
        except SpsError:
            continue
        assert part is not None
        assert (part.width, part.height) == (whole.width, whole.height)


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_sets_of_garbage_raise_nothing_but_their_error(data: bytes) -> None:
    for read in (parse_sps_h264, parse_sps_h265):
        try:
            sps = read(data)
        except SpsError:
            continue
        assert 0 < sps.width <= 16_384
        assert 0 < sps.height <= 16_384


def test_emulation_prevention_is_taken_out() -> None:
    assert unescape(b"\x00\x00\x03\x01\x00\x00\x03\x00\x00\x03\x02") == (
        b"\x00\x00\x01\x00\x00\x00\x00\x02"
    )


def test_kinds_of_units_are_told_apart() -> None:
    assert [is_key(Codec.H264, bytes([n])) for n in (0x65, 0x41, 0x67)] == [True, False, False]
    assert [is_key(Codec.H265, bytes([n << 1, 1])) for n in (19, 21, 1, 33)] == [
        True,
        True,
        False,
        False,
    ]
    assert is_parameter_set(Codec.H264, b"\x68")
    assert is_parameter_set(Codec.H265, b"\x40\x01")
    assert not is_parameter_set(Codec.MJPEG, b"\x67")
    assert nal_type(Codec.H264, b"") == -1
