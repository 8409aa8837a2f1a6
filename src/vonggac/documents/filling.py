"""Data of a form, checked and made into plain text and parts: nothing after this knows fields.

Raises ``BadData`` on a field that the form does not have, a wrong type, a text with characters that cannot be seen.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any

from vonggac.documents.forms.paper import LONGEST_TEXT, Field, Form
from vonggac.documents.shapes import (
    Code,
    Fill,
    Fills,
    Framed,
    Grid,
    Items,
    Part,
    Picture,
    Receivers,
    Signature,
    Signatures,
    Stamp,
    Text,
    Ticks,
    Title,
)
from vonggac.kernel.text import TextRefused, paragraph

MOST_ROWS = 20_000
LARGEST_PICTURE = 20 * 1024 * 1024
SVG = b"<svg "
DOTS = 20
DATED = ("place_and_date", "decided_on")
"""Fields of a place and a day: without a value their words stay and only what is written by hand is dots."""
_UNDATED = (
    {"dots": 8},
    {"t": ", ngày "},
    {"dots": 4},
    {"t": " tháng "},
    {"dots": 4},
    {"t": " năm "},
    {"dots": 4},
)
_ON_A_LINE = 25
"""Letters of a school's name that certainly stand on one line of the head."""
_COMPOUND = re.compile(r"\b(TIỂU|TRUNG|CƠ|ỦY|NHÂN|ĐẶC|SỐ) (?=HỌC\b|SỞ\b|BAN\b|DÂN\b|KHU\b|\d)")
_CITED = re.compile(r"\b([Kk]hoản|[Đđ]iều|[Đđ]iểm) (?=[\da-zđ]{1,3}\b)")
PLACE = re.compile(r"\{(\w+)(?::(\d+))?\}")
Values = dict[str, Any]


