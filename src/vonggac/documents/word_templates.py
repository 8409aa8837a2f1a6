"""The DOCX templates, made from the forms' shapes: ``python -m vonggac.documents.word_templates`` writes them.

They are committed; a school may open one in Word, move things about and keep the tags (``documents.templates``).
"""

import sys
from pathlib import Path
from typing import Any

from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from vonggac.documents import word_shaping as word
from vonggac.documents.constants import ND30
from vonggac.documents.filling import PLACE
from vonggac.documents.forms import FORMS
from vonggac.documents.forms.paper import Form
from vonggac.documents.shapes import (
    Code,
    Fill,
    Fills,
    Framed,
    Grid,
    Head,
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
from vonggac.documents.word_tags import FOLDER

_HEAD, _TITLE, _SIGN = ND30["head"], ND30["title"], ND30["signature"]
_STATE_MM, _MOTTO_MM = 91.0, 56.0
"""Column of the Quốc hiệu, and how long the Tiêu ngữ is at 13 pt bold: the rule is as long as the text."""
_SCHOOL_RULE_MM = 27.0
_MM_PER_POINT = 25.4 / 72
_PUSHED = 0.7
"""Share of a column of signatures that only pushes the others to the right."""
_BESIDE_NAMES_MM = 0.7
_ROOM_MM, _ROW_PT = 0.9, 22.0
"""Over and under the text of a cell; the height of a line that a hand writes in."""


def tagged(text: str) -> str:
    """``{name:20}`` of a shape is ``{{ name }}`` of a template."""
    return PLACE.sub(r"{{ \1 }}", text)


def template(form: Form) -> Any:
    """A python-docx document. Raises ValueError on a book: books are XLSX and PDF."""
    if form.book:
        raise ValueError(f"{form.code} is a book")
    document = word.new_document(form.title)
    _head(document, form)
    size = form.shape.size or ND30["body"]["size"]
    parts = form.shape.parts
    for each, following in zip(parts, (*parts[1:], None), strict=True):
        _put(document, each, size, word.TEXT_WIDTH_MM)
        if _goes_along(each, following):
            word.keep_with_next(_last(document))
    if form.shape.foot:
        section = document.sections[0]
        for footer in (section.footer, section.first_page_footer):
            paragraph = footer.paragraphs[0]
            paragraph.alignment = word.ALIGN["center"]
            word.say(paragraph, tagged(form.shape.foot), 10)
    return document


def _goes_along(each: Part, following: Part | None) -> bool:
    """No signature stands alone on a page, and no heading of a table without it."""
    if isinstance(following, Signatures | Receivers | Grid):
        return isinstance(each, Text | Fill | Fills | Signatures | Items)
    return isinstance(each, Text) and each.bold


def _last(document: Any) -> list[Any]:
    """The last paragraph, with the table over it that it only keeps apart from the next."""
    body = list(document.iter_inner_content())
    found = [body[-1]] if isinstance(body[-1], Paragraph) else []
    if found and found[0].text.startswith("{%p"):
        return [body[-2]]
    if not found or (not found[0].text and len(body) > 1 and isinstance(body[-2], Table)):
        table = body[-2] if found else body[-1]
        found += [one for row in table.rows for cell in row.cells for one in cell.paragraphs]
    return found


def _head(document: Any, form: Form) -> None:
    shape = form.shape
    if shape.head == Head.PERSONAL:
        _state(document, word.TEXT_WIDTH_MM)
        return
    school_mm = word.TEXT_WIDTH_MM - _STATE_MM
    left, right = word.layout_cells(document, [school_mm, _STATE_MM])
    word.put(left, "{{ authority }}", _HEAD["authority_size"])
    word.put(left, "{{ school }}", _HEAD["school_size"], bold=True)
    word.rule(left, _SCHOOL_RULE_MM, school_mm)
    number = tagged(shape.number)
    if shape.head in (Head.SLIP, Head.BARE):
        word.put(right, number, _HEAD["number_size"])
        return
    word.put(left, number, _HEAD["number_size"])
    _state(right, _STATE_MM)
    if shape.head == Head.LETTER:
        word.put(right, "{{ place_and_date }}", _HEAD["place_size"], italic=True)


def _state(to: Any, column_mm: float) -> None:
    word.put(to, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _HEAD["state_size"], bold=True)
    word.put(to, "Độc lập - Tự do - Hạnh phúc", _HEAD["motto_size"], bold=True)
    word.rule(to, _MOTTO_MM, column_mm)


def _put(to: Any, each: Part, size: float, width_mm: float) -> None:
    match each:
        case Title():
            word.put(to, "", 6)
            word.put(to, each.name, _TITLE["size"], bold=True)
            if each.subject:
                word.put(to, tagged(each.subject), _TITLE["size"], bold=True)
                word.rule(to, _subject_rule_mm(each.subject, width_mm), width_mm)
            word.put(to, "", 6)
        case Text():
            _text(to, each, size)
        case Fill():
            label = f"{each.label}: " if each.label else ""
            _fill(to, f"{label}{{{{ {each.name} }}}}", size, width_mm)
        case Fills():
            shares = sum(share for _, _, share in each.items)
            widths = [width_mm * share / shares for _, _, share in each.items]
            for cell, (label, name, _), width in zip(
                word.layout_cells(to, widths), each.items, widths, strict=True
            ):
                _fill(cell, f"{label}: {{{{ {name} }}}}", size, width - 3)
                cell.paragraphs[0].paragraph_format.right_indent = Mm(3)
        case Ticks():
            _ticks(to, each, size)
        case Grid():
            _grid(to, each, width_mm)
        case Items():
            _list(to, each.name, each.lead, size, width_mm, after=ND30["body"]["after"])
        case _:
            _put_closing(to, each, size, width_mm)


def _subject_rule_mm(subject: str, width_mm: float) -> float:
    """A share of the text's width: half an em a letter. Of a subject that comes with the data, of a usual one."""
    letters = 50 if "{" in subject else len(subject)
    points: float = letters * _TITLE["size"] / 2
    share: float = _TITLE["subject_rule"]
    return share * min(points * _MM_PER_POINT, width_mm)


def _put_closing(
    to: Any,
    each: Signatures | Receivers | Framed | Stamp | Picture | Code,
    size: float,
    width_mm: float,
) -> None:
    match each:
        case Signatures():
            _signatures(to, each, width_mm)
            word.put(to, "", 6)
        case Receivers():
            _receivers(to, each, width_mm)
        case Framed():
            framed = word.table(to, 1, 1, 2, lines=True, above_mm=2)
            word.set_widths(framed, [width_mm])
            word.keep_row_whole(framed.rows[0])
            for inner in each.parts:
                _put_in_frame(framed.cell(0, 0), inner, size, width_mm - 5)
            word.put(to, "", 6)
        case Stamp():
            framed = word.table(to, 1, 1, 2, lines=True, above_mm=1.5)
            word.set_widths(framed, [60])
            word.put(framed.cell(0, 0), each.text, 13, bold=True)
            word.put(to, "", 6)
        case Picture():
            word.put(to, f"{{{{ {each.name} }}}}", size, after=4)
        case Code():
            left, right = word.layout_cells(to, [each.size_mm + 6, width_mm - each.size_mm - 6])
            word.put(left, f"{{{{ {each.name}_code }}}}", size, align="left")
            word.put(right, tagged(each.caption), 11, align="left")


def _put_in_frame(cell: Any, each: Part, size: float, width_mm: float) -> None:
    """No table in a table: docxtpl gives the outer one the inner one's columns."""
    match each:
        case Fills():
            for label, name, _ in each.items:
                _put(cell, Fill(label, name), size, width_mm)
        case Signatures():
            for one in each.columns:
                if one.title:
                    before = len(cell.paragraphs)
                    _who_signs(cell, one, dated=bool(one.date))
                    _gap(cell)
                    _signed(cell, one)
                    for paragraph in cell.paragraphs[before:]:
                        paragraph.paragraph_format.left_indent = Mm(
                            width_mm * _PUSHED / (1 + _PUSHED)
                        )
        case _:
            _put(cell, each, size, width_mm)


def _text(to: Any, each: Text, size: float) -> None:
    put = word.put(
        to,
        each.lead,
        each.size or size,
        bold=True,
        italic=each.italic,
        align=each.align,
        indent=each.align == "justify",
        after=ND30["body"]["after"],
    )
    word.say(put, tagged(each.text), each.size or size, bold=each.bold, italic=each.italic)


def _fill(to: Any, text: str, size: float, width_mm: float) -> None:
    word.put(to, text, size, align="left", after=ND30["body"]["after"], leader_mm=width_mm)


def _ticks(to: Any, each: Ticks, size: float) -> None:
    label = f"{each.label}:   " if each.label else ""
    paragraph = word.put(to, label, size, align="left", after=ND30["body"]["after"])
    for code, words in each.options:
        word.say_box(paragraph, f"{{{{ tick_{each.name}_{code} }}}}", size)
        word.say(paragraph, f" {words}    ", size)


def _grid(to: Any, each: Grid, width_mm: float) -> None:
    columns = each.columns
    top = 2 if each.column_numbers else 1
    made = word.table(to, top + 3, len(columns), 1, lines=True, above_mm=_ROOM_MM)
    start, line, end = made.rows[top:]
    for at, (cell, column) in enumerate(zip(made.rows[0].cells, columns, strict=True), start=1):
        word.put(cell, column.heading, each.size, bold=True)
        if each.column_numbers:
            word.put(made.rows[1].cells[at - 1], f"({at})", each.size)
    for heading in made.rows[:top]:
        word.repeat_heading(heading)
        word.stand_in_the_middle(heading, 0)
        word.keep_with_next(one for cell in heading.cells for one in cell.paragraphs)
    word.put(start.cells[0], f"{{%tr for row in {each.name} %}}", each.size)
    for cell, column in zip(line.cells, columns, strict=True):
        align = "center" if column.centred else "left"
        word.put(cell, f"{{{{ row.{column.key} }}}}", each.size, align=align)
    word.keep_row_whole(line)
    word.stand_in_the_middle(line, _ROW_PT)
    word.put(end.cells[0], "{%tr endfor %}", each.size)
    unit = width_mm / sum(column.width for column in columns)
    word.set_widths(made, [unit * column.width for column in columns])
    word.put(to, "", 10)


def _list(to: Any, name: str, lead: str, size: float, width_mm: float, *, after: float = 0) -> None:
    word.put(to, f"{{%p for each in {name} %}}", size, align="left")
    word.put(to, f"{lead}{{{{ each }}}}", size, align="left", after=after, leader_mm=width_mm)
    word.put(to, "{%p endfor %}", size, align="left")


def _signatures(to: Any, each: Signatures, width_mm: float) -> None:
    """Titles begin on one line and names on another, however long a title or a note is."""
    shares = [1 if one.title else _PUSHED for one in each.columns]
    made = word.table(to, 2, len(shares), 0, lines=False)
    word.set_widths(made, [width_mm * share / sum(shares) for share in shares])
    dated = any(one.date for one in each.columns)
    for at, one in enumerate(each.columns):
        if one.title:
            _who_signs(made.cell(0, at), one, dated=dated)
            _gap(made.cell(0, at))
            _signed(made.cell(1, at), one)
    for row in made.rows:
        word.keep_row_whole(row)
    word.keep_with_next(one for cell in made.rows[0].cells for one in cell.paragraphs)


def _who_signs(cell: Any, each: Signature, *, dated: bool) -> None:
    if dated:
        word.put(cell, tagged(each.date), _HEAD["place_size"], italic=True)
    word.put(cell, each.title, _SIGN["size"] - 1, bold=True)
    word.put(cell, each.note, _SIGN["note_size"] - 1, italic=True)


def _signed(cell: Any, each: Signature) -> None:
    if each.name:
        put = word.put(cell, f"{{{{ signed_{each.name} }}}}", _SIGN["size"] - 1, bold=True)
        put.paragraph_format.left_indent = put.paragraph_format.right_indent = Mm(_BESIDE_NAMES_MM)


def _gap(cell: Any) -> None:
    """The room of a signature and its seal."""
    word.put(cell, "", 1).paragraph_format.space_before = Mm(_SIGN["gap_mm"])


def _receivers(to: Any, each: Receivers, width_mm: float) -> None:
    left, right = word.layout_cells(to, [width_mm / 2] * 2)
    word.keep_row_whole(_row_of(to))
    word.put(left, "Nơi nhận:", _SIGN["receivers_title_size"], bold=True, italic=True, align="left")
    _list(left, each.receivers, "- ", _SIGN["receivers_size"], width_mm / 2 - 8)
    for title in each.titles:
        word.put(right, tagged(title), _SIGN["size"], bold=True)
    if each.titles:
        _gap(right)
        word.put(right, f"{{{{ signed_{each.name} }}}}", _SIGN["size"], bold=True)


def _row_of(to: Any) -> Any:
    return to.tables[-1].rows[0]


def write(folder: Path) -> list[Path]:
    """One file a form; the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for form in FORMS.values():
        if not form.book:
            path = folder / f"{form.code}.docx"
            template(form).save(str(path))
            made.append(path)
    return made


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
