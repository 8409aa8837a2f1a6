"""The permission matrix, cell by cell as REQUIREMENTS §4 prints it, and what deeds make of it."""

import pytest

from vonggac.access import deeds
from vonggac.access.deeds import Deed
from vonggac.access.matrix import COLUMNS, MATRIX, Answer, Row, cell, printed
from vonggac.people.roles import Role

# Copied by hand from the specification, never from the code.
TABLE = """
| Act | HT/phụ trách | PHT | GVTH | VCVH | QTM | VT | KT | NV | GS |
|---|---|---|---|---|---|---|---|---|---|
| Xem trực tiếp | ● | ● | ● | ○ shift + areas | – (test image with ticket, masked) | – | – | – | – |
| Xem lại dữ liệu | ● (auto-directive) | ● (auto-directive; HT notified) | ○ | ○ | – | – | – | – | – |
| Kiểm tra kỹ thuật (10 s, low-res) | ● | ● | ● | ● | – | – | – | – | – |
| Chụp ảnh từ hình trực tiếp | ● | ● | ● with a case | ● with a case | – | – | – | – | – |
| In ảnh (đánh số) | ● | ● | ○ | ○ | – | – | – | – | – |
| Trích xuất tệp | ○ approves; executes via operator | ○ | ○ executor | ○ executor | – | – | – | – | – |
| Ban hành chỉ đạo | ● | ● (delegated) | – | draft “khẩn bằng lời” | – | – | – | – | – |
| Lập đề nghị xem | ● | ● | ● | ● | ● | ● for outsiders | ● | ● | – |
| Duyệt đề nghị: xem | ● | ● | – | – | – | – | – | – | – |
| Duyệt đề nghị: trích xuất | ● | setting | – | – | – | – | – | – | – |
| Sổ sử dụng – đọc | ● | ● | ● | ◐ | – | number + date only | – | ◐ about own requests | ● |
| Sổ thiết bị – ghi | – | – | ● | ● | ○ ticket | – | – | – | – |
| Mở/đóng sự cố kỹ thuật | confirm | confirm | ● | open | work | – | – | report a fault | – |
| Ngừng / cho chạy lại thiết bị | ● | ● | ○ ticket | ○ stop only | ○ ticket | – | – | – | – |
| Kế hoạch bảo trì – duyệt / lập | duyệt | duyệt | lập | – | – | – | – | – | – |
| Kiểm kê – quyết định / thành viên | ● | ● | member | member | – | – | ● | – | – |
| Đề xuất phương án, sửa chữa | duyệt | duyệt | ● | ○ | ○ | – | view cost | – | – |
| Vụ việc vi phạm | ● | ● (not if involved) | report | report | – | file number | – | ◐ own case notice | – |
| Kiến nghị | answer | answer | ● | ● | ● | ● | ● | ● | – |
| Cấu hình camera, lịch ghi | ● sees | ● sees | ● with basis | – | ○ ticket | – | – | – | – |
| Thời hạn lưu giữ | ● only | – | propose | – | – | – | – | – | – |
| Tài khoản: cấp/khóa | duyệt | duyệt | thao tác | – | – | – | – | – | – |
| Nhật ký hệ thống (audit) – đọc | ● | ● | read only | ◐ | – | – | – | – | ● |
| Xóa bất kỳ dữ liệu nào | – | – | – | – | – | – | – | – | – |
"""
SIGNS = {"●": Answer.ALLOWED, "○": Answer.WITH_BASIS, "–": Answer.NO, "◐": Answer.OWN}
LINES = [
    [part.strip() for part in line.strip("|").split("|")] for line in TABLE.strip().split("\n")[2:]
]


def test_the_columns_are_the_nine_roles() -> None:
    """NĐN has no column: no account, no act."""
    assert [each.value for each in COLUMNS] == [
        "HT",
        "PHT",
        "GVTH",
        "VCVH",
        "QTM",
        "VT",
        "KT",
        "NV",
        "GS",
    ]
    assert len(LINES) == len(Row) == 24


@pytest.mark.parametrize(("row", "line"), list(zip(Row, LINES, strict=True)), ids=list(Row))
def test_every_cell_is_as_the_specification_prints_it(row: Row, line: list[str]) -> None:
    """REQUIREMENTS §4, in the order of the table; the sign decides the answer."""
    for role, text in zip(Role, line[1:], strict=True):
        held = cell(row, role)
        assert held.printed == text, (row, role)
        assert held.answer == SIGNS.get(text[0], Answer.SHARE), (row, role)


def test_nobody_erases() -> None:
    """Khoản 5 Điều 5: the only eraser is the retention job."""
    assert {each.answer for each in MATRIX[Row.ERASE].values()} == {Answer.NO}


