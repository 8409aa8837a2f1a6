"""What FFmpeg says of files and addresses."""

from pathlib import Path

import pytest

from tests.scenes.footage import CARS, footage, recorded
from vonggac.media.cut import write_cut
from vonggac.media.probe import NotMedia, probe


def test_a_clip_is_described() -> None:
    """Format, length and each stream."""
    facts = probe(footage(CARS))
    assert "mp4" in facts.format
    assert facts.duration_us == pytest.approx(30_000_000, abs=300_000)
    video, audio = facts.streams
    assert (video.kind, video.codec, video.profile) == ("video", "h264", "Baseline")
    assert (video.width, video.height, video.frames) == (768, 432, 377)
    assert (audio.kind, audio.codec, audio.sample_rate, audio.channels) == (
        "audio",
        "aac",
        48000,
        2,
    )


def test_a_cut_is_described_by_its_header(tmp_path: Path) -> None:
    """Its length stands there: a player shows it at once."""
    init, fragments = recorded(CARS, at_most=2)
    write_cut(tmp_path / "cut.mp4", init, fragments)
    facts = probe(tmp_path / "cut.mp4")
    assert facts.duration_us == pytest.approx(9_600_000, abs=100_000)
    assert [stream.codec for stream in facts.streams] == ["h264"]


def test_what_is_no_media_is_said_without_secrets(tmp_path: Path) -> None:
    """An address may hold a password; the message does not."""
    (tmp_path / "text.mp4").write_text("not a film")
    with pytest.raises(NotMedia):
        probe(tmp_path / "text.mp4")
    with pytest.raises(NotMedia) as raised:
        probe("rtsp://board:s3cret@127.0.0.1:9/x", timeout_s=1)
    assert "s3cret" not in str(raised.value)
