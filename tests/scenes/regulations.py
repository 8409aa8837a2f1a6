"""A regulation of the school Yên Cường, in force or not."""

from datetime import date

from tests.scenes.schools import SchoolScene
from vonggac.regulations import services
from vonggac.regulations.models import Decision, Regulation

TEXT = """QUY ĐỊNH
Quản lý, sử dụng camera
Điều 1. Mục đích
1. Hỗ trợ bảo đảm an ninh, an toàn.
2. Áp dụng cho mọi người đến trường.
Điều 2. Quy định chung
1. Dữ liệu được truy xuất khi có chỉ đạo của Hiệu trưởng.
- Việc xem được ghi vào sổ.
2. Giao giáo viên Tin học quản lý.
Điều 3. Tổ chức thực hiện
Quy định này có hiệu lực kể từ ngày ký.
"""


def decision(
    school: SchoolScene, signed_on: date = date(2025, 10, 9), number: int = 83
) -> Decision:
    return services.enter_decision(
        school=school.id,
        kind="QĐ",
        number=number,
        signed_on=signed_on,
        signer="Nguyễn Thị Ánh",
        signer_position="Hiệu trưởng",
        summary="Ban hành Quy định quản lý, sử dụng hệ thống camera giám sát",
        by=school.it_teacher,
    )


def regulation(
    school: SchoolScene, signed_on: date = date(2025, 10, 9), number: int = 83
) -> Regulation:
    row = decision(school, signed_on, number)
    return services.enter_regulation(
        decision=row.id, title="Quy định camera", text=TEXT, by=school.it_teacher
    )


def in_force(school: SchoolScene, signed_on: date = date(2025, 10, 9)) -> Regulation:
    made = regulation(school, signed_on)
    services.enact(regulation=made.id, from_day=signed_on, by=school.principal)
    return made
