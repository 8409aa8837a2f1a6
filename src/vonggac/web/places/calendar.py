"""The school calendar: terms, holidays and exam days that recording schedules follow.

Seen by the Board and the IT teacher; the IT teacher adds and withdraws. What was withdrawn stays below.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import to_datetime
from vonggac.kernel.text import TextRefused
from vonggac.places import selectors, services
from vonggac.places.schedule import SCHOOL_ZONE, Calendar, RangeKind
from vonggac.web import deeds
from vonggac.web.fields import DayField
from vonggac.web.forms import PageForm
from vonggac.web.viewer import PageRequest
from vonggac.web.words import Words

if TYPE_CHECKING:
    from vonggac.places.models import CalendarRange

KINDS: dict[str, Words] = {
    RangeKind.HOLIDAY.value: gettext_lazy("Holiday"),
    RangeKind.EXAM.value: gettext_lazy("Exam days"),
    RangeKind.TERM.value: gettext_lazy("Term"),
}
# Fixed by the sun: the names are the Vietnamese ones in every language, as they stand in the calendar.
FIXED = (
    (1, 1, "Tết Dương lịch"),
    (4, 30, "Ngày Chiến thắng 30/4"),
    (5, 1, "Quốc tế Lao động 1/5"),
    (9, 2, "Quốc khánh 2/9"),
)
FREE = ("Tết Nguyên đán", "Giỗ Tổ Hùng Vương", "Nghỉ hè", "Nghỉ giữa kỳ")


@dataclass(frozen=True, slots=True)
class Offered:
    name: str
    day: date

    @property
    def value(self) -> str:
        return self.day.isoformat()


class DaysForm(PageForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=list(KINDS.items()),
        widget=forms.RadioSelect,
        initial=RangeKind.HOLIDAY.value,
    )
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    from_day = DayField(label=gettext_lazy("First day"))
    to_day = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Included."),
    )


@require_http_methods(["GET", "POST"])
def calendar(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.SEE_CONFIGURATION)
    if request.method == "POST":
        deeds.require(request, Deed.CONFIGURE_CAMERAS)
    form = DaysForm(
        request.POST or None, initial={"name": request.GET.get("name", "")[:80]} | _kind()
    )
    if request.method == "POST" and form.is_valid():
        made = form.try_to(lambda: _add(request, form.cleaned_data))
        if made is not None:
            messages.success(request, _("Added to the calendar."))
            return redirect("calendar")
    school = request.viewer.school
    rows = list(selectors.calendar_rows(school, with_withdrawn=True))
    today = _today()
    standing = [each for each in rows if each.withdrawn_us is None]
    context = {
        "form": form,
        "coming": [_shown(each) for each in standing if each.to_day >= today],
        "past": [_shown(each) for each in standing if each.to_day < today],
        "withdrawn": [_shown(each) for each in rows if each.withdrawn_us is not None],
        "offered": list(_offered(selectors.calendar_of(school), today)),
        "free": FREE,
        "may_configure": deeds.may(request, Deed.CONFIGURE_CAMERAS),
    }
    return render(request, "places/calendar.html", context, status=400 if form.errors else 200)


@require_POST
def calendar_fixed(request: PageRequest) -> HttpResponse:
    """Adds the fixed holidays that were ticked."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    school = request.viewer.school
    offered = {each.value: each for each in _offered(selectors.calendar_of(school), _today())}
    chosen = [offered[each] for each in request.POST.getlist("day") if each in offered]
    for each in chosen:
        _add(
            request,
            {
                "kind": RangeKind.HOLIDAY.value,
                "name": each.name,
                "from_day": each.day,
                "to_day": each.day,
            },
        )
    said = ngettext(
        "%(n)d day added to the calendar.", "%(n)d days added to the calendar.", len(chosen)
    )
    messages.success(request, said % {"n": len(chosen)})
    return redirect("calendar")


@require_POST
def calendar_withdraw(request: PageRequest, days: UUID) -> HttpResponse:
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    if not selectors.calendar_rows(request.viewer.school).filter(pk=days).exists():
        raise Http404
    try:
        services.withdraw_days(
            days=days, reason=request.POST.get("reason", ""), by=request.viewer.person
        )
    except TextRefused:
        messages.error(request, _("A reason is needed."))
    else:
        messages.success(request, _("Withdrawn from the calendar; the line stays with its reason."))
    return redirect("calendar")


def _add(request: PageRequest, data: dict[str, Any]) -> Any:
    return services.add_days(
        school=request.viewer.school,
        kind=RangeKind(data["kind"]),
        name=data["name"],
        from_day=data["from_day"],
        to_day=data["to_day"],
        by=request.viewer.person,
    )


def _kind() -> dict[str, str]:
    return {"kind": RangeKind.HOLIDAY.value}


def _today() -> date:
    return to_datetime(now_us()).astimezone(SCHOOL_ZONE).date()


def _offered(known: Calendar, today: date) -> Iterator[Offered]:
    """The next of each fixed holiday that is not in the calendar yet, by day."""
    found = []
    for month, day, name in FIXED:
        this_year = date(today.year, month, day)
        when = this_year if this_year >= today else date(today.year + 1, month, day)
        if not any(when in each and each.kind == RangeKind.HOLIDAY for each in known):
            found.append(Offered(name, when))
    yield from sorted(found, key=lambda each: each.day)


def _shown(row: "CalendarRange") -> dict[str, Any]:
    tones = {RangeKind.EXAM: "info", RangeKind.HOLIDAY: "warn", RangeKind.TERM: "good"}
    return {
        "row": row,
        "kind": KINDS[row.kind],
        "tone": tones[RangeKind(row.kind)],
        "days": (row.to_day - row.from_day).days + 1,
    }
