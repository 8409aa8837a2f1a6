"""Danh mục thiết bị (FORMS §8; khoản 2 Điều 2)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text
from vonggac.documents.shapes import (
    Column,
    Fill,
    Grid,
    Head,
    Shape,
    Signature,
    Signatures,
    Title,
)


@dataclass(frozen=True, slots=True)
class ListedDevice:
    number: str = text("STT")
    code: str = text("Mã TS")
    name: str = text("Tên thiết bị")
    serial: str = text("Số sê-ri, MAC")
    place: str = text("Vị trí")
    year: str = text("Năm sử dụng")
    cost: str = text("Nguyên giá (đồng)")
    state: str = text("Tình trạng")


@dataclass(frozen=True, slots=True)
class DeviceList(Paper):
    day: str = text("Thời điểm", "09/10/2025")
    devices: tuple[ListedDevice, ...] = rows(
        "Danh mục",
        ListedDevice,
        ListedDevice(
            "1", "CAM-01", "Camera cổng", "DS2023\naa:bb:cc:00:11:22", "Cổng trường", "2025", "1.250.000", "Hoạt động"
        ),
        ListedDevice("2", "OC-01", "Ổ cứng 8 TB", "WD-123", "Phòng Tin học", "2025", "5.600.000", "Hoạt động"),
    )  # fmt: skip
    keeper: str = text("Giáo viên Tin học", "Nguyễn Văn Hưởng")
    accountant: str = text("Kế toán", "Phan Thị Tâm")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


DEVICE_LIST = Form(
    code="device_list",
    title="Danh mục thiết bị hệ thống camera giám sát",
    clause="khoản 2 Điều 2",
    data=DeviceList,
    shape=Shape(
        head=Head.BARE,
        number="",
        size=13,
        parts=(
            Title("DANH MỤC THIẾT BỊ", "Hệ thống camera giám sát"),
            Fill("Thời điểm", "day"),
            Grid(
                "devices",
                (
                    Column("STT", "number", 9, True),
                    Column("Mã TS", "code", 17, True),
                    Column("Tên thiết bị", "name", 30),
                    Column("Số sê-ri, MAC", "serial", 31),
                    Column("Vị trí", "place", 24),
                    Column("Năm sử dụng", "year", 14, True),
                    Column("Nguyên giá (đồng)", "cost", 20, True),
                    Column("Tình trạng", "state", 19),
                ),
                blank=16,
                size=10,
            ),
            Signatures(
                (
                    Signature("GIÁO VIÊN TIN HỌC", "keeper"),
                    Signature("KẾ TOÁN", "accountant"),
                    Signature("HIỆU TRƯỞNG", "head", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
        ),
    ),
)
