"""Báo cáo tình hình định kỳ, đột xuất (FORMS §7.1; NĐ 30 mẫu 1.4, loại BC; nhóm 6 khoản 2 Điều 3)."""

from dataclasses import dataclass
from typing import Any

from vonggac.documents.forms.paper import Form, Paper, picture, rows, text, texts
from vonggac.documents.shapes import (
    Column,
    Grid,
    Head,
    Holds,
    Items,
    Part,
    Picture,
    Receivers,
    Shape,
    Text,
    Title,
)


@dataclass(frozen=True, slots=True)
class FigureRow:
    name: str = text("Nội dung")
    now: str = text("Kỳ này")
    before: str = text("Kỳ trước")
    change: str = text("So sánh")


@dataclass(frozen=True, slots=True)
class CameraRow:
    name: str = text("Camera")
    share: str = text("Tỷ lệ có dữ liệu")
    gap: str = text("Mất dữ liệu có lý do")
    unexplained: str = text("Chưa rõ lý do")


def _figures(label: str, *samples: tuple[str, str, str, str]) -> Any:
    return rows(label, FigureRow, *(FigureRow(*each) for each in samples))


@dataclass(frozen=True, slots=True)
class ReportPaper(Paper):
    number: str = text("Số", "05/BC-THYC")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 05 tháng 11 năm 2025")
    subject: str = text(
        "Trích yếu", "Tình hình quản lý, sử dụng hệ thống camera giám sát tháng 10/2025"
    )
    addressee: str = text("Kính gửi", "Ban Giám hiệu Trường Tiểu học Yên Cường")
    demand: tuple[str, ...] = texts("Lý do báo cáo đột xuất", "Theo yêu cầu của Hiệu trưởng")
    days: str = text("Kỳ báo cáo", "từ 01/10/2025 đến 31/10/2025")
    days_before: str = text("Kỳ so sánh", "từ 01/09/2025 đến 30/09/2025")
    situation: tuple[FigureRow, ...] = _figures(
        "I. Tình hình chung", ("Camera thuộc diện ghi hình", "16", "16", "–")
    )
    cameras: tuple[CameraRow, ...] = rows(
        "Dữ liệu theo camera",
        CameraRow,
        CameraRow("Cổng chính", "99,8%", "1 giờ 12 phút", "0"),
    )
    general: tuple[str, ...] = texts("Nhận xét tình hình chung", "Hệ thống hoạt động ổn định.")
    devices: tuple[FigureRow, ...] = _figures(
        "II.1 Theo dõi thiết bị", ("Ngày phải ghi sổ thiết bị", "23", "22", "+1")
    )
    access: tuple[FigureRow, ...] = _figures(
        "II.2 Truy xuất, trích xuất", ("Chỉ đạo đã ban hành", "3", "5", "-2")
    )
    cases: tuple[FigureRow, ...] = _figures(
        "II.3 Nghi vấn, vụ việc", ("Nghi vấn ghi nhận", "2", "1", "+1")
    )
    failures: tuple[FigureRow, ...] = _figures(
        "II.4 Sự cố", ("Tổng thời gian sự cố", "3 giờ", "5 giờ", "-2 giờ")
    )
    upkeep: tuple[FigureRow, ...] = _figures(
        "II.5 Bảo trì, hiệu chuẩn, kiểm kê", ("Lệnh bảo trì hoàn thành", "1", "0", "+1")
    )
    conduct: tuple[FigureRow, ...] = _figures(
        "II.6 Vi phạm, kiểm tra, kiến nghị", ("Lần lãnh đạo kiểm tra", "1", "1", "–")
    )
    chart: bytes = picture("Biểu đồ")
    results: tuple[str, ...] = texts("Nhận xét kết quả", "Sổ sách được ghi đầy đủ.")
    shortcomings: tuple[str, ...] = texts("III. Tồn tại", "Một camera bị cây che tầm nhìn.")
    proposals: tuple[str, ...] = texts("IV. Đề xuất", "Cho tỉa cây ở sân sau.")
    plans: tuple[str, ...] = texts("V. Phương hướng", "Kiểm tra toàn bộ nguồn điện dự phòng.")
    signed_as: str = text("Chức vụ người ký", "HIỆU TRƯỞNG")
    signer: str = text("Người ký", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Như trên;", "Lưu: VT, HSCM (01).")


def _table(name: str, blank: int = 2) -> Grid:
    columns = (
        Column("Nội dung", "name", 52),
        Column("Kỳ này", "now", 17, True, Holds.FIGURES),
        Column("Kỳ trước", "before", 17, True, Holds.FIGURES),
        Column("So sánh", "change", 14, True, Holds.FIGURES),
    )
    return Grid(name, columns, blank=blank, size=12)


def _heading(words: str) -> Text:
    return Text(words, bold=True, align="left")


_RESULTS: tuple[Part, ...] = tuple(
    part
    for words, name in (
        ("1. Theo dõi thiết bị, ca trực", "devices"),
        ("2. Truy xuất, trích xuất dữ liệu", "access"),
        ("3. Nghi vấn, vụ việc", "cases"),
        ("4. Sự cố, thời gian mất dữ liệu", "failures"),
        ("5. Bảo trì, hiệu chuẩn, kiểm kê", "upkeep"),
        ("6. Vi phạm, kiểm tra, kiến nghị", "conduct"),
    )
    for part in (_heading(words), _table(name))
)

REPORT = Form(
    code="report",
    title="Báo cáo tình hình quản lý, sử dụng hệ thống camera giám sát",
    clause="khoản 2 Điều 3",
    data=ReportPaper,
    tables=True,
    shape=Shape(
        head=Head.LETTER,
        parts=(
            Title("BÁO CÁO", "{subject:50}"),
            Text("Kính gửi: {addressee:40}", align="center"),
            Items("demand", lead="", blank=0),
            Text(
                "Thực hiện khoản 2 Điều 3 Quy định quản lý, sử dụng hệ thống camera giám sát, xin báo cáo tình hình "
                "{days:30} (so sánh với kỳ {days_before:30}) như sau:"
            ),
            _heading("I. TÌNH HÌNH CHUNG"),
            _table("situation"),
            Text("Dữ liệu ghi hình theo camera:", italic=True, align="left"),
            Grid(
                "cameras",
                (
                    Column("Camera", "name", 40),
                    Column("Tỷ lệ có dữ liệu", "share", 18, True, Holds.FIGURES),
                    Column("Mất dữ liệu có lý do", "gap", 21, True),
                    Column("Chưa rõ lý do", "unexplained", 21, True),
                ),
                blank=2,
                size=12,
            ),
            Items("general", lead="", blank=2),
            _heading("II. KẾT QUẢ THỰC HIỆN"),
            *_RESULTS,
            Picture("chart", 95, framed=False),
            Items("results", lead="", blank=2),
            _heading("III. TỒN TẠI, VƯỚNG MẮC"),
            Items("shortcomings", lead="- ", blank=2),
            _heading("IV. ĐỀ XUẤT, KIẾN NGHỊ"),
            Items("proposals", lead="- ", blank=2),
            _heading("V. PHƯƠNG HƯỚNG"),
            Items("plans", lead="- ", blank=2),
            Text("Trên đây là báo cáo tình hình quản lý, sử dụng hệ thống camera giám sát./."),
            Receivers("receivers", ("{signed_as:24}",), "signer"),
        ),
    ),
)
"""Its numbers are counted by ``reports``; of an issued one they are the frozen ones."""
