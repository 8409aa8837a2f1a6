"""From a strange camera to what a player sees: recorded, opened with the keys, read by the system's own FFmpeg."""

import shutil
import subprocess
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av

from tests.faults.recorder import Recorder
from vonggac.vault.reader import SegmentFile

FFMPEG = shutil.which("ffmpeg")


def dropped(source: Path, target: Path, *, every: int, last: int) -> Path:
    """The clip without the last pictures of each group: as a camera in the dark, that sends fewer."""
    with av.open(source) as clip, av.open(target, "w") as out:
        stream = clip.streams.video[0]
        copy = out.add_stream_from_template(stream)
        for number, packet in enumerate(clip.demux(stream)):
            if packet.dts is not None and number % every < every - last:
                packet.stream = copy
                out.mux(packet)
    return target


def files(recorder: Recorder, name: str, folder: Path) -> list[Path]:
    """Every segment of the camera as a plain MP4 file, in order."""
    made = []
    for line in sorted(recorder.segments(name), key=lambda each: int(each["start_us"])):
        with SegmentFile.open(Path(line["volume"]) / line["path"]) as segment:
            key = recorder.keys.data_key(segment.header)
            records = [segment.unseal(number, key) for number in range(line["leaves"])]
        made.append(folder / f"{line['segment']}.mp4")
        made[-1].write_bytes(b"".join(records))
    return made


def played(path: Path) -> tuple[list[Fraction], set[tuple[int, int]], int]:
    """Times of the pictures in seconds, their sizes, and how many frames of sound; by our FFmpeg."""
    times: list[Fraction] = []
    sizes: set[tuple[int, int]] = set()
    sounds = 0
    with av.open(path) as container:
        frames: Iterable[object] = container.decode()
        for frame in frames:
            if isinstance(frame, av.VideoFrame):
                assert frame.pts is not None and frame.time_base is not None
                times.append(frame.pts * frame.time_base)
                sizes.add((frame.width, frame.height))
            else:
                sounds += 1
    return times, sizes, sounds


def complaints(path: Path) -> str:
    """What the system's FFmpeg has to say of the file; nothing is well."""
    assert FFMPEG is not None
    command = [FFMPEG, "-v", "error", "-xerror", "-i", str(path), "-f", "null", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr
