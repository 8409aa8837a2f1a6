"""Các thay đổi cần Ban Giám hiệu biết (khoản 3, khoản 4 Điều 5): the list, and acknowledging a line of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from vonggac.access.deeds import Deed
from vonggac.attention import selectors, services
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.paging import page_of
from vonggac.web.viewer import PageRequest


class WordsForm(PageForm):
    words = forms.CharField(label=gettext_lazy("What the Board says to it"), max_length=1000)


@require_GET
def changes(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.ACKNOWLEDGE_CHANGES)
    school, only = request.viewer.school, request.GET.get("show") != "all"
    rows = selectors.unacknowledged(school) if only else selectors.changes(school)
    context: dict[str, Any] = {
        "page": page_of(request, rows),
        "only": only,
        "waiting": selectors.unacknowledged(school).count(),
    }
    return render(request, "attention/changes.html", context)


@require_POST
def change_seen(request: PageRequest, change: UUID) -> HttpResponse:
    deeds.require(request, Deed.ACKNOWLEDGE_CHANGES)
    if not selectors.changes(request.viewer.school).filter(pk=change).exists():
        raise Http404
    form = WordsForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["words"]
        by = request.viewer.person
        if form.try_to(lambda: services.acknowledge(change=change, by=by, words=words)):
            messages.success(request, _("Acknowledged; the line stays."))
            return redirect("changes")
    for problems in form.errors.values():
        for problem in problems:
            messages.error(request, str(problem))
    return redirect("changes")
