"""Kiểm tra, nhắc nhở: a month's sample with its findings; reminders and their acknowledgement."""

import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from vonggac.access.deeds import Deed
from vonggac.inspections import selectors, services
from vonggac.inspections.services import Found
from vonggac.kernel.clock import now_us
from vonggac.notices import services as notices
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.documents import filling
from vonggac.web.forms import PageForm
from vonggac.web.inspections.waiting import month_before
from vonggac.web.local_time import local
from vonggac.web.paging import days_asked, page_of
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.inspections.models import Reminder

log = logging.getLogger(__name__)


class BeginForm(PageForm):
    month = forms.CharField(
        label=gettext_lazy("Month of the uses"),
        max_length=7,
        widget=forms.TextInput(attrs={"type": "month"}),
    )


class ReminderForm(PageForm):
    to = forms.ChoiceField(label=gettext_lazy("To"))
    clause = forms.CharField(
        label=gettext_lazy("Clause"), max_length=60, required=False, initial="khoản 2 Điều 3"
    )
    text = forms.CharField(
        label=gettext_lazy("What is reminded of"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, school: UUID, me: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = people.holders(school, list(Role), now_us()).exclude(pk=me)
        self.fields["to"].choices = [(str(each.id), each.full_name) for each in staff]  # type: ignore[attr-defined]


class WordsForm(PageForm):
    words = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_http_methods(["GET", "POST"])
def inspections(request: PageRequest) -> HttpResponse:
    """The Board's checks and all reminders; of everybody else the reminders to them."""
    viewer = request.viewer
    leads = deeds.may(request, Deed.INSPECT)
    form = BeginForm(request.POST or None, initial={"month": month_before(now_us())})
    if request.method == "POST":
        deeds.require(request, Deed.INSPECT)
        if form.is_valid():
            made = form.try_to(
                lambda: services.begin(school=viewer.school, by=viewer.person, **form.cleaned_data)
            )
            if made is not None:
                return redirect("inspection", made.id)
    reminders = selectors.reminders(viewer.school, None if leads else viewer.person)
    given = days_asked(request) is not None and request.GET.get("by") == "at_us"
    checks = page_of(request, selectors.inspections(viewer.school), instants=("conclusion__at_us",))
    page = page_of(request, reminders, instants=("at_us",)) if given else checks
    context = {
        "leads": leads,
        "form": form,
        "page": page if leads else None,
        "given": given and leads,
        "reminders": page if given else reminders[:100],
    }
    status = 400 if form.errors else 200
    return render(request, "inspections/list.html", context, status=status)


@require_http_methods(["GET", "POST"])
def inspection(request: PageRequest, inspection: UUID) -> HttpResponse:
    deeds.require(request, Deed.INSPECT)
    row = selectors.inspection(request.viewer.school, inspection)
    if row is None:
        raise Http404
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = _found(request, len(row.sample.all()))
        done = form.try_to(
            lambda: services.conclude(
                inspection=row.id,
                by=request.viewer.person,
                found=found,
                words=form.cleaned_data["words"],
            )
        )
        if done is not None:
            messages.success(request, _("The check is written down."))
            return redirect("inspection", row.id)
    context = {
        "row": row,
        "sample": selectors.sample(row.id),
        "conclusion": getattr(row, "conclusion", None),
        "mine": row.by_id == request.viewer.person,
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "inspections/inspection.html", context, status=status)


@require_http_methods(["GET", "POST"])
def reminder_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.INSPECT)
    viewer = request.viewer
    form = ReminderForm(request.POST or None, school=viewer.school, me=viewer.person)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = form.try_to(
            lambda: services.remind(
                school=viewer.school,
                to=UUID(data["to"]),
                by=viewer.person,
                text=data["text"],
                clause=data["clause"],
            )
        )
        if made is not None:
            messages.success(request, _("%(no)s: the person is told.") % {"no": made.label})
            return redirect("reminder", made.id)
    status = 400 if form.errors else 200
    return render(request, "inspections/reminder_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def reminder(request: PageRequest, reminder: UUID) -> HttpResponse:
    row = _own(request, reminder)
    notices.read_about(person=request.viewer.person, url=request.path)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = form.try_to(
            lambda: services.acknowledge(
                reminder=row.id, by=request.viewer.person, words=form.cleaned_data["words"]
            )
        )
        if done is not None:
            messages.success(request, _("Acknowledged. Thank you."))
            return redirect("reminder", row.id)
    context = {
        "row": row,
        "acknowledged": getattr(row, "acknowledged", None),
        "mine": row.to_id == request.viewer.person,
        "form": form,
    }
    status = 400 if form.errors else 200
    return render(request, "inspections/reminder.html", context, status=status)


@require_GET
def reminder_pdf(request: PageRequest, reminder: UUID) -> HttpResponse:
    row = _own(request, reminder)
    school = places.school(row.school_id)
    data = {
        "authority": school.parent_body.upper(),
        "school": school.name.upper(),
        "number": row.label,
        "to": row.to_name,
        "clause": row.clause,
        "words": row.text,
        "given_at": local(row.at_us).strftime("%H:%M %d/%m/%Y"),
        "leader": row.by.full_name,
    }
    otherwise = reverse("reminder", args=[row.id])
    return filling.paper(request, "reminder", data, "pdf", row.label, otherwise=otherwise)


def _found(request: PageRequest, size: int) -> dict[int, Found]:
    """The places that were answered."""
    found = {}
    for place in range(1, size + 1):
        answer = request.POST.get(f"use-{place}")
        if answer in ("yes", "no"):
            note = request.POST.get(f"note-{place}", "")
            found[place] = Found(answer == "yes", note)
    return found


def _own(request: PageRequest, reminder_id: UUID) -> "Reminder":
    row = selectors.reminder(request.viewer.school, reminder_id)
    if row is None or (row.to_id != request.viewer.person and not deeds.may(request, Deed.INSPECT)):
        raise Http404
    return row
