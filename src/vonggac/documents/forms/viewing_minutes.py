"""Biên bản xem dữ liệu camera (FORMS §4.3; khép lại một đề nghị xem của khoản 3 Điều 4)."""

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
class Attendant:
    name: str = text("Họ và tên", "")
    position: str = text("Chức vụ, đơn vị", "")
    part: str = text("Tư cách", "")


@dataclass(frozen=True, slots=True)
class ViewingMinutes(Paper):
    number: str = text("Số", "07/BB-THYC")
    began: str = text("Thời gian bắt đầu", "14 giờ 05 phút, ngày 10 tháng 10 năm 2025")
    place: str = text("Địa điểm", "Phòng Hội đồng, Trường Tiểu học Yên Cường")
    attendants: tuple[Attendant, ...] = rows(
        "Thành phần",
        Attendant,
        Attendant("Nguyễn Thị Hoa", "Phụ huynh em Trần Minh Khôi, lớp 3A", "Người đề nghị"),
        Attendant("Nguyễn Văn Hưởng", "Giáo viên Tin học", "Người thực hiện"),
        Attendant("Lê Thị Hoà", "Viên chức", "Người giám sát"),
        Attendant("Đỗ Thị Đào", "Giáo viên", "Giáo viên chủ nhiệm lớp 3A"),
    )
    ground: str = text("Căn cứ", "Đề nghị số DN-2025-012; Phiếu chỉ đạo số PCĐ-2025-006")
    cameras: str = text("Camera", "CAM-03 (Nhà để xe)")
    footage: str = text("Khoảng dữ liệu đã xem", "16:40 – 17:00 08/10/2025")
    seen: str = text(
        "Nội dung ghi nhận được",
        "Lúc 16:52:10 một xe đạp dựng cạnh lối đi đổ; em Khôi bị vướng chân, tự đứng dậy. "
        "Không có người khác tác động.",
    )
    opinions: str = text(
        "Ý kiến các bên", "Phụ huynh nhất trí với nội dung đã xem, không có ý kiến khác."
    )
    copies: str = text("Số bản", "02")
    copies_each: str = text("Mỗi bên giữ", "01")
    ended: str = text("Kết thúc", "14 giờ 30 phút, ngày 10 tháng 10 năm 2025")
    requester: str = text("Người đề nghị", "Nguyễn Thị Hoa")
    executor: str = text("Người thực hiện", "Nguyễn Văn Hưởng")
    supervisor: str = text("Người giám sát", "Lê Thị Hoà")
    clerk: str = text("Người ghi biên bản", "Nguyễn Văn Hưởng")
    chair: str = text("Chủ trì", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts(
        "Nơi nhận", "Người đề nghị;", "Ban Giám hiệu;", "Lưu: VT, HSCM (02)."
    )


VIEWING_MINUTES = Form(
    code="viewing_minutes",
    title="Biên bản xem dữ liệu camera",
    clause="khoản 3 Điều 4",
    data=ViewingMinutes,
    shape=Shape(
        head=Head.MINUTES,
        parts=(
            Title("BIÊN BẢN", "Xem dữ liệu camera giám sát"),
            Text("Hôm nay, vào lúc {began:44}, tại {place:40}, chúng tôi gồm:"),
            Grid(
                "attendants",
                (
                    Column("Họ và tên", "name", 5),
                    Column("Chức vụ, đơn vị", "position", 6),
                    Column("Tư cách", "part", 5),
                ),
                blank=4,
                size=13,
            ),
            Fill("1. Căn cứ", "ground"),
            Fill("2. Camera, khu vực", "cameras"),
            Fill("3. Khoảng dữ liệu đã xem", "footage"),
            Fill("4. Nội dung ghi nhận được", "seen", 4),
            Fill("5. Ý kiến các bên", "opinions", 3),
            Text(
                "6. Các bên xác nhận: dữ liệu được xem tại trường, có người giám sát; người xem không quay, chụp, sao "
                "chép hình ảnh dưới bất kỳ hình thức nào; bản in, bản sao đã được đồng ý chỉ giao theo phiếu.",
                align="left",
            ),
            Text(
                "Biên bản kết thúc vào {ended:40}; được lập thành {copies:6} bản có giá trị như nhau, mỗi bên giữ "
                "{copies_each:6} bản; đã đọc cho mọi người cùng nghe và thống nhất ký tên./."
            ),
            Signatures(
                (
                    Signature("NGƯỜI ĐỀ NGHỊ", "requester"),
                    Signature("NGƯỜI THỰC HIỆN", "executor"),
                    Signature("NGƯỜI GIÁM SÁT", "supervisor"),
                )
            ),
            Signatures(
                (
                    Signature("THƯ KÝ", "clerk"),
                    Signature("CHỦ TỌA", "chair", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
            Receivers("receivers", (), ""),
        ),
    ),
)
