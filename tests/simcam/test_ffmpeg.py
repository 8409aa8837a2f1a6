"""What FFmpeg, the client that everybody has, makes of a virtual camera."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
from tests.scenes.footage import footage
from tests.scenes.virtual import made

from vonggac.kernel.streams import Codec
from vonggac.simcam.process import Served, SimProcess

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="no ffmpeg on this machine"),
]

_NAMES = {
    Codec.H264: "h264",
    Codec.H265: "hevc",
    Codec.MJPEG: "mjpeg",
    Codec.AAC: "aac",
    Codec.PCMU: "pcm_mulaw",
    Codec.PCMA: "pcm_alaw",
}
KINDS = [
    (Codec.H264, Codec.AAC),
    (Codec.H264, Codec.PCMA),
    (Codec.H265, Codec.PCMU),
    (Codec.MJPEG, Codec.AAC),
]


@pytest.fixture(scope="module")
def cameras(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimProcess]:
    """One of each kind, in a process of their own, behind a password."""
    folder = tmp_path_factory.mktemp("clips")
    streams = [
        Served(
            f"{video}-{audio}/main", made(folder / f"{video}-{audio}.mov", codec=video, sound=audio)
        )
        for video, audio in KINDS
    ]
    streams.append(Served("footage/main", footage("one-by-one-person-detection.mp4")))
    with SimProcess(streams, username="camera", password="bí mật") as process:
        yield process


def address(cameras: SimProcess, path: str) -> str:
    return cameras.url(path).replace("rtsp://", "rtsp://camera:b%C3%AD%20m%E1%BA%ADt@")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=40, check=False)


def probed(cameras: SimProcess, path: str, transport: str) -> list[dict[str, Any]]:
    done = run(
        "ffprobe", "-v", "error", "-rtsp_transport", transport, "-show_streams", "-of", "json",
        address(cameras, path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    streams: list[dict[str, Any]] = json.loads(done.stdout)["streams"]
    return streams


@pytest.mark.parametrize("transport", ["tcp", "udp"])
@pytest.mark.parametrize(("video", "audio"), KINDS)
def test_ffprobe_finds_both_tracks(
    cameras: SimProcess, video: Codec, audio: Codec, transport: str
) -> None:
    """Codec, size and rate as the clip has them."""
    picture, sound = probed(cameras, f"{video}-{audio}/main", transport)
    assert (picture["codec_name"], picture["width"], picture["height"]) == (_NAMES[video], 320, 192)
    assert sound["codec_name"] == _NAMES[audio]
    assert sound["sample_rate"] == ("16000" if audio is Codec.AAC else "8000")


@pytest.mark.parametrize("transport", ["tcp", "udp"])
@pytest.mark.parametrize(("video", "audio"), KINDS)
def test_ffmpeg_decodes_every_picture(
    cameras: SimProcess, video: Codec, audio: Codec, transport: str
) -> None:
    """Over more than one turn of the loop, without a complaint, evenly in time."""
    done = run(
        "ffmpeg", "-v", "warning", "-xerror", "-rtsp_transport", transport,
        "-i", address(cameras, f"{video}-{audio}/main"),
        "-map", "0:v", "-t", "3.2", "-f", "framemd5", "-vsync", "passthrough", "-",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    complaints = [
        line for line in done.stderr.splitlines() if "deprecated" not in line and line.strip()
    ]
    assert not [
        line for line in complaints if "error" in line.lower() or "missed" in line.lower()
    ], complaints
    frames = [line.split(",") for line in done.stdout.splitlines() if line and line[0] != "#"]
    assert len(frames) >= 75
    # The loop has 50 different pictures: the same one comes again after 50, and not before.
    sums = [frame[-1] for frame in frames]
    assert sums[0] == sums[50]
    assert len(set(sums[:50])) == 50


def test_real_footage_with_b_frames_is_decoded_whole(cameras: SimProcess) -> None:
    """Ten pictures a second for three seconds."""
    done = run(
        "ffmpeg", "-v", "error", "-rtsp_transport", "tcp", "-i", address(cameras, "footage/main"),
        "-t", "3", "-f", "framemd5", "-vsync", "passthrough", "-",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "error" not in done.stderr.lower()
    assert sum(line[0] != "#" for line in done.stdout.splitlines()) >= 26


def test_a_wrong_password_is_refused(cameras: SimProcess) -> None:
    """401, as from any camera."""
    done = run(
        "ffprobe", "-v", "error", cameras.url("footage/main").replace("://", "://camera:sai@")
    )
    assert done.returncode != 0
    assert "401" in done.stderr
