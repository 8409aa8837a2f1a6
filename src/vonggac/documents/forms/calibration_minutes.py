"""Biên bản kiểm tra, hiệu chuẩn camera (FORMS §5.4; khoản 6 Điều 2)."""

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
class CalibratedCamera:
    number: str = text("STT")
    device: str = text("Thiết bị")
    clock: str = text("Lệch giờ trước/sau (giây)")
    view: str = text("Góc quan sát")
    sharpness: str = text("Độ nét")
    night: str = text("Ban đêm")
    frame_rate: str = text("Tốc độ khung hình")
    schedule: str = text("Ghi đủ lịch")
    kept_days: str = text("Số ngày lưu thực tế/quy định")
    verdict: str = text("Kết luận Đạt/Không đạt")
    measure: str = text("Biện pháp")


@dataclass(frozen=True, slots=True)
class CalibrationMinutes(Paper):
    number: str = text("Số", "15/BB-THYC")
    order_no: str = text("Số lệnh", "BT-2025-004")
    began: str = text("Thời gian", "14 giờ 00 phút, ngày 12 tháng 3 năm 2026")
    place: str = text("Địa điểm", "Trường Tiểu học Yên Cường")
    attendants: str = text("Thành phần", "Nguyễn Văn Hưởng, Giáo viên Tin học")
    cameras: tuple[CalibratedCamera, ...] = rows(
        "Camera",
        CalibratedCamera,
        CalibratedCamera("1", "CAM-03", "+3,2/+0,1", "đúng", "đạt", "đạt", "25,0", "đủ", "30,0/30,0", "Đạt", ""),
    )  # fmt: skip
    conclusion: str = text("Kết luận", "Các camera đạt yêu cầu.")
    clerk: str = text("Người thực hiện", "Nguyễn Văn Hưởng")
    chair: str = text("Ban Giám hiệu", "Trần Thị Ngọc Ánh")
    receivers: tuple[str, ...] = texts("Nơi nhận", "Ban Giám hiệu;", "Lưu: VT, HSCM (02).")


CALIBRATION_MINUTES = Form(
    code="calibration_minutes",
    title="Biên bản kiểm tra, hiệu chuẩn camera",
    clause="khoản 6 Điều 2",
    data=CalibrationMinutes,
    shape=Shape(
        head=Head.MINUTES,
        parts=(
            Title("BIÊN BẢN", "Kiểm tra, hiệu chuẩn camera giám sát"),
            Text("Hôm nay, vào lúc {began:44}, tại {place:40}, chúng tôi gồm:"),
            Fill("Thành phần", "attendants", 2),
            Fill("Theo lệnh số", "order_no"),
            Grid(
                "cameras",
                (
                    Column("STT", "number", 9, True),
                    Column("Thiết bị", "device", 19),
                    Column("Lệch giờ trước/sau (giây)", "clock", 18, True),
                    Column("Góc quan sát", "view", 14, True),
                    Column("Độ nét", "sharpness", 12, True),
                    Column("Ban đêm", "night", 12, True),
                    Column("Tốc độ khung hình", "frame_rate", 15, True),
                    Column("Ghi đủ lịch", "schedule", 13, True),
                    Column("Số ngày lưu thực tế/ quy định", "kept_days", 17, True),
                    Column("Kết luận", "verdict", 15, True),
                    Column("Biện pháp", "measure", 16),
                ),
                blank=7,
                size=10,
            ),
            Fill("Kết luận", "conclusion", 3),
            Text("Biên bản đã đọc cho mọi người cùng nghe và thống nhất ký tên./."),
            Signatures(
                (
                    Signature("NGƯỜI THỰC HIỆN", "clerk"),
                    Signature("BAN GIÁM HIỆU", "chair", note="(Ký, ghi rõ họ tên, đóng dấu)"),
                )
            ),
            Receivers("receivers", (), ""),
        ),
    ),
)
