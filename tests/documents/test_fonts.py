"""The bundled font holds Vietnamese (DOCUMENT-FORMAT §3): the obvious Debian package does not."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from vonggac.documents.typesetting import FONTS

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = {
    unicodedata.normalize("NFC", vowel + tone)
    for vowel in VOWELS + VOWELS.upper()
    for tone in TONES
} | {"đ", "Đ"}
MARKS = set("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
FACES = ["Bold", "BoldItalic", "Italic", "Regular"]


def test_the_four_faces_and_their_licence_are_in_the_package() -> None:
    """OFL asks that the licence goes along with every copy."""
    assert [path.stem for path in sorted(FONTS.glob("*.ttf"))] == [
        f"LiberationSerif-{face}" for face in FACES
    ]
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "LICENSE").read_text()


@pytest.mark.parametrize("face", FACES)
def test_every_letter_mark_and_sign_is_there(face: str) -> None:
    """146 letters; version 1.07.4 lacks 92 of them."""
    assert len(LETTERS) == 146
    with TTFont(FONTS / f"LiberationSerif-{face}.ttf") as font:
        known = font.getBestCmap()
        assert "2.1.5" in font["name"].getDebugName(5)
    assert {each for each in LETTERS | MARKS | set("–…•□“”₫") if ord(each) not in known} == set()
