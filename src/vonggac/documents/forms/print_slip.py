"""Phiếu chụp, in ảnh từ camera (FORMS §4.4; khoản 2 Điều 3, khoản 5 Điều 5)."""

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
class PrintedPicture:
    number: str = text("STT")
    picture_no: str = text("Mã ảnh")
    camera: str = text("Camera, vị trí")
    taken_at: str = text("Thời điểm ảnh (giờ:phút:giây dd/MM/yyyy)")
    reason: str = text("Lý do, vụ việc số")
    copies: str = text("Số bản in")
    recipient: str = text("Người nhận bản in")
    digest: str = text("Mã băm (12 ký tự đầu)")
    note: str = text("Ghi chú")


@dataclass(frozen=True, slots=True)
class PrintSlip(Paper):
    number: str = text("Mã phiếu", "IA-2025-004")
    ground: str = text(
        "Căn cứ", "Nghi vấn VV-2025-006 (khoản 2 Điều 3); Phiếu chỉ đạo PCĐ-2025-007"
    )
    pictures: tuple[PrintedPicture, ...] = rows(
        "Bảng ảnh",
        PrintedPicture,
        PrintedPicture(
            "1",
            "AN-2025-011",
            "CAM-05\nTường rào phía sau",
            "09:21:05\n13/10/2025",
            "Người lạ trèo tường rào, VV-2025-006",
            "02",
            "Trần Thị Ngọc Ánh; Công an xã",
            "3f9a0c27b1e4",
            "",
        ),
    )
    printed_at: str = text("Ngày giờ in", "09:40 13/10/2025")
    taker: str = text("Người chụp", "Nguyễn Văn Hưởng")
    printer: str = text("Người in", "Nguyễn Văn Hưởng")
    leader: str = text("Lãnh đạo", "Trần Thị Ngọc Ánh")


PRINT_SLIP = Form(
    code="print_slip",
    title="Phiếu chụp, in ảnh từ camera",
    clause="khoản 2 Điều 3",
    data=PrintSlip,
    shape=Shape(
        head=Head.SLIP,
        number="Mã phiếu: {number:16}",
        size=13,
        parts=(
            Title("PHIẾU CHỤP, IN ẢNH", "Từ hệ thống camera giám sát"),
            Fill("Căn cứ", "ground"),
            Grid(
                "pictures",
                (
                    Column("STT", "number", 9, True),
                    Column("Mã ảnh", "picture_no", 23, True),
                    Column("Camera, vị trí", "camera", 18),
                    Column("Thời điểm ảnh", "taken_at", 20, True),
                    Column("Lý do, vụ việc số", "reason", 24),
                    Column("Số bản in", "copies", 11, True),
                    Column("Người nhận bản in", "recipient", 21),
                    Column("Mã băm (12 ký tự đầu)", "digest", 24, True),
                    Column("Ghi chú", "note", 15),
                ),
                blank=4,
                size=10,
            ),
            Fill("Ngày, giờ in", "printed_at"),
            Text(
                "Mỗi bản in mang số bản, số phiếu và tên người in; người nhận không sao chép, chụp lại, phát tán.",
                italic=True,
            ),
            Signatures(
                (
                    Signature("NGƯỜI CHỤP", "taker"),
                    Signature("NGƯỜI IN", "printer"),
                    Signature("LÃNH ĐẠO", "leader", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
        ),
    ),
)
