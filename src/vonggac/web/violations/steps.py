"""The steps of a violation as its page offers them (REQUIREMENTS §5.9)."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.violations import selectors, services
from vonggac.web import deeds
from vonggac.web.proceedings import Step
from vonggac.web.viewer import PageRequest
from vonggac.web.violations import forms

if TYPE_CHECKING:
    from vonggac.violations.models import Violation


def steps() -> dict[str, Step]:
    """By the last part of the address, in the order of the states."""
    return {**_hands(), **_board(), **_afterwards(), **_beside()}


def _hands() -> dict[str, Step]:
    return {
        "minutes": Step(
            _("Write the minutes"),
            _("Minutes are written"),
            forms.MinutesForm,
            services.minute,
            frozenset({"found"}),
            _writes,
        ),
        "report": Step(
            _("Report to the Board"),
            _("Report"),
            forms.WordsForm,
            services.report_to_board,
            frozenset({"minuted"}),
            _writes,
        ),
        "statement": Step(
            _("Your own statement"),
            _("Hand in the statement"),
            forms.StatementForm,
            services.state,
            frozenset({"reported", "verifying"}),
            _concerned,
        ),
    }


def _board() -> dict[str, Step]:
    return {
        "verify": Step(
            _("Begin verifying"),
            _("Being verified"),
            forms.WordsForm,
            services.verify,
            frozenset({"reported"}),
            _decides,
        ),
        "conclude": Step(
            _("Conclude"),
            _("Conclude"),
            forms.ConcludeForm,
            services.conclude,
            frozenset({"verifying"}),
            _concludes,
        ),
    }


def _afterwards() -> dict[str, Step]:
    """Once a violation is concluded, or that there was none."""
    return {
        "propose": Step(
            _("Propose how to handle it"),
            _("Propose"),
            forms.ProposeForm,
            services.propose,
            frozenset({"violated"}),
            _decides,
        ),
        "settle": Step(
            _("Enter the decision"),
            _("Handled"),
            forms.SettleForm,
            services.settle,
            frozenset({"proposed"}),
            _decides,
        ),
        "compensate": Step(
            _("Compensation"),
            _("Compensated"),
            forms.CompensateForm,
            services.compensate,
            frozenset({"settled"}),
            lambda request, row: bool(row.damage_vnd) and _decides(request, row),
        ),
        "end": Step(
            _("End it"),
            _("End it"),
            forms.WordsForm,
            services.end,
            frozenset({"none", "settled", "compensated"}),
            _decides,
        ),
    }


def _beside() -> dict[str, Step]:
    return {
        "line": Step(
            _("Add evidence or a statement"),
            _("Write the line"),
            forms.LineForm,
            services.add_line,
            may=_writes,
            folded=True,
        ),
        "hold": Step(
            _("Hold data"),
            _("Hold data"),
            forms.HoldForm,
            services.place_hold,
            may=lambda request, row: _writes(request, row) and deeds.may(request, Deed.PLACE_HOLD),
            folded=True,
            with_school=True,
        ),
    }


def _concerned(request: PageRequest, row: "Violation") -> bool:
    return selectors.concerns(row, request.viewer.person)


def _writes(request: PageRequest, row: "Violation") -> bool:
    own = row.opened_by_id == request.viewer.person or _decides(request, row)
    return own and not _concerned(request, row) and deeds.may(request, Deed.REPORT_VIOLATION)


def _decides(request: PageRequest, row: "Violation") -> bool:
    return not _concerned(request, row) and deeds.may(request, Deed.DECIDE_VIOLATIONS)


def _concludes(request: PageRequest, row: "Violation") -> bool:
    return row.minuted_by_id != request.viewer.person and _decides(request, row)
