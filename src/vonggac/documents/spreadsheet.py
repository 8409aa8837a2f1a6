"""XLSX of a book, and of a report's tables: what accountants ask for.

A line that looks like a formula stays a line; numbers, days and times are such where a column holds them (``Holds``).
"""

import io
import re
from datetime import date, time
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from vonggac.documents.filling import Values, checked, runs
from vonggac.documents.forms import FORMS
from vonggac.documents.forms.paper import Form
from vonggac.documents.shapes import Column, Grid, Holds, Items, Text, Title
from vonggac.kernel import sheets

_THIN = Side(style="thin")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LINES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT = "Times New Roman"
_WIDTH_PER_MM = 0.5
_BOOK_SIZE, _SIZE = 10, 12
_HEADING_ROW = 5
_LEAST_HEIGHT = 22.0
_FIGURE = re.compile(r"([+-]?)((?:[1-9]\d{0,2}(?:\.\d{3}){1,3}|[1-9]\d{0,8}|0))(?:,(\d{1,3}))?(%?)")
_FIRST_YEAR = 1900
"""No spreadsheet reckons with days before."""
_REPORT_WIDTHS = 84.0
"""Characters of a line of 165 mm; the columns of every table share it."""


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
    sheets.printable(sheet, headings=(_HEADING_ROW, _HEADING_ROW + 1))
    sheet.freeze_panes = f"A{_HEADING_ROW + 2}"
    _front(sheet, form, values, len(shape.columns))
    _headings(sheet, shape.columns)
    empty = dict.fromkeys([*(column.key for column in shape.columns), "total"], "")
    lines = values[shape.name] or [empty] * shape.blank
    for at, line in enumerate(lines, start=_HEADING_ROW + 2):
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
    sheets.printable(sheet, headings=None, landscape=False)
    grids = [part for part in form.shape.parts if isinstance(part, Grid)]
    shares = [max(widths) for widths in zip(*(_shares(each) for each in grids), strict=True)]
    widths = [_REPORT_WIDTHS * share / sum(shares) for share in shares]
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    at = _across(sheet, 1, values["authority"], widths)
    at = _across(sheet, at, values["school"], widths, bold=True)
    for part in form.shape.parts:
        match part:
            case Title():
                at = _across(sheet, at + 1, part.name, widths, centred=True, bold=True, size=14)
                subject = _said(part.subject, values)
                at = _across(sheet, at, subject, widths, centred=True, bold=True) + 1
            case Text():
                at = _across(
                    sheet, at, part.lead + _said(part.text, values), widths, bold=part.bold
                )
            case Items():
                for each in values[part.name]:
                    at = _across(sheet, at, part.lead + each, widths)
            case Grid():
                at = _table(sheet, at, part, values, widths) + 1
            case _:
                continue
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def _shares(grid: Grid) -> list[float]:
    return [column.width / sum(one.width for one in grid.columns) for column in grid.columns]


def _said(template: str, values: Values) -> str:
    return "".join(each.get("t", "……") for each in runs(template, values))


def _across(
    sheet: Any, row: int, text: str, widths: list[float], *, centred: bool = False, **font: Any
) -> int:
    """A text over all columns; the row below it."""
    cell = write_text(sheet, row, 1, text, **{"size": _SIZE, **font})
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
    cell.alignment = Alignment(
        horizontal="center" if centred else "left", vertical="center", wrap_text=True
    )
    sheet.row_dimensions[row].height = sheets.height([(text, sum(widths))], cell.font.size)
    return row + 1


def _table(sheet: Any, top: int, grid: Grid, values: Values, widths: list[float]) -> int:
    """The row below it."""
    lines = values[grid.name] or [{each.key: "" for each in grid.columns}] * grid.blank
    headings = {each.key: each.heading for each in grid.columns}
    for row, line in enumerate([headings, *lines], start=top):
        cells = list(zip((line[each.key] for each in grid.columns), widths, strict=True))
        sheet.row_dimensions[row].height = sheets.height(cells, _SIZE)
        for at, column in enumerate(grid.columns, start=1):
            holds = column.holds if row > top else Holds.WORDS
            cell = _write(sheet, row, at, line[column.key], holds, size=_SIZE, bold=row == top)
            cell.border = _LINES
            if column.centred or row == top:
                cell.alignment = _CENTRED
    return top + 1 + len(lines)


