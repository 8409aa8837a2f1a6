"""Sổ theo dõi hoạt động thiết bị (FORMS §3.2; khoản 4 Điều 2), layout ``usage_book.typ``."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text
from vonggac.documents.shapes import Column, Grid, Head, Holds, Shape


@dataclass(frozen=True, slots=True)
class DeviceBookLine:
    """A line; a month's total is a line with ``total`` and the names of the two who signed it."""

    number: str = text("STT")
    day: str = text("Ngày")
    at: str = text("Giờ kiểm tra")
    device: str = text("Thiết bị (mã, vị trí)")
    condition: str = text("Tình trạng (BT / Cảnh báo / Hỏng)")
    picture: str = text("Chất lượng hình ảnh")
    clock: str = text("Lệch giờ (giây)")
    kept: str = text("Số ngày lưu thực tế")
    free: str = text("Dung lượng còn lại")
    event: str = text("Sự việc, nội dung xử lý")
    failure: str = text("Số sự cố (SC)")
    writer: str = text("Người ghi")
    checked: str = text("BGH kiểm tra")
    total: str = text("Tổng hợp")
    keeper: str = text("Người ghi sổ (dưới dòng cộng)")
    checker: str = text("Người kiểm tra (dưới dòng cộng)")
    checkpoint: str = text("Mốc sổ cái khi khóa dòng")


@dataclass(frozen=True, slots=True)
class DeviceBook(Paper):
    year: str = text("Năm học", "2025 - 2026")
    volume: str = text("Quyển số", "01")
    opened_on: str = text("Ngày mở sổ", "09/10/2025")
    closed_on: str = text("Ngày khóa sổ", "")
    pages: str = text("Số trang", "")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")
    lines: tuple[DeviceBookLine, ...] = rows(
        "Dòng sổ",
        DeviceBookLine,
        DeviceBookLine(
            "1",
            "09/10/2025",
            "06:45",
            "Toàn hệ thống",
            "BT",
            "16/16 camera có hình",
            "0,4",
            "31",
            "2,1 TB",
            "Mở ca, kiểm tra đủ",
            "–",
            "Nguyễn Văn Hưởng",
            "Lê Thị Hoà",
            checkpoint="2025-10-09  61  YY2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYR3",
        ),
        DeviceBookLine(
            "2",
            "09/10/2025",
            "09:12",
            "CAM-03, Nhà để xe",
            "Hỏng",
            "–",
            "–",
            "–",
            "–",
            "Mất kết nối",
            "SC-2025-004",
            "Hệ thống",
            "",
            checkpoint="2025-10-09  74  AB2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYQ7",
        ),
        DeviceBookLine(
            total="Cộng ngày 09/10/2025: 15/16 thiết bị bình thường; 01 sự cố mở",
            keeper="Nguyễn Văn Hưởng",
            checker="Lê Thị Hoà",
            checkpoint="2025-10-09  77  CD2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYZ5",
        ),
    )


DEVICE_BOOK = Form(
    code="device_book",
    title="Sổ theo dõi hoạt động thiết bị hệ thống camera giám sát",
    clause="khoản 4 Điều 2",
    data=DeviceBook,
    book=True,
    shape=Shape(
        head=Head.BARE,
        number="",
        foot="Sổ theo dõi hoạt động thiết bị",
        parts=(
            Grid(
                "lines",
                (
                    Column("STT", "number", 9, True, Holds.FIGURES),
                    Column("Ngày", "day", 19, True, Holds.DAYS),
                    Column("Giờ kiểm tra", "at", 14, True, Holds.TIMES),
                    Column("Thiết bị (mã, vị trí)", "device", 28),
                    Column("Tình trạng", "condition", 16, True),
                    Column("Chất lượng hình ảnh", "picture", 20),
                    Column("Lệch giờ (giây)", "clock", 13, True, Holds.FIGURES),
                    Column("Số ngày lưu thực tế", "kept", 15, True, Holds.FIGURES),
                    Column("Dung lượng còn lại", "free", 17, True),
                    Column("Sự việc, nội dung xử lý", "event", 40),
                    Column("Số sự cố (SC)", "failure", 21, True),
                    Column("Người ghi", "writer", 22),
                    Column("BGH kiểm tra", "checked", 18),
                ),
                blank=18,
                size=10,
                column_numbers=True,
            ),
        ),
    ),
)
