"""The roster (khoản 2 Điều 3)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.duty import selectors, services
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import DAY_US, HOUR_US, now_us
from vonggac.web import deeds
from vonggac.web.duty.forms import ShiftForm
from vonggac.web.local_time import day_start
from vonggac.web.paging import days_asked, page_of
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.duty.models import Shift


@require_GET
def roster(request: PageRequest) -> HttpResponse:
    viewer, at_us = request.viewer, now_us()
    today = day_start(at_us)
    page = None
    if days_asked(request) is not None:
        instants = ("from_us", "checks__at_us", "complaints__at_us")
        page = page_of(request, selectors.rostered(viewer.school), instants=instants)
    context = {
        "page": page,
        "on_duty": selectors.on_duty(viewer.school, at_us),
        "shifts": selectors.roster(viewer.school, today, today + 14 * DAY_US)
        if page is None
        else page,
        "mine": [_my_shift(each, at_us) for each in selectors.my_shifts(viewer.person, at_us)],
        "may_manage": deeds.may(request, Deed.MANAGE_ROSTER),
    }
    return render(request, "duty/roster.html", context)


def _my_shift(shift: Any, at_us: int) -> dict[str, Any]:
    early = at_us >= shift.from_us - services.EARLY_US
    return {
        "shift": shift,
        "open": shift.opened_us is not None,
        "may_open": shift.opened_us is None and early and at_us < shift.to_us,
    }


@require_http_methods(["GET", "POST"])
def roster_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.MANAGE_ROSTER)
    begin = (now_us() // HOUR_US + 1) * HOUR_US
    initial = {"from_us": begin, "to_us": begin + 4 * HOUR_US}
    form = ShiftForm(request.POST or None, school=request.viewer.school, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(lambda: _put_on_roster(request, form))
        if made is not None:
            messages.success(request, _("Shift put on the roster."))
            return redirect("roster")
    status = 400 if form.errors else 200
    return render(request, "duty/shift_new.html", {"form": form}, status=status)


def _put_on_roster(request: PageRequest, form: ShiftForm) -> "Shift":
    data = form.cleaned_data
    return services.roster_shift(
        school=request.viewer.school,
        person=UUID(data["person"]),
        areas=[UUID(each) for each in data["areas"]],
        from_us=data["from_us"],
        to_us=data["to_us"],
        by=request.viewer.person,
    )


@require_POST
def shift_cancel(request: PageRequest, shift: UUID) -> HttpResponse:
    deeds.require(request, Deed.MANAGE_ROSTER)
    _try(request, lambda: services.cancel_shift(shift=shift, by=request.viewer.person))
    return redirect("roster")


def _try(request: PageRequest, act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused:
        raise
    except ObjectDoesNotExist:
        raise Http404 from None
    except ValidationError as error:
        for each in error.messages:
            messages.error(request, each)
        return False
    return True