def write_text(sheet: Any, row: int, column: int, text: str, **font: Any) -> Any:
    """The cell; its text stays one."""
    return _write(sheet, row, column, text, Holds.WORDS, **font)


def _write(sheet: Any, row: int, column: int, text: str, holds: Holds, **font: Any) -> Any:
    cell = sheet.cell(row=row, column=column)
    cell.font = Font(name=_FONT, **{"size": 11, **font})
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    value, number_format = _meant(text, holds)
    sheets.put(cell, value, number_format=number_format)
    return cell


def _meant(text: str, holds: Holds) -> tuple[str | float | date | time, str]:
    """What a text of such a column says, and how numbers are shown; the text itself where it says none (``–``)."""
    try:
        match holds:
            case Holds.FIGURES:
                return _figure(text)
            case Holds.DAYS:
                day, month, year = (int(part) for part in text.split("/"))
                return (date(year, month, day) if year >= _FIRST_YEAR else text), ""
            case Holds.TIMES:
                return time.fromisoformat(text), ""
            case Holds.WORDS:
                return text, ""
    except ValueError:
        return text, ""


def _figure(text: str) -> tuple[str | float, str]:
    found = _FIGURE.fullmatch(text)
    if found is None:
        return text, ""
    sign, whole, decimals, percent = found.groups()
    digits = sign + whole.replace(".", "")
    shape = "#,##0" + (f".{'0' * len(decimals)}" if decimals else "") + percent
    value = float(f"{digits}.{decimals}") if decimals else int(digits)
    return value / 100 if percent else value, f"+{shape};-{shape};0" if sign == "+" else shape


def _front(sheet: Any, form: Form, values: Values, width: int) -> None:
    write_text(sheet, 1, 1, values["authority"])
    write_text(sheet, 2, 1, values["school"], bold=True)
    write_text(sheet, 3, 1, form.title.upper(), bold=True, size=14)
    year = f"Năm học {values['year'] or '……'} – Quyển số: {values['volume'] or '……'}"
    write_text(sheet, 4, 1, year, italic=True)
    for row in range(1, _HEADING_ROW):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
        center = "center" if row > 2 else "left"
        sheet.cell(row=row, column=1).alignment = Alignment(horizontal=center, vertical="center")
        sheet.row_dimensions[row].height = sheets.height([], 14 if row == 3 else 11)


def _foot(sheet: Any, lines: list[Values], width: int) -> None:
    """The ledger's marks (G8): a sheet has one foot for all its pages, so each month's stands below the lines, too."""
    marks = list(dict.fromkeys(each["checkpoint"] for each in lines if each["checkpoint"]))
    if not marks:
        return
    sheet.oddFooter.left.text = f"Mốc sổ cái: {marks[-1]}"
    for row, mark in enumerate(marks, start=_HEADING_ROW + 3 + len(lines)):
        write_text(sheet, row, 1, f"Mốc sổ cái: {mark}", size=10)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)


def _headings(sheet: Any, columns: tuple[Column, ...]) -> None:
    for at, column in enumerate(columns, start=1):
        for row, text in ((_HEADING_ROW, column.heading), (_HEADING_ROW + 1, f"({at})")):
            cell = write_text(sheet, row, at, text, bold=row == _HEADING_ROW, size=_BOOK_SIZE)
            cell.alignment = _CENTRED
            cell.border = _LINES
        sheet.column_dimensions[get_column_letter(at)].width = column.width * _WIDTH_PER_MM
    words = [(each.heading, each.width * _WIDTH_PER_MM) for each in columns]
    sheet.row_dimensions[_HEADING_ROW].height = sheets.height(words, _BOOK_SIZE)


def _line(sheet: Any, at: int, line: Values, columns: tuple[Column, ...]) -> None:
    if line["total"]:
        for place in range(1, len(columns) + 1):
            sheet.cell(row=at, column=place).border = _LINES
        write_text(sheet, at, 1, line["total"], bold=True, size=_BOOK_SIZE)
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(columns))
        return
    for place, column in enumerate(columns, start=1):
        cell = _write(sheet, at, place, line[column.key], column.holds, size=_BOOK_SIZE)
        cell.border = _LINES
        if column.centred:
            cell.alignment = _CENTRED
    words = [(line[each.key], each.width * _WIDTH_PER_MM) for each in columns]
    sheet.row_dimensions[at].height = max(sheets.height(words, _BOOK_SIZE), _LEAST_HEIGHT)
