"""GStreamer's demuxer, which shares no code with FFmpeg or Chromium, reads what we write."""

import subprocess
from pathlib import Path

import pytest

from tests.fmp4.test_init import film
from tests.scenes.clips import h265, mjpeg
from tests.scenes.footage import BOTTLES, CARS, PEOPLE, gops, recorded

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

_COUNT = """
import sys
import gi
gi.require_version("Gst", "1.0")
from gi.repository import Gst
Gst.init(None)
line = "filesrc location=%s ! qtdemux ! queue ! decodebin force-sw-decoders=true ! fakesink name=sink"
pipeline = Gst.parse_launch(line % sys.argv[1])
sink = pipeline.get_by_name("sink")
sink.set_property("signal-handoffs", True)
sink.set_property("sync", False)
times = []
sink.connect("handoff", lambda _, buffer, pad: times.append(buffer.pts))
pipeline.set_state(Gst.State.PLAYING)
wanted = Gst.MessageType.EOS | Gst.MessageType.ERROR
found = pipeline.get_bus().timed_pop_filtered(60 * Gst.SECOND, wanted)
if found is None or found.type == Gst.MessageType.ERROR:
    sys.exit("no end" if found is None else found.parse_error()[0].message)
pipeline.set_state(Gst.State.NULL)
print(len(times), times == sorted(times))
"""


def pictures(data: bytes, tmp_path: Path) -> str:
    """How many GStreamer decodes, and whether they come in order; needs the system's python3-gi."""
    path = tmp_path / "ours.mp4"
    path.write_bytes(data)
    command = ["/usr/bin/python3", "-c", _COUNT, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=90, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", [PEOPLE, CARS, BOTTLES])
def test_every_picture_of_real_footage_is_decoded(name: str, tmp_path: Path) -> None:
    """In order, though its times are those of the year 2025."""
    init, fragments = recorded(name, at_most=3)
    expected = sum(map(len, gops(name, at_most=3)))
    assert pictures(init + b"".join(fragments), tmp_path) == f"{expected} True"


def test_h265_is_decoded(tmp_path: Path) -> None:
    """``hvc1`` with B frames."""
    track, units = h265()
    assert pictures(film(track, units), tmp_path) == "10 True"


def test_mjpeg_is_decoded(tmp_path: Path) -> None:
    """``mp4v`` with the object type of JPEG."""
    track, frames = mjpeg()
    data = film(track, [(when, [unit], key) for when, unit, key in frames])
    assert pictures(data, tmp_path) == "5 True"
