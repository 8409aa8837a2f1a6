"""Biên bản bàn giao dữ liệu (FORMS §4.5; khoản 3 Điều 4, khoản 5 Điều 5, khoản 1 Điều 6; NĐ 356/2025)."""

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
    Ticks,
    Title,
)


@dataclass(frozen=True, slots=True)
class HandedFile:
    number: str = text("STT")
    name: str = text("Tên tệp")
    camera: str = text("Camera")
    footage: str = text("Từ – đến")
    duration: str = text("Thời lượng")
    size: str = text("Dung lượng")
    sha256: str = text("SHA-256")


@dataclass(frozen=True, slots=True)
class Handover(Paper):
    number: str = text("Số", "08/BB-THYC")
    began: str = text("Thời gian", "15 giờ 10 phút, ngày 14 tháng 10 năm 2025")
    place: str = text("Địa điểm", "Văn phòng Trường Tiểu học Yên Cường")
    giver: str = text("Bên giao: họ tên", "Nguyễn Văn Hưởng")
    giver_position: str = text(
        "Bên giao: chức vụ, đơn vị", "Giáo viên Tin học, Trường Tiểu học Yên Cường"
    )
    receiver: str = text("Bên nhận: họ tên", "Vũ Văn Uy")
    receiver_position: str = text("Bên nhận: chức vụ, đơn vị", "Đại úy, Công an xã Yên Cường")
    letter_no: str = text(
        "Số giấy giới thiệu, công văn", "Giấy giới thiệu số 41/GGT-CAX ngày 13/10/2025"
    )
    identity_no: str = text("Số định danh cá nhân", "036085004321")
    ground: str = text(
        "Căn cứ",
        "Công văn số 112/CAX ngày 13/10/2025; đề nghị số DN-2025-014; ý kiến đồng ý của Hiệu trưởng",
    )
    files: tuple[HandedFile, ...] = rows(
        "Bảng tệp",
        HandedFile,
        HandedFile(
            "1",
            "VG-2025-000003.zip",
            "CAM-05",
            "09:15 – 09:30 13/10/2025",
            "15 phút",
            "118,4 MB",
            "c6358257205842207e19340777a6303e09afb22721890239494bef65ae37e02f",
        ),
    )
    medium: str = text("Phương tiện chứa (USB, sê-ri)", "USB Kingston 32 GB, sê-ri 408D5C9A")
    seal_no: str = text("Niêm phong số", "NP-2025-03")
    clock_offset: str = text(
        "Độ lệch giờ camera so với giờ chuẩn", "+0,2 giây (đo lúc 15:00 14/10/2025)"
    )
    condition: str = text("Tình trạng dữ liệu: original, masked", "original")
    transfer_purpose: str = text("1. Mục đích chuyển giao", "Xác minh vụ việc xâm nhập trường học")
    data_kinds: str = text(
        "2. Loại dữ liệu và chủ thể",
        "Hình ảnh (dữ liệu cơ bản) của 01 người lạ và 03 học sinh đi ngang",
    )
    keeping: str = text(
        "3. Thời hạn lưu và trách nhiệm xóa, hủy",
        "Đến khi kết thúc xác minh; bên nhận hủy và báo lại bằng văn bản trước ngày 31/12/2025",
    )
    legal_ground: str = text(
        "4. Căn cứ pháp lý", "Luật Bảo vệ dữ liệu cá nhân, điểm b khoản 2 Điều 15"
    )
    protection: str = text(
        "5. Trách nhiệm bảo vệ dữ liệu",
        "Bên nhận giữ kín, không phát tán; mật khẩu giao riêng qua điện thoại",
    )
    subject_rights: str = text(
        "6. Trách nhiệm thực hiện quyền của chủ thể",
        "Đề nghị của chủ thể gửi về Trường; hai bên cùng trả lời",
    )
    violation: str = text(
        "7. Phối hợp khi có vi phạm",
        "Bên phát hiện báo bên kia ngay, chậm nhất 24 giờ; Trường báo cáo trong 72 giờ",
    )
    copies: str = text("Số bản", "03")
    copies_each: str = text("Mỗi bên giữ", "01")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


SEVEN = (
    Text(
        "Nội dung thỏa thuận chuyển giao dữ liệu cá nhân (Nghị định 356/2025/NĐ-CP, khoản 1 Điều 7):",
        bold=True,
    ),
    Fill("1. Mục đích chuyển giao", "transfer_purpose", 2),
    Fill("2. Loại dữ liệu và chủ thể dữ liệu", "data_kinds", 2),
    Fill("3. Thời hạn lưu; trách nhiệm xóa, hủy", "keeping", 2),
    Fill("4. Căn cứ pháp lý", "legal_ground"),
    Fill("5. Trách nhiệm bảo vệ dữ liệu", "protection", 2),
    Fill("6. Trách nhiệm thực hiện quyền của chủ thể dữ liệu", "subject_rights", 2),
    Fill("7. Phối hợp khi có vi phạm", "violation", 2),
)

HANDOVER = Form(
    code="handover",
    title="Biên bản bàn giao dữ liệu camera",
    clause="khoản 3 Điều 4",
    data=Handover,
    shape=Shape(
        head=Head.MINUTES,
        size=13,
        parts=(
            Title("BIÊN BẢN", "Bàn giao dữ liệu camera giám sát"),
            Text("Hôm nay, vào lúc {began:44}, tại {place:40}, chúng tôi gồm:"),
            Text("BÊN GIAO", bold=True),
            Fill("Ông (Bà)", "giver"),
            Fill("Chức vụ, đơn vị", "giver_position"),
            Text("BÊN NHẬN", bold=True),
            Fill("Ông (Bà)", "receiver"),
            Fill("Chức vụ, đơn vị", "receiver_position"),
            Fill("Số giấy giới thiệu, công văn", "letter_no"),
            Fill("Số định danh cá nhân", "identity_no"),
            Fill("Căn cứ (đề nghị số, ý kiến đồng ý, công văn)", "ground", 2),
            Text("Bên giao đã giao, bên nhận đã nhận các tệp sau:"),
            Grid(
                "files",
                (
                    Column("STT", "number", 9, True),
                    Column("Tên tệp", "name", 32),
                    Column("Camera", "camera", 17, True),
                    Column("Từ – đến", "footage", 24, True),
                    Column("Thời lượng", "duration", 16, True),
                    Column("Dung lượng", "size", 17, True),
                    Column("SHA-256", "sha256", 50),
                ),
                blank=3,
                size=10,
            ),
            Fills((("Phương tiện chứa", "medium", 0.62), ("Niêm phong số", "seal_no", 0.38))),
            Fill("Độ lệch giờ camera so với giờ chuẩn", "clock_offset"),
            Ticks(
                "Tình trạng dữ liệu",
                "condition",
                (("original", "Nguyên gốc"), ("masked", "Đã che mặt")),
            ),
            *SEVEN,
            Text(
                "Biên bản được lập thành {copies:6} bản có giá trị như nhau, mỗi bên giữ {copies_each:6} bản; đã đọc "
                "cho mọi người cùng nghe và thống nhất ký tên./."
            ),
            Signatures(
                (
                    Signature("BÊN GIAO", "giver"),
                    Signature("BÊN NHẬN", "receiver"),
                    Signature("HIỆU TRƯỞNG", "head", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
        ),
    ),
)
