"""Directives: who was told to look at what, why, until when (khoản 1 Điều 2)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.directives import selectors, services
from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US, now_us
from vonggac.web import deeds
from vonggac.web.directives.forms import (
    DirectiveForm,
    OrderForm,
    ReasonForm,
    ResultForm,
    SettleForm,
)
from vonggac.web.directives.outcome import outcome
from vonggac.web.forms import PageForm
from vonggac.web.paging import page_of
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.directives.models import Directive
    from vonggac.places.models import Camera

TONES = {
    "issued": "info",
    "in_progress": "brand",
    "completed": "good",
    "withdrawn": "warn",
    "waiting": "warn",
    "confirmed": "info",
    "unconfirmed": "bad",
}
STANDING = frozenset({"issued", "in_progress", "confirmed"})


@require_GET
def directives(request: PageRequest) -> HttpResponse:
    viewer = request.viewer
    only = None if viewer.is_board or viewer.is_it_teacher else viewer.person
    rows = selectors.directives(viewer.school, person=only)
    page = page_of(request, rows, instants=("issued_us",))
    context = {
        "page": page,
        "rows": [_row(each) for each in page],
        "may_issue": deeds.may(request, Deed.ISSUE_DIRECTIVE),
        "may_order": deeds.may(request, Deed.OWN_DEMAND),
        "may_enter": deeds.may(request, Deed.ORAL_DIRECTIVE),
        "to_confirm": selectors.waiting_for(viewer.person, now_us()),
        "to_settle": selectors.unconfirmed(viewer.school) if _is_head(request) else [],
        "to_answer": selectors.proposals_waiting(viewer.school, now_us())
        if viewer.is_board
        else [],
        "to_see": selectors.for_head_to_see(viewer.school) if _is_head(request) else [],
    }
    return render(request, "directives/list.html", context)


@require_GET
def directive(request: PageRequest, directive: UUID) -> HttpResponse:
    row = own_directive(request, directive)
    viewer = request.viewer
    executes = any(each.person_id == viewer.person for each in row.executors.all())
    at_us = now_us()
    in_time = at_us < row.valid_to_us
    standing, waiting = row.state in STANDING and in_time, row.state == "waiting" and in_time
    cameras = [each.camera for each in row.cameras.all()]
    context = {
        **_row(row),
        "cameras": cameras,
        "executes": executes,
        "standing": standing or waiting,
        "overdue": standing and row.due_us is not None and at_us >= row.due_us,
        "may_confirm": waiting and row.issuer_id == viewer.person,
        "may_settle": row.state == "unconfirmed"
        and row.settled_us is None
        and _is_head(request)
        and row.entered_by_id != viewer.person,
        "play_url": reverse("play") + "?" + urlencode(_play_query(row, cameras)),
        "may_withdraw": standing and (row.issuer_id == viewer.person or _is_head(request)),
        "may_complete": standing and (row.issuer_id == viewer.person or executes),
        "may_mark_seen": _is_head(request) and row.head_to_be_told and row.head_told_us is None,
        "outcome": outcome(row) if row.oral else "",
        "owes": row.state == "unconfirmed"
        and row.settled_us is None
        and row.entered_by_id == viewer.person,
        "reason_form": ReasonForm(),
        "settle_form": SettleForm(),
        "result_form": ResultForm(),
    }
    return render(request, "directives/slip.html", context)


def _play_query(row: "Directive", cameras: list["Camera"]) -> list[tuple[str, str]]:
    first = [("camera", each.id) for each in cameras[:4]]
    return [
        *first,
        ("at", str(row.footage_from_us)),
        ("from", str(row.footage_from_us)),
        ("to", str(row.footage_to_us)),
    ]


@freshly_authenticated
@require_http_methods(["GET", "POST"])
def directive_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.ISSUE_DIRECTIVE)
    viewer = request.viewer
    form = DirectiveForm(
        request.POST or None,
        school=viewer.school,
        issuer=viewer.person,
        initial=_initial(request),
    )
    if request.method == "POST" and form.is_valid():
        made = form.try_to(lambda: _issue(request, form))
        if made is not None:
            messages.success(request, _("Directive %(no)s issued.") % {"no": made.label})
            return redirect("directive", made.id)
    return render(
        request, "directives/new.html", {"form": form}, status=400 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def directive_order(request: PageRequest) -> HttpResponse:
    """Yêu cầu trực tiếp: a Board member orders an operator, with a deadline (khoản 2 Điều 4)."""
    deeds.require(request, Deed.OWN_DEMAND)
    viewer = request.viewer
    form = OrderForm(
        request.POST or None, school=viewer.school, issuer=viewer.person, initial=_initial(request)
    )
    if request.method == "POST" and form.is_valid():
        made = form.try_to(lambda: _issue(request, form, due_us=form.cleaned_data["due_us"]))
        if made is not None:
            messages.success(request, _("Directive %(no)s issued.") % {"no": made.label})
            return redirect("directive", made.id)
    context = {"form": form, "order": True}
    return render(request, "directives/new.html", context, status=400 if form.errors else 200)


def _initial(request: PageRequest) -> dict[str, Any]:
    now = now_us() // MINUTE_US * MINUTE_US
    return {
        "cameras": request.GET.getlist("camera"),
        "footage_from_us": now - HOUR_US,
        "footage_to_us": now,
        "valid_to_us": now + DAY_US,
        "due_us": now + HOUR_US,
    }


def _issue(request: PageRequest, form: DirectiveForm, due_us: int | None = None) -> "Directive":
    data = form.cleaned_data
    return services.issue(
        issuer=request.viewer.person,
        school=request.viewer.school,
        cameras=data["cameras"],
        footage=form.footage,
        acts={Act(each) for each in data["acts"]},
        executors=[UUID(each) for each in data["executors"]],
        purpose=Purpose(data["purpose"]),
        purpose_detail=data["purpose_detail"],
        content=data["content"],
        valid_to_us=data["valid_to_us"],
        direct=due_us is not None,
        due_us=due_us,
        audio=bool(data.get("audio")),
    )


@require_POST
def directive_withdraw(request: PageRequest, directive: UUID) -> HttpResponse:
    row = own_directive(request, directive)
    form = ReasonForm(request.POST)
    done = (
        form.try_to(
            lambda: services.withdraw(
                directive=row.id, by=request.viewer.person, reason=form.cleaned_data["reason"]
            )
        )
        if form.is_valid()
        else None
    )
    if done is not None:
        messages.success(
            request, _("Directive withdrawn: viewing under it stops within 5 seconds.")
        )
    else:
        complain(request, form)
    return redirect("directive", row.id)


@require_POST
def directive_complete(request: PageRequest, directive: UUID) -> HttpResponse:
    row = own_directive(request, directive)
    form = ResultForm(request.POST)
    done = (
        form.try_to(
            lambda: services.complete(
                directive=row.id, by=request.viewer.person, result=form.cleaned_data["result"]
            )
        )
        if form.is_valid()
        else None
    )
    if done is not None:
        messages.success(request, _("Results written down; the directive is completed."))
    else:
        complain(request, form)
    return redirect("directive", row.id)


@require_POST
def directive_seen(request: PageRequest, directive: UUID) -> HttpResponse:
    row = own_directive(request, directive)
    services.mark_seen_by_head(directive=row.id, by=request.viewer.person)
    return redirect("directives" if request.POST.get("back") == "list" else "home")


def complain(request: PageRequest, form: PageForm) -> None:
    """What a form without a page of its own refused, as messages."""
    for problems in form.errors.values():
        for each in problems:
            messages.error(request, str(each))


def own_directive(request: PageRequest, directive_id: UUID) -> "Directive":
    """The Board and the IT teacher see all of the school; others what they issued or execute. Else: not found."""
    viewer = request.viewer
    only = None if viewer.is_board or viewer.is_it_teacher else viewer.person
    row = selectors.directives(viewer.school, person=only).filter(pk=directive_id).first()
    if row is None:
        raise Http404
    return row


def _is_head(request: PageRequest) -> bool:
    viewer = request.viewer
    return viewer.acting_head or any(each.value == "HT" for each in viewer.roles)


def _row(row: "Directive") -> dict[str, Any]:
    at_us = now_us()
    expired = row.state in STANDING and at_us >= row.valid_to_us
    return {
        "directive": row,
        "state": selectors.state_label(row, at_us),
        "tone": "" if expired else TONES[row.state],
    }
