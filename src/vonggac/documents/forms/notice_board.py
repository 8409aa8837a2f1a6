"""Bảng thông báo khu vực có camera: treo ở cổng và từng khu vực (FORMS §8; khoản 2 Điều 1)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, text
from vonggac.documents.shapes import Code, Fill, Head, Shape, Text, Title


@dataclass(frozen=True, slots=True)
class NoticeBoard(Paper):
    area: str = text("Khu vực", "Cổng trường")
    purposes: str = text("Mục đích", "An ninh, An toàn, Công tác giáo dục, Phòng chống cháy nổ")
    managed_by: str = text("Đơn vị quản lý", "Trường Tiểu học Yên Cường")
    telephone: str = text("Điện thoại", "0226 123 4567")
    days: str = text("Thời hạn lưu giữ dữ liệu", "30 ngày")
    sound: str = text("Âm thanh", "không ghi âm")
    address: str = text("Nội dung mã QR", "https://camera.thyc.lan/thong-bao/1")


NOTICE_BOARD = Form(
    code="notice_board",
    title="Bảng thông báo khu vực có camera",
    clause="khoản 2 Điều 1",
    data=NoticeBoard,
    shape=Shape(
        head=Head.BARE,
        number="",
        size=20,
        parts=(
            Title("BẢNG THÔNG BÁO"),
            Text("KHU VỰC CÓ CAMERA GIÁM SÁT", bold=True, align="center", size=24),
            Text("{area:30}", bold=True, align="center", size=28),
            Fill("Mục đích", "purposes", 2),
            Fill("Đơn vị quản lý", "managed_by"),
            Fill("Điện thoại", "telephone"),
            Fill("Thời hạn lưu giữ dữ liệu", "days"),
            Fill("Âm thanh", "sound"),
            Text(
                "Người cần xem hình ảnh đã lưu gửi đề nghị bằng văn bản đến Ban Giám hiệu (khoản 3 Điều 4).",
                size=16,
            ),
            Code("address", "Quét mã để đọc thông báo trong mạng của trường: {address:30}", 42),
        ),
    ),
)
