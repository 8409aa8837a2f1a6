"""DOCX of a form: the template, ours or the school's, filled. Values are text, never markup; templates run no code.

A template is a program to docxtpl, so it is parsed first and only what ``tags`` allows is let in; then it runs in
Jinja's sandbox, without its globals.
"""

import io
import struct
from collections.abc import Iterator
from typing import Any

import segno
from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2.sandbox import SandboxedEnvironment

from vonggac.documents.filling import DATED, PLACE, SVG, Values, checked, name_kept_together, ticked
from vonggac.documents.filling import DOTS as FEWEST_DOTS
from vonggac.documents.forms import FORMS
from vonggac.documents.forms.paper import Form
from vonggac.documents.shapes import (
    Code,
    Fill,
    Fills,
    Grid,
    Items,
    Part,
    Picture,
    Receivers,
    Shape,
    Signatures,
    Text,
    Ticks,
    Title,
)
from vonggac.documents.word_shaping import TEXT_WIDTH_MM
from vonggac.documents.word_tags import ours, parts_of

DOTS = "…" * 8
LEADER = "\t."
"""Dots to the margin. LibreOffice draws none before a tab that ends a cell: the last dot is a letter."""
_MAY_BREAK = "\u200b"
UNDATED = f"{'…' * 5}, ngày …… tháng …… năm ……"


def environment() -> SandboxedEnvironment:
    """No functions, no globals: names of fields only."""
    made = SandboxedEnvironment(autoescape=True)
    made.globals.clear()
    return made


def docx(code: str, data: Any, template: bytes = b"") -> bytes:
    """Raises ``filling.BadData``, KeyError on an unknown form, ValueError on a book.

    ``template``: the school's own, already checked by ``templates.check``; empty for ours.
    """
    form = FORMS[code]
    if form.book:
        raise ValueError(f"{code} is a book")
    values = checked(form, data)
    document = DocxTemplate(io.BytesIO(template or ours(code)))
    context = word_values(form, values)
    context |= _pictures(document, form.shape, values)
    document.render(context, jinja_env=environment(), autoescape=True)
    for inline in document.docx.element.body.iter(qn("wp:inline")):
        for side in ("distT", "distB", "distL", "distR"):  # left out, LibreOffice takes 3 mm
            inline.set(side, "0")
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def word_values(form: Form, values: Values) -> dict[str, Any]:
    """Values of the tags: dots where a field is empty, leaders where it has a line to itself."""
    context: dict[str, Any] = {
        name: value or DOTS for name, value in values.items() if isinstance(value, str)
    }
    context |= {name: dots for name, dots in _dotted(form.shape) if not values.get(name, " ")}
    for each in ("authority", "school"):
        context[each] = name_kept_together(context[each])
    for each in DATED:
        if each in values:
            context[each] = values[each] or UNDATED
    for one in parts_of(form.shape):
        context |= _of_part(one, values)
    return context


def _dotted(shape: Shape) -> Iterator[tuple[str, str]]:
    """Fields that stand in sentences, with as many dots as the shape says; a line may break between two of them."""
    said = [each.text for each in parts_of(shape) if isinstance(each, Text)]
    titles = [each.subject for each in parts_of(shape) if isinstance(each, Title)]
    for words in (shape.number, shape.foot, *titles, *said):
        for match in PLACE.finditer(words):
            count = int(match[2] or FEWEST_DOTS)
            yield match[1], _MAY_BREAK.join("…" * ((count + 1) // 2))


def _of_part(one: Part, values: Values) -> dict[str, Any]:
    match one:
        case Fill():
            return {one.name: values[one.name] or "\n".join([LEADER] * one.rows)}
        case Fills():
            return {name: values[name] or LEADER for _, name, _ in one.items}
        case Ticks():
            chosen = ticked(one, values[one.name])
            return {
                f"tick_{one.name}_{code}": "☒" if on else "☐"
                for (code, _), (_, on) in zip(one.options, chosen, strict=True)
            }
        case Grid():
            empty = [{column.key: "" for column in one.columns}] * one.blank
            return {one.name: values[one.name] or empty}
        case Items():
            return {one.name: values[one.name] or [LEADER] * one.blank}
        case Signatures():
            return {f"signed_{each.name}": values[each.name] for each in one.columns if each.name}
        case Receivers():
            named = {f"signed_{one.name}": values[one.name]} if one.name else {}
            return {
                one.receivers: values[one.receivers] or [DOTS + ";", f"Lưu: VT, {DOTS}."],
                **named,
            }
        case _:
            return {}


def _pictures(document: Any, shape: Shape, values: Values) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in parts_of(shape):
        if isinstance(one, Picture):
            instead = "(ảnh)" if one.framed else ""
            found[one.name] = _fitted(document, values[one.name], one.max_height_mm) or instead
        elif isinstance(one, Code):
            found[f"{one.name}_code"] = _qr(document, values[one.name], one.size_mm) or "(mã QR)"
    return found


def _qr(document: Any, text: str, size_mm: float) -> InlineImage | None:
    if not text:
        return None
    png = io.BytesIO()
    segno.make(text, error="m", micro=False).save(png, kind="png", scale=6, border=1)
    return InlineImage(document, io.BytesIO(png.getvalue()), width=Mm(size_mm))


def _fitted(document: Any, picture: bytes, max_height_mm: float) -> InlineImage | None:
    if not picture or picture.startswith(SVG):
        return None
    width, height = size_of(picture)
    shown_mm = min(TEXT_WIDTH_MM, max_height_mm * width / height)
    return InlineImage(document, io.BytesIO(picture), width=Mm(shown_mm))


def size_of(picture: bytes) -> tuple[int, int]:
    """Pixels of a PNG or JPEG by its header. Raises ValueError where it has none."""
    if picture.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", picture[16:24])
        return width, height
    at = 2
    while at + 9 < len(picture) and picture[at] == 0xFF:
        kind, length = picture[at + 1], int.from_bytes(picture[at + 2 : at + 4], "big")
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", picture[at + 5 : at + 9])
            return width, height
        at += 2 + length
    raise ValueError("a picture without a size")