def test_a_text_that_stands_in_no_cell_gives_nobody_anything() -> None:
    """A slip in a derivation fails at import, and never as an open door."""
    with pytest.raises(LookupError):
        printed(Row.ACCOUNTS, "thao tác", "xóa")
    with pytest.raises(LookupError):
        printed(Row.ACCOUNTS, "–", "all")


DERIVED = {
    Deed.CONFIGURE_CAMERAS: "GVTH",
    Deed.SEE_CONFIGURATION: "HT PHT GVTH",
    Deed.SEARCH: "HT PHT GVTH VCVH",
    Deed.READ_DIRECTIVES: "HT PHT GVTH VCVH",
    Deed.MANAGE_ACCOUNTS: "HT PHT GVTH",
    Deed.APPROVE_ACCOUNTS: "HT PHT",
    Deed.OPEN_SHIFT: "VCVH",
    Deed.ISSUE_DIRECTIVE: "HT PHT",
    Deed.ORAL_DIRECTIVE: "VCVH",
    Deed.TECHNICAL_CHECK: "HT PHT GVTH VCVH",
    Deed.OWN_DEMAND: "HT PHT",
    Deed.FILE_REQUEST: "HT PHT GVTH VCVH QTM VT KT NV",
    Deed.DECIDE_REQUESTS: "HT PHT",
    Deed.DECIDE_COPIES: "HT PHT",
    Deed.SNAPSHOT_LIVE: "HT PHT GVTH VCVH",
    Deed.PRINT: "HT PHT GVTH VCVH",
    Deed.EXPORT: "GVTH VCVH",
    Deed.READ_USAGE_BOOK: "HT PHT GVTH GS",
    Deed.OPEN_USAGE_BOOK: "HT PHT GVTH VCVH NV GS VT",
    Deed.READ_USAGE_NUMBERS: "HT PHT GVTH GS VT",
    Deed.READ_OWN_USAGE: "HT PHT GVTH VCVH NV GS",
    Deed.OPEN_AUDIT: "HT PHT GVTH VCVH GS",
    Deed.READ_AUDIT: "HT PHT GVTH GS",
    Deed.OPEN_FAILURE: "GVTH VCVH NV",
    Deed.WORK_FAILURE: "GVTH",
    Deed.CONFIRM_FAILURE: "HT PHT",
    Deed.RECEIVE_REQUESTS: "GVTH VT",
    Deed.PLACE_HOLD: "HT PHT GVTH",
    Deed.RELEASE_HOLD: "HT PHT",
    Deed.OPEN_CASE: "HT PHT GVTH VCVH",
    Deed.DIRECT_CASES: "HT PHT",
    Deed.PROPOSE_TEMPLATE: "GVTH",
    Deed.REPORT_VIOLATION: "HT PHT GVTH VCVH",
}
HEAD_ONLY = {
    Deed.SIGN_REPORT,
    Deed.ENACT_REGULATION,
    Deed.APPOINT,
    Deed.ISSUE_DIRECTIVE,
    Deed.DECIDE_COPIES,
    Deed.CHANGE_SETTINGS,
    Deed.SETTINGS_OF_ACCESS,
    Deed.MAKE_TOKENS,
    Deed.CONFIRM_WITNESSES,
}


@pytest.mark.parametrize("deed", list(DERIVED))
def test_deeds_are_the_tables(deed: Deed) -> None:
    """Who may do what, written out."""
    assert {each.value for each in deeds.MATRIX[deed].roles} == set(DERIVED[deed].split())


def test_what_is_the_heads_alone() -> None:
    """A vice-principal has it only in charge of the school, or by a giấy ủy quyền where a power is named."""
    heads = {deed for deed, allowed in deeds.MATRIX.items() if allowed.head}
    assert heads == HEAD_ONLY
    delegable = {deed for deed, allowed in deeds.MATRIX.items() if allowed.power}
    assert delegable == {Deed.ISSUE_DIRECTIVE, Deed.DECIDE_COPIES}


def test_a_supervisor_never_comes_near_footage() -> None:
    """GS reads books and the audit log, never video; nor do network administrator, clerk, accountant, staff."""
    outside = {Role.NETWORK_ADMIN, Role.CLERK, Role.ACCOUNTANT, Role.STAFF, Role.SUPERVISOR}
    footage = [Deed.SEARCH, Deed.OWN_DEMAND, Deed.PRINT, Deed.EXPORT, Deed.TECHNICAL_CHECK]
    for deed in [*footage, Deed.SNAPSHOT_LIVE, Deed.OPEN_SHIFT]:
        assert not deeds.MATRIX[deed].roles & outside
