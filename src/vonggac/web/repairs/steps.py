"""The steps of a proposal as its page offers them (REQUIREMENTS §5.6)."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.people.roles import Role
from vonggac.repairs import services
from vonggac.web import deeds
from vonggac.web.proceedings import Step
from vonggac.web.repairs import forms
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.repairs.models import Proposal


def steps() -> dict[str, Step]:
    """By the last part of the address, in the order of the states."""
    return {**_hands(), **_board(), **_afterwards(), **_beside()}


def _hands() -> dict[str, Step]:
    return {
        "submit": Step(
            _("Submit to the Board"),
            _("Submit"),
            forms.WordsAndScanForm,
            services.submit,
            frozenset({"draft", "more"}),
            writes,
        ),
    }


def _board() -> dict[str, Step]:
    return {
        "approve": Step(
            _("Approve"),
            _("Approve"),
            forms.ApproveForm,
            services.approve,
            frozenset({"submitted"}),
            _decides,
        ),
        "more": Step(
            _("Ask for more"),
            _("Ask for more"),
            forms.ReasonWordsForm,
            services.ask_more,
            frozenset({"submitted"}),
            _decides,
            folded=True,
        ),
        "decline": Step(
            _("Do not approve"),
            _("Do not approve"),
            forms.ReasonWordsForm,
            services.decline,
            frozenset({"submitted"}),
            _decides,
            folded=True,
        ),
    }


def _afterwards() -> dict[str, Step]:
    return {
        "begin": Step(
            _("Begin to carry it out"),
            _("Begin"),
            forms.BeginForm,
            services.begin,
            frozenset({"approved"}),
            _teacher,
        ),
        "accept": Step(
            _("Accept the work"),
            _("Accepted"),
            forms.AcceptForm,
            services.accept,
            frozenset({"working"}),
            _teacher,
        ),
        "book": Step(
            _("Update the asset books"),
            _("Update"),
            forms.WordsForm,
            services.book,
            frozenset({"accepted"}),
            lambda request, row: deeds.may(request, Deed.KEEP_ASSETS),
        ),
        "close": Step(
            _("Close the proposal"),
            _("Close"),
            forms.WordsForm,
            services.close,
            frozenset({"booked"}),
            _teacher,
        ),
    }


def _beside() -> dict[str, Step]:
    return {
        "note": Step(
            _("Add a quotation, a letter, a receipt"),
            _("Write the line"),
            forms.NoteForm,
            services.note,
            folded=True,
        ),
    }


def writes(request: PageRequest, row: "Proposal") -> bool:
    own = row.opened_by_id == request.viewer.person or _teacher(request, row)
    return own and deeds.may(request, Deed.PROPOSE_REPAIR)


def _teacher(request: PageRequest, row: "Proposal") -> bool:
    return Role.IT_TEACHER in request.viewer.roles


def _decides(request: PageRequest, row: "Proposal") -> bool:
    own = row.opened_by_id == request.viewer.person
    return not own and deeds.may(request, Deed.DECIDE_REPAIR)
