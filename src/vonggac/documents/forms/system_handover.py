"""Biên bản bàn giao hệ thống (FORMS §8; khoản 2 Điều 2)."""

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
    Text,
    Title,
)


@dataclass(frozen=True, slots=True)
class HandedItem:
    number: str = text("STT")
    item: str = text("Nội dung bàn giao")
    answer: str = text("Kết quả")
    words: str = text("Số lượng, việc còn lại")


@dataclass(frozen=True, slots=True)
class HandedFigure:
    number: str = text("STT")
    what: str = text("Số liệu")
    figure: str = text("Số lượng")


@dataclass(frozen=True, slots=True)
class SystemHandover(Paper):
    number: str = text("Số", "12/BB-THYC")
    began: str = text("Thời gian", "08 giờ 00 phút, ngày 05 tháng 9 năm 2025")
    place: str = text("Địa điểm", "Phòng Tin học, Trường Tiểu học Yên Cường")
    code: str = text("Mã hồ sơ", "BG-2025-001")
    giver: str = text("Bên giao", "Nguyễn Văn Hưởng, Giáo viên Tin học")
    receiver: str = text("Bên nhận", "Đỗ Văn Lâm, Giáo viên Tin học")
    witness: str = text("Người chứng kiến", "Trần Thị Ngọc Ánh, Hiệu trưởng")
    ground: str = text("Căn cứ", "Quyết định số 95/QĐ-THYC ngày 05/9/2025")
    items: tuple[HandedItem, ...] = rows(
        "Danh mục bàn giao",
        HandedItem,
        HandedItem("1", "Mật khẩu camera", "Đã xong", "08/08 camera"),
        HandedItem("2", "Chìa khóa phòng, tủ", "Còn phải làm", "Thiếu 01 chìa tủ mạng"),
    )
    figures: tuple[HandedFigure, ...] = rows(
        "Số liệu hệ thống đếm",
        HandedFigure,
        HandedFigure("1", "Camera đang dùng", "08"),
        HandedFigure("2", "Sự cố chưa đóng", "01"),
    )
    absent: str = text("Bên giao vắng mặt, lý do", "Không")
    other: str = text("Ý kiến khác", "Chìa tủ mạng giao trước ngày 10/9/2025")
    ended: str = text("Kết thúc", "09 giờ 30 phút, ngày 05 tháng 9 năm 2025")
    giver_name: str = text("Bên giao ký", "Nguyễn Văn Hưởng")
    receiver_name: str = text("Bên nhận ký", "Đỗ Văn Lâm")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


SYSTEM_HANDOVER = Form(
    code="system_handover",
    title="Biên bản bàn giao hệ thống camera",
    clause="khoản 2 Điều 2",
    data=SystemHandover,
    shape=Shape(
        head=Head.MINUTES,
        size=13,
        parts=(
            Title("BIÊN BẢN", "Bàn giao hệ thống camera giám sát"),
            Text("Hôm nay, vào lúc {began:44}, tại {place:40}, chúng tôi gồm:"),
            Fill("Bên giao", "giver"),
            Fill("Bên nhận", "receiver"),
            Fill("Người chứng kiến", "witness"),
            Fill("Căn cứ", "ground"),
            Fill("Mã hồ sơ", "code"),
            Fill("Bên giao vắng mặt, lý do", "absent"),
            Text("Hai bên đã kiểm tra và bàn giao:"),
            Grid(
                "items",
                (
                    Column("STT", "number", 10, True),
                    Column("Nội dung bàn giao", "item", 62),
                    Column("Kết quả", "answer", 30),
                    Column("Số lượng, việc còn lại", "words", 62),
                ),
                blank=8,
                size=11,
            ),
            Text("Số liệu của hệ thống lúc bàn giao:"),
            Grid(
                "figures",
                (
                    Column("STT", "number", 10, True),
                    Column("Số liệu", "what", 122),
                    Column("Số lượng", "figure", 32, True),
                ),
                blank=10,
                size=11,
            ),
            Text(
                "Mật khẩu camera chưa đổi, bên nhận đổi ngay sau khi nhận; bên giao không giữ lại mật khẩu, "
                "mã khôi phục, chìa khóa và bản sao dữ liệu nào."
            ),
            Fill("Ý kiến khác", "other", 2),
            Text(
                "Biên bản kết thúc vào {ended:40}; lập thành 03 bản có giá trị như nhau, mỗi bên giữ 01 bản, "
                "lưu 01 bản; đã đọc cho mọi người cùng nghe và thống nhất ký tên./."
            ),
            Signatures(
                (
                    Signature("BÊN GIAO", "giver_name"),
                    Signature("BÊN NHẬN", "receiver_name"),
                    Signature("HIỆU TRƯỞNG", "head", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
        ),
    ),
)
