"""A device's profiles, and which two of them a camera is recorded from. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

_RECORDABLE = ("H264", "H265", "MJPEG")
_SUB_PIXELS = 640 * 360
_LEAST_SUB_WIDTH = 240


@dataclass(frozen=True, slots=True)
class Profile:
    """One stream that a device offers, in its own words. 0 and empty: it does not say."""

    token: str
    name: str = ""
    codec: str = ""
    """``H264``, ``H265``, ``MJPEG``, or the device's word for another one."""
    width: int = 0
    height: int = 0
    fps: int = 0
    bitrate_kbps: int = 0
    stream_uri: str = ""
    """Without credentials, on the host that we asked."""
    snapshot_uri: str = ""
    source: str = ""
    """Token of the video source: a camera has one, a recorder one a channel."""

    @property
    def pixels(self) -> int:
        return self.width * self.height


@dataclass(frozen=True, slots=True)
class Channel:
    """One camera of a device: what to record, and what to watch."""

    number: int
    """From 1, in the device's order."""
    source: str
    main: Profile
    sub: Profile | None


def choose_streams(profiles: Iterable[Profile]) -> tuple[Channel, ...]:
    """Per video source the largest recordable stream, and the one nearest to 640×360 among the smaller ones.

    H.264 is preferred for the sub stream: browsers show it. A profile without address is no stream; of two with one
    address the first counts.
    """
    by_source: dict[str, dict[str, Profile]] = {}
    for each in profiles:
        if each.stream_uri:
            by_source.setdefault(each.source, {}).setdefault(each.stream_uri, each)
    channels: list[Channel] = []
    for source, found in by_source.items():
        usable = [each for each in found.values() if each.codec in (*_RECORDABLE, "")]
        if not usable:
            continue
        # max() keeps the first of equals: a device that says no sizes names its main stream first.
        main = max(usable, key=lambda each: (each.pixels, each.fps, each.bitrate_kbps))
        sub = _sub(main, [each for each in usable if each is not main])
        channels.append(Channel(len(channels) + 1, source, main, sub))
    return tuple(channels)


def _sub(main: Profile, others: list[Profile]) -> Profile | None:
    smaller = [
        each
        for each in others
        if (each.pixels < main.pixels and each.width >= _LEAST_SUB_WIDTH)
        or not (each.pixels and main.pixels)
    ]
    if not smaller:
        # As many pixels, fewer of them a second: still cheaper to watch.
        smaller = [each for each in others if each.pixels == main.pixels and each.fps < main.fps]
    return min(smaller, key=_distance, default=None)


def _distance(profile: Profile) -> tuple[int, int]:
    return (0 if profile.codec == "H264" else 1, abs(profile.pixels - _SUB_PIXELS))
