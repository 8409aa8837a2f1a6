"""The steps of a stocktake as its page offers them (REQUIREMENTS §5.8)."""

from typing import Any

from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.stocktakes import selectors, services
from vonggac.web import deeds
from vonggac.web.proceedings import Step
from vonggac.web.stocktakes import forms
from vonggac.web.viewer import PageRequest


def steps() -> dict[str, Step]:
    """By the last part of the address, in the order of the states."""
    return {**_counting(), **_settling(), **_booking(), **_beside()}


def _counting() -> dict[str, Step]:
    return {
        "decide": Step(
            _("Enter the decision"),
            _("Decide and freeze the list"),
            forms.DecideForm,
            services.decide,
            frozenset({"planned"}),
            _decides,
        ),
        "begin": Step(
            _("Begin counting"),
            _("Begin counting"),
            forms.EmptyForm,
            services.begin,
            frozenset({"frozen"}),
            _member,
        ),
        "finish": Step(
            _("Everything is counted"),
            _("On to the signatures"),
            forms.WordsForm,
            services.finish,
            frozenset({"counting"}),
            _member,
        ),
        "sign": Step(
            _("Signed minutes"),
            _("The minutes are signed"),
            forms.SignForm,
            services.sign,
            frozenset({"signing"}),
            _member,
        ),
    }


def _settling() -> dict[str, Step]:
    return {
        "hand-in": Step(
            _("Hand the proposals in to the Board"),
            _("Hand in to the Board"),
            forms.WordsForm,
            services.hand_in,
            frozenset({"signed"}),
            _takes,
        ),
        "approve": Step(
            _("Approve the proposals"),
            _("Approve"),
            forms.WordsForm,
            services.approve,
            frozenset({"proposed"}),
            _approves,
        ),
        "remark": Step(
            _("Want a proposal changed"),
            _("Write the remark"),
            forms.NoteForm,
            services.remark,
            frozenset({"proposed"}),
            _decides,
            folded=True,
        ),
    }


def _booking() -> dict[str, Step]:
    return {
        "update": Step(
            _("Update the books"),
            _("Update the books"),
            forms.EmptyForm,
            services.update,
            frozenset({"approved"}),
            lambda request, row: deeds.may(request, Deed.KEEP_ASSETS),
        ),
        "close": Step(
            _("Close the stocktake"),
            _("Close the stocktake"),
            forms.WordsForm,
            services.close,
            frozenset({"updated"}),
            _takes,
        ),
    }


def _beside() -> dict[str, Step]:
    return {
        "withdraw": Step(
            _("Withdraw the plan"),
            _("Withdraw the plan"),
            forms.NoteForm,
            services.withdraw,
            frozenset({"planned"}),
            lambda request, row: deeds.may(request, Deed.PLAN_STOCKTAKE),
            folded=True,
        ),
        "member": Step(
            _("Add a member"),
            _("Add a member"),
            forms.MemberForm,
            services.add_member,
            frozenset({"planned", "frozen", "counting"}),
            _decides,
            folded=True,
            with_school=True,
        ),
        "note": Step(
            _("Write a note"),
            _("Write the line"),
            forms.NoteForm,
            services.note,
            may=_takes,
            folded=True,
        ),
    }


def _decides(request: PageRequest, row: Any) -> bool:
    return deeds.may(request, Deed.DECIDE_STOCKTAKE)


def _takes(request: PageRequest, row: Any) -> bool:
    return deeds.may(request, Deed.TAKE_STOCK)


def _member(request: PageRequest, row: Any) -> bool:
    return selectors.is_member(row.id, request.viewer.person) and _takes(request, row)


def _approves(request: PageRequest, row: Any) -> bool:
    me = request.viewer.person
    own = row.proposed_by_id == me or selectors.is_member(row.id, me)
    return not own and _decides(request, row)
