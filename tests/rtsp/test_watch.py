"""A camera that stopped is told from a process that was held up."""

import pytest

from tests.scenes.scripted_rtsp import Collected
from vonggac.kernel.streams import Codec, SourceFault, Track
from vonggac.rtsp.assembly import Assembly, Control
from vonggac.rtsp.mjpeg import Mjpeg
from vonggac.rtsp.source import _Watch

STALL_S = 5.0


@pytest.fixture
def picture() -> Mjpeg:
    return Mjpeg(Track(0, Codec.MJPEG, 90_000), 26)


@pytest.fixture
def watch(picture: Mjpeg) -> _Watch:
    assembly = Assembly(Collected(), [picture])
    assembly.announced = (picture.track,)
    control = Control(assembly, picture, 1, lambda: 0.0)
    return _Watch(assembly, [control], STALL_S)


def test_no_picture_for_five_seconds_is_a_stall(watch: _Watch, picture: Mjpeg) -> None:
    picture.units = 1
    with pytest.raises(SourceFault, match="stalled"):
        for second in range(10):
            watch.look(float(second), float(second))


def test_a_camera_that_begins_with_its_next_key_frame_is_waited_for(
    watch: _Watch, picture: Mjpeg
) -> None:
    """A key frame every ten seconds is usual where the camera saves bits; a quarter of a minute of nothing is not."""
    for second in range(12):
        watch.look(float(second), float(second))
    picture.units = 1
    watch.look(12.0, 12.0)
    watch.look(13.0, 13.0)


def test_a_camera_that_never_sends_a_picture_is_a_stall(watch: _Watch) -> None:
    with pytest.raises(SourceFault, match="stalled"):
        for second in range(20):
            watch.look(float(second), float(second))


def test_a_process_that_was_held_up_does_not_blame_the_camera(
    watch: _Watch, picture: Mjpeg
) -> None:
    """Suspended for a minute: the pictures wait in the socket, and are read right after the look."""
    watch.look(0.0, 0.0)
    watch.look(60.0, 60.0)
    picture.units += 25
    watch.look(60.5, 60.5)
    watch.look(61.5, 61.5)


def test_a_picture_now_and_then_is_no_stall(watch: _Watch, picture: Mjpeg) -> None:
    for second in range(60):
        picture.units += second % 4 == 0
        watch.look(float(second), float(second))
