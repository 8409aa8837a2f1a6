"""Biên bản bảo trì, bảo dưỡng (FORMS §5.3; khoản 6 Điều 2)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text, texts
from vonggac.documents.shapes import (
    Column,
    Fill,
    Grid,
    Head,
    Receivers,
    Shape,
    Signature,
    Signatures,
    Text,
    Title,
)


@dataclass(frozen=True, slots=True)
class MaintainedDevice:
    number: str = text("STT")
    device: str = text("Thiết bị")
    item: str = text("Nội dung")
    before: str = text("Tình trạng trước")
    after: str = text("Tình trạng sau")
    parts: str = text("Vật tư thay thế")
    verdict: str = text("Kết luận")


@dataclass(frozen=True, slots=True)
class MaintenanceMinutes(Paper):
    number: str = text("Số", "14/BB-THYC")
    order_no: str = text("Số lệnh", "BT-2025-003")
    began: str = text("Thời gian", "14 giờ 00 phút, ngày 10 tháng 12 năm 2025")
    place: str = text("Địa điểm", "Trường Tiểu học Yên Cường")
    attendants: str = text("Thành phần", "Nguyễn Văn Hưởng, Giáo viên Tin học")
    what: str = text("Hạng mục", "Vệ sinh ống kính, kiểm tra giá đỡ")
    devices: tuple[MaintainedDevice, ...] = rows(
        "Thiết bị",
        MaintainedDevice,
        MaintainedDevice("1", "CAM-03", "vệ sinh ống kính", "bụi", "sạch", "", "Đạt"),
    )
    conclusion: str = text("Kết luận", "Các camera hoạt động tốt.")
    clerk: str = text("Người thực hiện", "Nguyễn Văn Hưởng")
    chair: str = text("Ban Giám hiệu", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Ban Giám hiệu;", "Lưu: VT, HSCM (02).")


MAINTENANCE_MINUTES = Form(
    code="maintenance_minutes",
    title="Biên bản bảo trì, bảo dưỡng thiết bị",
    clause="khoản 6 Điều 2",
    data=MaintenanceMinutes,
    shape=Shape(
        head=Head.MINUTES,
        parts=(
            Title("BIÊN BẢN", "Bảo trì, bảo dưỡng thiết bị hệ thống camera giám sát"),
            Text("Hôm nay, vào lúc {began:44}, tại {place:40}, chúng tôi gồm:"),
            Fill("Thành phần", "attendants", 2),
            Fill("Theo lệnh số", "order_no"),
            Fill("Hạng mục", "what"),
            Grid(
                "devices",
                (
                    Column("STT", "number", 9, True),
                    Column("Thiết bị", "device", 26),
                    Column("Nội dung", "item", 32),
                    Column("Tình trạng trước", "before", 28),
                    Column("Tình trạng sau", "after", 25),
                    Column("Vật tư thay thế", "parts", 22),
                    Column("Kết luận", "verdict", 18, True),
                ),
                blank=6,
                size=10,
            ),
            Fill("Kết luận", "conclusion", 3),
            Text("Biên bản đã đọc cho mọi người cùng nghe và thống nhất ký tên./."),
            Signatures(
                (
                    Signature("NGƯỜI THỰC HIỆN", "clerk"),
                    Signature("BAN GIÁM HIỆU", "chair", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
            Receivers("receivers", (), ""),
        ),
    ),
)
