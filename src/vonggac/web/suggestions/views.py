"""Kiến nghị: sent by staff, gathered into batches, answered by the Board; the sheet of a batch (FORMS §7.2)."""

import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.notices import services as notices
from vonggac.people import selectors as people
from vonggac.places import selectors as places
from vonggac.proceedings.services import CORRECTION
from vonggac.suggestions import selectors, services
from vonggac.suggestions.states import SuggestionState
from vonggac.web import deeds
from vonggac.web.documents import filling
from vonggac.web.forms import PageForm
from vonggac.web.local_time import local
from vonggac.web.paging import page_of
from vonggac.web.proceedings import offered, take
from vonggac.web.suggestions.forms import SendForm
from vonggac.web.suggestions.steps import steps
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.suggestions.models import Suggestion

log = logging.getLogger(__name__)


@require_GET
def suggestions(request: PageRequest) -> HttpResponse:
    viewer = request.viewer
    rows = selectors.suggestions(viewer.school, viewer.person)
    page = page_of(request, rows, instants=("opened_us",))
    gathers = deeds.may(request, Deed.GATHER_SUGGESTIONS)
    context = {
        "page": page,
        "rows": [{"row": each, "who": _who(request, each)} for each in page],
        "may_send": deeds.may(request, Deed.SEND_SUGGESTION),
        "gathers": gathers,
        "received": len(selectors.in_state(viewer.school, "received")) if gathers else 0,
        "batches": selectors.batches(viewer.school) if gathers or viewer.is_board else [],
    }
    return render(request, "suggestions/list.html", context)


@require_http_methods(["GET", "POST"])
def suggestion_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.SEND_SUGGESTION)
    form = SendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        viewer = request.viewer
        made = form.try_to(
            lambda: services.send(school=viewer.school, by=viewer.person, **form.cleaned_data)
        )
        if made is not None:
            messages.success(
                request, _("%(no)s: sent. You are told of the answer.") % {"no": made.label}
            )
            return redirect("suggestion", made.id)
    status = 400 if form.errors else 200
    return render(request, "suggestions/new.html", {"form": form}, status=status)


@require_POST
def suggestions_gather(request: PageRequest) -> HttpResponse:
    viewer = request.viewer
    try:
        made = services.gather(school=viewer.school, by=viewer.person)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
    else:
        messages.success(
            request, _("Gathered: %(no)s. The Board considers it.") % {"no": made.label}
        )
    return redirect("suggestions")


@require_GET
def suggestion(request: PageRequest, suggestion: UUID) -> HttpResponse:
    row = _own(request, suggestion)
    notices.read_about(person=request.viewer.person, url=request.path)
    return _page(request, row)


@require_POST
def suggestion_step(request: PageRequest, suggestion: UUID, step: str) -> HttpResponse:
    row = _own(request, suggestion)
    wrong = take(request, row, step, steps(), suggestion=row.id)
    return redirect("suggestion", row.id) if wrong is None else _page(request, row, {step: wrong})


@require_GET
def suggestion_batch(request: PageRequest, batch: UUID, kind: str) -> HttpResponse:
    """Bảng tổng hợp kiến nghị of a batch, for the Board's table."""
    if not request.viewer.is_board:
        deeds.require(request, Deed.GATHER_SUGGESTIONS)
    row = selectors.batch(request.viewer.school, batch)
    if row is None:
        raise Http404
    name = f"kien-nghi-dot-{row.number}-{row.year}"
    data = _table(request, row)
    return filling.paper(
        request, "suggestion_table", data, kind, name, otherwise=reverse("suggestions")
    )


@override("vi")  # the paper is the school's, whatever language its reader has chosen
def _table(request: PageRequest, batch: Any) -> dict[str, Any]:
    school = places.school(batch.school_id)
    head = people.head_of(batch.school_id, batch.at_us)
    return {
        "authority": school.parent_body.upper(),
        "school": school.name.upper(),
        "batch": f"{batch.number}/{batch.year}",
        "clerk": batch.by.full_name,
        "head": head.full_name if head else "",
        "suggestions": [
            {
                "no": str(place),
                "day": local(each.opened_us).strftime("%d/%m/%Y"),
                "who": _who(request, each) or _("without a name"),
                "trouble": each.trouble,
                "proposal": each.proposal,
                "answer": each.answer,
                "due": each.due_on.strftime("%d/%m/%Y") if each.due_on else "",
                "result": str(SuggestionState(each.state).label),
            }
            for place, each in enumerate(selectors.of_batch(batch.id), 1)
        ],
    }


def _page(
    request: PageRequest, row: "Suggestion", spoilt: dict[str, PageForm] | None = None
) -> HttpResponse:
    shown = selectors.receives(request.viewer.school, request.viewer.person)
    lines = selectors.lines(row.id)
    hides = row.anonymous and not request.viewer.is_board
    for each in lines:
        each.word = (  # type: ignore[attr-defined]  # for the template
            _("correction") if each.kind == CORRECTION else SuggestionState(each.kind).label
        )
        if hides and each.person_id == row.opened_by_id != request.viewer.person:
            each.person_name, each.person_role = _("without a name"), ""
    context = {
        "row": row,
        "who": _who(request, row),
        "lines": lines if shown or row.opened_by_id == request.viewer.person else [],
        "steps": offered(request, row, steps(), spoilt=spoilt),
        "step_base": reverse("suggestion", args=[row.id]) + "/step",
    }
    return render(request, "suggestions/suggestion.html", context, status=400 if spoilt else 200)


def _who(request: PageRequest, row: "Suggestion") -> str:
    viewer = request.viewer
    return selectors.named(row, reader=viewer.person, board=viewer.is_board)


def _own(request: PageRequest, suggestion_id: UUID) -> "Suggestion":
    row = selectors.suggestion(request.viewer.school, request.viewer.person, suggestion_id)
    if row is None:
        raise Http404
    return row
