"""Text at the edge: NFC, nothing that hides or reorders, and the folded form that search compares.

Called by every service that stores what a person typed, before anything else looks at it
(ACCESS §10.6).
"""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
# Bidirectional controls turn a line round on the page; zero-width ones make two equal names differ.
_HIDDEN = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff\u061c"
)


class TextRefused(ValueError):
    """The text can't be stored. ``field`` is the service's argument; the page has the words.

    ``code``: control, hidden, too_long, empty, lines.
    """

    def __init__(self, code: str, field: str) -> None:
        super().__init__(f"{field}: {code}")
        self.code = code
        self.field = field


def one_line(field: str, text: str, *, max_length: int, required: bool = True) -> str:
    """NFC, trimmed, single spaces. Raises TextRefused; length counts NFC characters."""
    if "\n" in text.strip() or "\r" in text.strip():
        raise TextRefused("lines", field)
    shown = _SPACES.sub(" ", _visible(field, text)).strip()
    return _limited(field, shown, max_length, required)


def paragraph(field: str, text: str, *, max_length: int, required: bool = False) -> str:
    """NFC, trimmed, line ends as ``\\n``; every other control character is refused."""
    shown = _visible(field, text.replace("\r\n", "\n")).strip()
    return _limited(field, shown, max_length, required)


def fold(text: str) -> str:
    """What search columns hold: no marks, single spaces, no case, đ as d (it does not decompose)."""
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    return _SPACES.sub(" ", bare).strip().casefold()


def _visible(field: str, text: str) -> str:
    normal = unicodedata.normalize("NFC", text)
    for each in normal:
        if each in _HIDDEN:
            raise TextRefused("hidden", field)
        if each != "\n" and unicodedata.category(each) in ("Cc", "Cs", "Co", "Cn"):
            raise TextRefused("control", field)
    return normal


def _limited(field: str, text: str, max_length: int, required: bool) -> str:
    if required and not text:
        raise TextRefused("empty", field)
    if len(text) > max_length:
        raise TextRefused("too_long", field)
    return text
