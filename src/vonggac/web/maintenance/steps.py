"""The steps of an order as its page offers them (REQUIREMENTS §5.7)."""

from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.equipment import selectors as equipment
from vonggac.maintenance import services
from vonggac.web import deeds
from vonggac.web.maintenance import forms
from vonggac.web.proceedings import Step
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.maintenance.models import Order


def steps() -> dict[str, Step]:
    """By the last part of the address, in the order of the states."""
    return {**_hands(), **_board(), **_devices()}


def _hands() -> dict[str, Step]:
    return {
        "start": Step(
            _("Begin the work"),
            _("Begin"),
            forms.EmptyForm,
            partial(services.start, run_folder=settings.DATA.run),
            frozenset({"planned", "due"}),
            lambda request, row: deeds.may(request, Deed.DO_MAINTENANCE),
        ),
        "hand-in": Step(
            _("Hand in the work"),
            _("Hand in for confirmation"),
            forms.ConclusionForm,
            services.hand_in,
            frozenset({"working"}),
            _executes,
        ),
    }


def _board() -> dict[str, Step]:
    return {
        "confirm": Step(
            _("Confirm"),
            _("Completed"),
            forms.WordsForm,
            services.confirm,
            frozenset({"confirming"}),
            lambda request, row: _approves(request, row) and not _executes(request, row),
        ),
        "return": Step(
            _("Return it"),
            _("Return"),
            forms.ReasonForm,
            services.send_back,
            frozenset({"confirming"}),
            _approves,
            folded=True,
        ),
        "postpone": Step(
            _("Postpone"),
            _("Postpone"),
            forms.PostponeForm,
            services.postpone,
            frozenset({"planned", "due"}),
            _approves,
            folded=True,
        ),
    }


def _devices() -> dict[str, Step]:
    return {
        "stop": Step(
            _("Stop a device for the work"),
            _("Stop the device"),
            forms.DeviceForm,
            services.stop,
            frozenset({"working"}),
            lambda request, row: _executes(request, row) and deeds.may(request, Deed.STOP_DEVICE),
            folded=True,
            with_school=True,
        ),
        "restart": Step(
            _("Restart a stopped device"),
            _("It passed its test: restart"),
            forms.DeviceForm,
            services.restart,
            frozenset({"working", "confirming", "done", "failed"}),
            _may_restart,
            folded=True,
            with_school=True,
        ),
    }


def _executes(request: PageRequest, row: "Order") -> bool:
    return bool(row.executor_id == request.viewer.person)


def _approves(request: PageRequest, row: "Order") -> bool:
    return deeds.may(request, Deed.APPROVE_MAINTENANCE)


def _may_restart(request: PageRequest, row: "Order") -> bool:
    standing = equipment.stops(row.school_id).filter(ticket=row.label, restart=None)
    return standing.exists() and deeds.may(request, Deed.RESTART_DEVICE)
