"""Đọc trước: tờ đầu của gói chứng cứ, chuỗi lưu giữ bằng lời (evidence FORMATS §10)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text, texts
from vonggac.documents.shapes import (
    Column,
    Fill,
    Grid,
    Head,
    Items,
    Shape,
    Signature,
    Signatures,
    Text,
    Title,
)


@dataclass(frozen=True, slots=True)
class PackagedCamera:
    camera: str = text("Camera")
    place: str = text("Vị trí")
    footage_local: str = text("Khoảng dữ liệu (giờ địa phương, +07:00)")
    footage_utc: str = text("Khoảng dữ liệu (UTC)")
    clock_offset: str = text("Lệch giờ camera")


@dataclass(frozen=True, slots=True)
class PackagedFile:
    name: str = text("Tệp")
    kind: str = text("Loại")
    size: str = text("Dung lượng")
    sha256: str = text("SHA-256")


@dataclass(frozen=True, slots=True)
class KeyPrint:
    name: str = text("Khóa")
    fingerprint: str = text("Dấu vân tay")


@dataclass(frozen=True, slots=True)
class ReadMeFirst(Paper):
    number: str = text("Số gói", "VG-2025-000003")
    requester: str = text(
        "Người đề nghị", "Công an xã Yên Cường, công văn số 112/CAX ngày 13/10/2025"
    )
    request_no: str = text("Đề nghị số", "DN-2025-014")
    purpose: str = text("Mục đích", "An ninh: xác minh vụ việc xâm nhập trường học")
    approvals: str = text("Người duyệt", "Trần Thị Ngọc Ánh, Hiệu trưởng, 10:02 14/10/2025")
    maker: str = text("Người thực hiện", "Nguyễn Văn Hưởng, Giáo viên Tin học")
    made_at: str = text("Lập lúc", "14:58:12 14/10/2025 (07:58:12Z)")
    cameras: tuple[PackagedCamera, ...] = rows(
        "Camera",
        PackagedCamera,
        PackagedCamera(
            "CAM-05",
            "Tường rào phía sau",
            "09:15:00 – 09:30:00 13/10/2025",
            "02:15:00Z – 02:30:00Z 2025-10-13",
            "+0,2 giây",
        ),
    )
    system_clock: str = text(
        "Giờ hệ thống so với giờ chuẩn khi lập gói", "+0,012 giây (NTP, 14:58:00 14/10/2025)"
    )
    gaps: tuple[str, ...] = texts(
        "Phần gián đoạn, không giao",
        "09:22:10 – 09:22:14: gián đoạn ghi hình, camera mất kết nối.",
        "09:00:00 – 09:15:00: có dữ liệu, không thuộc phạm vi được duyệt, nêu bằng mã băm.",
    )
    files: tuple[PackagedFile, ...] = rows(
        "Tệp",
        PackagedFile,
        PackagedFile(
            "video/cam05_20251013T021500Z_1204.mp4",
            "Bản gốc",
            "7,9 MB",
            "3f9a0c27b1e45d80c6358257205842207e19340777a6303e09afb22721890239",
        ),
        PackagedFile(
            "viewing-copy/cam05.mp4",
            "Bản xem, không phải chứng cứ",
            "12,1 MB",
            "c6358257205842207e19340777a6303e09afb22721890239494bef65ae37e02f",
        ),
    )
    keys: tuple[KeyPrint, ...] = rows(
        "Khóa",
        KeyPrint,
        KeyPrint("Chứng thư gốc chứng cứ (ca.pem)", "7A:41:0C:9E:…:5B"),
        KeyPrint("Khóa nhật ký (log.vkey)", "truong-thyc+1f2e3d4c"),
    )
    printed_line: str = text(
        "Dòng in gần nhất", "2025-10-14  1204  YY2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYR3"
    )
    software: str = text("Phần mềm", "Vọng Gác")


HOW = (
    "1. Đối chiếu dấu vân tay của khóa ở trên với bản do Nhà trường hoặc cơ quan có thẩm quyền cung cấp riêng, không "
    "lấy từ gói này.",
    "2. Trên Linux, macOS: chạy “sh verify.sh”. Trên Windows: mở verify.html bằng trình duyệt, không cần mạng. Ba cách "
    "kiểm tra phải cho cùng kết quả.",
    "3. Chỉ các tệp trong thư mục video là bản gốc, đúng từng byte như khi ghi. Tệp trong thư mục viewing-copy là bản "
    "xem, đã mã hóa lại và đóng dấu chìm, không phải chứng cứ.",
)

READ_ME_FIRST = Form(
    code="read_me_first",
    title="Tờ đọc trước của gói chứng cứ",
    clause="khoản 1 Điều 6",
    data=ReadMeFirst,
    shape=Shape(
        head=Head.BARE,
        number="Số gói: {number:16}",
        size=13,
        foot="Gói {number:16} – tờ đọc trước",
        parts=(
            Title("ĐỌC TRƯỚC", "Gói dữ liệu camera giám sát và chuỗi lưu giữ"),
            Fill("Người đề nghị", "requester"),
            Fill("Đề nghị số", "request_no"),
            Fill("Mục đích", "purpose"),
            Fill("Người duyệt", "approvals"),
            Fill("Người thực hiện", "maker"),
            Fill("Lập lúc", "made_at"),
            Text("Camera, vị trí, khoảng dữ liệu", bold=True),
            Grid(
                "cameras",
                (
                    Column("Camera", "camera", 14, True),
                    Column("Vị trí", "place", 26),
                    Column("Giờ địa phương (+07:00)", "footage_local", 32, True),
                    Column("UTC", "footage_utc", 34, True),
                    Column("Lệch giờ camera", "clock_offset", 16, True),
                ),
                blank=3,
                size=11,
            ),
            Fill("Giờ hệ thống so với giờ chuẩn khi lập gói", "system_clock"),
            Text("Phần gián đoạn và phần không giao", bold=True),
            Items("gaps"),
            Text("Tệp trong gói", bold=True),
            Grid(
                "files",
                (
                    Column("Tệp", "name", 46),
                    Column("Loại", "kind", 24),
                    Column("Dung lượng", "size", 17, True),
                    Column("SHA-256", "sha256", 60),
                ),
                blank=3,
                size=10,
            ),
            Text("Dấu vân tay của các khóa", bold=True),
            Grid(
                "keys", (Column("Khóa", "name", 6), Column("Dấu vân tay", "fingerprint", 10)), 2, 11
            ),
            Fill("Dòng in gần nhất của sổ cái", "printed_line"),
            Text("Cách kiểm tra", bold=True),
            *(Text(each) for each in HOW),
            Fill("Phần mềm lập gói", "software"),
            Signatures((Signature("", "", note=""), Signature("NGƯỜI THỰC HIỆN", "maker"))),
        ),
    ),
)
