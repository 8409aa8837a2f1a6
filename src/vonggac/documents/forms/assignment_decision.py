"""Quyết định phân công quản lý, vận hành hệ thống camera (FORMS §8; khoản 2 Điều 2, khoản 2 Điều 3)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, text, texts
from vonggac.documents.shapes import Head, Items, Receivers, Shape, Text, Title


@dataclass(frozen=True, slots=True)
class AssignmentDecision(Paper):
    number: str = text("Số", "95/QĐ-THYC")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 05 tháng 9 năm 2025")
    issuer: str = text("Thẩm quyền ban hành", "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC YÊN CƯỜNG")
    regulation: str = text(
        "Căn cứ: quyết định ban hành quy định", "83/QĐ-THYC ngày 09 tháng 10 năm 2025"
    )
    person: str = text("Người được phân công", "Nguyễn Văn Hưởng")
    position: str = text("Chức vụ", "Giáo viên Tin học")
    task: str = text(
        "Nhiệm vụ",
        "trực tiếp quản lý hệ thống camera giám sát, chịu trách nhiệm trước Hiệu trưởng",
    )
    from_day: str = text("Kể từ ngày", "05 tháng 9 năm 2025")
    duties: tuple[str, ...] = texts(
        "Trách nhiệm cụ thể",
        "Quản lý thiết bị, tài khoản, mật khẩu và dữ liệu của hệ thống;",
        "Ghi chép sổ sách, báo cáo sự cố, đề xuất bảo trì, sửa chữa;",
    )
    replaces: str = text("Thay thế", "Quyết định số 60/QĐ-THYC ngày 05 tháng 9 năm 2024")
    signed_as: str = text("Quyền hạn, chức vụ", "HIỆU TRƯỞNG")
    signer: str = text("Người ký", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Như Điều 3;", "Lưu: VT, HSCM (02).")


ASSIGNMENT_DECISION = Form(
    code="assignment_decision",
    title="Quyết định phân công quản lý, vận hành hệ thống camera",
    clause="khoản 2 Điều 2",
    data=AssignmentDecision,
    shape=Shape(
        head=Head.LETTER,
        parts=(
            Title("QUYẾT ĐỊNH", "Về việc phân công quản lý, vận hành hệ thống camera giám sát"),
            Text("{issuer:36}", bold=True, align="center"),
            Text(
                "Căn cứ Quy định quản lý, sử dụng hệ thống camera giám sát ban hành kèm theo Quyết định số "
                "{regulation:30};",
                italic=True,
            ),
            Text("Căn cứ yêu cầu nhiệm vụ và năng lực của viên chức.", italic=True),
            Text("QUYẾT ĐỊNH:", bold=True, align="center"),
            Text(
                "Phân công Ông (Bà) {person:30}, chức vụ {position:24}, {task:60}, kể từ ngày "
                "{from_day:16}.",
                lead="Điều\u00a01. ",
            ),
            Text("Ông (Bà) có tên tại Điều\u00a01 có trách nhiệm:", lead="Điều\u00a02. "),
            Items("duties", blank=4),
            Text(
                "Quyết định này có hiệu lực kể từ ngày ký và thay thế {replaces:36}. Các bộ phận "
                "có liên quan và Ông (Bà) có tên tại Điều\u00a01 chịu trách nhiệm thi hành Quyết định này./.",
                lead="Điều\u00a03. ",
            ),
            Receivers("receivers", ("{signed_as:24}",), "signer"),
        ),
    ),
)
