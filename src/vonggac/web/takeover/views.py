"""The manager of the system, and handing it over (khoản 2 Điều 2)."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.kernel.text import TextRefused
from vonggac.notices import services as notices
from vonggac.people import selectors as people
from vonggac.places import selectors as places
from vonggac.takeover import selectors, services
from vonggac.takeover.measuring import measure
from vonggac.takeover.states import Answer, Item, LineKind
from vonggac.web import deeds
from vonggac.web.forms import TEXT_COMPLAINTS, PageForm
from vonggac.web.proceedings import correct, offered, take
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.scans import scan_response
from vonggac.web.takeover.forms import PlanForm
from vonggac.web.takeover.steps import steps, writes
from vonggac.web.takeover.words import measured
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.takeover.models import SystemHandover


@require_GET
def manager(request: PageRequest) -> HttpResponse:
    """Who manages the system and who did; handings over; passwords from before the last change, red."""
    deeds.require(request, Deed.READ_REGISTERS)
    school, at_us = request.viewer.school, now_us()
    founded_us = places.school(school).created_us
    notices.read_about(person=request.viewer.person, url=request.path)
    context = {
        "now": people.manager(school, at_us),
        "since_us": people.without_manager_since(school, founded_us, at_us),
        "red": selectors.red_since(school, at_us) is not None,
        "earlier": [each for each in people.managers(school) if each.to_us is not None][:20],
        "handovers": selectors.handovers(school)[:20],
        "under_way": selectors.under_way(school),
        "passwords": selectors.old_passwords(school),
        "last": selectors.last_change(school),
        "may_appoint": deeds.may(request, Deed.APPOINT),
        "may_manage": deeds.may(request, Deed.MANAGE_ACCOUNTS),
        "may_configure": deeds.may(request, Deed.CONFIGURE_CAMERAS),
    }
    return render(request, "takeover/manager.html", context)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def handover_new(request: PageRequest) -> HttpResponse:
    """The head says who takes over; the position changes at the end."""
    deeds.require(request, Deed.APPOINT)
    viewer = request.viewer
    form = PlanForm(request.POST or None, school=viewer.school, me=viewer.person)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = form.try_to(
            lambda: services.plan(
                school=viewer.school,
                by=viewer.person,
                to=UUID(data["to"]),
                decision_no=data["decision_no"],
                decided_on=data["decided_on"],
            )
        )
        if made is not None:
            messages.success(request, _("%(no)s: both are told.") % {"no": made.label})
            return redirect("system_handover", made.id)
    status = 400 if form.errors else 200
    return render(request, "takeover/new.html", {"form": form}, status=status)


@require_GET
def handover(request: PageRequest, handover: UUID) -> HttpResponse:
    row = own_handover(request, handover)
    notices.read_about(person=request.viewer.person, url=request.path)
    return _page(request, row)


@require_POST
def handover_checklist(request: PageRequest, handover: UUID) -> HttpResponse:
    """Every item that was answered otherwise than before becomes a line."""
    row = own_handover(request, handover)
    try:
        count = _answers(request, row)
    except TextRefused as refused:
        messages.error(request, str(TEXT_COMPLAINTS[refused.code]))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        said = _("Written into the file.") if count else _("Nothing has changed.")
        messages.success(request, said)
    return redirect("system_handover", row.id)


@transaction.atomic
def _answers(request: PageRequest, row: "SystemHandover") -> int:
    count = 0
    for each in selectors.checklist(row.id):
        answer = request.POST.get(f"answer-{each.item.value}", "")
        words = request.POST.get(f"words-{each.item.value}", "").strip()
        before = (each.line.kind, each.line.text) if each.line else ("", "")
        if answer not in Answer.values or (answer, words) == before:
            continue
        services.answer(
            handover=row.id,
            by=request.viewer.person,
            item=each.item.value,
            answer=answer,
            words=words,
        )
        count += 1
    return count


@require_POST
@freshly_authenticated
def handover_step(request: PageRequest, handover: UUID, step: str) -> HttpResponse:
    row = own_handover(request, handover)
    wrong = take(request, row, step, steps(), handover=row.id)
    if wrong is not None:
        return _page(request, row, {step: wrong})
    return redirect("system_handover", row.id)


@require_POST
def handover_correct(request: PageRequest, handover: UUID, place: int) -> HttpResponse:
    row = own_handover(request, handover)
    correct(request, services.correct, handover=row.id, place=place)
    return redirect("system_handover", row.id)


@require_GET
def handover_paper(request: PageRequest, handover: UUID, place: int) -> HttpResponse:
    row = own_handover(request, handover)
    found = next((each for each in selectors.lines(row.id) if each.place == place), None)
    if found is None or found.scan_id is None:
        raise Http404
    otherwise = reverse("system_handover", args=[row.id])
    return scan_response(request, found.scan_id, otherwise=otherwise)


def _page(
    request: PageRequest, row: "SystemHandover", spoilt: dict[str, PageForm] | None = None
) -> HttpResponse:
    lines = selectors.lines(row.id)
    for each in lines:
        each.word = LineKind(each.kind).label  # type: ignore[attr-defined]  # for the template
        if each.kind in Answer.values:
            each.ref = str(Item(each.ref).label)  # the item's words instead of its code
    base = reverse("system_handover", args=[row.id])
    found = row.measured or measure(row.school_id, row.changed_us)
    writing = writes(request, row)
    context = {
        "row": row,
        "lines": lines,
        "checklist": selectors.checklist(row.id),
        "answers": Answer,
        "measured": measured(found),
        "is_kept": bool(row.measured),
        "steps": offered(request, row, steps(), spoilt=spoilt),
        "step_base": f"{base}/step",
        "scan_base": f"{base}/papers",
        "correct_base": f"{base}/correct",
        "deciders": selectors.deciders(row) if selectors.heads_own(row) else None,
        "may_answer": writing and row.state == "open",
        "may_correct": writing,
    }
    return render(request, "takeover/handover.html", context, status=400 if spoilt else 200)


def own_handover(request: PageRequest, handover_id: UUID) -> "SystemHandover":
    """For who reads registers, and for the two whom it concerns. Raises Http404."""
    row = selectors.handover(request.viewer.school, handover_id)
    if row is None:
        raise Http404
    if not selectors.concerns(row, request.viewer.person):
        deeds.require(request, Deed.READ_REGISTERS)
    return row
