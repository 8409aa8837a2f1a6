"""Bản in ảnh từ camera: ảnh, chú thích, chân trang có số bản, mã QR để kiểm tra (FORMS §4.4)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, picture, text
from vonggac.documents.shapes import Code, Fill, Head, Picture, Shape, Stamp, Text, Title


@dataclass(frozen=True, slots=True)
class PrintSheet(Paper):
    number: str = text("Mã phiếu", "IA-2025-004")
    picture_no: str = text("Mã ảnh", "AN-2025-011")
    picture: bytes = picture("Ảnh (JPEG hoặc PNG)")
    caption: str = text(
        "Chú thích ảnh",
        "Người lạ trèo tường rào phía sau, hướng từ đường liên thôn vào sân trường.",
    )
    camera: str = text("Camera, vị trí", "CAM-05 (Tường rào phía sau)")
    taken_at: str = text(
        "Thời điểm ảnh", "09:21:05 13/10/2025 (giờ hệ thống, lệch chuẩn +0,2 giây)"
    )
    ground: str = text("Căn cứ", "VV-2025-006; PCĐ-2025-007")
    digest: str = text(
        "SHA-256", "3f9a0c27b1e45d80c6358257205842207e19340777a6303e09afb22721890239"
    )
    copy: str = text("Số bản", "1/2")
    recipient: str = text("Người nhận bản in", "Công an xã Yên Cường")
    printer: str = text("Người in", "Nguyễn Văn Hưởng")
    printed_at: str = text("Ngày giờ in", "09:40 13/10/2025")
    verify: str = text(
        "Nội dung mã QR",
        "VONGGAC IA-2025-004 1/2 AN-2025-011 3f9a0c27b1e45d80c6358257205842207e19340777a6303e09afb22721890239",
    )


PRINT_SHEET = Form(
    code="print_sheet",
    title="Bản in ảnh từ camera",
    clause="khoản 5 Điều 5",
    data=PrintSheet,
    shape=Shape(
        head=Head.SLIP,
        number="Mã phiếu: {number:16}",
        size=13,
        foot="Bản in số {copy:4} – Phiếu {number:10} – người in {printer:16} – cấm sao chép",
        parts=(
            Title("BẢN IN ẢNH TỪ CAMERA", "Mã ảnh {picture_no:14}"),
            Stamp("LƯU HÀNH NỘI BỘ"),
            Picture("picture", 105),
            Text("{caption:60}", italic=True, align="center"),
            Fill("Camera, vị trí", "camera"),
            Fill("Thời điểm ảnh", "taken_at"),
            Fill("Căn cứ", "ground"),
            Fill("Người nhận bản in", "recipient"),
            Fill("In lúc", "printed_at"),
            Code("verify", "Mã băm (SHA-256) của ảnh: {digest:40}"),
        ),
    ),
)
