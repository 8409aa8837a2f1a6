"""Tờ trình sửa chữa, thay thế gửi cơ quan chủ quản (NĐ 30, loại TTr; FORMS §5.2; khoản 6 Điều 2)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text, texts
from vonggac.documents.forms.repair_request import COLUMNS, EXAMPLE, ProposedDevice
from vonggac.documents.shapes import Fill, Grid, Head, Receivers, Shape, Text, Title


@dataclass(frozen=True, slots=True)
class RepairSubmission(Paper):
    number: str = text("Số", "05/TTr-THYC")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 12 tháng 10 năm 2025")
    superior: str = text("Kính gửi", "Ủy ban nhân dân xã Yên Cường")
    about: str = text("Về việc", "sửa chữa, thay thế camera nhà để xe")
    ground: str = text("Căn cứ", "Đề xuất DX-2025-002 ngày 10/10/2025 của giáo viên Tin học")
    reason: str = text("Lý do", "Nguồn cháy do nước mưa, camera đã ngừng")
    devices: tuple[ProposedDevice, ...] = rows("Thiết bị", ProposedDevice, EXAMPLE)
    total: str = text("Tổng dự toán (đồng)", "450.000")
    funding: str = text("Nguồn kinh phí", "Chi thường xuyên")
    signed_as: str = text("Chức vụ người ký", "HIỆU TRƯỞNG")
    signer: str = text("Người ký", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Như trên;", "Lưu: VT, HSCM (02).")


REPAIR_SUBMISSION = Form(
    code="repair_submission",
    title="Tờ trình sửa chữa, thay thế thiết bị",
    clause="khoản 6 Điều 2",
    data=RepairSubmission,
    shape=Shape(
        head=Head.LETTER,
        parts=(
            Title("TỜ TRÌNH", "Về việc sửa chữa, thay thế thiết bị hệ thống camera giám sát"),
            Text("Kính gửi: {superior:40}", align="center"),
            Text(
                "Thực hiện khoản 5, khoản 6 Điều 2 Quy định quản lý, sử dụng hệ thống camera giám sát, nhà trường kính "
                "trình như sau:"
            ),
            Fill("1. Nội dung", "about"),
            Fill("2. Căn cứ", "ground"),
            Fill("3. Lý do", "reason", 3),
            Text("4. Thiết bị và phương án:", align="left"),
            Grid("devices", COLUMNS, blank=5, size=10),
            Fill("5. Tổng dự toán (đồng)", "total"),
            Fill("6. Nguồn kinh phí", "funding"),
            Text("Kính đề nghị cơ quan có thẩm quyền xem xét, phê duyệt./."),
            Receivers("receivers", ("{signed_as:24}",), "signer"),
        ),
    ),
)
