"""XLSX of a book, and of a report's tables: what accountants ask for.

Every cell is text; a line that looks like a formula stays a line.
"""

import io
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from vonggac.documents.filling import Values, checked, runs
from vonggac.documents.forms import FORMS
from vonggac.documents.forms.paper import Form
from vonggac.documents.shapes import Column, Grid, Text, Title

_THIN = Side(style="thin")
_LINES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT = "Times New Roman"
_WIDTH_PER_MM = 0.6
_HEADING_ROW = 5


def xlsx(code: str, data: Any) -> bytes:
    """Raises ``filling.BadData``, KeyError on an unknown form, ValueError on a form that is neither book nor tables."""
    form = FORMS[code]
    if form.tables:
        return _tables(form, checked(form, data))
    shape = form.shape.parts[0]
    if not form.book or not isinstance(shape, Grid):
        raise ValueError(f"{code} is no book")
    values = checked(form, data)
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Sổ"
    _set_page(sheet)
    _front(sheet, form, values, len(shape.columns))
    _headings(sheet, shape.columns)
    for at, line in enumerate(values[shape.name], start=_HEADING_ROW + 2):
        _line(sheet, at, line, shape.columns)
    _foot(sheet, values[shape.name], len(shape.columns))
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def _tables(form: Form, values: Values) -> bytes:
    """One sheet: the words above each table, and its lines below each other; the paper's other texts stay on it."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Báo cáo"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    for row, text in enumerate((values["authority"], values["school"]), start=1):
        write_text(sheet, row, 1, text, bold=row == 2)
    at = 3
    for part in form.shape.parts:
        match part:
            case Title():
                write_text(sheet, at, 1, part.name, bold=True, size=14)
                write_text(sheet, at + 1, 1, _said(part.subject, values), bold=True)
                at += 2
            case Text():
                write_text(sheet, at, 1, _said(part.text, values), bold=part.bold)
                at += 1
            case Grid():
                at = _table(sheet, at, part, values) + 1
            case _:
                continue
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def _said(template: str, values: Values) -> str:
    return "".join(each.get("t", "……") for each in runs(template, values))


def _table(sheet: Any, top: int, grid: Grid, values: Values) -> int:
    """The row below it."""
    lines = values[grid.name] or [{each.key: "" for each in grid.columns}] * grid.blank
    for at, column in enumerate(grid.columns, start=1):
        write_text(sheet, top, at, column.heading, bold=True).border = _LINES
        letter = get_column_letter(at)
        width = max(sheet.column_dimensions[letter].width, column.width)
        sheet.column_dimensions[letter].width = width
        for row, line in enumerate(lines, start=top + 1):
            write_text(sheet, row, at, line[column.key]).border = _LINES
    return top + 1 + len(lines)


def _set_page(sheet: Any) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{_HEADING_ROW}:{_HEADING_ROW + 1}"
    sheet.freeze_panes = f"A{_HEADING_ROW + 2}"


def write_text(sheet: Any, row: int, column: int, text: str, **font: Any) -> Any:
    """A cell that Excel takes as text whatever it begins with (ACCESS §10.6)."""
    cell = sheet.cell(row=row, column=column)
    if text:
        cell.value = text
        cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "\t", "\r")
    cell.font = Font(name=_FONT, **{"size": 11, **font})
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cell


def _front(sheet: Any, form: Form, values: Values, width: int) -> None:
    write_text(sheet, 1, 1, values["authority"])
    write_text(sheet, 2, 1, values["school"], bold=True)
    write_text(sheet, 3, 1, form.title.upper(), bold=True, size=14)
    year = f"Năm học {values['year'] or '……'} – Quyển số: {values['volume'] or '……'}"
    write_text(sheet, 4, 1, year, italic=True)
    for row in range(1, _HEADING_ROW):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        center = "center" if row > 2 else "left"
        sheet.cell(row=row, column=1).alignment = Alignment(horizontal=center)


def _foot(sheet: Any, lines: list[Values], width: int) -> None:
    """The ledger's marks (G8): a sheet has one foot for all its pages, so each month's stands below the lines, too."""
    marks = list(dict.fromkeys(each["checkpoint"] for each in lines if each["checkpoint"]))
    if not marks:
        return
    sheet.oddFooter.left.text = f"Mốc sổ cái: {marks[-1]}"
    sheet.oddFooter.right.text = "Trang &P/&N"
    for row, mark in enumerate(marks, start=_HEADING_ROW + 3 + len(lines)):
        write_text(sheet, row, 1, f"Mốc sổ cái: {mark}", size=10)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _headings(sheet: Any, columns: tuple[Column, ...]) -> None:
    for at, column in enumerate(columns, start=1):
        for row, text in ((_HEADING_ROW, column.heading), (_HEADING_ROW + 1, f"({at})")):
            cell = write_text(sheet, row, at, text, bold=row == _HEADING_ROW)
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            cell.border = _LINES
        sheet.column_dimensions[get_column_letter(at)].width = column.width * _WIDTH_PER_MM


def _line(sheet: Any, at: int, line: Values, columns: tuple[Column, ...]) -> None:
    if line["total"]:
        write_text(sheet, at, 1, line["total"], bold=True).border = _LINES
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(columns))
        return
    for place, column in enumerate(columns, start=1):
        cell = write_text(sheet, at, place, line[column.key])
        cell.border = _LINES
        if column.centred:
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
