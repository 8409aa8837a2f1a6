"""Minutes of the viewing and the record of the handover, by executor and supervisor."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vonggac.disclosures import selectors, services
from vonggac.disclosures.deadlines import local_day
from vonggac.disclosures.states import RequestState
from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.people import selectors as staff
from vonggac.watch.clocks import camera_clocks
from vonggac.web import words
from vonggac.web.disclosures.carrying_forms import HandoverForm, MinutesForm
from vonggac.web.disclosures.exported import files_for, package_masked
from vonggac.web.disclosures.shown import asked_of
from vonggac.web.disclosures.steps import standing_of
from vonggac.web.disclosures.views import own
from vonggac.web.local_time import instant_text
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.templatetags.page import signed_seconds
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.disclosures.models import Request
    from vonggac.people.models import Person

S = RequestState
USUAL_LOAN = timedelta(days=30)


@require_http_methods(["GET", "POST"])
def request_minutes(request: PageRequest, request_id: UUID) -> HttpResponse:
    row = _mine(request, request_id, (S.AGREED, S.AGREED_PART, S.IN_PROGRESS))
    form = MinutesForm(request.POST or None, initial=_minutes_initial(row))
    if request.method == "POST" and form.is_valid():
        done = form.try_to(
            lambda: services.write_minutes(
                request=row.id, by=request.viewer.person, wish=form.wish()
            )
        )
        if done is not None:
            messages.success(
                request, _("The minutes are written. Print them, and have them signed.")
            )
            return redirect("request", row.id)
    return _answer(request, "minutes", row, form)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def request_handover(request: PageRequest, request_id: UUID) -> HttpResponse:
    row = _mine(request, request_id, (S.EXTRACTED,))
    form = HandoverForm(
        request.POST or None, initial=_handover_initial(row), covered=package_masked(row)
    )
    if request.method == "POST" and form.is_valid():
        done = form.try_to(
            lambda: services.hand_over(
                request=row.id,
                by=request.viewer.person,
                wish=form.wish(),
                files=files_for(row),
            )
        )
        if done is not None:
            messages.success(
                request, _("The handover is written down. Print it, and have it signed.")
            )
            return redirect("request", row.id)
    return _answer(request, "handover", row, form)


def _mine(request: PageRequest, request_id: UUID, states: tuple[RequestState, ...]) -> "Request":
    row = own(request, request_id)
    if row.state not in states or not standing_of(request, row).hand:
        raise Http404
    return row


def _minutes_initial(row: "Request") -> dict[str, Any]:
    now = now_us() // MINUTE_US * MINUTE_US
    came = selectors.facts_of(row).get("representative", "") if row.is_unit else ""
    people = [((came and f"{came}, {row.requester_name}") or row.requester_name, _("requester"))]
    people += [
        (_with_position(each, row.school_id), words)
        for each, words in ((row.executor, _("executor")), (row.supervisor, _("supervisor")))
        if each is not None
    ]
    decided = max((each.at_us for each in row.decisions.all()), default=0)
    return {
        "from_us": max(now - 30 * MINUTE_US, decided // MINUTE_US * MINUTE_US),
        "to_us": now + MINUTE_US,
        "participants": "\n".join(f"{name}, {words}" for name, words in people),
    }


def _with_position(person: "Person", school: UUID) -> str:
    role = staff.role_at(person.id, school, now_us())
    return f"{person.full_name}, {words.role(role)}" if role else person.full_name


def _handover_initial(row: "Request") -> dict[str, Any]:
    facts = selectors.facts_of(row)
    return {
        "recipient": facts.get("representative") or row.requester_name,
        "recipient_unit": row.requester_name if row.is_unit else "",
        "recipient_id": facts.get("id_number", ""),
        "recipient_letter": facts.get("introduction_no", ""),
        "back_day": local_day(now_us()) + USUAL_LOAN,
        "clock_offset": _clocks(row),
        "masked": "1" if package_masked(row) else "0",
        "transfer_purpose": facts.get("reason", ""),
        "legal_basis": _("Viewing request %(no)s, agreed to by the school board (khoản 3 Điều 4).")
        % {"no": row.label},
    }


def _clocks(row: "Request") -> str:
    """As they are measured now; empty where one of them is not."""
    at_us = now_us()
    known = camera_clocks(settings.DATA.run, at_us)
    named = {each.camera_id: each.camera.name for each in row.cameras.all()}
    if not named or not named.keys() <= known.keys():
        return ""
    said = (f"{name} {signed_seconds(known[each].offset_us)}" for each, name in named.items())
    return _("%(clocks)s (measured %(t)s)") % {"clocks": ", ".join(said), "t": instant_text(at_us)}


def _answer(request: PageRequest, name: str, row: "Request", form: Any) -> HttpResponse:
    context = {**asked_of(row, selectors.facts_of(row)), "form": form}
    return render(request, f"disclosures/{name}.html", context, status=400 if form.errors else 200)
