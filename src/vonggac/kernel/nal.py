"""NAL units of H.264 and H.265: their types, and what a sequence parameter set says of the
pictures.

``rtsp`` reads sizes and key frames here, ``fmp4`` the fields of its sample entries. A set comes
from a camera, so every read is bounded and every fault is an ``SpsError``. (ITU-T H.264 §7.3.2.1,
H.265 §7.3.2.2; section numbers below are of these.)
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from vonggac.kernel.bits import Bits
from vonggac.kernel.bits import SpsError as SpsError
from vonggac.kernel.streams import Codec

H264_IDR, H264_SEI, H264_SPS, H264_PPS, H264_AUD = 5, 6, 7, 8, 9
H265_IRAP = range(16, 24)
H265_VPS, H265_SPS, H265_PPS, H265_AUD = 32, 33, 34, 35

MAX_SIDE = 16384
"""Pixels of a side beyond which a set is taken for garbage."""


@dataclass(frozen=True, slots=True)
class Sps:
    """What both codecs say. Width and height are of the picture shown: cropping is taken off."""

    width: int
    height: int
    profile_idc: int
    level_idc: int
    chroma_format_idc: int
    bit_depth_luma: int
    bit_depth_chroma: int
    reorder_frames: int | None
    """Pictures that may follow in decode order and come before in time; none if the set does not
    say.
    """
    frame_rate: Fraction | None
    """Frames a second that the camera claims; none if it does not, or claims nonsense."""
    sample_aspect: tuple[int, int]
    """Width and height of a pixel; (1, 1) when unsaid."""


@dataclass(frozen=True, slots=True)
class SpsH264(Sps):
    compatibility: int
    """The byte of constraint_set flags between profile and level."""


@dataclass(frozen=True, slots=True)
class SpsH265(Sps):
    profile_space: int
    tier: int
    compatibility: int
    """general_profile_compatibility_flag[0..31], the first flag as the highest bit."""
    constraints: bytes
    """The six bytes from general_progressive_source_flag on."""
    temporal_layers: int
    temporal_nesting: bool


def nal_type(codec: Codec, unit: bytes) -> int:
    """The type in the unit's header; -1 for an empty unit or a codec without NAL units."""
    if not unit:
        return -1
    if codec is Codec.H264:
        return unit[0] & 31
    return unit[0] >> 1 & 63 if codec is Codec.H265 else -1


def is_key(codec: Codec, unit: bytes) -> bool:
    """Decoding can begin at the picture that this unit belongs to (IDR; IRAP)."""
    kind = nal_type(codec, unit)
    return kind == H264_IDR if codec is Codec.H264 else kind in H265_IRAP


def is_parameter_set(codec: Codec, unit: bytes) -> bool:
    """SPS, PPS and in H.265 VPS: what stands in the init segment."""
    kind = nal_type(codec, unit)
    if codec is Codec.H264:
        return kind in (H264_SPS, H264_PPS)
    return codec is Codec.H265 and kind in (H265_VPS, H265_SPS, H265_PPS)


def unescape(unit: bytes) -> bytes:
    """The payload without emulation prevention bytes (§7.3.1)."""
    return unit.replace(b"\x00\x00\x03", b"\x00\x00")


def parse_sps(codec: Codec, unit: bytes) -> Sps | None:
    """The set's fields; ``None`` when the unit is no SPS. Raises ``SpsError``."""
    kind = nal_type(codec, unit)
    if codec is Codec.H264 and kind == H264_SPS:
        return parse_sps_h264(unit)
    if codec is Codec.H265 and kind == H265_SPS:
        return parse_sps_h265(unit)
    return None


# ------------------------------------------------------------------------------ H.264

_H264_WITH_CHROMA = {100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135}
_ASPECTS = (
    *((1, 1), (1, 1), (12, 11), (10, 11), (16, 11), (40, 33), (24, 11), (20, 11), (32, 11)),
    *((80, 33), (18, 11), (15, 11), (64, 33), (160, 99), (4, 3), (3, 2), (2, 1)),
)


