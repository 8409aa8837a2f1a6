"""Biên bản kiểm tra tình trạng hư hỏng (FORMS §5.2; khoản 5, khoản 6 Điều 2)."""

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
class DamagedDevice:
    number: str = text("STT")
    code: str = text("Mã TS")
    name: str = text("Tên thiết bị")
    place: str = text("Vị trí")
    year: str = text("Năm sử dụng")
    damage: str = text("Tình trạng hư hỏng")
    cause: str = text("Nguyên nhân")
    plan: str = text("Hướng khắc phục (sửa/thay/thanh lý)")


@dataclass(frozen=True, slots=True)
class DamageMinutes(Paper):
    number: str = text("Số", "10/BB-THYC")
    began: str = text("Thời gian bắt đầu", "14 giờ 00 phút, ngày 09 tháng 10 năm 2025")
    place: str = text("Địa điểm", "Phòng Tin học, Trường Tiểu học Yên Cường")
    attendants: str = text(
        "Thành phần", "Nguyễn Văn Hưởng, Giáo viên Tin học; Phan Thị Tâm, Kế toán"
    )
    ground: str = text("Căn cứ", "Sự cố SC-2025-004")
    devices: tuple[DamagedDevice, ...] = rows(
        "Thiết bị",
        DamagedDevice,
        DamagedDevice("1", "CAM-03", "Camera nhà để xe", "Cột số 2", "2025", "Cháy bộ nguồn", "Nước mưa", "Thay"),
    )  # fmt: skip
    conclusion: str = text("Kết luận", "Thay bộ nguồn, lắp mái che")
    ended: str = text("Kết thúc", "14 giờ 30 phút, ngày 09 tháng 10 năm 2025")
    clerk: str = text("Người lập", "Nguyễn Văn Hưởng")
    chair: str = text("Ban Giám hiệu", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Ban Giám hiệu;", "Lưu: VT, HSCM (02).")


DAMAGE_MINUTES = Form(
    code="damage_minutes",
    title="Biên bản kiểm tra tình trạng hư hỏng thiết bị",
    clause="khoản 5 Điều 2",
    data=DamageMinutes,
    shape=Shape(
        head=Head.MINUTES,
        parts=(
            Title("BIÊN BẢN", "Kiểm tra tình trạng hư hỏng thiết bị"),
            Text("Hôm nay, vào lúc {began:44}, tại {place:40}, chúng tôi gồm:"),
            Fill("Thành phần", "attendants", 2),
            Fill("Căn cứ", "ground"),
            Text("đã kiểm tra tình trạng hư hỏng của các thiết bị sau:"),
            Grid(
                "devices",
                (
                    Column("STT", "number", 9, True),
                    Column("Mã TS", "code", 17, True),
                    Column("Tên thiết bị", "name", 26),
                    Column("Vị trí", "place", 20),
                    Column("Năm sử dụng", "year", 14, True),
                    Column("Tình trạng hư hỏng", "damage", 28),
                    Column("Nguyên nhân", "cause", 22),
                    Column("Hướng khắc phục", "plan", 24),
                ),
                blank=5,
                size=10,
            ),
            Fill("Kết luận", "conclusion", 3),
            Text(
                "Biên bản kết thúc vào {ended:40}; đã đọc cho mọi người cùng nghe và thống nhất ký tên./."
            ),
            Signatures(
                (
                    Signature("NGƯỜI LẬP", "clerk"),
                    Signature("BAN GIÁM HIỆU", "chair", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
            Receivers("receivers", (), ""),
        ),
    ),
)
