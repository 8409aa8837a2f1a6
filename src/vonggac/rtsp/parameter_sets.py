"""Which parameter sets a stream stands on: ordered, told apart by id, replaced when they change."""

from collections.abc import Sequence

from vonggac.kernel.bits import Bits, SpsError
from vonggac.kernel.nal import nal_type, parse_sps
from vonggac.kernel.streams import Codec

_MAX_SETS = 64
_ORDER = {Codec.H264: (7, 8), Codec.H265: (32, 33, 34)}
_SPS = {Codec.H264: 7, Codec.H265: 33}


def size_of(codec: Codec, sets: Sequence[bytes]) -> tuple[int, int] | None:
    """Width and height that the first readable SPS says."""
    for unit in sets:
        try:
            sps = parse_sps(codec, unit)
        except SpsError:
            continue
        if sps is not None:
            return sps.width, sps.height
    return None


def complete(codec: Codec, sets: Sequence[bytes]) -> bool:
    """One of each kind: a decoder can be opened."""
    return {nal_type(codec, unit) for unit in sets} == set(_ORDER[codec])


def ordered(codec: Codec, sets: Sequence[bytes]) -> tuple[bytes, ...]:
    """As ``Track.parameter_sets`` wants them; other units are left out."""
    kinds = [[unit for unit in sets if nal_type(codec, unit) == kind] for kind in _ORDER[codec]]
    return tuple(unit for units in kinds for unit in units)


def merged(codec: Codec, known: tuple[bytes, ...], arrived: Sequence[bytes]) -> tuple[bytes, ...]:
    """The sets after those in ``arrived`` came; an unreadable one changes nothing.

    A set replaces the one with its id. A full new group with another SPS replaces all: the sets of
    the picture before it mean nothing any more.
    """
    sound = [unit for unit in arrived if _readable(codec, unit)]
    new_sps = any(nal_type(codec, unit) == _SPS[codec] and unit not in known for unit in sound)
    if new_sps and complete(codec, sound):
        known = ()
    by_id = {_identity(codec, unit): unit for unit in (*known, *sound)}
    return ordered(codec, list(by_id.values()))[:_MAX_SETS]


def _readable(codec: Codec, unit: bytes) -> bool:
    try:
        _identity(codec, unit)
        parse_sps(codec, unit)
    except SpsError:
        return False
    return True


def _identity(codec: Codec, unit: bytes) -> tuple[int, int]:
    """Kind and id. (H.264 §7.3.2.1.1, §7.3.2.2; H.265 §7.3.2.1–3)"""
    kind = nal_type(codec, unit)
    if codec is Codec.H264:
        return kind, Bits(unit[4:12] if kind == 7 else unit[1:9]).ue()
    if kind == 32:
        return kind, unit[2] >> 4 if len(unit) > 2 else 0
    # The id of an H.265 SPS stands behind its variable profile part; no camera has two.
    return kind, 0 if kind == 33 else Bits(unit[2:10]).ue()