def parse_sps_h264(unit: bytes) -> SpsH264:
    """§7.3.2.1.1. Raises ``SpsError``."""
    bits = Bits(unescape(unit[1:]))
    profile, compatibility, level = bits.u(8), bits.u(8), bits.u(8)
    bits.small(31)
    chroma, luma_depth, chroma_depth, separate = 1, 8, 8, False
    if profile in _H264_WITH_CHROMA:
        chroma = bits.small(3)
        separate = chroma == 3 and bits.flag()
        luma_depth, chroma_depth = 8 + bits.small(6), 8 + bits.small(6)
        bits.flag()
        if bits.flag():
            _skip_scaling_h264(bits, 12 if chroma == 3 else 8)
    bits.small(12)
    order_type = _skip_order_h264(bits)
    bits.small(16)
    bits.flag()
    width, height, progressive = 16 * (bits.ue() + 1), 16 * (bits.ue() + 1), bits.flag()
    if not progressive:
        height *= 2
    bits.u(1 if progressive else 2)
    unit_x, unit_y = _crop_units(0 if separate else chroma)
    shown = _shown(bits, width, height, unit_x, unit_y * (1 if progressive else 2))
    vui = _Vui()
    if bits.flag():
        _read_softly(vui, bits, _vui_h264)
    # Baseline has no B slices, and order type 2 says that output follows decoding (§8.2.1.3).
    reorder = 0 if vui.reorder is None and (profile == 66 or order_type == 2) else vui.reorder
    return SpsH264(
        *shown,
        profile,
        level,
        chroma,
        luma_depth,
        chroma_depth,
        reorder,
        _rate(vui, fields=2),
        vui.aspect,
        compatibility,
    )


def _skip_order_h264(bits: Bits) -> int:
    order_type = bits.small(2)
    if order_type == 0:
        bits.small(12)
    elif order_type == 1:
        bits.flag()
        bits.se()
        bits.se()
        for _ in range(bits.small(255)):
            bits.se()
    return order_type


def _skip_scaling_h264(bits: Bits, lists: int) -> None:
    """§7.3.2.1.1.1"""
    for number in range(lists):
        if not bits.flag():
            continue
        last = following = 8
        for _ in range(16 if number < 6 else 64):
            if following:
                following = (last + bits.se()) & 255
            last = following or last


def _crop_units(chroma: int) -> tuple[int, int]:
    return (2 if chroma in (1, 2) else 1), (2 if chroma == 1 else 1)


def _shown(bits: Bits, width: int, height: int, unit_x: int, unit_y: int) -> tuple[int, int]:
    """The size after the cropping that comes next in the set (both codecs write it alike)."""
    if bits.flag():
        left, right, top, bottom = bits.ue(), bits.ue(), bits.ue(), bits.ue()
        width -= unit_x * (left + right)
        height -= unit_y * (top + bottom)
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise SpsError(f"a picture of {width} × {height}")
    return width, height


@dataclass(slots=True)
class _Vui:
    aspect: tuple[int, int] = (1, 1)
    units_in_tick: int = 0
    ticks_a_second: int = 0
    reorder: int | None = None


def _read_softly(vui: _Vui, bits: Bits, read: Callable[[_Vui, Bits], None]) -> None:
    """Usability information is often broken off or wrong: what was read before stands, the rest is
    unsaid.
    """
    try:
        read(vui, bits)
    except SpsError:
        return


def _rate(vui: _Vui, *, fields: int) -> Fraction | None:
    if not vui.units_in_tick or not vui.ticks_a_second:
        return None
    rate = Fraction(vui.ticks_a_second, vui.units_in_tick * fields)
    return rate if Fraction(1, 60) <= rate <= 300 else None


def _vui_picture(vui: _Vui, bits: Bits) -> None:
    """The beginning that both codecs share (E.1.1, E.2.1)."""
    if bits.flag():
        number = bits.u(8)
        aspect = (bits.u(16), bits.u(16)) if number == 255 else (1, 1)
        if number < len(_ASPECTS):
            aspect = _ASPECTS[number]
        vui.aspect = aspect if all(aspect) else (1, 1)
    if bits.flag():
        bits.flag()
    if bits.flag():
        bits.u(4)
        if bits.flag():
            bits.u(24)
    if bits.flag():
        bits.ue()
        bits.ue()


def _vui_timing(vui: _Vui, bits: Bits) -> None:
    vui.units_in_tick, vui.ticks_a_second = bits.u(32), bits.u(32)


