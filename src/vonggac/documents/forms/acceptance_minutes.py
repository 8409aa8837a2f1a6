"""Biên bản nghiệm thu, bàn giao sau sửa chữa, thay thế (FORMS §5.2; khoản 6 Điều 2)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text, texts
from vonggac.documents.forms.repair_request import COLUMNS, EXAMPLE, ProposedDevice
from vonggac.documents.shapes import (
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
class AcceptanceMinutes(Paper):
    number: str = text("Số", "16/BB-THYC")
    began: str = text("Thời gian", "09 giờ 00 phút, ngày 20 tháng 10 năm 2025")
    place: str = text("Địa điểm", "Trường Tiểu học Yên Cường")
    proposal_no: str = text("Theo đề xuất số", "DX-2025-002")
    provider: str = text("Đơn vị thực hiện", "Công ty lắp đặt A")
    devices: tuple[ProposedDevice, ...] = rows("Thiết bị", ProposedDevice, EXAMPLE)
    found: str = text("Kết quả kiểm tra", "Camera hoạt động tốt, hình rõ, đúng giờ")
    teacher: str = text("Giáo viên Tin học", "Nguyễn Văn Hưởng")
    chair: str = text("Ban Giám hiệu", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Ban Giám hiệu;", "Lưu: VT, HSCM (02).")


ACCEPTANCE_MINUTES = Form(
    code="acceptance_minutes",
    title="Biên bản nghiệm thu, bàn giao sau sửa chữa",
    clause="khoản 6 Điều 2",
    data=AcceptanceMinutes,
    shape=Shape(
        head=Head.MINUTES,
        parts=(
            Title("BIÊN BẢN", "Nghiệm thu, bàn giao thiết bị sau sửa chữa, thay thế"),
            Text("Hôm nay, vào lúc {began:44}, tại {place:40}, chúng tôi gồm:"),
            Fill("Đại diện nhà trường (giáo viên Tin học)", "teacher"),
            Fill("Đơn vị thực hiện", "provider"),
            Fill("Theo đề xuất số", "proposal_no"),
            Text("đã nghiệm thu, bàn giao các thiết bị sau:"),
            Grid("devices", COLUMNS, blank=5, size=10),
            Fill("Kết quả kiểm tra", "found", 3),
            Text("Biên bản lập thành hai bản, mỗi bên giữ một bản./."),
            Signatures(
                (
                    Signature("ĐƠN VỊ THỰC HIỆN", ""),
                    Signature("GIÁO VIÊN TIN HỌC", "teacher"),
                    Signature("BAN GIÁM HIỆU", "chair", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
            Receivers("receivers", (), ""),
        ),
    ),
)
