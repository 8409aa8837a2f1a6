"""The steps of handing over as the page offers them: who leaves, who takes over, the head."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from vonggac.takeover import selectors, services
from vonggac.web.proceedings import Step
from vonggac.web.takeover import forms
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.takeover.models import SystemHandover


def steps() -> dict[str, Step]:
    """By the last part of the address, in the order of the states."""
    return {
        "give": Step(
            _("Confirm the handing over"),
            _("I have handed over"),
            forms.WordsForm,
            services.give,
            frozenset({"open"}),
            lambda request, row: _ready(row) and request.viewer.person == row.leaving_id,
        ),
        "absent": Step(
            _("Who leaves does not confirm"),
            _("Go on without"),
            forms.AbsentForm,
            services.give_for,
            frozenset({"open"}),
            lambda request, row: _ready(row) and _decides(request, row),
            folded=True,
        ),
        "take": Step(
            _("Confirm the taking over"),
            _("I have taken over"),
            forms.WordsForm,
            services.take,
            frozenset({"given"}),
            lambda request, row: request.viewer.person == row.taking_id,
        ),
        "confirm": Step(
            _("Confirm the change of the manager"),
            _("Confirm"),
            forms.WordsForm,
            services.confirm,
            frozenset({"taken"}),
            _decides,
        ),
        **_beside(),
    }


def _beside() -> dict[str, Step]:
    return {
        "back": Step(
            _("An item is not as written"),
            _("Send back"),
            forms.ReasonForm,
            services.send_back,
            frozenset({"given", "taken"}),
            lambda request, row: request.viewer.person == row.taking_id or _decides(request, row),
            folded=True,
        ),
        "note": Step(
            _("Add a note"),
            _("Write the line"),
            forms.NoteForm,
            services.add_note,
            frozenset({"open", "given", "taken", "confirmed"}),
            writes,
            folded=True,
        ),
        "cancel": Step(
            _("It is not carried out"),
            _("Not carried out"),
            forms.ReasonForm,
            services.cancel,
            frozenset({"open", "given", "taken"}),
            lambda request, row: row.planned and _decides(request, row),
            folded=True,
        ),
    }


def writes(request: PageRequest, row: "SystemHandover") -> bool:
    """Who leaves, who takes over, who decides."""
    return selectors.concerns(row, request.viewer.person) or _decides(request, row)


def _decides(request: PageRequest, row: "SystemHandover") -> bool:
    return request.viewer.person in {each.id for each in selectors.deciders(row)}


def _ready(row: "SystemHandover") -> bool:
    return all(each.line is not None for each in selectors.checklist(row.id))
