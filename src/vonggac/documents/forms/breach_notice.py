"""Thông báo vi phạm dữ liệu cá nhân (FORMS §8; Điều 23 Luật 91/2025/QH15)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, text, texts
from vonggac.documents.shapes import Fill, Head, Receivers, Shape, Text, Title


@dataclass(frozen=True, slots=True)
class BreachNotice(Paper):
    number: str = text("Số", "31/TB-THYC")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 15 tháng 10 năm 2025")
    code: str = text("Mã hồ sơ", "LM-2025-001")
    addressee: str = text("Kính gửi", "Công an tỉnh Ninh Bình")
    discovered: str = text("Thời điểm phát hiện", "16 giờ 40 phút, ngày 13 tháng 10 năm 2025")
    discovered_by: str = text(
        "Người, cách phát hiện", "Phụ huynh báo tin: thấy đoạn hình trên mạng xã hội"
    )
    what: str = text(
        "Diễn biến, tính chất vi phạm",
        "Bị phát tán, đăng tải: đoạn hình cổng trường 40 giây bị đăng lên một nhóm mạng xã hội.",
    )
    data: str = text("Loại dữ liệu cá nhân", "dữ liệu hình ghi")
    subjects: str = text("Chủ thể dữ liệu, số lượng", "12 học sinh, 03 cha mẹ học sinh")
    consequences: str = text(
        "Hậu quả, thiệt hại có thể xảy ra", "Học sinh có thể bị nhận diện, trêu chọc."
    )
    measures: str = text(
        "Biện pháp đã và sẽ áp dụng", "Đã yêu cầu gỡ bài; thu hồi USB; rà soát quyền trích xuất."
    )
    late: str = text("Lý do thông báo sau 72 giờ", "")
    leader: str = text("Lãnh đạo phụ trách bảo vệ dữ liệu", "Trần Thị Ngọc Ánh")
    contact: str = text("Liên hệ", "0912 000 111")
    signed_as: str = text("Quyền hạn, chức vụ", "HIỆU TRƯỞNG")
    head: str = text("Người ký", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Như trên;", "Lưu: VT, HSCM.")


BREACH_NOTICE = Form(
    code="breach_notice",
    title="Thông báo vi phạm dữ liệu cá nhân",
    clause="khoản 5 Điều 5",
    data=BreachNotice,
    shape=Shape(
        head=Head.LETTER,
        parts=(
            Title("THÔNG BÁO", "Về việc vi phạm dữ liệu cá nhân"),
            Text("Kính gửi: {addressee:40}", align="center"),
            Text(
                "Căn cứ Điều 23 Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, Nhà trường thông báo (hồ sơ {code:12}):"
            ),
            Fill("1. Thời điểm phát hiện", "discovered"),
            Fill("2. Người, cách phát hiện", "discovered_by", 2),
            Fill("3. Diễn biến, tính chất vi phạm", "what", 3),
            Fill("4. Loại dữ liệu cá nhân", "data"),
            Fill("5. Chủ thể dữ liệu, số lượng", "subjects"),
            Fill("6. Hậu quả, thiệt hại có thể xảy ra", "consequences", 2),
            Fill("7. Biện pháp đã và sẽ áp dụng", "measures", 3),
            Fill("8. Lý do thông báo sau 72 giờ (nếu có)", "late"),
            Fill("9. Lãnh đạo phụ trách bảo vệ dữ liệu", "leader"),
            Fill("Điện thoại, thư điện tử liên hệ", "contact"),
            Text("Nhà trường sẽ thông báo bổ sung khi có thêm thông tin./."),
            Receivers("receivers", ("{signed_as:24}",), "head"),
        ),
    ),
)
