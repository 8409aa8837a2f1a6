"""Reads back what was made: characters, rules and text of a PDF."""

import io
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import pdfplumber

from vonggac.documents import typesetting
from vonggac.documents.forms import FORMS

POINTS_PER_MM = 72 / 25.4
CODES = sorted(FORMS)
PORTRAITS = [code for code in CODES if not FORMS[code].book]


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    chars: list[dict[str, Any]]
    lines: list[dict[str, Any]]
    text: str

    def line_of(
        self, words: str, *, last: bool = False, spaces: bool = True
    ) -> list[dict[str, Any]]:
        """The characters of ``words`` where they stand first, or ``last``; without ``spaces`` across lines."""
        chars = [each for each in self.chars if spaces or each["text"].strip()]
        text = "".join(each["text"] for each in chars).replace("\u00a0", " ")
        at = text.rindex(words) if last else text.index(words)
        return chars[at : at + len(words)]


def lines_of(chars: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Characters by the line that they stand on, top first."""
    tops = sorted({round(each["top"]) for each in chars})
    return [[each for each in chars if round(each["top"]) == top] for top in tops]


def read(pdf: bytes) -> list[Page]:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [
            Page(
                page.width,
                page.height,
                page.chars,
                page.lines + page.rects,
                page.extract_text_simple(x_tolerance=1.5),
            )
            for page in document.pages
        ]


@cache
def pages(code: str, filled: bool) -> list[Page]:
    return read(typesetting.pdf(code, FORMS[code].sample() if filled else {}))


def pages_of(code: str, **fields: Any) -> list[Page]:
    """A filled form, some fields otherwise."""
    form = FORMS[code]
    sample = {each.name: each.sample for each in form.fields}
    return read(typesetting.pdf(code, sample | fields))


def running(pages: list[Page]) -> str:
    """All characters without spaces: lines may break anywhere."""
    text = "".join(c["text"] for page in pages for c in page.chars)
    return squeezed(text)


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).replace("\u00a0", " ").split())


def mm(points: float) -> float:
    return points / POINTS_PER_MM
