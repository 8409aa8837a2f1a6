"""Biên bản về việc vi phạm Quy định (FORMS §6.1; Điều 5, Điều 6)."""

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
class PersonConcerned:
    name: str = text("Họ và tên")
    position: str = text("Chức vụ, lớp, đơn vị")


@dataclass(frozen=True, slots=True)
class ViolationMinutes(Paper):
    number: str = text("Số", "07/BB-THYC")
    code: str = text("Mã vụ việc", "VP-2025-002")
    began: str = text("Thời gian", "09 giờ 30 phút, ngày 14 tháng 10 năm 2025")
    place: str = text("Địa điểm", "Phòng trực, Trường Tiểu học Yên Cường")
    writer: str = text("Người lập biên bản", "Nguyễn Văn Hưởng")
    persons: tuple[PersonConcerned, ...] = rows(
        "Người có hành vi",
        PersonConcerned,
        PersonConcerned("Lê Văn An", "Bảo vệ"),
    )
    act: str = text("Mô tả hành vi", "Cắm ổ USB lạ vào máy ghi hình (09:05 14/10/2025)")
    rule: str = text("Có dấu hiệu vi phạm", "kết nối thiết bị trái phép (khoản 2 Điều 5)")
    course: str = text(
        "Diễn biến, biện pháp tạm thời", "Đã rút thiết bị, giữ lại, báo cáo lãnh đạo."
    )
    evidence: str = text("Chứng cứ kèm theo", "AN-2025-014; NG-2025-003")
    damage: str = text("Thiệt hại", "500.000 đồng")
    statement: str = text("Ý kiến của người có hành vi", "Tôi định sao chép tài liệu giảng dạy.")
    witness: str = text("Ý kiến của người chứng kiến", "Tôi thấy anh An cắm ổ USB lúc 09 giờ 05.")
    proposal: str = text("Kiến nghị", "Nhắc nhở, tập huấn lại.")
    ended: str = text("Kết thúc", "10 giờ 15 phút, ngày 14 tháng 10 năm 2025")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


VIOLATION_MINUTES = Form(
    code="violation_minutes",
    title="Biên bản về việc vi phạm Quy định",
    clause="Điều 5",
    data=ViolationMinutes,
    shape=Shape(
        head=Head.MINUTES,
        parts=(
            Title(
                "BIÊN BẢN",
                "Về việc vi phạm Quy định quản lý, sử dụng hệ thống camera giám sát",
            ),
            Fill("Mã vụ việc", "code"),
            Fill("Thời gian", "began"),
            Fill("Địa điểm", "place"),
            Fill("Người lập biên bản", "writer"),
            Text("Người có hành vi:", align="left"),
            Grid(
                "persons",
                (
                    Column("Họ và tên", "name", 50),
                    Column("Chức vụ, lớp, đơn vị", "position", 50),
                ),
                blank=2,
                size=13,
            ),
            Fill("Mô tả hành vi", "act", 2),
            Fill("Có dấu hiệu vi phạm", "rule", 2),
            Fill("Diễn biến, biện pháp tạm thời", "course", 2),
            Fill("Chứng cứ kèm theo", "evidence", 2),
            Fill("Thiệt hại", "damage"),
            Fill("Ý kiến của người có hành vi", "statement", 2),
            Fill("Ý kiến của người chứng kiến", "witness", 2),
            Fill("Kiến nghị", "proposal", 2),
            Text(
                "Người từ chối ký ghi rõ lý do. Là học sinh thì cha, mẹ hoặc người đại diện ký.",
                italic=True,
            ),
            Text("Biên bản kết thúc vào {ended:44}; đã đọc cho mọi người cùng nghe./."),
            Signatures(
                (
                    Signature("NGƯỜI LẬP BIÊN BẢN", "writer"),
                    Signature("NGƯỜI CÓ HÀNH VI", ""),
                    Signature("NGƯỜI CHỨNG KIẾN", ""),
                    Signature("HIỆU TRƯỞNG", "head", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
        ),
    ),
)