def _vui_h264(vui: _Vui, bits: Bits) -> None:
    _vui_picture(vui, bits)
    if bits.flag():
        _vui_timing(vui, bits)
        bits.flag()
    has_hrd = False
    for _ in range(2):
        if bits.flag():
            has_hrd = True
            _skip_hrd_h264(bits)
    if has_hrd:
        bits.flag()
    bits.flag()
    if bits.flag():
        bits.flag()
        for _ in range(4):
            bits.ue()
        vui.reorder = bits.small(16)


def _skip_hrd_h264(bits: Bits) -> None:
    count = bits.small(31) + 1
    bits.u(8)
    for _ in range(count):
        bits.ue()
        bits.ue()
        bits.flag()
    bits.u(20)


# ------------------------------------------------------------------------------ H.265


def parse_sps_h265(unit: bytes) -> SpsH265:
    """§7.3.2.2.1. Raises ``SpsError``."""
    bits = Bits(unescape(unit[2:]))
    bits.u(4)
    layers, nesting = bits.u(3) + 1, bits.flag()
    space, tier, profile = bits.u(2), bits.u(1), bits.u(5)
    compatibility, constraints, level = bits.u(32), bits.u(48).to_bytes(6, "big"), bits.u(8)
    _skip_sub_layers(bits, layers)
    bits.small(15)
    chroma = bits.small(3)
    separate = chroma == 3 and bits.flag()
    width, height = bits.ue(), bits.ue()
    shown = _shown(bits, width, height, *_crop_units(0 if separate else chroma))
    luma_depth, chroma_depth = 8 + bits.small(8), 8 + bits.small(8)
    order_bits = bits.small(12) + 4
    vui = _Vui()
    all_layers = bits.flag()
    for _ in range(layers if all_layers else 1):
        bits.ue()
        vui.reorder = bits.small(16)
        bits.ue()
    _read_softly(vui, bits, lambda into, rest: _rest_h265(into, rest, order_bits))
    return SpsH265(
        *shown,
        profile,
        level,
        chroma,
        luma_depth,
        chroma_depth,
        vui.reorder,
        _rate(vui, fields=1),
        vui.aspect,
        space,
        tier,
        compatibility,
        constraints,
        layers,
        nesting,
    )


def _skip_sub_layers(bits: Bits, layers: int) -> None:
    """§7.3.3, what comes behind the general level."""
    present = [(bits.flag(), bits.flag()) for _ in range(layers - 1)]
    if layers > 1:
        bits.u(2 * (9 - layers))
    for profile, level in present:
        bits.u((88 if profile else 0) + (8 if level else 0))


def _rest_h265(vui: _Vui, bits: Bits, order_bits: int) -> None:
    """From the coding block sizes to the timing in the usability information."""
    for _ in range(6):
        bits.ue()
    if bits.flag() and bits.flag():
        _skip_scaling_h265(bits)
    bits.u(2)
    if bits.flag():
        bits.u(8)
        bits.ue()
        bits.ue()
        bits.flag()
    _skip_short_term_sets(bits, bits.small(64))
    if bits.flag():
        for _ in range(bits.small(32)):
            bits.u(order_bits + 1)
    bits.u(2)
    if not bits.flag():
        return
    _vui_picture(vui, bits)
    bits.u(3)
    if bits.flag():
        for _ in range(4):
            bits.ue()
    if bits.flag():
        _vui_timing(vui, bits)


def _skip_scaling_h265(bits: Bits) -> None:
    """§7.3.4"""
    for size in range(4):
        for _ in range(6 if size < 3 else 2):
            if not bits.flag():
                bits.ue()
                continue
            if size > 1:
                bits.se()
            for _ in range(min(64, 1 << (4 + 2 * size))):
                bits.se()


def _skip_short_term_sets(bits: Bits, count: int) -> None:
    """§7.3.7: a set may be told as a difference from the one before it."""
    pictures = 0
    for number in range(count):
        if number and bits.flag():
            bits.flag()
            bits.ue()
            # used_by_curr_pic_flag, and use_delta_flag only where that is not set
            pictures = sum(bits.flag() or bits.flag() for _ in range(pictures + 1))
        else:
            negative, positive = bits.small(16), bits.small(16)
            pictures = negative + positive
            for _ in range(pictures):
                bits.ue()
                bits.flag()
