"""Biên bản kiểm kê: the layout of C53-HD without its code; the regulation's own table (FORMS §5.5)."""

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
class StocktakeMember:
    name: str = text("Ông (Bà)")
    position: str = text("Chức vụ")
    part: str = text("Thành phần")


@dataclass(frozen=True, slots=True)
class StocktakeItem:
    number: str = text("Số TT")
    name: str = text("Tên tài sản, công cụ")
    code: str = text("Mã số")
    place: str = text("Nơi sử dụng")
    booked: str = text("Theo sổ: số lượng")
    booked_cost: str = text("Theo sổ: nguyên giá")
    booked_left: str = text("Theo sổ: giá trị còn lại")
    there: str = text("Thực tế: số lượng")
    there_cost: str = text("Thực tế: nguyên giá")
    there_left: str = text("Thực tế: giá trị còn lại")
    differs: str = text("Chênh lệch: số lượng")
    differs_cost: str = text("Chênh lệch: nguyên giá")
    differs_left: str = text("Chênh lệch: giá trị còn lại")
    note: str = text("Ghi chú")


@dataclass(frozen=True, slots=True)
class StocktakeState:
    code: str = text("Mã")
    name: str = text("Tên")
    worth: str = text("Tình trạng sử dụng")
    use: str = text("Mức độ sử dụng")
    way: str = text("Đề xuất phương án")


_SUM = StocktakeItem(
    name="Tổng cộng",
    booked="2",
    booked_cost="6.850.000",
    there="1",
    there_cost="1.250.000",
    differs="-1",
    differs_cost="-5.600.000",
)


@dataclass(frozen=True, slots=True)
class StocktakeMinutes(Paper):
    number: str = text("Số", "41/BB-THYC")
    code: str = text("Mã đợt kiểm kê", "KK-2025-001")
    occasion: str = text("Loại kiểm kê", "Định kỳ cuối năm tài sản (31/12)")
    frozen: str = text("Thời điểm kiểm kê", "08 giờ 00 phút, ngày 31 tháng 12 năm 2025")
    basis: str = text("Căn cứ", "Quyết định số 31/QĐ-THYC ngày 25/12/2025")
    members: tuple[StocktakeMember, ...] = rows(
        "Ban kiểm kê",
        StocktakeMember,
        StocktakeMember("Lê Thị Hoà", "Phó Hiệu trưởng", "Trưởng ban"),
        StocktakeMember("Nguyễn Văn Hưởng", "Giáo viên Tin học", "Ủy viên"),
    )
    items: tuple[StocktakeItem, ...] = rows(
        "Kết quả kiểm kê",
        StocktakeItem,
        StocktakeItem("1", "Camera cổng", "CAM-01", "Cổng trường",
                      "1", "1.250.000", "500.000", "1", "1.250.000", "500.000", "0", "", "", "Có"),
        StocktakeItem("2", "Ổ cứng 8 TB", "OC-01", "Phòng Tin học",
                      "1", "5.600.000", "", "0", "", "", "-1", "-5.600.000", "", "Thiếu"),
        _SUM,
    )  # fmt: skip
    result: str = text("Kết luận", "Có 1, thiếu 1, hỏng 0, thừa 0")
    states: tuple[StocktakeState, ...] = rows(
        "Tình trạng, phương án",
        StocktakeState,
        StocktakeState("CAM-01", "Camera cổng", "tốt", "thường xuyên", "tiếp tục sử dụng"),
        StocktakeState("OC-01", "Ổ cứng 8 TB", "mất", "", "thanh lý"),
    )
    ended: str = text("Kết thúc", "10 giờ 15 phút, ngày 31 tháng 12 năm 2025")
    head: str = text("Thủ trưởng đơn vị", "Trần Thị Ngọc Ánh")
    accountant: str = text("Kế toán", "Phan Thị Tâm")
    chair: str = text("Trưởng ban kiểm kê", "Lê Thị Hoà")


_THREE = (("booked", "Sổ"), ("there", "Thực tế"), ("differs", "Chênh lệch"))

STOCKTAKE_MINUTES = Form(
    code="stocktake_minutes",
    title="Biên bản kiểm kê tài sản hệ thống camera",
    clause="khoản 7 Điều 2",
    data=StocktakeMinutes,
    shape=Shape(
        head=Head.MINUTES,
        size=13,
        parts=(
            Title("BIÊN BẢN KIỂM KÊ TÀI SẢN", "Hệ thống camera giám sát"),
            Fill("Mã đợt kiểm kê", "code"),
            Fill("Loại kiểm kê", "occasion"),
            Fill("Thời điểm kiểm kê", "frozen"),
            Fill("Căn cứ", "basis"),
            Text("Ban kiểm kê gồm:", align="left"),
            Grid(
                "members",
                (
                    Column("Ông (Bà)", "name", 50),
                    Column("Chức vụ", "position", 50),
                    Column("Thành phần", "part", 36),
                ),
                blank=4,
                size=12,
            ),
            Text("I. Kết quả kiểm kê", bold=True, align="left"),
            Grid(
                "items",
                (
                    Column("Số TT", "number", 10, True),
                    Column("Tên tài sản, công cụ", "name", 38),
                    Column("Mã số", "code", 20, True),
                    Column("Nơi sử dụng", "place", 34),
                    Column("SL theo sổ", "booked", 13, True),
                    Column("SL thực tế", "there", 13, True),
                    Column("Chênh lệch", "differs", 15, True),
                    Column("Ghi chú", "note", 22),
                ),
                blank=12,
                size=10,
                column_numbers=True,
            ),
            Text("Giá trị (đồng):", align="left"),
            Grid(
                "items",
                (
                    Column("Tên tài sản, công cụ", "name", 32),
                    Column("Mã số", "code", 18, True),
                    *(
                        column
                        for key, word in _THREE
                        for column in (
                            Column(f"{word}: nguyên giá", f"{key}_cost", 20, True),
                            Column(f"{word}: còn lại", f"{key}_left", 18, True),
                        )
                    ),
                ),
                blank=12,
                size=10,
                column_numbers=True,
            ),
            Fill("Kết luận", "result"),
            Text("II. Tình trạng, mức độ sử dụng và phương án đề xuất", bold=True, align="left"),
            Grid(
                "states",
                (
                    Column("Mã", "code", 18, True),
                    Column("Tên", "name", 40),
                    Column("Tình trạng sử dụng (tốt/cần sửa/hỏng/mất)", "worth", 30),
                    Column("Mức độ sử dụng", "use", 24),
                    Column("Đề xuất phương án", "way", 40),
                ),
                blank=12,
                size=10,
            ),
            Text(
                "Biên bản kết thúc vào {ended:44}; đã đọc cho mọi người cùng nghe và thống nhất ký tên./."
            ),
            Signatures(
                (
                    Signature("TRƯỞNG BAN KIỂM KÊ", "chair"),
                    Signature("KẾ TOÁN", "accountant"),
                    Signature(
                        "THỦ TRƯỞNG ĐƠN VỊ",
                        "head",
                        note="(Ý kiến giải quyết số chênh lệch; ký, ghi rõ họ tên, đóng dấu)",
                    ),
                )
            ),
        ),
    ),
)
