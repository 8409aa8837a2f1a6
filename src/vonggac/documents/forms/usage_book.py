"""Sổ theo dõi quản lý việc sử dụng hệ thống camera (FORMS §3.1; khoản 2 Điều 3), layout ``usage_book.typ``."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text
from vonggac.documents.shapes import Column, Grid, Head, Holds, Shape


@dataclass(frozen=True, slots=True)
class BookLine:
    """A line; a total of a month is a line with ``total`` and the names of the two who signed it."""

    number: str = text("STT")
    when: str = text("Ngày, giờ bắt đầu – kết thúc")
    user: str = text("Người sử dụng (họ tên, chức vụ)")
    ground: str = text("Căn cứ")
    cameras: str = text("Camera, khu vực")
    footage: str = text("Dữ liệu từ … đến …")
    manner: str = text("Hình thức")
    purpose: str = text("Mục đích, nội dung")
    result: str = text("Tình hình, kết quả")
    related: str = text("Số hồ sơ liên quan")
    signature: str = text("Ký xác nhận")
    note: str = text("Ghi chú")
    total: str = text("Cộng tháng")
    keeper: str = text("Người ghi sổ (dưới dòng cộng)")
    checker: str = text("Người kiểm tra (dưới dòng cộng)")
    checkpoint: str = text("Mốc sổ cái khi khóa dòng")


@dataclass(frozen=True, slots=True)
class UsageBook(Paper):
    year: str = text("Năm học", "2025 - 2026")
    volume: str = text("Quyển số", "01")
    opened_on: str = text("Ngày mở sổ", "09/10/2025")
    closed_on: str = text("Ngày khóa sổ", "")
    pages: str = text("Số trang", "")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")
    lines: tuple[BookLine, ...] = rows(
        "Dòng sổ",
        BookLine,
        BookLine(
            "1",
            "09/10/2025\n06:30 – 11:30",
            "Nguyễn Văn Hưởng\nGiáo viên Tin học",
            "Ca trực theo phân công (khoản 2 Điều 3)",
            "CAM-01 đến CAM-16\nToàn trường",
            "–",
            "Xem trực tiếp theo ca",
            "An ninh: theo dõi cổng và sân trường",
            "Bình thường",
            "–",
            checkpoint="2025-10-09  61  YY2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYR3",
        ),
        BookLine(
            "2",
            "09/10/2025\n14:05 – 14:30",
            "Nguyễn Văn Hưởng\nGiáo viên Tin học",
            "DN-2025-012\nPCĐ-2025-006 (khoản 3 Điều 4)",
            "CAM-03\nNhà để xe",
            "16:40 – 17:00\n08/10/2025",
            "Xem lại",
            "An toàn: phụ huynh lớp 3A đề nghị xem",
            "Đã cho xem, lập biên bản xem; không sao chép",
            "DN-2025-012",
            note="Người giám sát: Lê Thị Hoà",
            checkpoint="2025-10-09  74  AB2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYQ7",
        ),
        BookLine(
            "3",
            "09/10/2025\n15:02",
            "Nguyễn Văn Hưởng\nGiáo viên Tin học",
            "–",
            "–",
            "–",
            "–",
            "Đính chính dòng số 2",
            "Giờ kết thúc đúng là 14:35",
            "DN-2025-012",
            note="Đính chính",
            checkpoint="2025-10-09  77  CD2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYZ5",
        ),
        BookLine(
            total="Cộng tháng 10/2025: 02 lượt (xem trực tiếp theo ca: 01; xem lại: 01; chụp ảnh: 00; in ảnh: 00; "
            "trích xuất: 00); đính chính: 01",
            keeper="Nguyễn Văn Hưởng",
            checker="Lê Thị Hoà",
            checkpoint="2025-11-01  412  EF2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYT2",
        ),
    )


COLUMNS = (
    Column("STT", "number", 9, True, Holds.FIGURES),
    Column("Ngày, giờ bắt đầu – kết thúc", "when", 23, True),
    Column("Người sử dụng (họ tên, chức vụ)", "user", 26),
    Column("Căn cứ (số phiếu chỉ đạo/đề nghị; điều, khoản)", "ground", 23),
    Column("Camera, khu vực", "cameras", 35),
    Column("Dữ liệu từ … đến …", "footage", 22, True),
    Column("Hình thức", "manner", 16),
    Column("Mục đích, nội dung", "purpose", 24),
    Column("Tình hình, kết quả", "result", 24),
    Column("Số hồ sơ liên quan", "related", 22, True),
    Column("Ký xác nhận", "signature", 13, True),
    Column("Ghi chú", "note", 16),
)

USAGE_BOOK = Form(
    code="usage_book",
    title="Sổ theo dõi quản lý việc sử dụng hệ thống camera giám sát",
    clause="khoản 2 Điều 3",
    data=UsageBook,
    book=True,
    shape=Shape(
        head=Head.BARE,
        number="",
        foot="Sổ theo dõi sử dụng camera",
        parts=(Grid("lines", COLUMNS, blank=17, size=10, column_numbers=True),),
    ),
)
