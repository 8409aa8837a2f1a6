"""The steps of a case as the page offers them: title, button, form, service, and when they are due."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.incidents import services
from vonggac.incidents.states import CaseState
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.incidents import forms
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.incidents.models import Case

CLOSED = frozenset({CaseState.CLOSED})


@dataclass(frozen=True, slots=True)
class Step:
    """``deed``: whose page offers it; the service asks again. ``at``: states; empty: any."""

    title: str
    button: str
    form: type[PageForm]
    act: Callable[..., Any]
    deed: Deed
    at: frozenset[CaseState] = frozenset()
    with_school: bool = False
    folded: bool = False


def steps(*, board: bool) -> dict[str, Step]:
    """By the last part of the address. ``board``: a member of it reports by knowing."""
    return {
        "report": Step(
            _("I know of it") if board else _("Report to the Board"),
            _("The Board knows") if board else _("Report"),
            forms.KnowForm if board else forms.ReportForm,
            services.report,
            Deed.OPEN_CASE,
            frozenset({CaseState.NOTED}),
        ),
        **_onward(),
        **_beside(),
    }


def _onward() -> dict[str, Step]:
    """In the order of the states."""
    return {
        "direct": Step(
            _("The Board directs"),
            _("Give the direction"),
            forms.DirectForm,
            services.direct,
            Deed.DIRECT_CASES,
            frozenset({CaseState.REPORTED}),
        ),
        "handle": Step(
            _("Begin handling"),
            _("Being handled"),
            forms.HandleForm,
            services.handle,
            Deed.OPEN_CASE,
            frozenset({CaseState.DIRECTED}),
        ),
        "result": Step(
            _("Enter the result"),
            _("Has a result"),
            forms.ResultForm,
            services.give_result,
            Deed.OPEN_CASE,
            frozenset({CaseState.HANDLED}),
        ),
        "end": Step(
            _("End the case"),
            _("End the case"),
            forms.KnowForm,
            services.end,
            Deed.DIRECT_CASES,
            frozenset({CaseState.RESULT}),
        ),
    }


def _beside() -> dict[str, Step]:
    """From any state."""
    return {
        "note": Step(
            _("Add a line to the dossier"),
            _("Write the line"),
            forms.NoteForm,
            services.add_line,
            Deed.OPEN_CASE,
            folded=True,
        ),
        "directive": Step(
            _("Join a directive"),
            _("Join"),
            forms.JoinForm,
            services.join_directive,
            Deed.OPEN_CASE,
            with_school=True,
            folded=True,
        ),
        "hold": Step(
            _("Hold data"),
            _("Hold data"),
            forms.HoldForm,
            services.place_hold,
            Deed.PLACE_HOLD,
            with_school=True,
            folded=True,
        ),
        "violation": Step(
            _("Pass on: signs of a violation"),
            _("Pass on"),
            forms.PassForm,
            services.pass_on,
            Deed.REPORT_VIOLATION,
            folded=True,
        ),
    }


def offered(
    request: PageRequest, row: "Case", spoilt: dict[str, PageForm], initial: dict[str, Any]
) -> list[dict[str, Any]]:
    """What is due, for who may do it."""
    found = []
    for name, step in steps(board=request.viewer.is_board).items():
        due = not step.at or row.state in step.at
        if name == "violation" and row.violation_us is not None:
            due = False
        if due and deeds.may(request, step.deed):
            more = {"school": request.viewer.school} if step.with_school else {}
            form = spoilt.get(name) or step.form(initial=initial, auto_id=f"id_{name}_%s", **more)
            shown = name in spoilt or not step.folded
            found.append({"name": name, "step": step, "form": form, "open": shown})
    return found
