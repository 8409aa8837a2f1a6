"""Phiếu chỉ đạo truy xuất dữ liệu (FORMS §4.2; khoản 1 Điều 2, khoản 2 Điều 4)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, text
from vonggac.documents.forms.viewing_request import PURPOSES
from vonggac.documents.shapes import Fill, Fills, Head, Shape, Signature, Signatures, Ticks, Title


@dataclass(frozen=True, slots=True)
class Directive(Paper):
    number: str = text("Mã phiếu", "PCĐ-2025-006")
    issuer: str = text("Người chỉ đạo", "Trần Thị Ngọc Ánh")
    issuer_position: str = text("Chức vụ", "Phó Hiệu trưởng")
    issued_at: str = text("Ngày giờ chỉ đạo", "09:10 10/10/2025")
    manner: str = text("Hình thức: written, system, oral", "system")
    oral_at: str = text("Bằng lời, lúc nào, hình thức nào", "")
    ground: str = text("Căn cứ", "khoản 3 Điều 4 – đề nghị số DN-2025-012")
    purpose: str = text("Mục đích: security, safety, education, fire_safety", "safety")
    purpose_detail: str = text("Nội dung mục đích", "Tìm hiểu việc học sinh lớp 3A bị ngã")
    cameras: str = text("Camera, khu vực", "CAM-03 (Nhà để xe)")
    footage: str = text("Khoảng dữ liệu", "16:40 – 17:00 08/10/2025")
    acts: str = text("Nội dung cho phép: view, snapshot, print, export", "view")
    content: str = text(
        "Yêu cầu cụ thể", "Cho phụ huynh xem tại trường, có người giám sát; không sao chép."
    )
    executor: str = text("Người thực hiện", "Nguyễn Văn Hưởng")
    supervisor: str = text("Người giám sát", "Lê Thị Hoà")
    valid_to: str = text("Hiệu lực đến", "17:00 13/10/2025")
    result: str = text("Kết quả thực hiện", "Đã cho xem lúc 14:05 10/10/2025, lập biên bản xem.")


DIRECTIVE = Form(
    code="directive",
    title="Phiếu chỉ đạo truy xuất dữ liệu",
    clause="khoản 1 Điều 2",
    data=Directive,
    shape=Shape(
        head=Head.SLIP,
        number="Mã phiếu: {number:16}",
        size=13,
        parts=(
            Title("PHIẾU CHỈ ĐẠO", "Truy xuất dữ liệu camera giám sát"),
            Fills((("Người chỉ đạo", "issuer", 0.55), ("Chức vụ", "issuer_position", 0.45))),
            Fill("Ngày, giờ chỉ đạo", "issued_at"),
            Ticks(
                "Hình thức",
                "manner",
                (("written", "Văn bản"), ("system", "Trên hệ thống"), ("oral", "Bằng lời")),
            ),
            Fill("Nếu bằng lời: lúc, trực tiếp hay qua điện thoại", "oral_at"),
            Fill("Căn cứ (khoản 1 Điều 2; khoản 2, khoản 3 Điều 4 – đề nghị số)", "ground"),
            Ticks("Mục đích", "purpose", PURPOSES, 4),
            Fill("Cụ thể", "purpose_detail"),
            Fill("Camera, khu vực", "cameras"),
            Fill("Khoảng dữ liệu", "footage"),
            Ticks(
                "Cho phép",
                "acts",
                (
                    ("view", "Xem lại"),
                    ("snapshot", "Chụp ảnh"),
                    ("print", "In ảnh"),
                    ("export", "Trích xuất"),
                ),
                4,
            ),
            Fill("Yêu cầu", "content", 2),
            Fills((("Người thực hiện", "executor", 0.5), ("Người giám sát", "supervisor", 0.5))),
            Fill("Hiệu lực đến", "valid_to"),
            Fill("Kết quả thực hiện", "result", 3),
            Signatures(
                (
                    Signature("NGƯỜI THỰC HIỆN", "executor"),
                    Signature("NGƯỜI CHỈ ĐẠO", "issuer", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
        ),
    ),
)
