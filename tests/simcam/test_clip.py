"""A file becomes packets once, and its times are those of the file."""

import itertools
from pathlib import Path

import pytest
from tests.scenes.footage import footage
from tests.scenes.virtual import made

from vonggac.kernel.streams import Codec
from vonggac.media.demux import read_file
from vonggac.simcam.clip import Clip


def test_every_codec_is_read_with_its_parameters(tmp_path: Path) -> None:
    """H.264 with AAC, H.265 with µ-law, JPEG with A-law."""
    cases = [
        (made(tmp_path / "a.mp4", sound=Codec.AAC), Codec.H264, Codec.AAC, 16_000),
        (
            made(tmp_path / "b.mov", codec=Codec.H265, sound=Codec.PCMU),
            Codec.H265,
            Codec.PCMU,
            8_000,
        ),
        (
            made(tmp_path / "c.mov", codec=Codec.MJPEG, sound=Codec.PCMA),
            Codec.MJPEG,
            Codec.PCMA,
            8_000,
        ),
    ]
    for path, video, audio, rate in cases:
        picture, sound = read_file(path)
        assert (picture.track.codec, picture.track.width, picture.track.height) == (video, 320, 192)
        assert (
            len(picture.track.parameter_sets)
            == {Codec.H264: 2, Codec.H265: 3, Codec.MJPEG: 0}[video]
        )
        assert (sound.track.codec, sound.track.clock_hz, sound.track.channels) == (audio, rate, 1)
        assert bool(sound.track.config) == (audio is Codec.AAC)
        assert picture.length == 2 * 90_000
        assert len(picture.units) == 50


def test_times_begin_at_zero_and_the_loop_is_as_long_as_the_file() -> None:
    """One frame's duration after the last: so a loop has no step in it."""
    (track,) = read_file(footage("one-by-one-person-detection.mp4"))
    assert min(unit.time for unit in track.units) == 0
    assert track.length == 1394 * 9000


def test_a_picture_is_sent_when_it_was_seen_even_with_b_frames() -> None:
    """In decode order, never before its own time, never out of order."""
    clip = Clip.load(footage("bottle-detection.mp4"))
    units = clip.tracks[0].units
    assert any(later.time < unit.time for unit, later in itertools.pairwise(units))
    assert all(unit.due_us * 90_000 >= (unit.time - 90) * 1_000_000 for unit in units)
    assert [unit.due_us for unit in units] == sorted(unit.due_us for unit in units)


def test_g711_is_cut_into_packets_of_20_ms(tmp_path: Path) -> None:
    """As cameras send it, whatever runs the file holds."""
    clip = Clip.load(made(tmp_path / "b.mov", sound=Codec.PCMU))
    sound = clip.tracks[1]
    assert {len(unit.blob) for unit in sound.units} == {4 + 12 + 160}
    assert [unit.time for unit in sound.units[:3]] == [0, 160, 320]


def test_parameter_sets_stand_before_each_key_frame_unless_told_otherwise(tmp_path: Path) -> None:
    """A client that joins late can decode without the description."""
    path = made(tmp_path / "a.mp4")
    with_sets, without = (
        Clip.load(path, sets_in_band=wanted).tracks[0] for wanted in (True, False)
    )
    assert len(with_sets.units[0].headers) == len(without.units[0].headers) + 2
    assert len(with_sets.units[1].headers) == len(without.units[1].headers)


def test_sound_can_be_left_out(tmp_path: Path) -> None:
    """And then there is one track."""
    assert len(Clip.load(made(tmp_path / "a.mp4", sound=Codec.AAC), audio=False).tracks) == 1


def test_a_file_without_a_known_track_is_refused(tmp_path: Path) -> None:
    """Nothing is served in its place."""
    path = tmp_path / "a.wav"
    path.write_bytes(
        b"RIFF\x34\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x80\x3e\0\0\2\0\x10\0data\x10\0\0\0"
        + bytes(16)
    )
    with pytest.raises(ValueError, match="no track"):
        Clip.load(path)
