"""Phiếu nhắc nhở (FORMS §8; khoản 1 Điều 3)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, text
from vonggac.documents.shapes import Fill, Head, Shape, Signature, Signatures, Title


@dataclass(frozen=True, slots=True)
class ReminderSlip(Paper):
    number: str = text("Mã phiếu", "NN-2025-003")
    to: str = text("Người được nhắc nhở", "Lê Văn An")
    clause: str = text("Điều, khoản", "khoản 2 Điều 3")
    words: str = text("Nội dung", "Khóa màn hình và tủ máy khi kết thúc ca trực.")
    given_at: str = text("Ngày giờ", "16:45 13/10/2025")
    leader: str = text("Lãnh đạo", "Trần Thị Ngọc Ánh")


REMINDER = Form(
    code="reminder",
    title="Phiếu nhắc nhở",
    clause="khoản 1 Điều 3",
    data=ReminderSlip,
    shape=Shape(
        head=Head.SLIP,
        number="Mã phiếu: {number:16}",
        parts=(
            Title("PHIẾU NHẮC NHỞ", "Về quản lý, sử dụng, vận hành hệ thống camera giám sát"),
            Fill("Người được nhắc nhở", "to"),
            Fill("Điều, khoản", "clause"),
            Fill("Nội dung", "words", 4),
            Fill("Ngày giờ", "given_at"),
            Signatures((Signature("NGƯỜI ĐƯỢC NHẮC NHỞ", "to"), Signature("LÃNH ĐẠO", "leader"))),
        ),
    ),
)
