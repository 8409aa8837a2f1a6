"""The camera list as XLSX and CSV: what goes out comes in again, and a stranger's file cannot hurt."""

import contextlib
import io
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from vonggac.places.sheets import (
    COLUMNS,
    LARGEST_BYTES,
    MOST_ROWS,
    ListRefused,
    read_list,
    write_csv,
    write_xlsx,
)

GATE = {
    "area": "Cổng trường",
    "name": "=cmd|'/c calc'!A1",
    "position": "-3 m",
    "main_url": "rtsp://192.168.1.64/1",
    "password": "bí mật",
    "serial": "0123",
}
WRITERS = (write_xlsx, write_csv)
LINE = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff"),
    max_size=40,
)


def refusal(content: bytes) -> str:
    with pytest.raises(ListRefused) as refused:
        read_list(content)
    return refused.value.code


def xlsx(*rows: Sequence[str | float | None]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            sheet.cell(row=number, column=column).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("write", WRITERS)
def test_a_list_comes_back_as_it_went_but_for_passwords(write: type) -> None:
    """I11: a password is in no file that leaves the machine."""
    row = read_list(write([GATE]))[0]
    assert row.values == {field: GATE.get(field, "") for field in COLUMNS} | {"password": ""}
    assert "bí mật".encode() not in write([GATE])


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(COLUMNS, LINE)), min_size=1, max_size=4))
def test_any_text_survives_csv(rows: list[dict[str, str]]) -> None:
    """Quotes, delimiters, apostrophes and formula signs included."""
    told = [each for each in rows if any(v.strip() for f, v in each.items() if f != "password")]
    if not told:
        return
    back = [each.values | {"password": ""} for each in read_list(write_csv(rows))]
    assert back == [each | {"password": ""} for each in told]


def test_no_cell_is_a_formula() -> None:
    """A camera's name must not start a program on the clerk's computer."""
    sheet = load_workbook(io.BytesIO(write_xlsx([GATE]))).active
    assert sheet is not None
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert b";'=cmd" in write_csv([GATE])


def test_headings_are_understood_without_marks_and_in_english() -> None:
    """Who types a table types as he likes."""
    rows = read_list(b"khu vuc,NAME,main stream,Ghi ch\xc3\xba\nA,B,rtsp://1,x\n")
    assert rows[0].values == {"area": "A", "name": "B", "main_url": "rtsp://1"}


def test_a_password_of_digits_stays_what_it_is() -> None:
    """Excel makes 123456 a number."""
    head = ["Khu vực", "Tên camera", "Luồng chính", "Mật khẩu"]
    assert read_list(xlsx(head, ["A", "B", "rtsp://1", 123456.0]))[0].values["password"] == "123456"


def test_rows_are_counted_as_the_spreadsheet_counts() -> None:
    """An error names the row that the person sees; empty rows are passed over."""
    head = ["Khu vực", "Tên camera", "Luồng chính"]
    rows = read_list(xlsx(head, [None, None, None], ["A", "B", "rtsp://1"]))
    assert [each.number for each in rows] == [3]


def test_what_is_no_list_is_refused_with_its_reason() -> None:
    """Each in a word that the page has a sentence for."""
    assert refusal(b"") == "no_headings"
    assert refusal(b"\xff\xfe\x00") == "not_a_table"
    assert refusal(b"PK\x03\x04rubbish") == "not_a_table"
    assert refusal(b"Area,Camera\nA,B\n") == "no_headings"
    assert refusal(b"Area,Camera,RTSP\n") == "empty"
    assert refusal(b"x" * (LARGEST_BYTES + 1)) == "too_big"
    assert refusal(b"Area,Camera,RTSP\n" + b"A,B,C\n" * (MOST_ROWS + 1)) == "too_many"
    assert refusal(b"Area,Camera,RTSP\n" + b"A" * 2000 + b",B,C\n") == "not_a_table"


def test_a_zip_bomb_is_not_unpacked() -> None:
    """64 MB of zeros in a few kilobytes, behind a spreadsheet's name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"\0" * (64 << 20))
    assert refusal(out.getvalue()) == "too_big"


@given(st.binary(max_size=300))
def test_any_bytes_are_a_list_or_refused(content: bytes) -> None:
    """Never another exception."""
    with contextlib.suppress(ListRefused):
        read_list(content)
