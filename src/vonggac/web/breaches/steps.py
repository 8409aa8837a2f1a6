"""The steps of a breach as its page offers them."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.breaches import services
from vonggac.web import deeds
from vonggac.web.breaches import forms
from vonggac.web.proceedings import Step
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.breaches.models import Breach


def steps() -> dict[str, Step]:
    """By the last part of the address, in the order of the states."""
    return {**_board(), **_told(), **_beside()}


def _board() -> dict[str, Step]:
    return {
        "decide": Step(
            _("Weigh it: is a notice owed?"),
            _("Decide"),
            forms.DecideForm,
            services.decide,
            frozenset({"found"}),
            _decides,
        ),
        "notify": Step(
            _("It must be notified after all"),
            _("Decide"),
            forms.NotifyForm,
            services.decide,
            frozenset({"no_notice"}),
            _decides,
            folded=True,
        ),
        "close": Step(
            _("Close it"),
            _("Close it"),
            forms.CloseForm,
            services.close,
            frozenset({"notified", "no_notice"}),
            _decides,
        ),
    }


def _told() -> dict[str, Step]:
    return {
        "sent": Step(
            _("The notice is sent"),
            _("Write it down"),
            forms.SentForm,
            services.send_notice,
            frozenset({"to_notify"}),
            _decides,
        ),
        "further": Step(
            _("Another notice is sent"),
            _("Write it down"),
            forms.SentForm,
            services.send_notice,
            frozenset({"found", "no_notice", "notified"}),
            _decides,
            folded=True,
        ),
    }


def _beside() -> dict[str, Step]:
    return {
        "weigh": Step(
            _("Counts and consequences, as known by now"),
            _("Write the line"),
            forms.CountsForm,
            services.weigh,
            may=_writes,
            folded=True,
        ),
        "line": Step(
            _("Add a measure or evidence"),
            _("Write the line"),
            forms.LineForm,
            services.add_line,
            may=_writes,
            folded=True,
        ),
    }


def _decides(request: PageRequest, row: "Breach") -> bool:
    return deeds.may(request, Deed.HANDLE_BREACH)


def _writes(request: PageRequest, row: "Breach") -> bool:
    own = row.opened_by_id == request.viewer.person or _decides(request, row)
    return own and deeds.may(request, Deed.REPORT_BREACH)
