"""Vi phạm: list, a file with its steps, and for the person concerned a notice (nhóm 7 khoản 2 Điều 3, Điều 6)."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.notices import services as notices
from vonggac.violations import selectors, services
from vonggac.violations.states import LineKind
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.paging import page_of
from vonggac.web.proceedings import correct, file_of, take
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest
from vonggac.web.violations.forms import ReportForm
from vonggac.web.violations.steps import steps

if TYPE_CHECKING:
    from vonggac.violations.models import Violation


@require_GET
def violations(request: PageRequest) -> HttpResponse:
    """The Board's list, a reporter's own, the clerk's numbers, and for everybody what concerns them."""
    viewer = request.viewer
    numbers = deeds.may(request, Deed.READ_VIOLATION_NUMBERS)
    reads = deeds.may(request, Deed.DECIDE_VIOLATIONS)
    found = selectors.readable(viewer.school, viewer.person)
    context = {
        "page": page_of(request, found, instants=("opened_us", "concluded_us")),
        "about": selectors.about(viewer.school, viewer.person),
        "numbers": selectors.violations(viewer.school)[:200] if numbers and not reads else [],
        "may_report": deeds.may(request, Deed.REPORT_VIOLATION),
    }
    return render(request, "violations/list.html", context)


@require_http_methods(["GET", "POST"])
def violation_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.REPORT_VIOLATION)
    viewer = request.viewer
    initial = {
        "happened_us": now_us() // MINUTE_US * MINUTE_US,
        "source": request.GET.get("source", ""),
    }
    form = ReportForm(request.POST or None, school=viewer.school, me=viewer.person, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.report(school=viewer.school, by=viewer.person, **form.values)
        )
        if made is not None:
            messages.success(
                request, _("%(no)s: written down, the Board is told.") % {"no": made.label}
            )
            return redirect("violation", made.id)
    status = 400 if form.errors else 200
    return render(request, "violations/new.html", {"form": form}, status=status)


@require_GET
def violation(request: PageRequest, violation: UUID) -> HttpResponse:
    row = _own(request, violation)
    notices.read_about(person=request.viewer.person, url=request.path)
    return _page(request, row)


@require_POST
@freshly_authenticated
def violation_step(request: PageRequest, violation: UUID, step: str) -> HttpResponse:
    row = _own(request, violation)
    wrong = take(request, row, step, steps(), violation=row.id)
    return redirect("violation", row.id) if wrong is None else _page(request, row, {step: wrong})


@require_POST
def violation_correct(request: PageRequest, violation: UUID, place: int) -> HttpResponse:
    row = _own(request, violation)
    correct(request, services.correct, violation=row.id, place=place)
    return redirect("violation", row.id)


def _page(
    request: PageRequest, row: "Violation", spoilt: dict[str, PageForm] | None = None
) -> HttpResponse:
    viewer = request.viewer
    concerned = selectors.concerns(row, viewer.person)
    lines = (
        selectors.own_statements(row.id, viewer.person) if concerned else selectors.lines(row.id)
    )
    context = {
        "concerned": concerned,
        "holds": [] if concerned else selectors.holds_of(row),
        **file_of(request, row, "violation", steps(), lines=lines, kinds=LineKind, spoilt=spoilt),
        "may_correct": not concerned and deeds.may(request, Deed.REPORT_VIOLATION),
        "may_read_holds": deeds.may(request, Deed.READ_HOLDS),
    }
    return render(request, "violations/violation.html", context, status=400 if spoilt else 200)


def _own(request: PageRequest, violation_id: UUID) -> "Violation":
    row = selectors.one(request.viewer.school, request.viewer.person, violation_id)
    if row is None:
        raise Http404
    return row
