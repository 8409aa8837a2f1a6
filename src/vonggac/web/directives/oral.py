"""Chỉ đạo khẩn bằng lời: an officer enters it, who ordered confirms it on the phone, the head settles what was not."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.directives import policy, selectors, services
from vonggac.kernel.authority import Purpose
from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD
from vonggac.web import deeds
from vonggac.web.directives.forms import ReasonForm, ScopeForm, SettleForm
from vonggac.web.directives.views import complain, own_directive
from vonggac.web.forms import InstantField, purpose_field
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.directives.models import Directive


class OralForm(ScopeForm):
    """Who ordered, when, how; then what is to be looked at."""

    ordered_by = forms.ChoiceField(label=gettext_lazy("Ordered by"), widget=forms.RadioSelect)
    said_us = InstantField(label=gettext_lazy("Said at"))
    said_how = forms.CharField(
        label=gettext_lazy("How"),
        max_length=200,
        help_text=gettext_lazy("In person, by telephone …"),
    )
    purpose = purpose_field()
    purpose_detail = forms.CharField(label=gettext_lazy("What happened"), max_length=500)

    def __init__(self, *args: Any, school: UUID, entered_by: UUID, **kwargs: Any) -> None:
        super().__init__(*args, school=school, **kwargs)
        board = people.holders(school, BOARD, now_us())
        self.fields["ordered_by"].choices = [  # type: ignore[attr-defined]
            (str(each.id), each.full_name) for each in board if each.id != entered_by
        ]


@require_http_methods(["GET", "POST"])
def oral_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.ORAL_DIRECTIVE)
    viewer, now = request.viewer, now_us() // MINUTE_US * MINUTE_US
    initial = {
        "cameras": request.GET.getlist("camera"),
        "said_us": now,
        "footage_from_us": now - 30 * MINUTE_US,
        "footage_to_us": now,
    }
    services.require_may_enter(person=viewer.person, school=viewer.school)
    draft = selectors.open_draft(viewer.person, viewer.school)
    if draft is not None and "camera" not in request.GET:
        initial |= draft.values
    form = OralForm(
        request.POST or None, school=viewer.school, entered_by=viewer.person, initial=initial
    )
    answer = _posted(request, form) if request.method == "POST" else None
    if answer is not None:
        return answer
    context = {"form": form, "policy": policy.current(viewer.school), "draft": draft}
    return render(request, "directives/oral.html", context, status=400 if form.errors else 200)


def _posted(request: PageRequest, form: OralForm) -> HttpResponse | None:
    """Entered, kept as a draft, or a draft laid aside; None where the form has something to say."""
    viewer = request.viewer
    if "aside" in request.POST:
        services.lay_draft_aside(by=viewer.person, school=viewer.school)
        return redirect("directives")
    if "draft" in request.POST:
        return redirect("oral_new") if _kept_as_draft(request, form) else None
    made = form.try_to(lambda: _enter(request, form)) if form.is_valid() else None
    if made is None:
        return None
    messages.success(request, _("%(no)s: you may view now.") % {"no": made.label})
    return redirect("directive", made.id)


def _kept_as_draft(request: PageRequest, form: OralForm) -> bool:
    """Whatever of it can be read; what is missing or wrong is asked for when it is entered."""
    form.is_valid()
    viewer, values = request.viewer, dict(form.cleaned_data)
    saved = form.try_to(
        lambda: services.save_draft(by=viewer.person, school=viewer.school, values=values)
    )
    if saved is None:
        return False
    messages.success(request, _("The draft is saved. It permits nothing until it is entered."))
    return True


@require_POST
@freshly_authenticated
def oral_confirm(request: PageRequest, directive: UUID) -> HttpResponse:
    row, by = own_directive(request, directive), request.viewer.person
    return _done(
        request, row, None, lambda _: services.confirm(directive=row.id, by=by), _("Confirmed.")
    )


@require_POST
@freshly_authenticated
def oral_deny(request: PageRequest, directive: UUID) -> HttpResponse:
    row, by = own_directive(request, directive), request.viewer.person
    return _done(
        request,
        row,
        ReasonForm(request.POST),
        lambda reason: services.deny(directive=row.id, by=by, reason=reason),
        _("Not confirmed: viewing under it has ended."),
    )


@require_POST
@freshly_authenticated
def oral_settle(request: PageRequest, directive: UUID) -> HttpResponse:
    row, by = own_directive(request, directive), request.viewer.person
    return _done(
        request,
        row,
        SettleForm(request.POST),
        lambda words: services.settle(directive=row.id, by=by, words=words),
        _("Settled: who entered it may view again."),
    )


def _done(
    request: PageRequest,
    row: "Directive",
    form: ReasonForm | SettleForm | None,
    act: Callable[[str], object],
    words: str,
) -> HttpResponse:
    form = form or ReasonForm({"reason": "–"})
    done = form.is_valid() and form.try_to(lambda: act(form.cleaned_data["reason"])) is not None
    if done:
        messages.success(request, words)
    else:
        complain(request, form)
    return redirect("directive", row.id)


def _enter(request: PageRequest, form: OralForm) -> "Directive":
    data = form.cleaned_data
    return services.enter_oral(
        entered_by=request.viewer.person,
        school=request.viewer.school,
        ordered_by=UUID(data["ordered_by"]),
        said_us=data["said_us"],
        said_how=data["said_how"],
        cameras=data["cameras"],
        footage=form.footage,
        purpose=Purpose(data["purpose"]),
        purpose_detail=data["purpose_detail"],
    )
