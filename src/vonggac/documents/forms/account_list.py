"""Danh sách tài khoản (FORMS §8; khoản 1 Điều 4)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text
from vonggac.documents.shapes import Column, Fill, Grid, Head, Shape, Signature, Signatures, Title


@dataclass(frozen=True, slots=True)
class ListedAccount:
    number: str = text("STT")
    name: str = text("Họ tên")
    username: str = text("Tên đăng nhập")
    roles: str = text("Vai trò")
    state: str = text("Trạng thái")
    pledged: str = text("Cam kết")
    seen: str = text("Đăng nhập gần nhất")


@dataclass(frozen=True, slots=True)
class AccountList(Paper):
    day: str = text("Thời điểm", "09/10/2025")
    accounts: tuple[ListedAccount, ...] = rows(
        "Tài khoản",
        ListedAccount,
        ListedAccount("1", "Trần Thị Ngọc Ánh", "anh.ttn", "Hiệu trưởng", "Hoạt động", "01/9/2025", "07:10 09/10/2025"),
        ListedAccount("2", "Nguyễn Văn Hưởng", "huong.nv", "GVTH", "Hoạt động", "01/9/2025", "08:00 08/10/2025"),
    )  # fmt: skip
    keeper: str = text("Giáo viên Tin học", "Nguyễn Văn Hưởng")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


ACCOUNT_LIST = Form(
    code="account_list",
    title="Danh sách tài khoản hệ thống camera",
    clause="khoản 1 Điều 4",
    data=AccountList,
    shape=Shape(
        head=Head.BARE,
        number="",
        size=13,
        parts=(
            Title("DANH SÁCH TÀI KHOẢN", "Hệ thống camera giám sát"),
            Fill("Thời điểm", "day"),
            Grid(
                "accounts",
                (
                    Column("STT", "number", 9, True),
                    Column("Họ tên", "name", 36),
                    Column("Tên đăng nhập", "username", 26),
                    Column("Vai trò", "roles", 34),
                    Column("Trạng thái", "state", 20),
                    Column("Cam kết", "pledged", 19, True),
                    Column("Đăng nhập gần nhất", "seen", 20, True),
                ),
                blank=14,
                size=10,
            ),
            Signatures(
                (
                    Signature("GIÁO VIÊN TIN HỌC", "keeper"),
                    Signature("HIỆU TRƯỞNG", "head", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
        ),
    ),
)
