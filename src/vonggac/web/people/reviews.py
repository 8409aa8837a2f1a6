"""Papers of the account review (FORMS §8; khoản 1 Điều 4): the list of accounts, the minutes of a review."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.documents.wording import moment, moment_in_words, number
from vonggac.kernel.clock import now_us
from vonggac.people import selectors
from vonggac.web import deeds
from vonggac.web.documents import filling, heads
from vonggac.web.local_time import local
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.people.models import Account, AccountReview

_ANSWERS = {"keep": "Giữ", "suspend": "Tạm khóa"}
_ROMAN = {"Q1": "I", "Q2": "II", "Q3": "III", "Q4": "IV"}


@require_GET
def account_list(request: PageRequest, kind: str) -> HttpResponse:
    """Danh sách tài khoản, as it is now."""
    deeds.require(request, Deed.MANAGE_ACCOUNTS)
    data = _list(request.viewer.school)
    otherwise = reverse("account_review")
    return filling.paper(
        request, "account_list", data, kind, "danh-sach-tai-khoan", otherwise=otherwise
    )


@require_GET
def account_review_minutes(request: PageRequest, review: UUID, kind: str) -> HttpResponse:
    """Biên bản rà soát, as it was confirmed."""
    deeds.require(request, Deed.MANAGE_ACCOUNTS)
    row = selectors.reviews(request.viewer.school).filter(pk=review).first()
    if row is None:
        raise Http404
    otherwise = reverse("account_review")
    name = f"bien-ban-ra-soat-{row.quarter}"
    return filling.paper(request, "account_review", _minutes(row), kind, name, otherwise=otherwise)


def _list(school: UUID) -> dict[str, Any]:
    at_us = now_us()
    with override("vi"):
        rows = []
        for at, each in enumerate(selectors.accounts(school), start=1):
            held = selectors.positions_now(each.person_id, at_us)
            pledged = selectors.readiness(each.person_id).pledged_on
            rows.append(
                {
                    **_account(at, each, str(each.get_state_display())),
                    "roles": _roles(one.role.value for one in held if one.school == school),
                    "pledged": f"{pledged:%d/%m/%Y}" if pledged else "Chưa",
                    "seen": _seen(getattr(each, "last_sign_in_us", None)),
                }
            )
    day = local(at_us)
    return {**heads.top(school), **heads.hands(school), "day": f"{day:%d/%m/%Y}", "accounts": rows}


def _minutes(row: "AccountReview") -> dict[str, Any]:
    lines = selectors.review_lines(row.id)
    with override("vi"):
        accounts = [
            {
                **_account(at, each.account, str(each.get_state_display())),
                "roles": _roles(each.roles.split()),
                "seen": _seen(each.last_sign_in_us),
                "answer": _ANSWERS[each.answer],
            }
            for at, each in enumerate(lines, start=1)
        ]
    said = Counter(each.answer for each in lines)
    year, _dash, quarter = row.quarter.partition("-")
    hands = heads.hands(row.school_id)
    return {
        **heads.top(row.school_id),
        "quarter": f"{_ROMAN.get(quarter, quarter)} năm {year}",
        "began": moment_in_words(row.confirmed_us),
        "attendants": "",
        "accounts": accounts,
        "totals": f"{number(len(lines))} tài khoản: giữ {number(said['keep'])}, tạm khóa {number(said['suspend'])}",
        "conclusion": row.note,
        "clerk": hands["keeper"],
        "chair": row.confirmed_by.full_name,
        "receivers": ["Ban Giám hiệu;", "Lưu: VT, HSCM."],
    }


def _account(at: int, account: "Account", state: str) -> dict[str, str]:
    return {
        "number": str(at),
        "name": account.person.full_name,
        "username": account.username,
        "state": state.capitalize(),
    }


def _roles(codes: Iterable[str]) -> str:
    return ", ".join(heads.position(each) for each in codes)


def _seen(at_us: int | None) -> str:
    return moment(at_us) if at_us is not None else "Chưa"
