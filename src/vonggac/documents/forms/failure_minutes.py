"""Biên bản sự cố (FORMS §5.1; khoản 5 Điều 2, khoản 2 Điều 3)."""

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
class FailureWitness:
    name: str = text("Họ và tên", "")
    position: str = text("Chức vụ, đơn vị", "")
    part: str = text("Tư cách", "")


@dataclass(frozen=True, slots=True)
class FailureMinutes(Paper):
    number: str = text("Số", "08/BB-THYC")
    began: str = text("Thời gian bắt đầu", "09 giờ 30 phút, ngày 09 tháng 10 năm 2025")
    place: str = text("Địa điểm", "Nhà để xe, Trường Tiểu học Yên Cường")
    people: tuple[FailureWitness, ...] = rows(
        "Thành phần",
        FailureWitness,
        FailureWitness("Nguyễn Văn Hưởng", "Giáo viên Tin học", "Người lập"),
        FailureWitness("Lê Thị Hoà", "Viên chức", "Người chứng kiến"),
    )
    failure_no: str = text("Số sự cố", "SC-2025-004")
    device: str = text(
        "Thiết bị (mã, tên, vị trí, số sê-ri)", "CAM-03, Camera nhà để xe, cột số 2, DS20230101"
    )
    found: str = text("Thời điểm phát hiện, người phát hiện", "09:12 09/10/2025, hệ thống")
    course: str = text("Diễn biến", "Camera mất kết nối; nguồn có mùi khét.")
    cause: str = text("Nguyên nhân ban đầu", "Hỏng bộ nguồn do nước mưa")
    measures: str = text("Biện pháp đã xử lý", "Ngừng thiết bị lúc 09:20 09/10/2025; thay bộ nguồn")
    damage: str = text("Thiệt hại", "01 bộ nguồn")
    lost: str = text("Khoảng thời gian mất dữ liệu", "09:12 – 10:40 09/10/2025")
    related: str = text("Vụ việc phát sinh có liên quan", "Không có")
    proposal: str = text("Đề xuất", "Lắp mái che cho bộ nguồn")
    after_fix: str = text(
        "Thông tin sau khi khắc phục", "Chạy lại lúc 10:40 09/10/2025; kiểm tra: Đạt"
    )
    ended: str = text("Kết thúc", "10 giờ 50 phút, ngày 09 tháng 10 năm 2025")
    copies: str = text("Số bản", "02")
    clerk: str = text("Người lập", "Nguyễn Văn Hưởng")
    witness: str = text("Người chứng kiến", "Lê Thị Hoà")
    chair: str = text("Ban Giám hiệu", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Ban Giám hiệu;", "Lưu: VT, HSCM (02).")


FAILURE_MINUTES = Form(
    code="failure_minutes",
    title="Biên bản sự cố thiết bị, hệ thống camera",
    clause="khoản 5 Điều 2",
    data=FailureMinutes,
    shape=Shape(
        head=Head.MINUTES,
        parts=(
            Title("BIÊN BẢN", "Về sự cố thiết bị, hệ thống camera giám sát"),
            Text("Hôm nay, vào lúc {began:44}, tại {place:40}, chúng tôi gồm:"),
            Grid(
                "people",
                (
                    Column("Họ và tên", "name", 5),
                    Column("Chức vụ, đơn vị", "position", 6),
                    Column("Tư cách", "part", 5),
                ),
                blank=3,
                size=13,
            ),
            Fill("1. Số sự cố", "failure_no"),
            Fill("2. Thiết bị (mã, tên, vị trí, số sê-ri)", "device", 2),
            Fill("3. Thời điểm phát hiện, người phát hiện", "found"),
            Fill("4. Diễn biến", "course", 4),
            Fill("5. Nguyên nhân ban đầu", "cause", 2),
            Fill("6. Biện pháp đã xử lý (ngừng lúc …)", "measures", 3),
            Fill("7. Thiệt hại", "damage"),
            Fill("8. Khoảng thời gian mất dữ liệu", "lost", 2),
            Fill("9. Vụ việc phát sinh có liên quan", "related", 2),
            Fill("10. Đề xuất", "proposal"),
            Fill(
                "11. Thông tin sau khi khắc phục (ngày giờ chạy lại, kết quả kiểm tra)",
                "after_fix",
                3,
            ),
            Text(
                "Biên bản kết thúc vào {ended:40}; được lập thành {copies:6} bản có giá trị như nhau; đã đọc cho mọi "
                "người cùng nghe và thống nhất ký tên./."
            ),
            Signatures(
                (
                    Signature("NGƯỜI LẬP", "clerk"),
                    Signature("NGƯỜI CHỨNG KIẾN", "witness"),
                    Signature("BAN GIÁM HIỆU", "chair", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
            Receivers("receivers", (), ""),
        ),
    ),
)
