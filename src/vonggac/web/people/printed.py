"""Pledge and training minutes as their forms have them (FORMS §6.2, §6.3), in Vietnamese on every page."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import override

from vonggac.documents.wording import day_in_words, number
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.web.words import role as role_word

if TYPE_CHECKING:
    from vonggac.people.models import Person, Training

RIGHTS = {
    Role.PRINCIPAL: "Chỉ đạo, duyệt, xem trực tiếp, xem lại",
    Role.VICE_PRINCIPAL: "Duyệt, xem trực tiếp, xem lại",
    Role.IT_TEACHER: "Quản lý thiết bị, xem trực tiếp, thực hiện chỉ đạo",
    Role.DUTY_OFFICER: "Xem trực tiếp trong ca trực, thực hiện chỉ đạo",
    Role.NETWORK_ADMIN: "Khắc phục sự cố theo phiếu, không xem hình",
    Role.SUPERVISOR: "Đọc sổ sách, không xem hình",
}
"""What the role may, in the pledge's own words."""


def pledge(person: "Person", school: UUID) -> dict[str, Any]:
    """Fields of ``pledge``: no day, no number: it is to be signed."""
    here, account = places.school(school), getattr(person, "account", None)
    role = people.role_at(person.id, school, now_us()) or (account.for_role if account else "")
    return {
        **_top(school),
        "addressee": f"Ban Giám hiệu {here.name}",
        "person": person.full_name,
        "position": _role(role),
        "account": account.username if account else "",
        "roles": RIGHTS.get(Role(role), "") if role else "",
        "head": _head(school),
    }


def training(rows: list["Training"], school: UUID) -> dict[str, Any]:
    """Fields of ``training_minutes`` of one training; ``rows``: who was at it, at least one."""
    passed = sum(each.passed for each in rows)
    return {
        **_top(school),
        "number": next((each.paper for each in rows if each.paper), ""),
        "began": day_in_words(rows[0].held_on),
        "instructor": rows[0].trainer,
        "contents": next((each.content for each in rows if each.content), ""),
        "trainees": [
            {
                "number": str(at),
                "name": each.person.full_name,
                "position": _role(people.role_at(each.person_id, school, now_us())),
                "result": "Đạt" if each.passed else "Chưa",
            }
            for at, each in enumerate(rows, start=1)
        ],
        "conclusion": f"{number(passed)}/{number(len(rows))} người đạt yêu cầu.",
        "chair": _head(school),
    }


def _top(school: UUID) -> dict[str, str]:
    row = places.school(school)
    return {"authority": row.parent_body.upper(), "school": row.name.upper()}


def _head(school: UUID) -> str:
    head = people.head_of(school, now_us())
    return head.full_name if head else ""


def _role(code: str) -> str:
    with override("vi"):
        return str(role_word(Role(code))) if code else ""
