"""The register as XLSX: what goes out comes in again; what is wrong is told with its place."""

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from vonggac.equipment import sheets
from vonggac.equipment.sheets import SheetRefused

HEAD = ["Mã TS", "Loại thiết bị", "Tên thiết bị", "Ngày đưa vào sử dụng", "Nguyên giá"]


def xlsx(*rows: list[Any], merge: str = "") -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    if merge:
        sheet.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refused(content: bytes) -> tuple[str, str]:
    with pytest.raises(SheetRefused) as caught:
        sheets.read_sheet(content)
    return caught.value.code, caught.value.detail


def test_days_costs_and_kinds_are_understood() -> None:
    """As accountants write them: dd/MM/yyyy, dots in thousands, kinds without marks."""
    content = xlsx(
        HEAD,
        ["OC-01", "o dia", "Ổ cứng 8 TB", "05/09/2025", "5.600.000 đồng"],
        ["SW-01", "Switch", "Bộ chuyển mạch", date(2025, 9, 5), 1200000.0],
    )
    one, two = sheets.read_sheet(content)
    assert one.values["kind"] == "disk"
    assert (one.values["in_use_on"], one.values["cost_vnd"]) == (date(2025, 9, 5), 5_600_000)
    assert (two.number, two.values["cost_vnd"], two.wrong) == (3, 1_200_000, ())


def test_a_cell_that_is_not_understood_is_named() -> None:
    (row,) = sheets.read_sheet(xlsx(HEAD, ["A", "tên lửa", "B", "hôm qua", "rẻ"]))
    assert row.wrong == (
        ("Loại thiết bị", "kind"),
        ("Ngày đưa vào sử dụng", "day"),
        ("Nguyên giá (đồng)", "number"),
    )


def test_missing_columns_are_named() -> None:
    assert refused(xlsx(["Mã TS", "Ghi chú"], ["A", "B"])) == (
        "no_headings",
        "Loại thiết bị, Tên thiết bị",
    )


def test_a_formula_and_merged_cells_are_refused_with_their_place() -> None:
    assert refused(xlsx(HEAD, ["A", "camera", "=1+1"])) == ("formula", "C2")
    assert refused(xlsx(HEAD, ["A", "camera", "B"], merge="A2:B2")) == ("merged", "A2:B2")


def test_too_many_rows_are_refused_before_they_are_read() -> None:
    """Of 100 000 rows no more than the limit is looked at."""
    rows = [["A", "camera", "B"]] * (sheets.MOST_ROWS + 1)
    assert refused(xlsx(HEAD, *rows)) == ("too_many", str(sheets.MOST_ROWS))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"a;b;c", b"\xd0\xcf\x11\xe0"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    assert refused(content)[0] == "not_a_table"


def test_headings_alone_are_empty() -> None:
    assert refused(xlsx(HEAD)) == ("empty", "")


def test_what_goes_out_comes_in_again() -> None:
    """A cell that looks like a formula goes out as text, and is read as text."""
    row: Any = {"code": "=A1", "kind": sheets.kind_name("disk"), "name": "Ổ"}
    bought: Any = {"in_use_on": date(2025, 9, 5), "cost_vnd": 3_200_000, "left_vnd": 0}
    written = sheets.write_sheet([row | bought])
    (back,) = sheets.read_sheet(written)
    assert (back.values["code"], back.values["kind"]) == ("=A1", "disk")
    assert {name: back.values[name] for name in bought} == bought
    line = load_workbook(io.BytesIO(written)).worksheets[0][2]
    assert [cell.data_type for cell in line if cell.value is not None] == list("sssdnn")


def test_no_cell_that_goes_out_is_a_formula() -> None:
    """A device's name must not start a program on the accountant's computer, nor when the cell is edited."""
    row = dict.fromkeys(sheets.COLUMNS, "=cmd|' /C calc'!A0")
    sheet = load_workbook(io.BytesIO(sheets.write_sheet([row]))).worksheets[0]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in sheet[2])
