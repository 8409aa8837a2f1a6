"""Giấy đề nghị xem, trích xuất dữ liệu camera (FORMS §4.1; khoản 3 Điều 4)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, text
from vonggac.documents.shapes import (
    Fill,
    Fills,
    Framed,
    Head,
    Shape,
    Signature,
    Signatures,
    Text,
    Ticks,
    Title,
)


@dataclass(frozen=True, slots=True)
class ViewingRequest(Paper):
    addressee: str = text("Kính gửi", "Ban Giám hiệu Trường Tiểu học Yên Cường")
    requester: str = text("Họ và tên / tên đơn vị", "Nguyễn Thị Hoa")
    born: str = text("Ngày sinh", "12/05/1988")
    identity_no: str = text("Số định danh cá nhân (căn cước)", "036188001234")
    address: str = text("Địa chỉ", "Thôn Đông, xã Yên Cường, tỉnh Ninh Bình")
    phone: str = text("Điện thoại", "0912 345 678")
    standing: str = text(
        "Quan hệ, tư cách", "Phụ huynh em Trần Minh Khôi, lớp 3A (số giấy giới thiệu: không)"
    )
    purpose: str = text("Mục đích: security, safety, education, fire_safety", "safety")
    reason: str = text("Lý do", "Tìm hiểu việc cháu bị ngã tại nhà để xe")
    event: str = text(
        "Mô tả sự việc", "Chiều 08/10/2025 cháu về nhà có vết xước ở chân, nói bị xe đạp đổ vào."
    )
    cameras: str = text("Địa điểm, camera", "Nhà để xe (CAM-03)")
    footage: str = text("Thời gian", "từ 16 giờ 30 đến 17 giờ 15 ngày 08 tháng 10 năm 2025")
    forms: str = text("Hình thức: view, print, copy", "view")
    attachments: str = text("Tài liệu kèm theo", "Bản sao căn cước")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 09 tháng 10 năm 2025")
    decision: str = text("Ý kiến: agreed, part, refused", "part")
    decision_reason: str = text("Lý do, điều kiện", "Chỉ khoảng thời gian có liên quan")
    scope: str = text("Phạm vi được xem", "CAM-03, 16:40 – 17:00 08/10/2025; không sao chép")
    executor: str = text("Người thực hiện", "Nguyễn Văn Hưởng")
    supervisor: str = text("Người giám sát", "Lê Thị Hoà")
    valid_to: str = text("Thời hạn", "17:00 13/10/2025")
    decider: str = text("Người quyết định", "Trần Thị Ngọc Ánh")
    decided_on: str = text("Ngày quyết định", "Yên Cường, ngày 10 tháng 10 năm 2025")
    number: str = text("Số tiếp nhận", "DN-2025-012")
    received_at: str = text("Ngày giờ tiếp nhận", "08:20 09/10/2025")
    receiver: str = text("Người nhận", "Phạm Thị Lan")


PLEDGE = (
    "Tôi cam kết: Sử dụng đúng mục đích; không quay, chụp, sao chép, phát tán, đăng tải lên mạng xã hội; "
    "giữ bí mật hình ảnh của học sinh và người khác; chịu trách nhiệm trước pháp luật."
)
PURPOSES = (
    ("security", "An ninh"),
    ("safety", "An toàn"),
    ("education", "Giáo dục"),
    ("fire_safety", "Phòng chống cháy nổ"),
)

VIEWING_REQUEST = Form(
    code="viewing_request",
    title="Giấy đề nghị xem, trích xuất dữ liệu camera",
    clause="khoản 3 Điều 4",
    data=ViewingRequest,
    shape=Shape(
        head=Head.PERSONAL,
        size=13,
        parts=(
            Title("GIẤY ĐỀ NGHỊ", "Xem (trích xuất) dữ liệu camera giám sát"),
            Text("Kính gửi: {addressee:40}", align="center"),
            Fill("Tôi tên là (tên đơn vị)", "requester"),
            Fills((("Ngày sinh", "born", 0.38), ("Số định danh cá nhân", "identity_no", 0.62))),
            Fill("Địa chỉ", "address"),
            Fill("Điện thoại", "phone"),
            Fill(
                "Quan hệ, tư cách (phụ huynh em … lớp …; giáo viên; cơ quan – số công văn, giấy giới thiệu)",
                "standing",
                2,
            ),
            Ticks("Mục đích", "purpose", PURPOSES, 4),
            Fill("Lý do", "reason"),
            Fill("Mô tả sự việc", "event", 3),
            Fill("Địa điểm, camera", "cameras"),
            Fill("Thời gian (từ … giờ … đến … giờ … ngày …)", "footage"),
            Ticks(
                "Hình thức",
                "forms",
                (("view", "Xem tại trường"), ("print", "In ảnh"), ("copy", "Sao chép")),
            ),
            Fill("Tài liệu kèm theo", "attachments"),
            Text(PLEDGE, italic=True),
            Text("Tôi xin chân thành cảm ơn!"),
            Signatures(
                (
                    Signature("", "", note=""),
                    Signature("Người đề nghị", "requester", date="{place_and_date}"),
                )
            ),
            Framed(
                (
                    Text("Ý KIẾN CỦA BAN GIÁM HIỆU", bold=True, align="center"),
                    Ticks(
                        "",
                        "decision",
                        (
                            ("agreed", "Đồng ý"),
                            ("part", "Đồng ý một phần"),
                            ("refused", "Không đồng ý"),
                        ),
                    ),
                    Fill("Lý do, điều kiện", "decision_reason", 2),
                    Fill("Phạm vi được xem", "scope"),
                    Fills(
                        (
                            ("Người thực hiện", "executor", 0.5),
                            ("Người giám sát", "supervisor", 0.5),
                        )
                    ),
                    Fill("Thời hạn", "valid_to"),
                    Signatures(
                        (
                            Signature("", "", note=""),
                            Signature(
                                "THỦ TRƯỞNG ĐƠN VỊ",
                                "decider",
                                note="(Ký, ghi rõ họ tên, đóng dấu)",
                                date="{decided_on}",
                            ),
                        )
                    ),
                )
            ),
            Text("Phần tiếp nhận", bold=True, italic=True),
            Fills(
                (
                    ("Số", "number", 0.28),
                    ("Ngày, giờ", "received_at", 0.36),
                    ("Người nhận", "receiver", 0.36),
                )
            ),
        ),
    ),
)
