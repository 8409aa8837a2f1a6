"""Giấy đề nghị sửa chữa, thay thế: giáo viên Tin học gửi Ban Giám hiệu (FORMS §5.2; khoản 5, khoản 6 Điều 2)."""

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
    Text,
    Title,
)


@dataclass(frozen=True, slots=True)
class ProposedDevice:
    number: str = text("STT")
    code: str = text("Mã TS")
    name: str = text("Tên thiết bị")
    place: str = text("Vị trí")
    year: str = text("Năm sử dụng")
    damage: str = text("Tình trạng hư hỏng")
    cause: str = text("Nguyên nhân")
    measure: str = text("Phương án")
    estimate: str = text("Dự toán (đồng)")


EXAMPLE = ProposedDevice(
    "1", "CAM-03", "Camera nhà để xe", "Nhà để xe", "2025", "Cháy nguồn", "Nước mưa", "Sửa chữa", "450.000"
)  # fmt: skip
COLUMNS = (
    Column("STT", "number", 9, True),
    Column("Mã TS", "code", 16, True),
    Column("Tên thiết bị", "name", 25),
    Column("Vị trí", "place", 17),
    Column("Năm sử dụng", "year", 12, True),
    Column("Tình trạng hư hỏng", "damage", 25),
    Column("Nguyên nhân", "cause", 20),
    Column("Phương án", "measure", 17),
    Column("Dự toán (đồng)", "estimate", 19, True),
)


@dataclass(frozen=True, slots=True)
class RepairRequest(Paper):
    number: str = text("Số đề xuất", "DX-2025-002")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 10 tháng 10 năm 2025")
    addressee: str = text("Kính gửi", "Ban Giám hiệu Trường Tiểu học Yên Cường")
    about: str = text("Về việc", "Thay nguồn camera nhà để xe")
    ground: str = text("Căn cứ", "SC-2025-004")
    reason: str = text("Lý do", "Nguồn cháy do nước mưa, camera đã ngừng")
    devices: tuple[ProposedDevice, ...] = rows("Thiết bị", ProposedDevice, EXAMPLE)
    total: str = text("Tổng dự toán (đồng)", "450.000")
    funding: str = text("Nguồn kinh phí", "Chi thường xuyên")
    wanted_by: str = text("Thời gian đề nghị", "20/10/2025")
    proposer: str = text("Người đề nghị", "Nguyễn Văn Hưởng")
    signer: str = text("Ban Giám hiệu", "Trần Thị Ngọc Ánh")


REPAIR_REQUEST = Form(
    code="repair_request",
    title="Giấy đề nghị sửa chữa, thay thế thiết bị",
    clause="khoản 6 Điều 2",
    data=RepairRequest,
    shape=Shape(
        head=Head.SLIP,
        number="Số đề xuất: {number:16}",
        parts=(
            Title("GIẤY ĐỀ NGHỊ", "Sửa chữa, thay thế thiết bị hệ thống camera giám sát"),
            Text("Kính gửi: {addressee:40}", align="center"),
            Fill("Về việc", "about"),
            Fill("Căn cứ (sự cố, lệnh bảo trì, biên bản kiểm kê)", "ground"),
            Fill("Lý do", "reason", 3),
            Grid("devices", COLUMNS, blank=5, size=10),
            Fills((("Tổng dự toán (đồng)", "total", 0.45), ("Nguồn kinh phí", "funding", 0.55))),
            Fill("Thời gian đề nghị thực hiện", "wanted_by"),
            Text("Kính đề nghị Ban Giám hiệu xem xét, quyết định./."),
            Text("{place_and_date:44}", align="right", italic=True),
            Signatures(
                (
                    Signature("NGƯỜI ĐỀ NGHỊ", "proposer"),
                    Signature("BAN GIÁM HIỆU", "signer", note="(Ý kiến; ký, ghi rõ họ tên)"),
                )
            ),
        ),
    ),
)
