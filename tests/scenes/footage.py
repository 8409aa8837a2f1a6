"""Real footage to test with: clips that lie beside the repository, and their pictures by GOP.

A test that needs a clip fails, and says which, when it is not there: nothing is skipped silently.
"""

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from vonggac.fmp4.configuration import read_avc_record
from vonggac.fmp4.fragment import TrackRun, fragment
from vonggac.fmp4.init import init_segment
from vonggac.fmp4.order import GopOrder
from vonggac.kernel.streams import Codec, Track

_FOLDER = Path(__file__).parents[2].parent / "shared" / "footage"

PEOPLE = "one-by-one-person-detection.mp4"
"""H.264 Main with B frames, 768 × 432, 10 frames a second, 139 s; one GOP a second."""
CARS = "car-detection.mp4"
"""H.264 Baseline, 768 × 432, 12.5 frames a second, 30 s; with AAC-LC."""
BOTTLES = "bottle-detection.mp4"
"""H.264 High with a pyramid of B frames, 640 × 360, 29.8 frames a second."""

START_US = 1_764_000_000_000_000
"""2025-11-24T16:00:00Z: when the clips are said to have been recorded."""
HZ = 90_000
START_TICKS = START_US * 9 // 100


@dataclass(frozen=True)
class Picture:
    """One access unit as a camera would give it, its time counted from the clip's beginning."""

    time: int
    data: bytes
    """With four-byte lengths, as in the file."""
    key: bool

    @property
    def nal_units(self) -> list[bytes]:
        units, at = [], 0
        while at < len(self.data):
            size = int.from_bytes(self.data[at : at + 4], "big")
            units.append(self.data[at + 4 : at + 4 + size])
            at += 4 + size
        return units


def footage(name: str) -> Path:
    """The clip's path; fails when the footage folder is not beside the repository."""
    path = _FOLDER / name
    assert path.is_file(), f"test footage is missing: {path}"
    return path


def video_track(name: str, *, index: int = 0) -> Track:
    with av.open(str(footage(name)), "r") as container:
        codec = container.streams.video[0].codec_context
        sets = read_avc_record(codec.extradata or b"")
        return Track(index, Codec.H264, HZ, sets, width=codec.width, height=codec.height)


def gops(name: str, *, at_most: int = 1000) -> list[list[Picture]]:
    """The clip's pictures in decode order, cut before each key picture."""
    found: list[list[Picture]] = []
    with av.open(str(footage(name)), "r") as container:
        for packet in container.demux(container.streams.video[0]):
            if not packet.size or packet.pts is None or packet.time_base is None:
                continue
            if packet.is_keyframe:
                if len(found) == at_most:
                    break
                found.append([])
            time = int(Fraction(packet.pts) * packet.time_base * HZ)
            found[-1].append(Picture(time, bytes(packet), packet.is_keyframe))
    return found


def recorded(name: str, *, at_most: int = 1000) -> tuple[bytes, list[bytes]]:
    """The clip as the store keeps it: an init segment and a fragment for each GOP."""
    order, fragments = GopOrder(), []
    clip = gops(name, at_most=at_most)
    for number, gop in enumerate(clip, 1):
        following = START_TICKS + clip[number][0].time if number < len(clip) else None
        timing = order.close([START_TICKS + picture.time for picture in gop], following)
        samples = [
            (len(picture.data), duration, picture.key, offset)
            for picture, duration, offset in zip(gop, timing.durations, timing.offsets, strict=True)
        ]
        run = TrackRun(1, timing.base_time, samples, [picture.data for picture in gop])
        fragments.append(fragment(number, [run]))
    return init_segment([video_track(name)]), fragments
