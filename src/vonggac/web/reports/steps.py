"""The steps of a report as its page offers them."""

from typing import Any

from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.reports import services
from vonggac.web import deeds
from vonggac.web.proceedings import Step
from vonggac.web.reports import forms
from vonggac.web.viewer import PageRequest

_EDITABLE = frozenset({"draft", "returned"})
_SUBMITTED = frozenset({"submitted"})


def steps() -> dict[str, Step]:
    """By the last part of the address, in the order of the states."""
    return {**_hands(), **_head(), "void": _void()}


def _hands() -> dict[str, Step]:
    return {
        "texts": Step(
            _("Texts of the report"),
            _("Keep the texts"),
            forms.TextsForm,
            services.write_texts,
            _EDITABLE,
            _drafts,
        ),
        "submit": Step(
            _("Submit for signature"),
            _("Submit"),
            forms.WordsForm,
            services.submit,
            _EDITABLE,
            _drafts,
        ),
    }


def _head() -> dict[str, Step]:
    return {
        "issue": Step(
            _("Sign and issue"),
            _("Sign and issue"),
            forms.IssueForm,
            services.issue,
            _SUBMITTED,
            _signs_this,
        ),
        "return": Step(
            _("Return it"),
            _("Return it"),
            forms.ReasonForm,
            services.give_back,
            _SUBMITTED,
            _signs,
            folded=True,
        ),
    }


def _void() -> Step:
    return Step(
        _("Void the draft"),
        _("Void it"),
        forms.ReasonForm,
        services.void,
        _EDITABLE,
        _drafts,
        folded=True,
    )


def _drafts(request: PageRequest, row: Any) -> bool:
    return deeds.may(request, Deed.DRAFT_REPORT)


def _signs(request: PageRequest, row: Any) -> bool:
    return deeds.may(request, Deed.SIGN_REPORT)


def _signs_this(request: PageRequest, row: Any) -> bool:
    return row.submitted_by_id != request.viewer.person and _signs(request, row)
