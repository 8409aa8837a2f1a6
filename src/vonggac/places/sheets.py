"""The camera list as a table that a school can fill in elsewhere: XLSX and CSV, in and out.

Passwords go in and never out. What comes in is a stranger's file: its size, what it unpacks to and its shape are
bounded before anything reads it.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from vonggac.kernel import sheets
from vonggac.kernel.text import fold

LARGEST_BYTES = 1 << 20
LARGEST_UNPACKED_BYTES = 32 << 20
MOST_ROWS = 500
MOST_COLUMNS = 40
LONGEST_CELL = 1000
# A spreadsheet takes a cell that begins so for a formula; in CSV only an apostrophe before it says otherwise.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

COLUMNS: dict[str, tuple[str, ...]] = {
    "area": ("Khu vực", "Area"),
    "name": ("Tên camera", "Camera", "Name"),
    "position": ("Vị trí lắp đặt", "Vị trí", "Mounting position", "Position"),
    "main_url": ("Địa chỉ luồng chính", "Luồng chính", "Main stream", "RTSP"),
    "sub_url": ("Địa chỉ luồng phụ", "Luồng phụ", "Sub stream"),
    "username": ("Tài khoản camera", "Tài khoản", "User name", "User"),
    "password": ("Mật khẩu camera", "Mật khẩu", "Password"),
    "transport": ("Giao thức", "Transport"),
    "brand": ("Hãng", "Brand"),
    "model": ("Kiểu máy", "Model"),
    "serial": ("Số sê-ri", "Serial"),
    "mac": ("Địa chỉ MAC", "MAC"),
}
"""Field → the heading that is written, then those that are understood too (without marks and case)."""
_WIDTHS = (16, 22, 22, 40, 40, 12, 12, 10, 12, 16, 16, 18)
NEEDED = ("area", "name", "main_url")


class ListRefused(ValueError):
    """No camera list. ``code``: too_big, not_a_table, no_headings, too_many, empty; ``detail`` names what."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class ListRow:
    number: int
    """As the spreadsheet counts: the headings are row 1."""
    values: dict[str, str]
    """By field of ``COLUMNS``; absent where the table has no such column."""


def read_list(content: bytes) -> list[ListRow]:
    """Rows of an XLSX or CSV file, recognised by what it is and not by its name. Raises ListRefused."""
    if len(content) > LARGEST_BYTES:
        raise ListRefused("too_big")
    table = _from_xlsx(content) if content[:2] == b"PK" else _from_csv(content)
    headings, *rows = table or [[]]
    fields = [_field(each) for each in headings]
    missing = [COLUMNS[each][0] for each in NEEDED if each not in fields]
    if missing:
        raise ListRefused("no_headings", ", ".join(missing))
    if len(rows) > MOST_ROWS:
        raise ListRefused("too_many", str(MOST_ROWS))
    found = [
        ListRow(number, {f: text for f, text in zip(fields, row, strict=False) if f})
        for number, row in enumerate(rows, start=2)
        if any(cell.strip() for cell in row)
    ]
    if not found:
        raise ListRefused("empty")
    return found


def write_xlsx(rows: Iterable[dict[str, str]]) -> bytes:
    """One sheet with our headings. Every cell is text, whatever it begins with."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  (a new workbook has one)
    sheet.title = "Camera"
    for number, values in enumerate([_headings(), *(_line(each) for each in rows)], start=1):
        for column, text in enumerate(values, start=1):
            sheets.put(sheet.cell(row=number, column=column), text)
    for column in range(1, len(COLUMNS) + 1):
        sheet.cell(row=1, column=column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[column - 1]
    sheet.freeze_panes = "A2"
    sheets.printable(sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_csv(rows: Iterable[dict[str, str]]) -> bytes:
    """UTF-8 with a mark that Excel understands; what would be a formula is quoted."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(_headings())
    writer.writerows([_harmless(text) for text in _line(each)] for each in rows)
    return out.getvalue().encode("utf-8-sig")


def _headings() -> list[str]:
    return [names[0] for names in COLUMNS.values()]


def _line(values: dict[str, str]) -> list[str]:
    return ["" if field == "password" else values.get(field, "") for field in COLUMNS]


def _harmless(text: str) -> str:
    return "'" + text if text.startswith(_FORMULA) else text


def _field(heading: str) -> str:
    """The field that a heading means; empty for a column that is none of ours."""
    wanted = fold(heading)
    for field, names in COLUMNS.items():
        if wanted in {fold(each) for each in names}:
            return field
    return ""


def _from_xlsx(content: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST_UNPACKED_BYTES:
                raise ListRefused("too_big")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)
        return [[_cell(each) for each in row] for row in rows]
    except ListRefused:
        raise
    except Exception as fault:
        # openpyxl raises whatever a damaged file makes of it: KeyError, BadZipFile, ParseError, ValueError …
        raise ListRefused("not_a_table", type(fault).__name__) from fault


def _cell(value: object) -> str:
    # A password of digits comes as a number: 123456.0 would be another one.
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _bounded("" if value is None else str(value))


def _from_csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
        if "\0" in text:
            raise ListRefused("not_a_table", "NUL")
        first = text.partition("\n")[0]
        delimiter = max(";,\t", key=first.count)
        rows = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
        return [[_bounded(_as_typed(each)) for each in row[:MOST_COLUMNS]] for row in rows]
    except (UnicodeDecodeError, csv.Error) as fault:
        raise ListRefused("not_a_table", type(fault).__name__) from fault


def _as_typed(text: str) -> str:
    """Without the apostrophe that ``write_csv`` put there."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _bounded(text: str) -> str:
    if len(text) > LONGEST_CELL:
        raise ListRefused("not_a_table", f"a cell of {len(text)} characters")
    return text


def template() -> Sequence[dict[str, str]]:
    """One line that shows how it is meant, for the empty list that a school downloads."""
    return [
        {
            "area": "Cổng trường",
            "name": "Cổng chính",
            "position": "Trụ cổng bên trái, cao 3 m",
            "main_url": "rtsp://192.168.1.64/Streaming/Channels/101",
            "sub_url": "rtsp://192.168.1.64/Streaming/Channels/102",
            "username": "vonggac",
            "transport": "tcp",
        }
    ]
