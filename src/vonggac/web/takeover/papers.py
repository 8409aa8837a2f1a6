"""Papers of the manager: the decision that assigns, the minutes of handing over (FORMS §8)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.documents.wording import day_in_words, moment_in_words
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.takeover import selectors
from vonggac.takeover.measuring import measure
from vonggac.web import deeds
from vonggac.web.documents import filling, heads
from vonggac.web.local_time import local
from vonggac.web.takeover.views import own_handover
from vonggac.web.takeover.words import measured
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.people.models import Position
    from vonggac.takeover.models import SystemHandover

TASKS = {
    Role.IT_TEACHER: "trực tiếp quản lý hệ thống camera giám sát, chịu trách nhiệm trước Hiệu trưởng",
    Role.DUTY_OFFICER: "trực, vận hành hệ thống camera giám sát theo ca được phân công",
}
_DUTIES = {
    Role.IT_TEACHER: [
        "Quản lý thiết bị, tài khoản, mật khẩu; tổ chức lưu trữ, bảo mật dữ liệu;",
        "Ghi sổ theo dõi thiết bị; báo cáo sự cố, đề xuất bảo trì, sửa chữa, thay thế;",
        "Chỉ trích xuất dữ liệu khi có chỉ đạo của Hiệu trưởng hoặc người được ủy quyền.",
    ],
    Role.DUTY_OFFICER: [
        "Vận hành đúng trình tự đã được tập huấn, ghi sổ theo dõi việc sử dụng;",
        "Phát hiện, báo cáo kịp thời nghi vấn, sự cố với Ban Giám hiệu;",
        "Giữ bí mật tài khoản và dữ liệu theo bản cam kết.",
    ],
}
ASSIGNED = tuple(each.value for each in TASKS)
"""Positions that have this decision."""


@require_GET
def assignment_paper(request: PageRequest, position: UUID, kind: str) -> HttpResponse:
    """Quyết định phân công, of a position of IT teacher or duty officer."""
    deeds.require(request, Deed.MANAGE_ACCOUNTS)
    row = people.position(request.viewer.school, position)
    if row is None or row.role not in ASSIGNED:
        raise Http404
    otherwise = reverse("person", args=[row.person_id])
    name = "quyet-dinh-phan-cong"
    return filling.paper(
        request, "assignment_decision", _assignment(row), kind, name, otherwise=otherwise
    )


@require_GET
def system_handover_minutes(request: PageRequest, handover: UUID, kind: str) -> HttpResponse:
    row = own_handover(request, handover)
    otherwise = reverse("system_handover", args=[row.id])
    name = f"{row.label}-bien-ban"
    return filling.paper(request, "system_handover", _minutes(row), kind, name, otherwise=otherwise)


def _assignment(row: "Position") -> dict[str, Any]:
    role = Role(row.role)
    from_day = row.decided_on or local(row.from_us).date()
    return {
        **heads.top(row.school_id),
        **heads.signer(row.school_id),
        "number": row.decision_no,
        "from_day": day_in_words(from_day).removeprefix("ngày "),
        "regulation": heads.regulation(row.school_id),
        "person": row.person.full_name,
        "position": heads.position(role),
        "task": TASKS[role],
        "duties": _DUTIES[role],
        "replaces": "các phân công trước đây về cùng nhiệm vụ",
        "receivers": ["Như Điều 3;", "Lưu: VT, HSCM."],
    }


def _minutes(row: "SystemHandover") -> dict[str, Any]:
    with override("vi"):
        items = [_item(at, each) for at, each in enumerate(selectors.checklist(row.id), start=1)]
        found = measured(row.measured or measure(row.school_id, row.changed_us))
        figures = [_figure(at, *each) for at, each in enumerate(found, start=1)]
    hands = heads.hands(row.school_id)
    decided = f" {day_in_words(row.decided_on)}" if row.decided_on else ""
    it_teacher = heads.position(Role.IT_TEACHER)
    return {
        **heads.top(row.school_id),
        "began": moment_in_words(row.given_us or row.opened_us),
        "code": row.label,
        "giver": f"{row.leaving.full_name}, {it_teacher}",
        "receiver": f"{row.taking.full_name}, {it_teacher}",
        "witness": f"{hands['head']}, {heads.position(Role.PRINCIPAL)}" if hands["head"] else "",
        "ground": f"Quyết định số {row.decision_no}{decided}" if row.decision_no else "",
        "items": items,
        "figures": figures,
        "absent": row.absent or ("Không" if row.given_us else ""),
        "giver_name": row.leaving.full_name,
        "receiver_name": row.taking.full_name,
        "head": hands["head"],
    }


def _item(at: int, each: selectors.Answered) -> dict[str, str]:
    return {
        "number": str(at),
        "item": _first_upper(str(each.item.label)),
        "answer": _first_upper(str(each.answer.label)) if each.answer else "",
        "words": each.line.text if each.line else "",
    }


def _figure(at: int, words: str, figure: str) -> dict[str, str]:
    return {"number": str(at), "what": _first_upper(words), "figure": figure}


def _first_upper(words: str) -> str:
    return words[:1].upper() + words[1:]
