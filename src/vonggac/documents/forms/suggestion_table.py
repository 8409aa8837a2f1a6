"""Bảng tổng hợp kiến nghị (FORMS §7.2; Điều 7)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text
from vonggac.documents.shapes import Column, Fill, Grid, Head, Shape, Signature, Signatures, Title


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    no: str = text("STT")
    day: str = text("Ngày")
    who: str = text("Người, bộ phận kiến nghị")
    trouble: str = text("Vướng mắc")
    proposal: str = text("Đề xuất")
    answer: str = text("Ý kiến xử lý của BGH")
    due: str = text("Thời hạn")
    result: str = text("Kết quả")


@dataclass(frozen=True, slots=True)
class SuggestionTable(Paper):
    batch: str = text("Đợt", "1/2025")
    suggestions: tuple[SuggestionRow, ...] = rows(
        "Kiến nghị",
        SuggestionRow,
        SuggestionRow(
            "1",
            "13/10/2025",
            "Tổ 4-5",
            "Camera hành lang bị cây che",
            "Tỉa cây hằng quý",
            "Tiếp thu, giao bảo vệ",
            "31/10/2025",
            "đã xong",
        ),
    )
    clerk: str = text("Người lập", "Lê Thị Hoà")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


SUGGESTION_TABLE = Form(
    code="suggestion_table",
    title="Bảng tổng hợp kiến nghị",
    clause="Điều 7",
    data=SuggestionTable,
    shape=Shape(
        head=Head.BARE,
        number="",
        parts=(
            Title("BẢNG TỔNG HỢP KIẾN NGHỊ", "Về quản lý, sử dụng hệ thống camera giám sát"),
            Fill("Đợt", "batch"),
            Grid(
                "suggestions",
                (
                    Column("STT", "no", 6, True),
                    Column("Ngày", "day", 13, True),
                    Column("Người, bộ phận kiến nghị", "who", 14),
                    Column("Vướng mắc", "trouble", 20),
                    Column("Đề xuất", "proposal", 16),
                    Column("Ý kiến xử lý của BGH", "answer", 17),
                    Column("Thời hạn", "due", 13, True),
                    Column("Kết quả", "result", 11),
                ),
                blank=10,
                size=10,
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
