"""Danh sách người đã đọc và cam kết thực hiện quy định (FORMS §9; khoản 2 Điều 1)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text
from vonggac.documents.shapes import (
    Column,
    Fill,
    Grid,
    Head,
    Shape,
    Signature,
    Signatures,
    Text,
    Title,
)


@dataclass(frozen=True, slots=True)
class Reader:
    no: str = text("STT")
    name: str = text("Họ tên")
    position: str = text("Chức vụ")
    read_at: str = text("Đọc và cam kết trên hệ thống lúc")
    signature: str = text("Ký tên")


@dataclass(frozen=True, slots=True)
class ReadReceipts(Paper):
    regulation: str = text(
        "Quy định", "Quy định quản lý, sử dụng hệ thống camera giám sát, năm học 2025 - 2026"
    )
    decision: str = text("Ban hành kèm theo", "83/QĐ-THYC")
    readers: tuple[Reader, ...] = rows(
        "Danh sách",
        Reader,
        Reader("1", "Lê Văn An", "Bảo vệ", "07:15 13/10/2025", ""),
        Reader("2", "Đỗ Thị Đào", "Giáo viên", "", ""),
    )
    clerk: str = text("Người lập", "Lê Thị Hoà")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


READ_RECEIPTS = Form(
    code="read_receipts",
    title="Danh sách người đã đọc và cam kết thực hiện quy định",
    clause="khoản 2 Điều 1",
    data=ReadReceipts,
    shape=Shape(
        head=Head.BARE,
        number="",
        parts=(
            Title("DANH SÁCH", "Cán bộ, giáo viên, nhân viên đã đọc và cam kết thực hiện quy định"),
            Fill("Quy định", "regulation", 2),
            Fill("Ban hành kèm theo", "decision"),
            Text("Tôi đã đọc, hiểu và cam kết thực hiện quy định nêu trên."),
            Grid(
                "readers",
                (
                    Column("STT", "no", 8, True),
                    Column("Họ tên", "name", 34),
                    Column("Chức vụ", "position", 26),
                    Column("Đọc và cam kết trên hệ thống lúc", "read_at", 26, True),
                    Column("Ký tên", "signature", 22),
                ),
                blank=14,
            ),
            Signatures(
                (
                    Signature("NGƯỜI LẬP", "clerk"),
                    Signature("HIỆU TRƯỞNG", "head", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
        ),
    ),
)
