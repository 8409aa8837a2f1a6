"""Phiếu trả lời đề nghị: từ chối, đồng ý một phần, “Không còn dữ liệu” (FORMS §8; khoản 3 Điều 4)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, text, texts
from vonggac.documents.shapes import Fill, Head, Receivers, Shape, Text, Ticks, Title


@dataclass(frozen=True, slots=True)
class ReplyLetter(Paper):
    number: str = text("Số", "PTL-2025-012")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 10 tháng 10 năm 2025")
    addressee: str = text("Kính gửi", "Bà Nguyễn Thị Hoa, phụ huynh em Trần Minh Khôi, lớp 3A")
    request_no: str = text("Đề nghị số", "DN-2025-012")
    request_day: str = text("Ngày đề nghị", "09/10/2025")
    answer: str = text("Trả lời: refused, part, no_data", "part")
    scope: str = text(
        "Phần được đồng ý", "CAM-03, 16:40 – 17:00 08/10/2025; xem tại trường, có người giám sát"
    )
    reason: str = text(
        "Lý do",
        "Ngoài khoảng thời gian trên, dữ liệu có hình ảnh của học sinh khác, không liên quan sự việc.",
    )
    ground: str = text(
        "Căn cứ", "khoản 3 Điều 4 của Quy định quản lý, sử dụng hệ thống camera giám sát"
    )
    next_step: str = text(
        "Hướng dẫn", "Liên hệ thầy Hưởng, Phòng Hội đồng, từ 14 giờ ngày 10/10/2025"
    )
    signed_as: str = text("Quyền hạn, chức vụ", "KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG")
    signer: str = text("Người ký", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts(
        "Nơi nhận", "Như trên;", "Ban Giám hiệu;", "Lưu: VT, HSCM (02)."
    )


REPLY_LETTER = Form(
    code="reply_letter",
    title="Phiếu trả lời đề nghị xem dữ liệu camera",
    clause="khoản 3 Điều 4",
    data=ReplyLetter,
    shape=Shape(
        head=Head.LETTER,
        parts=(
            Title("PHIẾU TRẢ LỜI", "Về đề nghị xem, trích xuất dữ liệu camera giám sát"),
            Text("Kính gửi: {addressee:40}", align="center"),
            Text(
                "Nhà trường đã nhận đề nghị số {request_no:16} ngày {request_day:16} và trả lời như sau:"
            ),
            Ticks(
                "Kết quả",
                "answer",
                (
                    ("part", "Đồng ý một phần"),
                    ("refused", "Không đồng ý"),
                    ("no_data", "Không còn dữ liệu"),
                ),
            ),
            Fill("Phần được đồng ý (camera, thời gian, hình thức)", "scope", 2),
            Fill("Lý do", "reason", 4),
            Fill("Căn cứ", "ground", 2),
            Fill("Hướng dẫn", "next_step", 2),
            Text(
                "Nếu không nhất trí, đề nghị phản ánh với Ban Giám hiệu; Nhà trường sẽ xem xét và trả lời bằng "
                "văn bản./."
            ),
            Receivers("receivers", ("{signed_as:24}",), "signer"),
        ),
    ),
)
