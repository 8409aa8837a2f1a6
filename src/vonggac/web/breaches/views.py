"""Lộ, mất dữ liệu cá nhân: list, a file with its steps, who is named (Điều 23 Luật 91/2025/QH15)."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.breaches import selectors, services
from vonggac.breaches.states import PERSONS, LineKind
from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.notices import services as notices
from vonggac.web import deeds
from vonggac.web.breaches.forms import LeaderForm, ReportForm
from vonggac.web.breaches.steps import steps
from vonggac.web.forms import PageForm
from vonggac.web.paging import page_of
from vonggac.web.proceedings import correct, file_of, take
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.breaches.models import Breach


@require_GET
def breaches(request: PageRequest) -> HttpResponse:
    """The Board's list; a reporter's own."""
    viewer = request.viewer
    deeds.require(request, Deed.REPORT_BREACH)
    context = {
        "page": page_of(
            request, selectors.readable(viewer.school, viewer.person), instants=("opened_us",)
        ),
        "leader": selectors.leader(viewer.school),
        "may_name": deeds.may(request, Deed.CHANGE_SETTINGS),
    }
    return render(request, "breaches/list.html", context)


@require_http_methods(["GET", "POST"])
def breach_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.REPORT_BREACH)
    viewer = request.viewer
    initial = {
        "discovered_us": now_us() // MINUTE_US * MINUTE_US,
        "discovered_by": viewer.full_name,
        "source": request.GET.get("source", "")[:60],
    }
    form = ReportForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.report(school=viewer.school, by=viewer.person, **form.cleaned_data)
        )
        if made is not None:
            messages.success(
                request, _("%(no)s: written down, the Board is told.") % {"no": made.label}
            )
            return redirect("breach", made.id)
    status = 400 if form.errors else 200
    return render(request, "breaches/new.html", {"form": form}, status=status)


@require_GET
def breach(request: PageRequest, breach: UUID) -> HttpResponse:
    row = own(request, breach)
    notices.read_about(person=request.viewer.person, url=request.path)
    return _page(request, row)


@require_POST
@freshly_authenticated
def breach_step(request: PageRequest, breach: UUID, step: str) -> HttpResponse:
    row = own(request, breach)
    wrong = take(request, row, step, steps(), breach=row.id)
    return redirect("breach", row.id) if wrong is None else _page(request, row, {step: wrong})


@require_POST
def breach_correct(request: PageRequest, breach: UUID, place: int) -> HttpResponse:
    row = own(request, breach)
    correct(request, services.correct, breach=row.id, place=place)
    return redirect("breach", row.id)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def breach_leader(request: PageRequest) -> HttpResponse:
    """Lãnh đạo phụ trách bảo vệ dữ liệu cá nhân: read by the Board, named by the head."""
    viewer = request.viewer
    deeds.require(request, Deed.HANDLE_BREACH)
    form = LeaderForm(request.POST or None, school=viewer.school)
    if request.method == "POST":
        deeds.require(request, Deed.CHANGE_SETTINGS)
        if form.is_valid():
            data = {**form.cleaned_data, "leader": UUID(form.cleaned_data["leader"])}
            done = form.try_to(
                lambda: services.name_leader(school=viewer.school, by=viewer.person, **data)
            )
            if done is not None:
                messages.success(request, _("The named leader is written down."))
                return redirect("breach_leader")
    context = {
        "form": form,
        "leader": selectors.leader(viewer.school),
        "history": selectors.leaders(viewer.school),
        "may_change": deeds.may(request, Deed.CHANGE_SETTINGS),
    }
    return render(request, "breaches/leader.html", context, status=400 if form.errors else 200)


def own(request: PageRequest, breach_id: UUID) -> "Breach":
    """What the person may read; everything else can't be told from what is not there."""
    row = selectors.one(request.viewer.school, request.viewer.person, breach_id)
    if row is None:
        raise Http404
    return row


def _page(
    request: PageRequest, row: "Breach", spoilt: dict[str, PageForm] | None = None
) -> HttpResponse:
    initial = {name: getattr(row, name) for name in (*PERSONS, "consequences")}
    initial["sent_us"] = now_us() // MINUTE_US * MINUTE_US
    context = {
        "notices": selectors.notices_of(row.id),
        "leader": selectors.leader(row.school_id),
        "late": row.running and now_us() > row.due_us,
        "left": _left(row.due_us - now_us()),
        "lacks": _lacks(row) if row.running else "",
        "persons": [(word, getattr(row, name)) for name, word in PERSONS.items()],
        **file_of(
            request,
            row,
            "breach",
            steps(),
            lines=selectors.lines(row.id),
            kinds=LineKind,
            spoilt=spoilt,
            initial=initial,
        ),
        "may_correct": deeds.may(request, Deed.REPORT_BREACH),
    }
    return render(request, "breaches/breach.html", context, status=400 if spoilt else 200)


def _lacks(row: "Breach") -> str:
    """What the law's notice tells and the file does not say yet; the draft has dotted lines there."""
    measures = any(each.kind == LineKind.MEASURE for each in selectors.lines(row.id))
    named = selectors.leader(row.school_id) is not None
    missing = ((row.consequences, _("consequences")), (measures, _("measures taken")))
    return ", ".join(
        word for there, word in (*missing, (named, _("the named leader"))) if not there
    )


def _left(length_us: int) -> str:
    """Hours and minutes: of a limit in hours nobody should count days."""
    minutes = max(0, length_us // MINUTE_US)
    return _("%(hours)d h %(minutes)d min") % {"hours": minutes // 60, "minutes": minutes % 60}
