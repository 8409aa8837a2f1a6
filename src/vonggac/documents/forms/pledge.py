"""Bản cam kết bảo mật tài khoản và dữ liệu (FORMS §6.2; khoản 1, khoản 5 Điều 5)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, text
from vonggac.documents.shapes import Fill, Fills, Head, Shape, Signature, Signatures, Text, Title


@dataclass(frozen=True, slots=True)
class Pledge(Paper):
    addressee: str = text("Kính gửi", "Ban Giám hiệu Trường Tiểu học Yên Cường")
    person: str = text("Họ và tên", "Nguyễn Văn Hưởng")
    position: str = text("Chức vụ", "Giáo viên Tin học")
    account: str = text("Tài khoản được cấp", "huong.nv")
    roles: str = text("Quyền được cấp", "Giáo viên Tin học (quản lý thiết bị, thực hiện chỉ đạo)")
    granted_on: str = text("Ngày cấp", "09/10/2025")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 09 tháng 10 năm 2025")
    head: str = text("Hiệu trưởng", "Trần Thị Ngọc Ánh")


PROMISES = (
    "1. Không cho mượn, không tiết lộ tài khoản, mật khẩu, mã xác thực cho bất kỳ ai.",
    "2. Đổi mật khẩu ngay trong lần đăng nhập đầu tiên.",
    "3. Không kết nối thiết bị trái phép vào hệ thống camera giám sát.",
    "4. Không xóa, sửa, sao chép, quay lại màn hình, tiết lộ dữ liệu của hệ thống.",
    "5. Chỉ truy xuất dữ liệu khi có chỉ đạo.",
    "6. Báo ngay cho Ban Giám hiệu khi nghi lộ tài khoản hoặc dữ liệu.",
)

PLEDGE = Form(
    code="pledge",
    title="Bản cam kết bảo mật tài khoản và dữ liệu",
    clause="khoản 1 Điều 5",
    data=Pledge,
    shape=Shape(
        head=Head.PERSONAL,
        parts=(
            Title("BẢN CAM KẾT", "Bảo mật tài khoản và dữ liệu hệ thống camera giám sát"),
            Text("Kính gửi: {addressee:40}", align="center"),
            Fill("Tôi tên là", "person"),
            Fill("Chức vụ", "position"),
            Fills((("Tài khoản được cấp", "account", 0.6), ("Ngày cấp", "granted_on", 0.4))),
            Fill("Quyền được cấp", "roles"),
            Text("Tôi cam kết:", bold=True),
            *(Text(each) for each in PROMISES),
            Text(
                "Nếu vi phạm, tôi xin chịu xử lý theo Điều 6 của Quy định quản lý, sử dụng hệ thống camera giám sát "
                "và theo quy định của pháp luật./."
            ),
            Signatures(
                (
                    Signature(
                        "XÁC NHẬN CỦA HIỆU TRƯỞNG", "head", note="(Ký, ghi rõ họ tên, đóng dấu)"
                    ),
                    Signature("NGƯỜI CAM KẾT", "person", date="{place_and_date}"),
                )
            ),
        ),
    ),
)
