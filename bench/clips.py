"""Clips that load a recorder as real cameras do: made once from the sample footage, kept in a folder outside the tree.

1080p25 H.264 of about 3 Mbit/s, a key frame every 2 s; a 640×360 5 fps sub stream of about 250 kbit/s. The grain is
a sensor's noise; without it a re-encoded clip is far too easy.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from vonggac.simcam.barcode import make_barcode_clip

FOOTAGE = Path(__file__).parents[2] / "shared" / "footage"
CACHE = Path(os.environ.get("VONGGAC_BENCH_CACHE", tempfile.gettempdir())) / "vonggac-bench-clips"

_MAIN = "setpts=N/25/TB,fps=25,scale=1920:1080,noise=alls=7:allf=t"
_SUB = "setpts=N/25/TB,fps=5,scale=640:360,noise=alls=4:allf=t"


def main_clip() -> Path:
    """30 s, 1080p25, about 3 Mbit/s."""
    rate = ["-b:v", "3000k", "-maxrate", "3600k", "-bufsize", "3000k"]
    return _made(
        "main.mp4", _MAIN, ["-r", "25", "-g", "50", "-keyint_min", "50", *rate], seconds=30
    )


def sub_clip() -> Path:
    """30 s, 640×360 at 5 fps, about 250 kbit/s."""
    rate = ["-b:v", "250k", "-maxrate", "300k", "-bufsize", "250k"]
    return _made("sub.mp4", _SUB, ["-r", "5", "-g", "10", "-keyint_min", "10", *rate], seconds=30)


def _made(name: str, filters: str, options: list[str], *, seconds: int) -> Path:
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / name
    if not path.exists():
        part = path.with_suffix(".part.mp4")
        source = FOOTAGE / "one-by-one-person-detection.mp4"
        command = [
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-stream_loop",
            "-1",
            "-i",
            str(source),
            "-t",
            str(seconds),
            "-an",
        ]
        encoder = [
            "-vf",
            filters,
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-bf",
            "0",
            "-sc_threshold",
            "0",
        ]
        subprocess.run([*command, *encoder, *options, str(part)], check=True)
        part.replace(path)
    return path


def numbered_main() -> Path:
    """60 s, 1080p25, about 3 Mbit/s, each picture with its number in a form a machine reads."""
    return _numbered("numbered-main.mp4", fps=25, gop=50, width=1920, height=1080, kbit_s=3000)


def numbered_sub() -> Path:
    """60 s, 640×360 at 5 fps, about 250 kbit/s, numbered."""
    return _numbered("numbered-sub.mp4", fps=5, gop=10, width=640, height=360, kbit_s=250)


def numbered_step() -> Path:
    """60 s, 640×360 at 15 fps, about 400 kbit/s, numbered: what nine tiles are shown from."""
    return _numbered("numbered-step.mp4", fps=15, gop=30, width=640, height=360, kbit_s=400)


def _numbered(name: str, **settings: int) -> Path:
    CACHE.mkdir(parents=True, exist_ok=True)
    path = CACHE / name
    if not path.exists():
        part = path.with_suffix(".part.mp4")
        make_barcode_clip(part, seconds=60, grain=4, preset="veryfast", **settings)
        part.replace(path)
    return path
