"""Biên bản rà soát tài khoản hằng quý (FORMS §8; khoản 1 Điều 4)."""

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
class ReviewedAccount:
    number: str = text("STT")
    name: str = text("Họ tên")
    username: str = text("Tên đăng nhập")
    roles: str = text("Vai trò")
    state: str = text("Trạng thái")
    seen: str = text("Đăng nhập gần nhất")
    answer: str = text("Kết quả rà soát")


@dataclass(frozen=True, slots=True)
class AccountReview(Paper):
    number: str = text("Số", "14/BB-THYC")
    quarter: str = text("Quý", "IV năm 2025")
    began: str = text("Thời gian bắt đầu", "15 giờ 00 phút, ngày 09 tháng 10 năm 2025")
    place: str = text("Địa điểm", "Văn phòng Trường Tiểu học Yên Cường")
    attendants: str = text(
        "Thành phần tham dự",
        "Trần Thị Ngọc Ánh, Hiệu trưởng; Nguyễn Văn Hưởng, Giáo viên Tin học",
    )
    accounts: tuple[ReviewedAccount, ...] = rows(
        "Tài khoản",
        ReviewedAccount,
        ReviewedAccount("1", "Trần Thị Ngọc Ánh", "anh.ttn", "Hiệu trưởng", "Hoạt động", "07:10 09/10/2025", "Giữ"),
        ReviewedAccount("2", "Lê Thị Mai", "mai.lt", "", "Hoạt động", "08:00 02/6/2025", "Tạm khóa"),
    )  # fmt: skip
    totals: str = text("Tổng hợp", "02 tài khoản: giữ 01, tạm khóa 01")
    conclusion: str = text("Kết luận", "Tạm khóa tài khoản của người đã chuyển công tác")
    ended: str = text("Kết thúc", "15 giờ 30 phút, ngày 09 tháng 10 năm 2025")
    clerk: str = text("Thư ký", "Nguyễn Văn Hưởng")
    chair: str = text("Chủ tọa", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Ban Giám hiệu;", "Lưu: VT, HSCM (02).")


ACCOUNT_REVIEW = Form(
    code="account_review",
    title="Biên bản rà soát tài khoản",
    clause="khoản 1 Điều 4",
    data=AccountReview,
    shape=Shape(
        head=Head.MINUTES,
        size=13,
        parts=(
            Title("BIÊN BẢN", "Rà soát tài khoản hệ thống camera giám sát, quý {quarter:18}"),
            Fill("Thời gian bắt đầu", "began"),
            Fill("Địa điểm", "place"),
            Fill("Thành phần tham dự", "attendants", 2),
            Text("Ban Giám hiệu đã rà soát các tài khoản sau:"),
            Grid(
                "accounts",
                (
                    Column("STT", "number", 9, True),
                    Column("Họ tên", "name", 36),
                    Column("Tên đăng nhập", "username", 26),
                    Column("Vai trò", "roles", 34),
                    Column("Trạng thái", "state", 19),
                    Column("Đăng nhập gần nhất", "seen", 20, True),
                    Column("Kết quả rà soát", "answer", 20, True),
                ),
                blank=7,
                size=10,
            ),
            Fill("Tổng hợp", "totals"),
            Fill("Kết luận", "conclusion", 3),
            Text("Cuộc rà soát kết thúc vào {ended:40}./."),
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
