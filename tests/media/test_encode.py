"""Files of pictures and sound, as virtual cameras and the bench need them."""

from pathlib import Path

import av
import numpy as np
import pytest

from vonggac.kernel.streams import Codec
from vonggac.media.demux import nal_units, read_file
from vonggac.media.encode import (
    MediaWriter,
    Picture,
    SoundSettings,
    VideoSettings,
    tone,
    write_file,
)


def plain(red: int, green: int, blue: int, *, width: int = 128, height: int = 96) -> Picture:
    picture = np.empty((height, width, 3), np.uint8)
    picture[:] = (red, green, blue)
    return picture


def test_key_frames_stand_where_they_were_asked_for(tmp_path: Path) -> None:
    """Every sixth picture, whatever is in them."""
    pictures = [plain(index * 12, 255 - index * 12, (index % 2) * 255) for index in range(20)]
    write_file(tmp_path / "a.mp4", pictures, VideoSettings(128, 96, 10, gop=6))
    (track,) = read_file(tmp_path / "a.mp4")
    assert [index for index, unit in enumerate(track.units) if unit.key] == [0, 6, 12, 18]


@pytest.mark.parametrize("codec", [Codec.H264, Codec.H265, Codec.MJPEG])
def test_colours_come_out_as_they_went_in(tmp_path: Path, codec: Codec) -> None:
    """Within what an encoder loses."""
    path = tmp_path / "a.mov"
    write_file(path, [plain(200, 60, 40)] * 3, VideoSettings(128, 96, 10, codec))
    with av.open(str(path)) as container:
        picture = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert np.abs(picture.astype(int) - [200, 60, 40]).max() <= 12


def test_a_picture_of_another_size_is_scaled(tmp_path: Path) -> None:
    """The file has one size."""
    write_file(
        tmp_path / "a.mp4", [plain(9, 9, 9, width=640, height=360)], VideoSettings(128, 72, 10)
    )
    (track,) = read_file(tmp_path / "a.mp4")
    assert (track.track.width, track.track.height) == (128, 72)


def test_sound_lasts_as_long_as_the_pictures(tmp_path: Path) -> None:
    """Two seconds of both."""
    sound = SoundSettings(Codec.PCMA, 8_000)
    settings = VideoSettings(128, 96, 10)
    write_file(
        tmp_path / "a.mov", [plain(1, 2, 3)] * 20, settings, sound=sound, samples=tone(8_000)
    )
    video, audio = read_file(tmp_path / "a.mov")
    assert (video.length, audio.length) == (180_000, 16_000)


def test_a_file_without_sound_takes_none(tmp_path: Path) -> None:
    """Rather than losing it without a word."""
    with MediaWriter(tmp_path / "a.mp4", VideoSettings(128, 96, 10)) as file:
        file.picture(plain(1, 2, 3))
        with pytest.raises(ValueError, match="without sound"):
            file.sound(tone(8_000))


def test_nal_units_are_found_by_length_and_by_start_code() -> None:
    """MP4's way and Annex B's."""
    units = [b"\x67abc", b"\x65" + bytes(range(1, 40))]
    sized = b"".join(len(unit).to_bytes(4, "big") + unit for unit in units)
    coded = b"\0\0\0\1" + units[0] + b"\0\0\1" + units[1]
    assert list(nal_units(sized, 4)) == units
    assert list(nal_units(coded, 0)) == units
