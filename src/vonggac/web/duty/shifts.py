"""A shift: opened by its checklist, closed by another, handed over to somebody else (khoản 2 Điều 3)."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.duty import selectors, services
from vonggac.duty.checklists import List
from vonggac.kernel.clock import now_us
from vonggac.notices import services as notices
from vonggac.people import selectors as people
from vonggac.web.duty.fact_words import fact_text
from vonggac.web.duty.forms import AnswerForm, CheckForm, HandoverForm
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.duty.models import Shift

Act = Callable[..., object]


@require_GET
def shift(request: PageRequest, shift: UUID) -> HttpResponse:
    row = _own_schools(request, shift)
    notices.read_about(person=request.viewer.person, url=request.path)
    return _page(request, row, AnswerForm())


def _page(request: PageRequest, row: "Shift", form: AnswerForm) -> HttpResponse:
    checks = sorted(row.checks.all(), key=lambda each: (each.at_us, str(each.id)))
    handovers = sorted(row.handovers.all(), key=lambda each: each.at_us)
    mine = row.person_id == request.viewer.person
    context = {
        "shift": row,
        "state": state_word(row, now_us()),
        "lists": [
            {
                "title": which.label,
                "rows": [
                    {"check": each, "fact": fact_text(each.item, each.measured)}
                    for each in checks
                    if each.which == which
                ],
            }
            for which in List
        ],
        "handovers": [
            {
                "handover": each,
                "answer": getattr(each, "answer", None),
                "facts": _facts(each.state),
                "mine": each.taker_id == request.viewer.person,
            }
            for each in handovers
        ],
        "may_close": mine and row.opened_us is not None and row.closed_us is None,
        "may_hand_over": mine and row.opened_us is not None,
        "answer_form": form,
    }
    return render(request, "duty/shift.html", context, status=400 if form.errors else 200)


def state_word(row: "Shift", at_us: int) -> tuple[str, str]:
    """State (REQUIREMENTS §5.11) and tone."""
    if row.cancelled_us is not None:
        return _("Taken off the roster"), ""
    if row.closed_us is not None:
        by_itself = row.ended_how in ("time", "idle")
        return (_("Ended by itself"), "warn") if by_itself else (_("Shift closed"), "")
    if row.opened_us is not None:
        return (_("On duty"), "good") if at_us < row.to_us else (_("Ended by itself"), "warn")
    return (_("Planned"), "info") if at_us < row.to_us else (_("Not opened"), "warn")


def _facts(state: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"item": item, "text": text, "verdict": said["verdict"]}
        for item, said in state.items()
        if (text := fact_text(item, said["measured"]))
    ]


@require_http_methods(["GET", "POST"])
def shift_open(request: PageRequest, shift: UUID) -> HttpResponse:
    """Mở ca: the checklist, filled by the system where it can; the officer answers item by item."""
    done = _("Shift opened: live view of its areas is open to you.")
    return _checklist(request, shift, List.OPENING, services.open_shift, done)


@require_http_methods(["GET", "POST"])
def shift_close(request: PageRequest, shift: UUID) -> HttpResponse:
    done = _("Shift closed. Thank you.")
    return _checklist(request, shift, List.CLOSING, services.close_shift, done)


def _checklist(request: PageRequest, shift: UUID, which: List, act: Act, done: str) -> HttpResponse:
    row = _own_schools(request, shift)
    facts = selectors.facts_of(row)
    form = CheckForm(request.POST or None, which=which)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: act(
                shift=row.id, person=request.viewer.person, answers=form.answers, facts=facts
            )
        )
        if made is not None:
            messages.success(request, done)
            return redirect("home")
    context = {
        "shift": row,
        "form": form,
        "opening": which == List.OPENING,
        "rows": form.rows(facts),
        "handed": selectors.last_handover(row.school_id) if which == List.OPENING else None,
        "others": row.person_id != request.viewer.person,
    }
    status = 400 if form.errors else 200
    return render(request, "duty/checklist.html", context, status=status)


@require_http_methods(["GET", "POST"])
def shift_hand_over(request: PageRequest, shift: UUID) -> HttpResponse:
    """Bàn giao ca: the first signature."""
    row = _own_schools(request, shift)
    facts = selectors.facts_of(row)
    takers = people.holders(row.school_id, services.TAKERS, now_us())
    form = HandoverForm(
        request.POST or None, takers=[each for each in takers if each.id != request.viewer.person]
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = form.try_to(
            lambda: services.hand_over(
                shift=row.id,
                person=request.viewer.person,
                to=UUID(data["to"]),
                remarks=data["remarks"],
                facts=facts,
            )
        )
        if made is not None:
            messages.success(request, _("Handed over. The other person confirms it."))
            return redirect("shift", row.id)
    said = {item.value: fact.to_json() for item, fact in facts.items()}
    context = {"shift": row, "form": form, "facts": _facts(said)}
    status = 400 if form.errors else 200
    return render(request, "duty/hand_over.html", context, status=status)


@require_POST
def handover_answer(request: PageRequest, shift: UUID, handover: UUID) -> HttpResponse:
    """The second signature: agreed, or what is otherwise."""
    row = _own_schools(request, shift)
    if not any(each.id == handover for each in row.handovers.all()):
        raise Http404
    form = AnswerForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        made = form.try_to(
            lambda: services.take_over(
                handover=handover,
                person=request.viewer.person,
                agreed=data["agreed"] == "yes",
                words=data["words"],
            )
        )
        if made is not None:
            messages.success(request, _("Written with your name."))
            return redirect("shift", row.id)
    for problem in form.non_field_errors():
        messages.error(request, str(problem))
    return _page(request, row, form)


def _own_schools(request: PageRequest, shift_id: UUID) -> "Shift":
    row = selectors.shift(request.viewer.school, shift_id)
    if row is None:
        raise Http404
    return row
