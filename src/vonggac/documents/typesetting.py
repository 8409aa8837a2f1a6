"""PDF of a form, by typst: only the child process loads this module.

PDF/A-2b, our own fonts, and every warning of the compiler is an error: a missing font is only a warning to it.
"""

import io
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any, Literal

import segno
import typst

from vonggac.documents.filling import (
    SVG,
    BadData,
    Values,
    checked,
    grid,
    name_kept_together,
    part,
    runs,
)
from vonggac.documents.forms import FORMS
from vonggac.documents.forms.paper import Form
from vonggac.documents.shapes import Grid, Head
from vonggac.kernel.text import TextRefused, one_line

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
LAYOUTS = HERE / "layouts"
Kind = Literal["pdf", "png"]
LABEL = ("code", "name", "school", "address")
MOST_LABELS = 2400


class NotTypeset(RuntimeError):
    """typst refused, or warned."""


def pdf(form: str, data: Any, at_us: int = 0) -> bytes:
    """``at_us``: when it is made, for the file's own date; the same data and instant give the same bytes.

    Raises ``filling.BadData`` on data that do not fit the form, NotTypeset, KeyError on an unknown form."""
    return compiled(form, data, "pdf", at_us=at_us)[0]


def pictures(form: str, data: Any, ppi: float = 90) -> list[bytes]:
    """The pages as PNG, to look at."""
    return compiled(form, data, "png", ppi)


def compiled(code: str, data: Any, kind: Kind, ppi: float = 144, at_us: int = 0) -> list[bytes]:
    """One PDF, or a PNG for each page."""
    form = FORMS[code]
    values = checked(form, data)
    content = book(form, values) if form.book else document(form, values)
    with tempfile.TemporaryDirectory(prefix="vonggac-paper-") as folder:
        root = Path(folder)
        for each in LAYOUTS.iterdir():
            shutil.copyfile(each, root / each.name)
        for one in content.get("parts", ()):
            if one["kind"] == "picture" and (given := values[one["name"]]):
                one["given"], one["svg"] = True, given.startswith(SVG)
                (root / one["name"]).write_bytes(given)
        main = root / ("usage_book.typ" if form.book else "document.typ")
        # Tags, for readers that speak, make a book of 12 000 cells seven times as large.
        return _run(main, content, kind, ppi, at_us, tags=not form.book)


def _run(
    main: Path, content: dict[str, Any], kind: Kind, ppi: float, at_us: int, *, tags: bool
) -> list[bytes]:
    found: Any  # the stubs know one page only
    try:
        found, warnings = typst.compile_with_warnings(
            main,
            root=main.parent,
            font_paths=[FONTS],
            ignore_system_fonts=True,
            format=kind,
            ppi=ppi if kind == "png" else None,
            pdf_standards=["a-2b"] if kind == "pdf" else [],
            timestamp=at_us // 1_000_000,
            pdf_tags=tags,
            sys_inputs={"data": json.dumps(content, ensure_ascii=False)},
        )
    except (RuntimeError, typst.TypstError) as error:
        raise NotTypeset(str(error)) from error
    if warnings:
        raise NotTypeset("; ".join(str(each.message) for each in warnings))
    pages = found if isinstance(found, list) else [found]
    return [bytes(each) for each in pages if each is not None]


def document(form: Form, values: Values) -> dict[str, Any]:
    """What ``document.typ`` takes."""
    shape = form.shape
    parts = [part(each, values) for each in shape.parts]
    for each in parts:
        if each["kind"] == "code":
            each["svg"] = _qr(each["text"]) if each["text"] else ""
    return {
        "title": form.title,
        "head": shape.head.value,
        "authority": name_kept_together(values["authority"]),
        "school": name_kept_together(values["school"]),
        "number": runs(shape.number, values) if "number" in values else [],
        "place_and_date": runs("{place_and_date}", values) if shape.head == Head.LETTER else [],
        "foot": runs(shape.foot, values),
        "size": shape.size,
        "parts": parts,
    }


def labels(data: Any, at_us: int = 0) -> bytes:
    """Labels for devices: ``{"labels": [{code, name, school, address}, …]}``; the address is their QR code.

    Raises ``filling.BadData``, NotTypeset.
    """
    rows = data.get("labels") if isinstance(data, dict) else None
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_LABELS:
        raise BadData("labels", "no list of labels")
    plain = [{name: label_text(name, each) for name in LABEL} for each in rows]
    content = {"labels": [{**each, "svg": _qr(each["address"])} for each in plain]}
    with tempfile.TemporaryDirectory(prefix="vonggac-paper-") as folder:
        main = Path(folder) / "labels.typ"
        shutil.copyfile(LAYOUTS / "labels.typ", main)
        return _run(main, content, "pdf", 144, at_us, tags=False)[0]


def label_text(name: str, row: Any) -> str:
    """Raises ``filling.BadData`` on what is no text of a label."""
    said = row.get(name) if isinstance(row, dict) else None
    try:
        return one_line(name, said if isinstance(said, str) else "", max_length=300)
    except TextRefused as error:
        raise BadData(f"labels.{name}", error.code) from error


def shape_foot(form: Form) -> str:
    """What the foot of every page of a book calls it."""
    return form.shape.foot or form.title


def _qr(text: str) -> str:
    svg = io.BytesIO()
    segno.make(text, error="m", micro=False).save(svg, kind="svg", border=1, xmldecl=False)
    return svg.getvalue().decode()


def book(form: Form, values: Values) -> dict[str, Any]:
    """What ``usage_book.typ`` takes: the table, with totals and checkpoints beside the lines."""
    shape = form.shape.parts[0]
    if not isinstance(shape, Grid):
        raise TypeError("a book is one table")
    lines = values.pop("lines")
    return {
        **values,
        "authority": name_kept_together(values["authority"]),
        "school": name_kept_together(values["school"]),
        "title": form.title,
        "cover": form.title.removeprefix("Sổ theo dõi ").upper(),
        "foot_name": shape_foot(form),
        "table": grid(shape, {"lines": lines}),
        "totals": [each["total"] for each in lines],
        "signers": [[each["keeper"], each["checker"]] for each in lines],
        "checkpoints": [each["checkpoint"] for each in lines],
    }
