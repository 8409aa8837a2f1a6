"""Biên bản tập huấn sử dụng hệ thống camera (FORMS §6.3; khoản 2 Điều 3)."""

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
class Trainee:
    number: str = text("STT")
    name: str = text("Họ tên")
    position: str = text("Chức vụ")
    result: str = text("Kết quả (đạt/chưa)")
    signature: str = text("Ký tên")


@dataclass(frozen=True, slots=True)
class TrainingMinutes(Paper):
    number: str = text("Số", "06/BB-THYC")
    began: str = text("Thời gian bắt đầu", "14 giờ 00 phút, ngày 09 tháng 10 năm 2025")
    place: str = text("Địa điểm", "Phòng Tin học, Trường Tiểu học Yên Cường")
    instructor: str = text("Người hướng dẫn", "Nguyễn Văn Hưởng, Giáo viên Tin học")
    materials: str = text(
        "Tài liệu",
        "Sách hướng dẫn của nhà sản xuất; Quy định quản lý, sử dụng hệ thống camera giám sát",
    )
    contents: str = text(
        "Nội dung",
        "Khởi động; đăng nhập; chọn khu vực; ghi hình; tìm kiếm; kết thúc; xử lý sự cố; bảo mật.",
    )
    trainees: tuple[Trainee, ...] = rows(
        "Danh sách",
        Trainee,
        Trainee("1", "Lê Văn An", "Bảo vệ", "Đạt", ""),
        Trainee("2", "Đỗ Thị Đào", "Giáo viên", "Đạt", ""),
        Trainee("3", "Lê Thị Hoà", "Viên chức", "Đạt", ""),
    )
    conclusion: str = text("Kết luận", "03/03 người đạt yêu cầu, đủ điều kiện được cấp tài khoản.")
    ended: str = text("Kết thúc", "16 giờ 30 phút, ngày 09 tháng 10 năm 2025")
    clerk: str = text("Thư ký", "Lê Thị Hoà")
    chair: str = text("Chủ tọa", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Ban Giám hiệu;", "Lưu: VT, HSCM (02).")


TRAINING_MINUTES = Form(
    code="training_minutes",
    title="Biên bản tập huấn sử dụng hệ thống camera",
    clause="khoản 2 Điều 3",
    data=TrainingMinutes,
    shape=Shape(
        head=Head.MINUTES,
        parts=(
            Title("BIÊN BẢN", "Tập huấn sử dụng hệ thống camera giám sát"),
            Fill("Thời gian bắt đầu", "began"),
            Fill("Địa điểm", "place"),
            Fill("Chủ trì (chủ tọa)", "chair"),
            Fill("Thư ký (người ghi biên bản)", "clerk"),
            Fill("Người hướng dẫn", "instructor"),
            Fill("Tài liệu", "materials", 2),
            Fill("Nội dung", "contents", 3),
            Text("Thành phần tham dự và kết quả:", align="left"),
            Grid(
                "trainees",
                (
                    Column("STT", "number", 8, True),
                    Column("Họ tên", "name", 36),
                    Column("Chức vụ", "position", 30),
                    Column("Kết quả (đạt/chưa)", "result", 22, True),
                    Column("Ký tên", "signature", 22),
                ),
                blank=10,
                size=13,
            ),
            Fill("Kết luận", "conclusion", 2),
            Text("Buổi tập huấn kết thúc vào {ended:44}./."),
            Signatures(
                (
                    Signature("THƯ KÝ", "clerk"),
                    Signature("CHỦ TỌA", "chair", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
            Receivers("receivers", (), ""),
        ),
    ),
)
