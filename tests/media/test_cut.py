"""Plain files out of stored fragments."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from tests.scenes.clips import tone
from tests.scenes.footage import PEOPLE, START_TICKS, START_US, gops, recorded, video_track
from vonggac.fmp4.boxes import Malformed, walk
from vonggac.fmp4.fragment import TrackRun, fragment
from vonggac.fmp4.init import init_segment
from vonggac.media.cut import with_duration, write_cut


def test_a_cut_begins_at_zero_and_says_its_length(tmp_path: Path) -> None:
    """Ten GOPs from the middle of a recording play as ten seconds, every picture in it."""
    init, fragments = recorded(PEOPLE, at_most=15)
    target = tmp_path / "cut.mp4"
    facts = write_cut(target, init, iter(fragments[5:15]))
    assert facts.fragments == 10
    assert facts.bytes == target.stat().st_size
    # Decoding runs 0.1 s ahead of showing in this clip, and the earliest decode time is zero.
    assert facts.start_us == START_US + 4_900_000
    assert facts.duration_us == pytest.approx(10_000_000, abs=20_000)
    command = [
        "ffprobe",
        "-v",
        "warning",
        "-count_frames",
        "-show_streams",
        "-of",
        "json",
        str(target),
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    (stream,) = json.loads(done.stdout)["streams"]
    assert done.stderr == ""
    assert stream["nb_read_frames"] == "100"
    assert float(stream["start_time"]) == pytest.approx(0.1)
    assert list(tmp_path.iterdir()) == [target]


def test_the_pictures_of_a_cut_are_the_recorded_ones(tmp_path: Path) -> None:
    """Byte for byte: nothing is decoded."""
    init, fragments = recorded(PEOPLE, at_most=2)
    write_cut(tmp_path / "cut.mp4", init, fragments)
    with av.open(str(tmp_path / "cut.mp4"), "r") as container:
        found = [bytes(packet) for packet in container.demux(video=0) if packet.size]
    assert found == [picture.data for gop in gops(PEOPLE, at_most=2) for picture in gop]


def test_sound_stays_with_the_picture(tmp_path: Path) -> None:
    """Both tracks are moved by the same span, each in its own ticks."""
    video, (sound, frames) = video_track(PEOPLE), tone("aac", 16, rate=16000)
    (gop,) = gops(PEOPLE, at_most=1)
    samples = [(len(picture.data), 9000, picture.key, 0) for picture in gop]
    heard = [(len(frame), 1024, True, 0) for frame in frames]
    runs = [
        TrackRun(1, START_TICKS, samples, [picture.data for picture in gop]),
        TrackRun(2, START_US * 16 // 1000 - 320, heard, frames),
    ]
    write_cut(tmp_path / "cut.mp4", init_segment([video, sound]), [fragment(1, runs)])
    with av.open(str(tmp_path / "cut.mp4"), "r") as container:
        first: dict[str, float] = {}
        for packet in container.demux():
            if packet.size and packet.pts is not None:
                first.setdefault(packet.stream.type, float(packet.pts * packet.time_base))
    assert first == {"video": pytest.approx(0.02), "audio": pytest.approx(0)}


def test_a_cut_that_fails_leaves_nothing(tmp_path: Path) -> None:
    """No file, no ``.part``; a file that stood there before still stands."""
    init, fragments = recorded(PEOPLE, at_most=1)
    target = tmp_path / "cut.mp4"
    target.write_bytes(b"before")

    def breaking() -> Iterator[bytes]:
        yield fragments[0]
        raise OSError("disk gone")

    with pytest.raises(OSError, match="disk gone"):
        write_cut(target, init, breaking())
    with pytest.raises(Malformed):
        write_cut(target, init, [])
    with pytest.raises(Malformed):
        write_cut(target, init, [fragments[0][:-1]])
    with pytest.raises(Malformed, match="another init"):
        write_cut(target, init, [fragment(1, [TrackRun(7, 0, [], [])])])
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"before"]


def test_the_length_takes_the_same_place_whatever_it_is() -> None:
    """It is written again, over itself, when it is known."""
    init = init_segment([video_track(PEOPLE)])
    none, long = with_duration(init, 0), with_duration(init, 86_400_000_000)
    assert len(none) == len(long) == len(init) + 20
    assert with_duration(long, 0) == none
    assert [part.type for part in walk(long)] == [b"ftyp", b"moov"]
