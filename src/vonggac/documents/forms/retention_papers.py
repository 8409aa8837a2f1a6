"""Quyết định và Thông báo về thời hạn lưu giữ dữ liệu camera (FORMS §8; khoản 3 Điều 2)."""

from dataclasses import dataclass

from vonggac.documents.forms.paper import Form, Paper, rows, text, texts
from vonggac.documents.shapes import Column, Grid, Head, Receivers, Shape, Text, Title


@dataclass(frozen=True, slots=True)
class KeptFor:
    number: str = text("STT")
    where: str = text("Khu vực, camera")
    days: str = text("Số ngày lưu giữ")
    ground: str = text("Căn cứ, ghi chú")


_SAMPLE = (
    KeptFor("1", "Toàn trường", "30", "Mức chung"),
    KeptFor("2", "Cổng trường", "60", "Nơi nhiều người ra vào"),
)
_TABLE = Grid(
    "kept",
    (
        Column("STT", "number", 10, True),
        Column("Khu vực, camera", "where", 66),
        Column("Số ngày lưu giữ", "days", 28, True),
        Column("Căn cứ, ghi chú", "ground", 60),
    ),
    blank=5,
    size=12,
)


@dataclass(frozen=True, slots=True)
class RetentionDecision(Paper):
    number: str = text("Số", "96/QĐ-THYC")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 10 tháng 10 năm 2025")
    issuer: str = text("Thẩm quyền ban hành", "HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC YÊN CƯỜNG")
    regulation: str = text(
        "Căn cứ: quyết định ban hành quy định", "83/QĐ-THYC ngày 09 tháng 10 năm 2025"
    )
    kept: tuple[KeptFor, ...] = rows("Thời hạn", KeptFor, *_SAMPLE)
    from_day: str = text("Áp dụng từ ngày", "10 tháng 10 năm 2025")
    signed_as: str = text("Quyền hạn, chức vụ", "HIỆU TRƯỞNG")
    signer: str = text("Người ký", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Như Điều 3;", "Lưu: VT, HSCM (02).")


@dataclass(frozen=True, slots=True)
class RetentionNotice(Paper):
    number: str = text("Số", "17/TB-THYC")
    place_and_date: str = text("Địa danh, ngày", "Yên Cường, ngày 10 tháng 10 năm 2025")
    decision: str = text("Quyết định số", "96/QĐ-THYC ngày 10 tháng 10 năm 2025")
    kept: tuple[KeptFor, ...] = rows("Thời hạn", KeptFor, *_SAMPLE)
    from_day: str = text("Áp dụng từ ngày", "10 tháng 10 năm 2025")
    contact: str = text("Liên hệ", "Văn phòng Nhà trường, trong giờ hành chính")
    signed_as: str = text("Quyền hạn, chức vụ", "HIỆU TRƯỞNG")
    signer: str = text("Người ký", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts(
        "Nơi nhận", "Cán bộ, giáo viên, nhân viên;", "Niêm yết;", "Lưu: VT, HSCM (02)."
    )


RETENTION_DECISION = Form(
    code="retention_decision",
    title="Quyết định về thời hạn lưu giữ dữ liệu camera",
    clause="khoản 3 Điều 2",
    data=RetentionDecision,
    shape=Shape(
        head=Head.LETTER,
        parts=(
            Title("QUYẾT ĐỊNH", "Về thời hạn lưu giữ dữ liệu camera giám sát"),
            Text("{issuer:36}", bold=True, align="center"),
            Text(
                "Căn cứ Quy định quản lý, sử dụng hệ thống camera giám sát ban hành kèm theo Quyết định số "
                "{regulation:30};",
                italic=True,
            ),
            Text("Căn cứ dung lượng lưu trữ và yêu cầu quản lý của đơn vị.", italic=True),
            Text("QUYẾT ĐỊNH:", bold=True, align="center"),
            Text("Thời hạn lưu giữ dữ liệu camera giám sát của Nhà trường:", lead="Điều\u00a01. "),
            _TABLE,
            Text(
                "Hết thời hạn, hệ thống tự động ghi đè theo thứ tự cũ trước; dữ liệu đang niêm "
                "giữ không bị ghi đè. Không ai được tự ý rút ngắn thời hạn hoặc hủy dữ liệu.",
                lead="Điều\u00a02. ",
            ),
            Text(
                "Quyết định này áp dụng từ ngày {from_day:16}. Giáo viên Tin học và các bộ phận "
                "có liên quan chịu trách nhiệm thi hành Quyết định này./.",
                lead="Điều\u00a03. ",
            ),
            Receivers("receivers", ("{signed_as:24}",), "signer"),
        ),
    ),
)
RETENTION_NOTICE = Form(
    code="retention_notice",
    title="Thông báo về thời hạn lưu giữ dữ liệu camera",
    clause="khoản 3 Điều 2",
    data=RetentionNotice,
    shape=Shape(
        head=Head.LETTER,
        parts=(
            Title("THÔNG BÁO", "Về thời hạn lưu giữ dữ liệu camera giám sát"),
            Text(
                "Thực hiện Quyết định số {decision:30}, Nhà trường thông báo thời hạn lưu giữ dữ liệu camera "
                "giám sát, áp dụng từ ngày {from_day:16}, như sau:"
            ),
            _TABLE,
            Text(
                "Hết thời hạn, dữ liệu tự động bị ghi đè. Người có nhu cầu xem dữ liệu theo khoản\u00a03 "
                "Điều\u00a04 của Quy định gửi giấy đề nghị trước khi hết thời hạn. Liên hệ: {contact:40}."
            ),
            Text("Nhà trường thông báo để mọi người biết và thực hiện./."),
            Receivers("receivers", ("{signed_as:24}",), "signer"),
        ),
    ),
)
