"""How every spreadsheet of ours goes onto paper: A4 with the margins of documents, as wide as the page, headings on
each page; and what a cell holds. Knows the shape of a sheet, not the library that writes it.
"""

from datetime import date, time
from math import ceil
from typing import Any

_INCHES_PER_MM = 1 / 25.4
_POINTS_PER_LINE = 1.3
_FORMULA_BEGINS = "=+-@\t\r"


def printable(
    sheet: Any, *, headings: tuple[int, int] | None = (1, 1), landscape: bool = True
) -> None:
    """``headings``: first and last row that come again on every page."""
    setup, margins = sheet.page_setup, sheet.page_margins
    setup.paperSize = sheet.PAPERSIZE_A4
    setup.orientation = "landscape" if landscape else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins.top = margins.bottom = 20 * _INCHES_PER_MM
    margins.left, margins.right = 30 * _INCHES_PER_MM, 15 * _INCHES_PER_MM
    margins.header = margins.footer = 10 * _INCHES_PER_MM
    sheet.oddFooter.right.text = "Trang &P/&N"
    if headings:
        sheet.print_title_rows = f"{headings[0]}:{headings[1]}"


def put(cell: Any, value: str | float | date | time | None, *, number_format: str = "") -> None:
    """A text as a text, whatever it begins with (ACCESS §10.6); numbers, days and times as such: a clerk sorts by them
    and adds them up.
    """
    if value is None or value == "":
        return
    cell.value = value
    match value:
        case str():
            cell.data_type = "s"
            cell.number_format = "@"
            cell.quotePrefix = value[0] in _FORMULA_BEGINS
        case date():
            cell.number_format = number_format or "dd/mm/yyyy"
        case time():
            cell.number_format = number_format or "hh:mm"
        case _:
            cell.number_format = number_format or "#,##0"


def height(cells: list[tuple[str, float]], size: float) -> float:
    """Points of a row whose texts wrap: of each its width in characters is known. Programs do not all work it out."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return (lines * _POINTS_PER_LINE + 0.4) * size


def _lines(text: str, width: float) -> int:
    return sum(max(1, ceil(len(line) / max(width, 1))) for line in text.split("\n"))
