"""The stocktake as a spreadsheet: what an accountant works on. Texts stay texts, whatever they begin with."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from vonggac.documents.spreadsheet import write_text
from vonggac.kernel import sheets

COLUMNS: dict[str, int] = {
    "STT": 6,
    "Mã TS": 16,
    "Tên thiết bị": 30,
    "Loại": 16,
    "Số sê-ri": 20,
    "Nơi sử dụng": 28,
    "Sổ: số lượng": 10,
    "Nguyên giá (đồng)": 16,
    "Giá trị còn lại (đồng)": 16,
    "Thực tế: số lượng": 10,
    "Chênh lệch": 10,
    "Kết quả": 12,
    "Tình trạng sử dụng": 14,
    "Mức độ sử dụng": 14,
    "Nơi tìm thấy": 22,
    "Đề xuất phương án": 22,
    "Người kiểm": 22,
    "Ghi chú": 30,
}
"""Heading → width in characters."""


def write_sheet(title: str, rows: Sequence[Sequence[Any]]) -> bytes:
    """``rows``: cells in the order of ``COLUMNS``; numbers are written as numbers."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = title[:31]
    sheet.freeze_panes = "A2"
    sheets.printable(sheet)
    for at, (heading, width) in enumerate(COLUMNS.items(), start=1):
        write_text(sheet, 1, at, heading, bold=True)
        sheet.column_dimensions[get_column_letter(at)].width = width
    for place, row in enumerate(rows, start=2):
        for at, value in enumerate(row, start=1):
            if isinstance(value, int):
                sheets.put(sheet.cell(row=place, column=at), value)
            else:
                write_text(sheet, place, at, str(value or ""))
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()
