"""The register of assets as a table, XLSX in and out. What comes in is a stranger's file: bounded before it is read.

Formulas and merged cells are refused with their place: what a cell shows is not what it holds.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from vonggac.equipment.states import AssetKind
from vonggac.kernel import sheets
from vonggac.kernel.text import fold

LARGEST_BYTES = 4 << 20
LARGEST_UNPACKED_BYTES = 64 << 20
MOST_ROWS = 2000
MOST_COLUMNS = 40
LONGEST_CELL = 1000

COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("Mã TS", "Mã tài sản", "Asset code"),
    "kind": ("Loại thiết bị", "Loại", "Kind"),
    "name": ("Tên thiết bị", "Tên tài sản", "Tên", "Name"),
    "brand": ("Hãng", "Brand"),
    "model": ("Kiểu máy", "Model"),
    "serial": ("Số sê-ri", "Serial"),
    "mac": ("Địa chỉ MAC", "MAC"),
    "area": ("Khu vực", "Area"),
    "position": ("Vị trí", "Vị trí lắp đặt", "Place"),
    "funding": ("Nguồn kinh phí", "Funding"),
    "in_use_on": ("Ngày đưa vào sử dụng", "In use since"),
    "cost_vnd": ("Nguyên giá (đồng)", "Nguyên giá", "Cost"),
    "left_vnd": ("Giá trị còn lại (đồng)", "Giá trị còn lại", "Remaining value"),
    "warranty_until": ("Bảo hành đến", "Warranty until"),
    "supplier": ("Nhà cung cấp", "Supplier"),
    "state": ("Tình trạng", "State"),
    "note": ("Ghi chú", "Note"),
}
"""Field → the heading that is written, then those that are understood too (without marks and case)."""
_WIDTHS = (10, 13, 24, 12, 14, 16, 18, 14, 18, 16, 12, 13, 13, 12, 16, 13, 20)
NEEDED = ("code", "kind", "name")
DAYS = ("in_use_on", "warranty_until")
KINDS: dict[str, str] = {
    "camera": AssetKind.CAMERA,
    "đầu ghi": AssetKind.RECORDER,
    "máy vi tính": AssetKind.COMPUTER,
    "máy tính": AssetKind.COMPUTER,
    "ổ đĩa": AssetKind.DISK,
    "ổ cứng": AssetKind.DISK,
    "thiết bị lưu trữ mạng": AssetKind.NAS,
    "nas": AssetKind.NAS,
    "bộ chuyển mạch": AssetKind.SWITCH,
    "switch": AssetKind.SWITCH,
    "nguồn điện": AssetKind.POWER,
    "khác": AssetKind.OTHER,
}
"""As a school writes it → what it is."""
_KIND_OF = {fold(name): kind for name, kind in KINDS.items()} | {
    each: each for each in AssetKind.values
}
_NAME_OF = {kind: name for name, kind in reversed(KINDS.items())}


class SheetRefused(ValueError):
    """No list of assets. ``code``: too_big, not_a_table, no_headings, too_many, empty, formula, merged; ``detail``."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class SheetRow:
    number: int
    """As the spreadsheet counts."""
    values: dict[str, Any]
    """By field of ``COLUMNS``; texts, days as dates, the cost as a number."""
    wrong: tuple[tuple[str, str], ...]
    """(heading, what is wrong) of cells that could not be understood: day, number, kind."""


def read_sheet(content: bytes) -> list[SheetRow]:
    """Rows of an XLSX file. Raises SheetRefused."""
    table = _table(content)
    headings, *rows = table or [[]]
    fields = [_field(str(each or "")) for each in headings]
    missing = [COLUMNS[each][0] for each in NEEDED if each not in fields]
    if missing:
        raise SheetRefused("no_headings", ", ".join(missing))
    found = [
        _row(number, fields, row)
        for number, row in enumerate(rows, start=2)
        if any(each not in (None, "") for each in row)
    ]
    if not found:
        raise SheetRefused("empty")
    return found


def _table(content: bytes) -> list[list[Any]]:
    if len(content) > LARGEST_BYTES:
        raise SheetRefused("too_big")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST_UNPACKED_BYTES:
                raise SheetRefused("too_many", str(MOST_ROWS))
        quick = load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
        many = sum(1 for _ in quick.iter_rows(max_row=MOST_ROWS + 2, max_col=1))
        if many > MOST_ROWS + 1:
            raise SheetRefused("too_many", str(MOST_ROWS))
        sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    except SheetRefused:
        raise
    except Exception as fault:
        # openpyxl raises whatever a damaged file makes of it: KeyError, BadZipFile, ParseError, ValueError …
        raise SheetRefused("not_a_table", type(fault).__name__) from fault
    if sheet.merged_cells.ranges:
        raise SheetRefused("merged", str(next(iter(sheet.merged_cells.ranges))))
    rows = []
    for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS):
        for each in row:
            if each.data_type == "f":
                raise SheetRefused("formula", each.coordinate)
        rows.append([each.value for each in row])
    return rows


def _row(number: int, fields: list[str], cells: list[Any]) -> SheetRow:
    values: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for field, cell in zip(fields, cells, strict=False):
        if not field or field == "state":
            continue
        try:
            values[field] = _value(field, cell)
        except ValueError:
            what = {"cost_vnd": "number", "left_vnd": "number", "kind": "kind"}.get(
                field, "day" if field in DAYS else "long"
            )
            wrong.append((COLUMNS[field][0], what))
    return SheetRow(number, values, tuple(wrong))


def _value(field: str, cell: Any) -> Any:
    """Raises ValueError where the cell is not what its column holds."""
    if field in DAYS:
        return _day(cell)
    text = (
        ""
        if cell is None
        else str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
    )
    text = text.strip()
    if len(text) > LONGEST_CELL:
        raise ValueError("long")
    if field in ("cost_vnd", "left_vnd"):
        digits = text.replace(".", "").replace(" ", "").replace("đồng", "").strip()
        return int(digits) if digits else None
    if field == "kind":
        found = _KIND_OF.get(fold(text))
        if found is None:
            raise ValueError("kind")
        return str(found)
    return text


def _day(cell: Any) -> date | None:
    if cell in (None, ""):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    day, month, year = (int(part) for part in str(cell).strip().split("/"))
    return date(year, month, day)


def _field(heading: str) -> str:
    """The field that a heading means; empty for a column that is none of ours."""
    wanted = fold(heading)
    for field, names in COLUMNS.items():
        if wanted in {fold(each) for each in names}:
            return field
    return ""


def write_sheet(rows: Iterable[Mapping[str, str | int | date | None]]) -> bytes:
    """One sheet with our headings. A text stays one, whatever it begins with; days and amounts can be reckoned with."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Tài sản"
    headings = {field: names[0] for field, names in COLUMNS.items()}
    for number, line in enumerate([headings, *rows], start=1):
        for column, field in enumerate(COLUMNS, start=1):
            sheets.put(sheet.cell(row=number, column=column), line.get(field))
    for column in range(1, len(COLUMNS) + 1):
        sheet.cell(row=1, column=column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    sheet.freeze_panes = "A2"
    sheets.printable(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def kind_name(kind: str) -> str:
    """As the list writes it, so that it can be read again."""
    return _NAME_OF.get(kind, kind)
