"""Colleagues and their positions; adding one; the own sign-in history."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.people import selectors, services
from vonggac.web import deeds
from vonggac.web.people.account_forms import AskNewForm, PersonForm
from vonggac.web.people.offices import review_due
from vonggac.web.people.person import shown_once
from vonggac.web.people.steps import require_role
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.people.models import Person


@require_GET
def people(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.SEE_PEOPLE)
    search = request.GET.get("q", "").strip()[:80]
    at_us = now_us()
    held = selectors.roles_held(request.viewer.school, at_us)
    rows = [
        {
            "person": person,
            "account": getattr(person, "account", None),
            "roles": [each.value for each in held.get(person.id, ())],
        }
        for person in selectors.people(request.viewer.school, search=search)
    ]
    manages = deeds.may(request, Deed.MANAGE_ACCOUNTS)
    context = {
        "rows": rows,
        "search": search,
        "may_manage": manages,
        "may_approve": deeds.may(request, Deed.APPROVE_ACCOUNTS),
        "may_appoint": deeds.may(request, Deed.APPOINT),
        "waiting": selectors.waiting_accounts(request.viewer.school) if manages else [],
        "resets": selectors.open_resets(request.viewer.school) if manages else [],
        "due": review_due(request.viewer.school, at_us) if manages else None,
    }
    template = "people/list_rows.html" if request.headers.get("HX-Request") else "people/list.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def person_new(request: PageRequest) -> HttpResponse:
    """The head's order: person, position, account; open at once where pledge and training are there."""
    deeds.require(request, Deed.APPOINT)
    form = PersonForm(request.POST or None)
    made = None
    if request.method == "POST" and form.is_valid():
        made = form.try_to(lambda: _make_person(request, form.cleaned_data))
    if made is None:
        status = 400 if form.errors else 200
        return render(request, "people/new.html", {"form": form}, status=status)
    person, password = made
    if password is not None:
        return shown_once(request, person, form.cleaned_data["username"], password)
    messages.success(request, _("Written down. The account opens once pledge and training are in."))
    return redirect("person", person.id)


@transaction.atomic
def _make_person(request: PageRequest, data: dict[str, Any]) -> tuple["Person", str | None]:
    by, school = request.viewer.person, request.viewer.school
    require_role(school, data["role"])
    person = services.create_person(
        full_name=data["full_name"], address=data["form_of_address"], by=by
    )
    services.appoint(
        person=person.id,
        school=school,
        role=data["role"],
        decision_no=data["decision_no"],
        decided_on=data["decided_on"],
        by=by,
    )
    account = services.request_account(
        person=person.id, school=school, username=data["username"], role=data["role"], by=by
    )
    if data["pledged_on"]:
        services.record_pledge(person=person.id, school=school, signed_on=data["pledged_on"], by=by)
    if data["trained_on"]:
        services.record_training(
            person=person.id,
            school=school,
            held_on=data["trained_on"],
            trainer=data["trainer"],
            by=by,
        )
    if not selectors.readiness(person.id).for_role(data["role"]):
        return person, None
    return person, services.open_account(account=account.id, school=school, by=by)


@require_http_methods(["GET", "POST"])
def account_ask(request: PageRequest) -> HttpResponse:
    """Đề nghị cấp, for somebody who is not in the list yet: the Board approves."""
    deeds.require(request, Deed.MANAGE_ACCOUNTS)
    form = AskNewForm(request.POST or None)
    made = None
    if request.method == "POST" and form.is_valid():
        made = form.try_to(lambda: _ask_for(request, form.cleaned_data))
    if made is None:
        status = 400 if form.errors else 200
        return render(request, "people/ask.html", {"form": form}, status=status)
    messages.success(request, _("Asked for. A member of the school board approves it."))
    return redirect("person", made)


@transaction.atomic
def _ask_for(request: PageRequest, data: dict[str, Any]) -> UUID:
    by = request.viewer.person
    person = services.create_person(
        full_name=data["full_name"], address=data["form_of_address"], by=by
    )
    services.request_account(
        school=request.viewer.school,
        person=person.id,
        username=data["username"],
        role=data["role"],
        reason=data["reason"],
        by=by,
    )
    return person.id


@require_POST
@freshly_authenticated
def person_state(request: PageRequest, account: UUID) -> HttpResponse:
    deeds.require(request, Deed.MANAGE_ACCOUNTS)
    state = request.POST.get("state", "")
    if state in {"active", "suspended"}:
        try:
            services.set_account_state(account=account, state=state, by=request.viewer.person)
        except ObjectDoesNotExist:
            raise Http404 from None
        except ValidationError as refused:
            messages.warning(request, " ".join(refused.messages))
        else:
            messages.success(request, _("Account changed."))
    return redirect("people")


@require_GET
def sign_in_history(request: PageRequest) -> HttpResponse:
    events = selectors.sign_in_history(request.viewer.account)
    return render(request, "people/history.html", {"events": events})
