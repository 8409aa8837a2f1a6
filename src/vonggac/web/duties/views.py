"""Lịch nhiệm vụ: a month as a calendar on a wide screen, as a list on a phone; what is late above it; its print."""

import re
from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.access.deeds import MATRIX
from vonggac.duties import selectors
from vonggac.duties.due import Duty
from vonggac.duties.periods import Days, month_after, month_before, month_of, month_text
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.days import day_of
from vonggac.people.roles import BOARD, Role
from vonggac.places import selectors as places
from vonggac.web.documents import filling
from vonggac.web.viewer import PageRequest
from vonggac.web.words import ROLES

_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])")
WEEK = timedelta(days=7)


@require_GET
def duties(request: PageRequest) -> HttpResponse:
    """One's own; the Board may look at everybody's."""
    viewer = request.viewer
    today = day_of(now_us())
    days = month_of(_asked(request.GET.get("month", "")) or today)
    everybody = viewer.is_board and request.GET.get("whose") == "all"
    shown = _shown(days, today)
    found = _found(request, shown, everybody=everybody)
    weeks = _weeks(shown, days, found, today)
    context = {
        "month": days.first,
        "title": month_text(days.first),
        "before": f"{month_before(days.first):%Y-%m}",
        "after": f"{month_after(days.first):%Y-%m}",
        "this": f"{days.first:%Y-%m}",
        "today": today,
        "weeks": weeks,
        "by_day": [
            each for week in weeks for each in week if each["rows"] and each["day"] >= days.first
        ],
        "late": [_row(each, today) for each in found if each.late(today)],
        "everybody": everybody,
        "may_see_all": viewer.is_board,
        "feed": selectors.feed_of(viewer.person),
    }
    return render(request, "duties/month.html", context)


def _asked(text: str) -> date | None:
    found = _MONTH.fullmatch(text)
    return date(int(found[1]), int(found[2]), 1) if found else None


def _found(request: PageRequest, days: Days, *, everybody: bool) -> list[Duty]:
    viewer, at_us = request.viewer, now_us()
    all_of_them = selectors.duties(viewer.school, days, at_us)
    mine = selectors.readable if everybody else selectors.own
    return mine(all_of_them, viewer.person, viewer.school, at_us)


def _shown(days: Days, today: date) -> Days:
    """Whole weeks, and the week ahead of today: on a month's last day the next day's duties are seen."""
    last = max(days.last, today + WEEK) if today in days else days.last
    return Days(
        days.first - timedelta(days=days.first.weekday()), last + timedelta(6 - last.weekday())
    )


def _weeks(shown: Days, days: Days, found: list[Duty], today: date) -> list[list[dict[str, Any]]]:
    first, weeks = shown.first, []
    while first <= shown.last:
        week = [first + timedelta(days=n) for n in range(7)]
        weeks.append(
            [
                {
                    "day": day,
                    "inside": day in days,
                    "today": day == today,
                    "rows": [_row(each, today) for each in found if each.day == day],
                }
                for day in week
            ]
        )
        first += WEEK
    return weeks


def _row(each: Duty, today: date) -> dict[str, Any]:
    tone = "good" if each.done else "bad" if each.late(today) else ""
    return {"duty": each, "tone": tone or ("info" if each.day == today else "")}


@require_GET
def duties_paper(request: PageRequest, month: str, kind: str) -> HttpResponse:
    first = _asked(month)
    if first is None:
        raise Http404
    viewer, at_us = request.viewer, now_us()
    everybody = viewer.is_board and request.GET.get("whose") == "all"
    found = _found(request, month_of(first), everybody=everybody)
    school, head = places.school(viewer.school), people.head_of(viewer.school, at_us)
    today = day_of(at_us)
    data = {
        "authority": school.parent_body.upper(),
        "school": school.name.upper(),
        "month": month_text(first),
        "maker": viewer.full_name,
        "head": head.full_name if head else "",
        "duties": [_printed(each, today) for each in found if each.day in month_of(first)],
    }
    name = f"lich-nhiem-vu-{first:%Y-%m}"
    return filling.paper(request, "duty_month", data, kind, name, otherwise=reverse("duties"))


@override("vi")
def _printed(each: Duty, today: date) -> dict[str, str]:
    return {
        "day": f"{each.day:%d/%m/%Y}",
        "duty": str(each.title),
        "who": _who(each),
        "state": _("done") if each.done else _("late") if each.late(today) else "",
    }


def _who(each: Duty) -> str:
    """Names of colleagues, or roles; the Board is one word."""
    if each.persons:
        return ", ".join(people.person(one).full_name for one in sorted(each.persons))
    roles = MATRIX[each.deed].roles if each.deed else frozenset()
    words = [_("School board")] if roles >= BOARD else []
    left = roles - BOARD if words else roles
    return ", ".join([*words, *(str(ROLES[one]) for one in Role if one in left)])
