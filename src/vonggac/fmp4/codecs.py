"""What a browser, a playlist or a page calls a track's codec (RFC 6381; ISO 14496-15 annex E)."""

from vonggac.fmp4.configuration import picture, profile_tier_level
from vonggac.kernel.streams import Codec, Track

_PLAIN = {Codec.MJPEG: "mjpeg", Codec.PCMU: "ulaw", Codec.PCMA: "alaw"}


def codec_string(track: Track) -> str:
    """``avc1.640028``, ``hvc1.1.6.L120.90``, ``mp4a.40.2``; names of our own where the standard has
    none.

    Raises ValueError for an H.264, H.265 or AAC track without the parameter set that names its
    profile.
    """
    if track.codec is Codec.H264:
        return "avc1." + picture(track).sps[1:4].hex()
    if track.codec is Codec.H265:
        return _hevc(profile_tier_level(picture(track).sps))
    if track.codec is Codec.AAC:
        return f"mp4a.40.{_object_type(track.config)}"
    return _PLAIN[track.codec]


def mime_type(tracks: tuple[Track, ...]) -> str:
    """For ``MediaSource.isTypeSupported``: ``video/mp4; codecs="avc1.640028,mp4a.40.2"``."""
    return f'video/mp4; codecs="{",".join(map(codec_string, tracks))}"'


def _hevc(general: bytes) -> str:
    space, tier, profile = general[0] >> 6, general[0] >> 5 & 1, general[0] & 31
    flags = int.from_bytes(general[1:5], "big")
    reversed_flags = int(f"{flags:032b}"[::-1], 2)
    name = (
        f"hvc1.{('', 'A', 'B', 'C')[space]}{profile}.{reversed_flags:X}.{'LH'[tier]}{general[11]}"
    )
    constraints = general[5:11].rstrip(b"\0")
    return name + "".join(f".{byte:X}" for byte in constraints)


def _object_type(config: bytes) -> int:
    """audioObjectType (ISO 14496-3 §1.6.2.1)."""
    if len(config) < 2:
        raise ValueError("an AAC track without AudioSpecificConfig")
    kind = config[0] >> 3
    return kind if kind < 31 else 32 + ((config[0] & 7) << 3 | config[1] >> 5)
