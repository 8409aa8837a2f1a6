"""Kế hoạch bảo trì, bảo dưỡng của năm học (FORMS §5.3; khoản 6 Điều 2)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text, texts
from vonggac.documents.shapes import Column, Fill, Grid, Head, Receivers, Shape, Text, Title


@dataclass(frozen=True, slots=True)
class PlannedWork:
    number: str = text("STT")
    what: str = text("Hạng mục")
    devices: str = text("Thiết bị")
    every: str = text("Chu kỳ")
    months: str = text("Tháng thực hiện")
    who: str = text("Người thực hiện")
    note: str = text("Ghi chú")


@dataclass(frozen=True, slots=True)
class MaintenancePlan(Paper):
    number: str = text("Số", "12/KH-THYC")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 10 tháng 9 năm 2025")
    year: str = text("Năm học", "2025 - 2026")
    purpose: str = text(
        "Mục đích, yêu cầu", "Camera, đầu ghi, ổ đĩa hoạt động liên tục, đúng giờ, đủ số ngày lưu."
    )
    works: tuple[PlannedWork, ...] = rows(
        "Nội dung",
        PlannedWork,
        PlannedWork("1", "Vệ sinh ống kính, giá đỡ", "Tất cả camera", "Quý", "T9, T12, T3, T6", "Nguyễn Văn Hưởng", ""),
        PlannedWork("2", "Hiệu chuẩn: giờ, góc quan sát", "Tất cả camera", "Nửa năm", "T9, T3", "Nguyễn Văn Hưởng", ""),
    )  # fmt: skip
    funding: str = text("Kinh phí", "Nguồn chi thường xuyên của trường")
    organisation: str = text("Tổ chức thực hiện", "Giáo viên Tin học thực hiện, báo cáo hằng quý.")
    signed_as: str = text("Chức vụ người ký", "HIỆU TRƯỞNG")
    signer: str = text("Người ký", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Ban Giám hiệu;", "Lưu: VT, HSCM (02).")


MAINTENANCE_PLAN = Form(
    code="maintenance_plan",
    title="Kế hoạch bảo trì, bảo dưỡng hệ thống camera",
    clause="khoản 6 Điều 2",
    data=MaintenancePlan,
    shape=Shape(
        head=Head.LETTER,
        parts=(
            Title("KẾ HOẠCH", "Bảo trì, bảo dưỡng hệ thống camera giám sát"),
            Text("Năm học {year:16}", align="center"),
            Text(
                "Thực hiện khoản 6 Điều 2 Quy định quản lý, sử dụng hệ thống camera giám sát, nhà trường lập kế hoạch "
                "như sau:"
            ),
            Fill("I. Mục đích, yêu cầu", "purpose", 3),
            Text("II. Nội dung:", align="left"),
            Grid(
                "works",
                (
                    Column("STT", "number", 9, True),
                    Column("Hạng mục", "what", 40),
                    Column("Thiết bị", "devices", 28),
                    Column("Chu kỳ", "every", 16, True),
                    Column("Tháng thực hiện", "months", 24, True),
                    Column("Người thực hiện", "who", 26),
                    Column("Ghi chú", "note", 17),
                ),
                blank=7,
                size=10,
            ),
            Fill("III. Kinh phí", "funding", 2),
            Fill("IV. Tổ chức thực hiện", "organisation", 3),
            Text("Trên đây là kế hoạch bảo trì, bảo dưỡng hệ thống camera giám sát./."),
            Receivers("receivers", ("{signed_as:24}",), "signer"),
        ),
    ),
)