class BadData(ValueError):
    """The caller's fault; ``field`` names where."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field


def checked(form: Form, data: Any) -> Values:
    """Every field of the form: texts in NFC, empty where nothing was given."""
    return _checked(form.fields, data, form.code)


def _checked(known: Iterable[Field], data: Any, where: str) -> Values:
    given = _mapping(data, where)
    wanted = {each.name: each for each in known}
    for name in given.keys() - wanted.keys():
        raise BadData(f"{where}.{name}", "no such field")
    return {name: _value(each, given.get(name), f"{where}.{name}") for name, each in wanted.items()}


def _mapping(data: Any, where: str) -> Mapping[str, Any]:
    if is_dataclass(data) and not isinstance(data, type):
        return {each.name: getattr(data, each.name) for each in fields(data)}
    if isinstance(data, Mapping):
        return data
    raise BadData(where, "not a mapping")


def _value(field: Field, value: Any, where: str) -> Any:
    if field.kind == "picture":
        return _picture(value or b"", where)
    if field.kind == "text":
        return _text(value, where)
    if not isinstance(value or (), list | tuple):
        raise BadData(where, "not a list")
    lines = list(value or ())
    if len(lines) > MOST_ROWS:
        raise BadData(where, f"more than {MOST_ROWS} lines")
    if field.kind == "texts":
        return [_text(each, where) for each in lines]
    return [_checked(field.row, each, f"{where}[{n}]") for n, each in enumerate(lines)]


def _text(value: Any, where: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadData(where, f"not a text but {type(value).__name__}")
    if len(value) > 4 * LONGEST_TEXT:  # before anything looks at ten megabytes
        raise BadData(where, "too_long")
    try:
        return kept_together(paragraph(where, value, max_length=LONGEST_TEXT))
    except TextRefused as refused:
        raise BadData(where, refused.code) from refused


def kept_together(text: str) -> str:
    """A citation does not break between ``khoản`` and its number (DOCUMENT-FORMAT §4.2)."""
    return _CITED.sub("\\1\u00a0", text)


def name_kept_together(name: str) -> str:
    """A name too long for its line breaks between words that belong to different things: kinds of school, a place."""
    if len(name) <= _ON_A_LINE:
        return name
    *before, last = _COMPOUND.sub("\\1\u00a0", name).rsplit(" ", 1)
    return "\u00a0".join((*before, last))


def _picture(value: Any, where: str) -> bytes:
    if not isinstance(value, bytes) or len(value) > LARGEST_PICTURE:
        raise BadData(where, "not a picture of at most 20 MB")
    if value and not value.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", SVG)):
        raise BadData(where, "neither JPEG nor PNG nor SVG")
    return value


def runs(template: str, values: Values) -> list[dict[str, Any]]:
    """A text with its fields put in: ``{"t": text}`` and ``{"dots": n}`` in order."""
    found: list[dict[str, Any]] = []
    at = 0
    for match in PLACE.finditer(template):
        found.append({"t": template[at : match.start()]})
        value = values[match[1]]
        if not value and match[1] in DATED:
            found.extend(_UNDATED)
        else:
            found.append({"t": value} if value else {"dots": int(match[2] or DOTS)})
        at = match.end()
    found.append({"t": template[at:]})
    return [each for each in found if each.get("t") != ""]


def part(each: Part, values: Values) -> dict[str, Any]:
    """A part of a shape with its text, as JSON for the layout."""
    match each:
        case Title():
            filled: dict[str, Any] = {"name": each.name, "subject": runs(each.subject, values)}
        case Text():
            filled = {**asdict(each), "text": runs(each.text, values)}
        case Fill():
            filled = {"label": each.label, "value": values[each.name], "rows": each.rows}
        case Fills():
            filled = {
                "items": [{"label": a, "value": values[b], "width": c} for a, b, c in each.items]
            }
        case Ticks():
            filled = {"label": each.label, "columns": each.columns or len(each.options)}
            filled["options"] = [
                {"text": words, "on": on} for words, on in ticked(each, values[each.name])
            ]
        case Grid():
            filled = grid(each, values)
        case Items():
            filled = {"lead": each.lead, "texts": values[each.name], "blank": each.blank}
        case _:
            filled = _closing(each, values)
    return {"kind": type(each).__name__.lower(), **filled}


def _closing(
    each: Signatures | Receivers | Framed | Stamp | Picture | Code, values: Values
) -> dict[str, Any]:
    match each:
        case Signatures():
            return {"columns": [_signature(one, values) for one in each.columns]}
        case Receivers():
            return {
                "receivers": values[each.receivers],
                "titles": [runs(one, values) for one in each.titles],
                "name": values[each.name] if each.name else "",
                "note": each.note,
            }
        case Framed():
            return {"parts": [part(one, values) for one in each.parts]}
        case Stamp():
            return {"text": each.text}
        case Picture():
            return {
                "name": each.name,
                "max_height": each.max_height_mm,
                "given": False,
                "framed": each.framed,
                "svg": False,
            }
        case Code():
            text = values[each.name]
            return {"text": text, "caption": runs(each.caption, values), "size": each.size_mm}


def _signature(each: Signature, values: Values) -> dict[str, Any]:
    return {
        "title": each.title,
        "note": each.note,
        "name": values[each.name] if each.name else "",
        "date": runs(each.date, values) if each.date else [],
    }


def ticked(each: Ticks, value: str) -> list[tuple[str, bool]]:
    """Options with whether they are chosen. Raises BadData on a value that is no option."""
    chosen = {one.strip() for one in value.split(",") if one.strip()}
    if wrong := chosen - {code for code, _ in each.options}:
        raise BadData(each.name, f"no such choice: {', '.join(sorted(wrong))}")
    return [(words, code in chosen) for code, words in each.options]


def grid(each: Grid, values: Values) -> dict[str, Any]:
    """Headings, widths and cells; empty lines where there are none."""
    keys = [column.key for column in each.columns]
    lines = [[row[key] for key in keys] for row in values[each.name]]
    return {
        "headings": [column.heading for column in each.columns],
        "widths": [column.width for column in each.columns],
        "centred": [column.centred for column in each.columns],
        "rows": lines or [[""] * len(keys)] * each.blank,
        "size": each.size,
        "column_numbers": each.column_numbers,
        "blank": not lines,
    }
