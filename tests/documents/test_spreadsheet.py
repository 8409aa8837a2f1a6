"""XLSX of the book: text in every cell, headings on every printed page (ACCESS §10.6)."""

import io
from datetime import date, time
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from vonggac.documents.filling import BadData
from vonggac.documents.forms import FORMS
from vonggac.documents.spreadsheet import write_text, xlsx

FORMULAS = ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", '=HYPERLINK("http://x")']


def sheet_of(data: Any) -> Any:
    return load_workbook(io.BytesIO(xlsx("usage_book", data))).worksheets[0]


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_is_written_as_text(text: str) -> None:
    sheet = sheet_of({"lines": [{"number": "1", "purpose": text, "user": text}]})
    cell = sheet.cell(row=7, column=8)
    assert cell.data_type == "s"
    assert cell.value == text.strip()
    assert cell.number_format == "@"
    assert all(each.data_type in ("s", "n") for row in sheet.iter_rows() for each in row)
    assert not [each for row in sheet.iter_rows() for each in row if each.data_type == "f"]


@pytest.mark.parametrize("text", ["\t=1", "\r=1"])
def test_a_tab_or_a_return_before_a_formula_comes_in_no_cell(text: str) -> None:
    """Refused at the edge with every other control character; ``write_text`` marks them all the same."""
    with pytest.raises(BadData):
        sheet_of({"lines": [{"number": text}]})
    sheet = Workbook().worksheets[0]
    assert write_text(sheet, 1, 1, text).quotePrefix
    assert sheet.cell(row=1, column=1).data_type == "s"


def test_a_cell_that_begins_like_a_formula_stays_text_when_it_is_edited() -> None:
    sheet = sheet_of({"lines": [{"number": "1", "purpose": "=1+1"}]})
    assert sheet.cell(row=7, column=8).quotePrefix


def test_headings_and_numbers_of_columns_are_those_of_the_book() -> None:
    sheet = sheet_of(FORMS["usage_book"].sample())
    headings = [sheet.cell(row=5, column=at).value for at in range(1, 13)]
    assert headings[0] == "STT" and headings[11] == "Ghi chú"
    assert [sheet.cell(row=6, column=at).value for at in range(1, 13)] == [
        f"({n})" for n in range(1, 13)
    ]
    assert sheet.print_title_rows == "$5:$6"
    assert sheet.page_setup.orientation == "landscape"


def test_totals_span_the_line() -> None:
    sheet = sheet_of(FORMS["usage_book"].sample())
    assert sheet.cell(row=10, column=1).value.startswith("Cộng tháng 10/2025")
    assert "A10:L10" in {str(each) for each in sheet.merged_cells.ranges}


def test_the_ledgers_marks_stand_below_the_lines_and_at_the_foot() -> None:
    """G8: each closed month's mark, and the newest where the last lines are open."""
    lines = [
        {"number": "1", "checkpoint": "MOC-1"},
        {"total": "Cộng tháng", "checkpoint": "MOC-1"},
        {"number": "2", "checkpoint": "MOC-2 – chưa khóa"},
    ]
    sheet = sheet_of({"lines": lines})
    said = [sheet.cell(row=row, column=1).value for row in (11, 12)]
    assert said == ["Mốc sổ cái: MOC-1", "Mốc sổ cái: MOC-2 – chưa khóa"]
    assert sheet.oddFooter.left.text == said[-1]


def test_a_printed_sheet_is_as_wide_as_the_page_and_every_text_is_seen() -> None:
    """A4, margins of documents; a row is as high as its longest cell, since not every program works that out."""
    long = "Xem lại theo chỉ đạo của Hiệu trưởng. " * 8
    sheet = sheet_of({"lines": [{"number": "1", "purpose": long}, {"number": "2"}]})
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert round(sheet.page_margins.left * 25.4) == 30
    assert sheet.row_dimensions[7].height > 5 * sheet.row_dimensions[8].height


def test_a_blank_book_has_lines_to_write_in() -> None:
    sheet = sheet_of({})
    grid: Any = FORMS["usage_book"].shape.parts[0]
    assert sheet.max_row == 6 + grid.blank
    assert sheet.cell(row=sheet.max_row, column=1).border.bottom.style == "thin"


def test_what_is_counted_is_a_number() -> None:
    sheet = sheet_of({"lines": [{"number": "12", "related": "7"}]})
    assert sheet.cell(row=7, column=1).value == 12
    assert sheet.cell(row=7, column=10).value == "7"


def test_days_times_and_measures_of_a_book_can_be_sorted_and_reckoned_with() -> None:
    line = {"number": "1", "day": "09/10/2025", "at": "06:45", "clock": "-0,4", "kept": "31"}
    made = xlsx("device_book", {"lines": [line]})
    cells: Any = load_workbook(io.BytesIO(made)).worksheets[0][7]
    number, day, at, *_, clock, kept = cells[:8]
    assert (day.value.date(), day.number_format) == (date(2025, 10, 9), "dd/mm/yyyy")
    assert (at.value, at.number_format) == (time(6, 45), "hh:mm")
    assert (clock.value, clock.number_format) == (-0.4, "#,##0.0")
    assert (number.value, kept.value) == (1, 31)


@pytest.mark.parametrize(
    "line",
    [
        {"day": "–", "at": "–", "clock": "–", "kept": "–"},
        {"day": "31/02/2025", "at": "25:00", "clock": "0.4", "kept": "31 ngày"},
        {"day": "09/10/0025", "at": "sáng", "clock": "01", "kept": "=1+1"},
        {"day": "10/2025", "at": "6h", "clock": "1.2345", "kept": "1,2345"},
    ],
)
def test_what_is_no_day_time_or_measure_stays_the_text_that_it_is(line: dict[str, str]) -> None:
    made = xlsx("device_book", {"lines": [line]})
    cells = load_workbook(io.BytesIO(made)).worksheets[0][7]
    assert [cells[at].value for at in (1, 2, 6, 7)] == list(line.values())
    assert {cells[at].data_type for at in (1, 2, 6, 7)} == {"s"}


def test_a_report_fits_the_width_and_keeps_its_words_and_figures() -> None:
    figure = {"name": "Lượt xem", "now": "1.234", "before": "-12", "change": "99,8%"}
    data = {"access": [figure], "proposals": ["Cho tỉa cây ở sân sau."]}
    sheet: Any = load_workbook(io.BytesIO(xlsx("report", data))).worksheets[0]
    assert sheet.page_setup.fitToWidth == 1 and sheet.sheet_properties.pageSetUpPr.fitToPage
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["Lượt xem", 1234, -12, 0.998] in rows
    assert "#,##0.0%" in {cell.number_format for row in sheet.iter_rows() for cell in row}
    assert "- Cho tỉa cây ở sân sau." in [row[0] for row in rows]


def test_a_form_is_no_book() -> None:
    with pytest.raises(ValueError, match="no book"):
        xlsx("directive", {})
