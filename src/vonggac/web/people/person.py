"""The page of one person: positions, account, pledge, training; and what the viewer may do about them (``steps``)."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vonggac.access.deeds import Deed
from vonggac.people import selectors
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.people.steps import STEPS, Asked, Step, form_of
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.people.models import Person


@require_GET
def person(request: PageRequest, person: UUID) -> HttpResponse:
    if person != request.viewer.person:
        deeds.require(request, Deed.SEE_PEOPLE)
    return _page(request, _asked(request, person))


@require_POST
@freshly_authenticated
def person_step(request: PageRequest, person: UUID, step: str) -> HttpResponse:
    wanted = STEPS.get(step)
    if wanted is None:
        raise Http404
    deeds.require(request, wanted.deed)
    asked = _asked(request, person)
    if person == request.viewer.person or not wanted.offered(asked):
        messages.warning(request, _("This has been decided or carried out already."))
        return redirect("person", person)
    form = form_of(step, asked, request.POST)
    made: list[str | None] = []
    if form.is_valid():
        form.try_to(lambda: made.append(_carry_out(wanted, asked, form)))
    if not made:
        return _page(request, asked, (step, form), status=400)
    if made[0] is not None:
        return shown_once(request, asked.person, asked.of_account.username, made[0])
    messages.success(request, _("Done, and written down."))
    return redirect("person", person)


def shown_once(
    request: PageRequest, person: "Person", username: str, password: str
) -> HttpResponse:
    """The answer to the very act: a page that is not kept (``no-store``) and cannot be asked for again."""
    context = {"person": person, "username": username, "password": password}
    return render(request, "people/password_once.html", context)


def _carry_out(step: Step, asked: Asked, form: PageForm) -> str | None:
    try:
        return step.act(asked, dict(form.cleaned_data))
    except ObjectDoesNotExist:
        raise Http404 from None


def _asked(request: PageRequest, person: UUID) -> Asked:
    school = request.viewer.school
    row = selectors.people(school).filter(pk=person).first()
    if row is None:
        raise Http404
    resets = selectors.open_resets(school).filter(person_id=person)
    positions = list(selectors.positions_of(person, school))
    return Asked(request, row, getattr(row, "account", None), positions, resets.first())


def _page(
    request: PageRequest, asked: Asked, tried: tuple[str, PageForm] | None = None, status: int = 200
) -> HttpResponse:
    own = asked.person.id == request.viewer.person
    manages = deeds.may(request, Deed.MANAGE_ACCOUNTS)
    offered = [
        {
            "name": name,
            "title": step.title,
            "button": step.button,
            "form": tried[1] if tried and tried[0] == name else form_of(name, asked),
            "open": bool(tried and tried[0] == name),
        }
        for name, step in STEPS.items()
        if not own and step.offered(asked) and deeds.may(request, step.deed)
    ]
    knows = own or manages
    context = {
        "person": asked.person,
        "account": asked.account,
        "positions": asked.positions,
        "reset": asked.reset,
        "own": own,
        "knows": knows,
        "manages": manages,
        "readiness": selectors.readiness(asked.person.id),
        "pledges": selectors.pledges(asked.person.id) if knows else [],
        "trainings": selectors.trainings(asked.person.id) if knows else [],
        "history": selectors.steps_of(asked.of_account.id) if knows and asked.account else [],
        "steps": offered,
        "at_the_machine": knows and asked.state == "active" and not asked.can_be_reset,
    }
    return render(request, "people/person.html", context, status=status)
