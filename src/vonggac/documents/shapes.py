"""What a form is made of: the words and the order of its parts, once for PDF and for DOCX.

Texts may hold ``{name}``: the value of that field, or dots where it has none; ``{name:30}`` says how many.
"""

from dataclasses import dataclass
from enum import StrEnum


class Head(StrEnum):
    """How a paper begins (NĐ 30/2020, FORMS §1)."""

    LETTER = "letter"
    """Organisation and number at the left; Quốc hiệu, place and date at the right."""
    MINUTES = "minutes"
    """As LETTER, without the line of place and date (mẫu 1.9)."""
    SLIP = "slip"
    """Organisation at the left, the slip's own code at the right."""
    PERSONAL = "personal"
    """Quốc hiệu and Tiêu ngữ centred; a person writes to the school."""
    BARE = "bare"
    """Organisation alone: a sheet that accompanies something else."""


@dataclass(frozen=True, slots=True)
class Title:
    name: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    bold: bool = False
    italic: bool = False
    align: str = "justify"
    """justify, left, center, right."""
    size: float = 0
    """Points; 0 is the size of the body."""
    lead: str = ""
    """Words in bold before it: ``Điều 1. `` of a decision."""


@dataclass(frozen=True, slots=True)
class Fill:
    """``Label: value``; without a value dots to the margin, and ``rows - 1`` whole dotted lines below."""

    label: str
    name: str
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Fills:
    """Several on one line: (label, field, share of the width)."""

    items: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick; the field's value is one of the options, or several with commas between."""

    label: str
    name: str
    options: tuple[tuple[str, str], ...]
    columns: int = 0
    """Boxes beside each other; 0 is all of them."""


class Holds(StrEnum):
    """What the texts of a column say, for a spreadsheet that sorts and adds up."""

    WORDS = "words"
    FIGURES = "figures"
    """``1.234``, ``0,4``, ``+3``, ``99,8%``."""
    DAYS = "days"
    """``09/10/2025``."""
    TIMES = "times"
    """``06:45``."""


@dataclass(frozen=True, slots=True)
class Column:
    heading: str
    key: str
    width: float
    centred: bool = False
    holds: Holds = Holds.WORDS


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the headings come again on every page. ``blank`` empty lines where there are no rows."""

    name: str
    columns: tuple[Column, ...]
    blank: int = 4
    size: float = 12
    column_numbers: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A paragraph for each text of a list field, with ``lead`` before it; ``blank`` dotted lines without any."""

    name: str
    lead: str = "- "
    blank: int = 3


@dataclass(frozen=True, slots=True)
class Signature:
    title: str
    name: str
    """Field with the full name; an empty text where nobody is named beforehand."""
    note: str = "(Ký, ghi rõ họ tên)"
    date: str = ""
    """A text above the title: the line of place and date of a personal paper."""


@dataclass(frozen=True, slots=True)
class Signatures:
    """A row of them, left to right: who made it … the head, with the seal (FORMS §1)."""

    columns: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Receivers:
    """``Nơi nhận`` at the left, level with the signature of the organisation at the right."""

    receivers: str
    """List field."""
    titles: tuple[str, ...]
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Framed:
    """Parts in a frame: the half that the office fills in."""

    parts: "tuple[Part, ...]"


@dataclass(frozen=True, slots=True)
class Stamp:
    """A framed mark in bold capitals: LƯU HÀNH NỘI BỘ."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A field of bytes (JPEG, PNG; SVG, which DOCX leaves out), as wide as the text and at most so high."""

    name: str
    max_height_mm: float
    framed: bool = True
    """Without a picture an empty frame stands in its place; else nothing."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of a text field, with a caption beside it."""

    name: str
    caption: str
    size_mm: float = 26


Part = (
    Title
    | Text
    | Fill
    | Fills
    | Ticks
    | Grid
    | Items
    | Signatures
    | Receivers
    | Framed
    | Stamp
    | Picture
    | Code
)


@dataclass(frozen=True, slots=True)
class Shape:
    head: Head
    parts: tuple[Part, ...]
    number: str = "Số: {number:10}"
    """Under the school's name; of a slip its code, at the right."""
    foot: str = ""
    """At the bottom of every page."""
    size: float = 0
    """Size of the body; 0 is the one of NĐ 30."""
