"""How the school is called at the head of its papers (Nghị định 30/2020): the head declares and changes it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vonggac.access.deeds import Deed
from vonggac.places import selectors, services
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

FIELDS = ("name", "parent_body", "symbol", "locality")


def parent_body_field(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Parent body"),
        max_length=160,
        required=required,
        help_text=gettext_lazy(
            "Such as UBND xã Yên Cường: above the school's name on every paper."
        ),
    )


def locality_field(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Place in the line of the date"),
        max_length=80,
        required=required,
        help_text=gettext_lazy("Such as Yên Cường: “Yên Cường, ngày … tháng … năm …”."),
    )


class SchoolForm(PageForm):
    name = forms.CharField(label=gettext_lazy("Name of the school"), max_length=160)
    parent_body = parent_body_field(required=True)
    symbol = forms.CharField(
        label=gettext_lazy("Symbol for document numbers"),
        max_length=20,
        help_text=gettext_lazy("Such as THYC."),
    )
    locality = locality_field(required=True)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def school(request: PageRequest) -> HttpResponse:
    """Papers that were made already stay as they are."""
    deeds.require(request, Deed.SEE_CONFIGURATION)
    row, may = selectors.school(request.viewer.school), deeds.may(request, Deed.CHANGE_SETTINGS)
    known: dict[str, Any] = {each: getattr(row, each) for each in FIELDS}
    form = SchoolForm(request.POST or None, initial=known)
    if request.method == "POST":
        deeds.require(request, Deed.CHANGE_SETTINGS)
        if form.is_valid() and _named(request, form) is not None:
            messages.success(request, _("Written: new papers have it at their head."))
            return redirect("school")
    context = {"form": form, "row": row, "may_change": may}
    return render(request, "places/school.html", context, status=400 if form.errors else 200)


def _named(request: PageRequest, form: SchoolForm) -> object:
    values = {each: form.cleaned_data[each] for each in FIELDS}
    return form.try_to(
        lambda: services.name_school(
            school=request.viewer.school, by=request.viewer.person, **values
        )
    )
