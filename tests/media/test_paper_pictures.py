"""A photographed paper is painted anew in a child process (ACCESS §10.2)."""

import io

import pytest
from PIL import Image

from vonggac.kernel.papers import PaperKind, PaperRefused
from vonggac.media.paper_pictures import repaint


def test_a_photograph_comes_back_upright_and_alone() -> None:
    """The telephone's turned picture stands, and its camera, place and whatever was appended are gone."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Nokia of Ms Nụ"
    out = io.BytesIO()
    Image.new("RGB", (80, 60), "white").save(out, "JPEG", exif=exif, comment=b"secret place")
    painted = repaint(out.getvalue() + b"PK\x03\x04 appended", PaperKind.JPEG)
    with Image.open(io.BytesIO(painted)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (60, 80))
        assert not picture.getexif()
    assert not any(each in painted for each in (b"Nokia", b"secret place", b"appended"))


def test_a_broken_picture_is_refused_and_takes_nothing_along() -> None:
    with pytest.raises(PaperRefused, match="broken"):
        repaint(b"\xff\xd8\xff\xe0 no picture at all", PaperKind.JPEG)
    with pytest.raises(PaperRefused, match="broken"):
        repaint(b"\x89PNG\r\n\x1a\n", PaperKind.PNG)
