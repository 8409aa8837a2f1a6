"""Báo cáo sự cố gửi Ban Giám hiệu (NĐ 30 mẫu 1.4, loại BC; khoản 5 Điều 2, khoản 2 Điều 3)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, text, texts
from vonggac.documents.shapes import Fill, Head, Receivers, Shape, Text, Title


@dataclass(frozen=True, slots=True)
class FailureReport(Paper):
    number: str = text("Số", "09/BC-THYC")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 09 tháng 10 năm 2025")
    addressee: str = text("Kính gửi", "Ban Giám hiệu Trường Tiểu học Yên Cường")
    failure_no: str = text("Số sự cố", "SC-2025-004")
    device: str = text("Thiết bị", "CAM-03, Camera nhà để xe, cột số 2")
    found: str = text("Phát hiện", "09:12 09/10/2025, hệ thống")
    state: str = text("Tình trạng", "Đã ngừng thiết bị lúc 09:20 09/10/2025")
    course: str = text("Diễn biến", "Camera mất kết nối; nguồn có mùi khét.")
    lost: str = text("Dữ liệu bị gián đoạn", "Từ 09:12 09/10/2025")
    done: str = text("Đã xử lý", "Ngắt nguồn, kiểm tra dây")
    proposal: str = text("Đề xuất", "Cho thay bộ nguồn, lắp mái che")
    signed_as: str = text("Chức vụ người báo cáo", "GIÁO VIÊN TIN HỌC")
    signer: str = text("Người báo cáo", "Nguyễn Văn Hưởng")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Như trên;", "Lưu: VT, HSCM (01).")


FAILURE_REPORT = Form(
    code="failure_report",
    title="Báo cáo sự cố thiết bị, hệ thống camera",
    clause="khoản 5 Điều 2",
    data=FailureReport,
    shape=Shape(
        head=Head.LETTER,
        parts=(
            Title("BÁO CÁO", "Về sự cố thiết bị, hệ thống camera giám sát"),
            Text("Kính gửi: {addressee:40}", align="center"),
            Text(
                "Thực hiện khoản 5 Điều 2, khoản 2 Điều 3 Quy định quản lý, sử dụng hệ thống camera giám sát, "
                "xin báo cáo như sau:"
            ),
            Fill("1. Số sự cố", "failure_no"),
            Fill("2. Thiết bị", "device"),
            Fill("3. Phát hiện", "found"),
            Fill("4. Tình trạng (ngừng, không cần ngừng và lý do)", "state", 2),
            Fill("5. Diễn biến", "course", 4),
            Fill("6. Dữ liệu bị gián đoạn", "lost"),
            Fill("7. Đã xử lý", "done", 2),
            Fill("8. Đề xuất sửa chữa, thay thế", "proposal", 3),
            Text("Trên đây là báo cáo về sự cố, kính đề nghị Ban Giám hiệu chỉ đạo./."),
            Receivers("receivers", ("{signed_as:24}",), "signer"),
        ),
    ),
)
