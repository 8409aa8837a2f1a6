"""Lịch nhiệm vụ của tháng: what the calendar of duties prints for the notice board of the office."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text
from vonggac.documents.shapes import Column, Fill, Grid, Head, Shape, Signature, Signatures, Title


@dataclass(frozen=True, slots=True)
class DutyRow:
    day: str = text("Ngày")
    duty: str = text("Nhiệm vụ")
    who: str = text("Người, bộ phận thực hiện")
    state: str = text("Tình trạng")


@dataclass(frozen=True, slots=True)
class DutyMonth(Paper):
    month: str = text("Tháng", "10/2025")
    duties: tuple[DutyRow, ...] = rows(
        "Nhiệm vụ",
        DutyRow,
        DutyRow("05/10/2025", "Sổ sử dụng: khóa sổ tháng 09/2025", "Giáo viên Tin học", "đã xong"),
        DutyRow("31/10/2025", "Kiểm tra của lãnh đạo tháng 09/2025", "Ban Giám hiệu", ""),
    )
    maker: str = text("Người lập", "Lê Văn An")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


DUTY_MONTH = Form(
    code="duty_month",
    title="Lịch nhiệm vụ tháng",
    clause="khoản 2 Điều 3",
    data=DutyMonth,
    shape=Shape(
        head=Head.BARE,
        number="",
        parts=(
            Title("LỊCH NHIỆM VỤ", "Về quản lý, sử dụng hệ thống camera giám sát"),
            Fill("Tháng", "month"),
            Grid(
                "duties",
                (
                    Column("Ngày", "day", 16, True),
                    Column("Nhiệm vụ", "duty", 44),
                    Column("Người, bộ phận thực hiện", "who", 26),
                    Column("Tình trạng", "state", 14, True),
                ),
                blank=18,
                size=11,
            ),
            Signatures(
                (
                    Signature("NGƯỜI LẬP", "maker"),
                    Signature("HIỆU TRƯỞNG", "head", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
        ),
    ),
)
