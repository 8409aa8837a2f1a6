"""The steps of a failure as its page offers them (REQUIREMENTS §5.5); the services decide once more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.access.deeds import Deed
from vonggac.equipment import services
from vonggac.equipment.states import FailureState as State
from vonggac.equipment.states import Way
from vonggac.kernel.clock import now_us
from vonggac.web import deeds
from vonggac.web.equipment import forms
from vonggac.web.forms import PageForm
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.equipment.models import Failure

BEFORE_REPORT = (State.DETECTED, State.STOPPED, State.RUNNING)
BEFORE_REPAIR = (*BEFORE_REPORT, State.REPORTED, State.DIRECTED)
OVER = (State.BACK, State.CLOSED)


@dataclass(frozen=True, slots=True)
class Asker:
    """What of the reader decides over what is offered."""

    works: bool
    repairs: bool
    """As ``works``, or the network administrator to whom it was handed, in time."""
    directs: bool
    stops: bool
    tests: bool


@dataclass(frozen=True, slots=True)
class Step:
    title: str | Promise
    button: str | Promise
    make: Callable[..., PageForm]
    act: Callable[..., Any]
    due: Callable[["Failure", str, Asker], bool]
    knows_failure: bool = False

    def form(self, row: "Failure", data: Any = None) -> PageForm:
        more = {"failure": row} if self.knows_failure else {}
        return self.make(data, auto_id=f"id_{self.act.__name__}_%s", **more)


def _untested(row: "Failure") -> bool:
    return row.stopped_us is not None and row.tested_us is None


STEPS: dict[str, Step] = {
    "stop": Step(
        _("Stop the device"), _("Stop it now"), forms.StopForm, services.stop,
        lambda row, before, who: who.stops and row.state not in (*OVER, State.PASSED) and not _untested(row),
        knows_failure=True,
    ),
    "acknowledge": Step(
        _("Receive and report"), _("Report to the school board"), forms.AcknowledgeForm, services.acknowledge,
        lambda row, before, who: who.works and row.state != State.CLOSED and row.acknowledged_us is None
        and before not in (State.STOPPED, State.RUNNING),
    ),
    "leave": Step(
        _("No need to stop the device"), _("Leave it running"), forms.LeaveForm, services.leave_running,
        lambda row, before, who: who.works and before == State.DETECTED and row.acknowledged_us is None,
    ),
    "report": Step(
        _("Report to the school board"), _("Report"), forms.ReportForm, services.report,
        lambda row, before, who: who.works and before in (State.STOPPED, State.RUNNING),
    ),
    "direct": Step(
        _("The school board directs"), _("Give the direction"), forms.DirectForm, services.direct,
        lambda row, before, who: who.directs and before in BEFORE_REPAIR,
        knows_failure=True,
    ),
    "told": Step(
        _("The school board directed by word of mouth"), _("Write it down"), forms.ToldForm, services.direct_orally,
        lambda row, before, who: who.works and before in BEFORE_REPAIR and row.state != State.BACK,
        knows_failure=True,
    ),
    "repair": Step(
        _("Begin the repair"), _("Being repaired"), forms.RepairForm, services.repair,
        lambda row, before, who: who.repairs and (row.state in BEFORE_REPAIR or before == State.DIRECTED),
    ),
    "replace": Step(
        _("Replace the device"), _("Enter the new device"), forms.ReplaceForm, services.replace,
        lambda row, before, who: who.works and row.way == Way.REPLACE
        and row.state in (State.REPAIRING, State.TESTING),
    ),
    "testing": Step(
        _("Repaired, to be tested"), _("Ask for the test"), forms.AskTestForm, services.ask_test,
        lambda row, before, who: who.repairs and before == State.REPAIRING,
    ),
    "test": Step(
        _("Test"), _("Write down the test"), forms.TestForm, services.test,
        lambda row, before, who: who.tests and before == State.TESTING,
    ),
    "tested": Step(
        _("Test passed"), _("In operation again"), forms.TestedForm, services.mark_tested,
        lambda row, before, who: who.works and row.back_us is None and not _untested(row)
        and row.state not in (State.TESTING, State.PASSED)
        and not row.signs.filter(to_us=None).exclude(ref__startswith="hand:").exists(),
    ),
    "close": Step(
        _("Close the failure"), _("Close"), forms.CloseForm, services.close,
        lambda row, before, who: who.works and row.state == State.BACK and row.board_seen_us is not None
        and before != State.TESTING,
    ),
}  # fmt: skip
"""By the last part of the address, in the order of the page."""


def offered(
    request: PageRequest, row: "Failure", spoilt: dict[str, PageForm]
) -> list[dict[str, Any]]:
    """The steps that are due, for who may take them."""
    before = row.before_back if row.state == State.BACK else row.state
    who = _asker(request, row)
    if row.state == State.CLOSED:
        return []
    return [
        {
            "name": name,
            "title": step.title,
            "form": spoilt.get(name) or step.form(row),
            "button": step.button,
            "open": name in spoilt,
        }
        for name, step in STEPS.items()
        if step.due(row, before, who)
    ]


def _asker(request: PageRequest, row: "Failure") -> Asker:
    works = deeds.may(request, Deed.WORK_FAILURE)
    handed = row.assignee_id == request.viewer.person and now_us() < (row.due_us or 0)
    directs = deeds.may(request, Deed.CONFIRM_FAILURE)
    return Asker(
        works=works,
        repairs=works or handed,
        directs=directs,
        stops=deeds.may(request, Deed.STOP_DEVICE),
        tests=works or handed or directs,
    )
