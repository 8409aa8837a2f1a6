"""A form: its code, the clause that asks for it, its fields with labels, a filled sample, its shape."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from vonggac.documents.shapes import Shape

LONGEST_TEXT = 4000
"""Characters of one field; a book has its cells, not its pages, limited by this."""


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    label: str
    kind: str
    """text, rows, texts, picture."""
    row: "tuple[Field, ...]" = ()
    sample: Any = ""


def text(label: str, sample: str = "") -> Any:
    """One text; may have lines."""
    return field(default="", metadata={"label": label, "kind": "text", "sample": sample})


def texts(label: str, *sample: str) -> Any:
    """A list of texts."""
    return field(default=(), metadata={"label": label, "kind": "texts", "sample": sample})


def rows(label: str, row: type, *sample: Any) -> Any:
    """A table: lines of the dataclass ``row``, or mappings with its names."""
    return field(
        default=(), metadata={"label": label, "kind": "rows", "row": row, "sample": sample}
    )


def picture(label: str) -> Any:
    """Bytes of a JPEG, PNG or SVG."""
    return field(default=b"", metadata={"label": label, "kind": "picture", "sample": b""})


def fields_of(kind: type) -> tuple[Field, ...]:
    """Fields of a paper or of a row, in their order."""
    return tuple(_fields(kind))


def _fields(kind: Any) -> Iterator[Field]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind!r} has no fields")
    for each in fields(kind):
        meta = each.metadata
        row = fields_of(meta["row"]) if "row" in meta else ()
        yield Field(each.name, meta["label"], meta["kind"], row, meta["sample"])


@dataclass(frozen=True, slots=True)
class Paper:
    """What every paper of the school has at its top left. All dates and times are texts: the caller words them
    (``documents.wording``)."""

    authority: str = text("Cơ quan chủ quản", "UBND XÃ YÊN CƯỜNG")
    school: str = text("Tên trường", "TRƯỜNG TIỂU HỌC YÊN CƯỜNG")


@dataclass(frozen=True, slots=True)
class Form:
    code: str
    title: str
    clause: str
    data: type[Paper]
    shape: Shape
    book: bool = False
    """Landscape, with a layout of its own."""
    tables: bool = False
    """Its tables go out as a spreadsheet too."""

    @property
    def fields(self) -> tuple[Field, ...]:
        return fields_of(self.data)

    def sample(self) -> Paper:
        """A filled one with invented names and numbers, for tests and for people who look at forms."""
        return self.data(**{each.name: each.sample for each in self.fields})
