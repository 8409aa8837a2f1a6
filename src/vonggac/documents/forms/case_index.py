"""Mục lục hồ sơ vụ việc (FORMS §8; nhóm 2 khoản 2 Điều 3)."""

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
class IndexedPaper:
    number: str = text("STT")
    day: str = text("Ngày")
    what: str = text("Tài liệu, diễn biến")
    ref: str = text("Số, ký hiệu")
    writer: str = text("Người lập")
    sheets: str = text("Tờ số")


@dataclass(frozen=True, slots=True)
class CaseIndex(Paper):
    number: str = text("Số vụ việc", "VV-2025-006")
    began: str = text("Ghi nhận", "09:25 13/10/2025")
    state: str = text("Tình trạng", "Đã báo Ban Giám hiệu")
    papers: tuple[IndexedPaper, ...] = rows(
        "Mục lục",
        IndexedPaper,
        IndexedPaper("1", "13/10/2025", "Ghi nhận vụ việc", "VV-2025-006", "Lê Thị Dung", ""),
        IndexedPaper("2", "13/10/2025", "Ảnh chụp", "AN-2025-011", "Lê Thị Dung", ""),
    )
    total: str = text("Tổng số", "02")
    day: str = text("Ngày lập mục lục", "20/10/2025")
    writer: str = text("Người lập mục lục", "Nguyễn Văn Hưởng")
    head: str = text("Ban Giám hiệu", "Trần Thị Ngọc Ánh")


CASE_INDEX = Form(
    code="case_index",
    title="Mục lục hồ sơ vụ việc",
    clause="khoản 2 Điều 3",
    data=CaseIndex,
    shape=Shape(
        head=Head.SLIP,
        number="Số: {number:16}",
        size=13,
        parts=(
            Title("MỤC LỤC HỒ SƠ VỤ VIỆC", "Hệ thống camera giám sát"),
            Fill("Ghi nhận lúc", "began"),
            Fill("Tình trạng", "state"),
            Grid(
                "papers",
                (
                    Column("STT", "number", 10, True),
                    Column("Ngày", "day", 22, True),
                    Column("Tài liệu, diễn biến", "what", 58),
                    Column("Số, ký hiệu", "ref", 30, True),
                    Column("Người lập", "writer", 30),
                    Column("Tờ số", "sheets", 14, True),
                ),
                blank=16,
                size=11,
            ),
            Text("Mục lục gồm {total:6} tài liệu, lập ngày {day:16}."),
            Signatures(
                (
                    Signature("NGƯỜI LẬP", "writer"),
                    Signature("BAN GIÁM HIỆU", "head", note="(Ký, ghi rõ họ tên)"),
                )
            ),
        ),
    ),
)
