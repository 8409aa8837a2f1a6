"""Sơ đồ vị trí camera của một khu vực (FORMS §8; khoản 2 Điều 2)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text
from vonggac.documents.shapes import (
    Column,
    Fill,
    Fills,
    Framed,
    Grid,
    Head,
    Shape,
    Signature,
    Signatures,
    Text,
    Title,
)


@dataclass(frozen=True, slots=True)
class PlacedCamera:
    number: str = text("Số trên sơ đồ")
    code: str = text("Mã TS")
    name: str = text("Camera")
    position: str = text("Vị trí lắp")
    model: str = text("Hãng, kiểu máy")


@dataclass(frozen=True, slots=True)
class CameraPlan(Paper):
    area: str = text("Khu vực", "Cổng trường")
    kind: str = text("Loại khu vực", "Cổng")
    day: str = text("Thời điểm", "09/10/2025")
    cameras: tuple[PlacedCamera, ...] = rows(
        "Camera",
        PlacedCamera,
        PlacedCamera("1", "CAM-01", "Camera cổng chính", "Trụ bên trái, cao 3 m", "Hikvision DS-2CD1023"),
    )  # fmt: skip
    keeper: str = text("Giáo viên Tin học", "Nguyễn Văn Hưởng")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


CAMERA_PLAN = Form(
    code="camera_plan",
    title="Sơ đồ vị trí camera",
    clause="khoản 2 Điều 2",
    data=CameraPlan,
    shape=Shape(
        head=Head.BARE,
        number="",
        size=13,
        parts=(
            Title("SƠ ĐỒ VỊ TRÍ CAMERA", "Khu vực: {area:30}"),
            Fills((("Loại khu vực", "kind", 0.6), ("Thời điểm", "day", 0.4))),
            Framed(
                (
                    Text(
                        "(Vẽ mặt bằng khu vực; đánh số camera theo bảng dưới; mũi tên chỉ hướng quan sát)",
                        italic=True,
                        align="center",
                    ),
                    *([Text("\u00a0", align="left")] * 11),
                )
            ),
            Grid(
                "cameras",
                (
                    Column("Số trên sơ đồ", "number", 16, True),
                    Column("Mã TS", "code", 20, True),
                    Column("Camera", "name", 44),
                    Column("Vị trí lắp", "position", 48),
                    Column("Hãng, kiểu máy", "model", 36),
                ),
                blank=4,
                size=11,
            ),
            Fill("Góc quan sát không hướng vào nơi riêng tư; người kiểm tra", "keeper"),
            Signatures(
                (
                    Signature("GIÁO VIÊN TIN HỌC", "keeper"),
                    Signature("HIỆU TRƯỞNG", "head", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
        ),
    ),
)
