"""Colleagues and their positions; the own sign-in history."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.people import selectors, services
from vonggac.people.roles import Role
from vonggac.web import deeds
from vonggac.web.people.forms import PersonForm
from vonggac.web.viewer import PageRequest


@require_GET
def people(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.SEE_PEOPLE)
    search = request.GET.get("q", "").strip()[:80]
    at_us = now_us()
    rows = [
        {
            "person": person,
            "account": getattr(person, "account", None),
            "roles": [each.role.value for each in selectors.positions_now(person.id, at_us)],
        }
        for person in selectors.people(request.viewer.school, search=search)
    ]
    context = {
        "rows": rows,
        "search": search,
        "may_manage": deeds.may(request, Deed.MANAGE_ACCOUNTS),
        "may_appoint": deeds.may(request, Deed.APPOINT),
    }
    template = "people/list_rows.html" if request.headers.get("HX-Request") else "people/list.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def person_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.APPOINT)
    deeds.require(request, Deed.MANAGE_ACCOUNTS)
    form = PersonForm(request.POST or None)
    ready = request.method == "POST" and form.is_valid()
    if ready and form.try_to(lambda: _make_person(request, form)):
        messages.success(request, _("Account opened. Hand the first password over in person."))
        return redirect("people")
    return render(request, "people/new.html", {"form": form}, status=400 if form.errors else 200)


@transaction.atomic
def _make_person(request: PageRequest, form: PersonForm) -> bool:
    data, by = form.cleaned_data, request.viewer.person
    person = services.create_person(
        full_name=data["full_name"], address=data["form_of_address"], by=by
    )
    services.create_account(
        person=person.id, username=data["username"], password=data["password"], by=by
    )
    services.appoint(
        person=person.id,
        school=request.viewer.school,
        role=Role(data["role"]),
        decision_no=data["decision_no"],
        by=by,
    )
    return True


@require_POST
def person_state(request: PageRequest, account: UUID) -> HttpResponse:
    deeds.require(request, Deed.MANAGE_ACCOUNTS)
    state = request.POST.get("state", "")
    if state in {"active", "suspended"}:
        try:
            services.set_account_state(account=account, state=state, by=request.viewer.person)
        except ObjectDoesNotExist:
            raise Http404 from None
        messages.success(request, _("Account changed."))
    return redirect("people")


@require_GET
def sign_in_history(request: PageRequest) -> HttpResponse:
    events = selectors.sign_in_history(request.viewer.account)
    return render(request, "people/history.html", {"events": events})
