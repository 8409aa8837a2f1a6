"""Lý lịch thiết bị: the sheet of one device (FORMS §3.2; khoản 2, khoản 4 Điều 2)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text
from vonggac.documents.shapes import (
    Column,
    Fill,
    Fills,
    Grid,
    Head,
    Shape,
    Signature,
    Signatures,
    Title,
)


@dataclass(frozen=True, slots=True)
class DeviceEvent:
    day: str = text("Ngày")
    what: str = text("Sự việc, nội dung xử lý")
    number: str = text("Số sự cố, căn cứ")
    who: str = text("Người ghi")


@dataclass(frozen=True, slots=True)
class DeviceSheet(Paper):
    number: str = text("Mã tài sản", "CAM-03")
    name: str = text("Tên thiết bị", "Camera nhà để xe")
    kind: str = text("Loại thiết bị", "Camera")
    model: str = text("Hãng, kiểu máy", "Hikvision DS-2CD1023")
    serial: str = text("Số sê-ri", "DS20230101AAWR123")
    mac: str = text("Địa chỉ MAC", "aa:bb:cc:00:11:22")
    place: str = text("Vị trí", "Nhà để xe, cột số 2")
    funding: str = text("Nguồn kinh phí", "Ngân sách năm 2025")
    in_use_on: str = text("Ngày đưa vào sử dụng", "05/09/2025")
    cost: str = text("Nguyên giá", "1.250.000 đồng")
    warranty: str = text("Bảo hành đến", "05/09/2027")
    supplier: str = text("Nhà cung cấp", "Công ty Bình Minh")
    state: str = text("Tình trạng", "Hoạt động")
    events: tuple[DeviceEvent, ...] = rows(
        "Lý lịch",
        DeviceEvent,
        DeviceEvent("05/09/2025", "Đấu nối, đưa vào sử dụng", "Phiếu đấu nối", "Nguyễn Văn Hưởng"),
        DeviceEvent("09/10/2025", "Mất kết nối, thay dây mạng", "SC-2025-004", "Hệ thống"),
    )
    keeper: str = text("Giáo viên Tin học", "Nguyễn Văn Hưởng")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


DEVICE_SHEET = Form(
    code="device_sheet",
    title="Lý lịch thiết bị",
    clause="khoản 4 Điều 2",
    data=DeviceSheet,
    shape=Shape(
        head=Head.SLIP,
        number="Mã TS: {number:16}",
        size=13,
        parts=(
            Title("LÝ LỊCH THIẾT BỊ", "Hệ thống camera giám sát"),
            Fill("Tên thiết bị", "name"),
            Fills((("Loại thiết bị", "kind", 1), ("Hãng, kiểu máy", "model", 1.4))),
            Fills((("Số sê-ri", "serial", 1), ("Địa chỉ MAC", "mac", 1))),
            Fill("Vị trí", "place"),
            Fills((("Nguồn kinh phí", "funding", 1.2), ("Ngày đưa vào sử dụng", "in_use_on", 1))),
            Fills((("Nguyên giá", "cost", 1), ("Bảo hành đến", "warranty", 1))),
            Fill("Nhà cung cấp", "supplier"),
            Fill("Tình trạng", "state"),
            Grid(
                "events",
                (
                    Column("Ngày", "day", 18, True),
                    Column("Sự việc, nội dung xử lý", "what", 50),
                    Column("Số sự cố, căn cứ", "number", 26, True),
                    Column("Người ghi", "who", 26),
                ),
                blank=10,
                size=12,
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
