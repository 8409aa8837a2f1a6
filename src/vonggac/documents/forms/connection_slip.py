"""Phiếu đấu nối: a new camera or device (FORMS §8; khoản 2 Điều 5)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, text
from vonggac.documents.shapes import (
    Fill,
    Fills,
    Framed,
    Head,
    Shape,
    Signature,
    Signatures,
    Text,
    Ticks,
    Title,
)


@dataclass(frozen=True, slots=True)
class ConnectionSlip(Paper):
    number: str = text("Mã tài sản", "CAM-17")
    name: str = text("Tên thiết bị", "Camera cổng phụ")
    model: str = text("Hãng, kiểu máy", "Hikvision DS-2CD1023")
    serial: str = text("Số sê-ri", "DS20230101AAWR999")
    mac: str = text("Địa chỉ MAC", "aa:bb:cc:00:11:99")
    place: str = text("Vị trí", "Cổng phụ, trụ bên trái")
    port: str = text("Nơi đấu nối", "Bộ chuyển mạch SW-01, cổng 12")
    reason: str = text("Lý do", "Bổ sung góc quan sát cổng phụ")
    acts: str = text(
        "Đã kiểm tra: password, firmware, view, clock", "password, firmware, view, clock"
    )
    answer: str = text("Ý kiến: agreed, refused", "agreed")
    basis: str = text("Căn cứ", "Quyết định số 90/QĐ-THYC")
    day: str = text("Ngày", "05/09/2025")
    keeper: str = text("Giáo viên Tin học", "Nguyễn Văn Hưởng")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


CONNECTION_SLIP = Form(
    code="connection_slip",
    title="Phiếu đấu nối thiết bị",
    clause="khoản 2 Điều 5",
    data=ConnectionSlip,
    shape=Shape(
        head=Head.SLIP,
        number="Mã TS: {number:16}",
        parts=(
            Title("PHIẾU ĐẤU NỐI", "Thiết bị vào hệ thống camera giám sát"),
            Fill("Tên thiết bị", "name"),
            Fill("Hãng, kiểu máy", "model"),
            Fills((("Số sê-ri", "serial", 1), ("Địa chỉ MAC", "mac", 1))),
            Fill("Vị trí", "place"),
            Fill("Nơi đấu nối", "port"),
            Fill("Lý do", "reason", 2),
            Ticks(
                "Đã kiểm tra",
                "acts",
                (
                    ("password", "Đã đổi mật khẩu của nhà sản xuất"),
                    ("firmware", "Đã cập nhật phần mềm"),
                    ("view", "Góc quan sát không hướng vào nơi riêng tư"),
                    ("clock", "Đã đồng bộ giờ"),
                ),
                columns=1,
            ),
            Text(
                "Thiết bị chưa được duyệt không được cắm vào hệ thống camera (khoản 2 Điều 5).",
                italic=True,
            ),
            Framed(
                (
                    Text("Ý KIẾN CỦA BAN GIÁM HIỆU", bold=True, align="center"),
                    Ticks(
                        "", "answer", (("agreed", "Đồng ý đấu nối"), ("refused", "Không đồng ý"))
                    ),
                    Fill("Căn cứ", "basis"),
                    Fill("Ngày", "day"),
                )
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
