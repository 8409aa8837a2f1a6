"""Bảng dấu vân tay của các khóa: in, ký, giữ ngoài máy để người ngoài đối chiếu (evidence FORMATS §7, §10)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text
from vonggac.documents.shapes import (
    Code,
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
class ListedKey:
    number: str = text("STT")
    name: str = text("Khóa")
    purpose: str = text("Dùng để")
    valid: str = text("Hiệu lực")
    fingerprint: str = text("Dấu vân tay (SHA-256)")


@dataclass(frozen=True, slots=True)
class Fingerprints(Paper):
    number: str = text("Số", "09/TB-THYC")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 14 tháng 10 năm 2025")
    keys: tuple[ListedKey, ...] = rows(
        "Các khóa",
        ListedKey,
        ListedKey(
            "1",
            "ca.pem",
            "Chứng thư gốc của chứng cứ",
            "09/10/2025 – 09/10/2035",
            "C6:35:82:57:20:58:42:20:7E:19:34:07:77:A6:30:3E:09:AF:B2:27:21:89:02:39:49:4B:EF:65:AE:37:E0:2F",
        ),
        ListedKey(
            "2",
            "log.vkey",
            "Ký mốc của sổ cái",
            "từ 09/10/2025",
            "truong-thyc+1f2e3d4c+AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGh",
        ),
    )
    checkpoint: str = text(
        "Dòng in của sổ cái", "2025-10-14  1204  YY2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYR3"
    )
    verify: str = text("Nội dung mã QR", "2025-10-14 1204 YY2Y-EVZA-LBBC-A7QZ-GQDX-PJRQ-HYR3")
    maker: str = text("Người lập", "Nguyễn Văn Hưởng")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


FINGERPRINTS = Form(
    code="fingerprints",
    title="Bảng dấu vân tay của các khóa",
    clause="khoản 1 Điều 6",
    data=Fingerprints,
    shape=Shape(
        head=Head.LETTER,
        size=13,
        parts=(
            Title(
                "BẢNG DẤU VÂN TAY CỦA CÁC KHÓA",
                "Dùng để kiểm tra dữ liệu camera do Nhà trường giao",
            ),
            Text(
                "Người nhận dữ liệu đối chiếu từng ký tự dưới đây với kết quả kiểm tra gói chứng cứ. Bảng này được "
                "giao riêng, không gửi kèm dữ liệu."
            ),
            Grid(
                "keys",
                (
                    Column("STT", "number", 11, True),
                    Column("Khóa", "name", 20),
                    Column("Dùng để", "purpose", 32),
                    Column("Hiệu lực", "valid", 25, True),
                    Column("Dấu vân tay (SHA-256)", "fingerprint", 77),
                ),
                blank=4,
                size=11,
            ),
            Fill("Dòng in của sổ cái", "checkpoint"),
            Code("verify", "Mã QR của dòng in; dùng để so với sổ cái sau này."),
            Signatures(
                (
                    Signature("NGƯỜI LẬP", "maker"),
                    Signature("HIỆU TRƯỞNG", "head", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
        ),
    ),
)
