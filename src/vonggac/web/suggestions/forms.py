"""Forms of suggestions, and the steps that a page offers."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from vonggac.access.deeds import Deed
from vonggac.suggestions import services
from vonggac.suggestions.states import ANSWERS, Subject, SuggestionState
from vonggac.web import deeds
from vonggac.web.fields import DayField, long_text
from vonggac.web.forms import PageForm
from vonggac.web.proceedings import Step
from vonggac.web.viewer import PageRequest

_words = partial(long_text, rows=4)


class SendForm(PageForm):
    subject = forms.ChoiceField(label=_("What it is about"), choices=Subject.choices)
    trouble = _words(_("What is difficult"))
    proposal = _words(_("What you propose"), required=False)
    anonymous = forms.BooleanField(
        label=_("Without my name towards colleagues"),
        required=False,
        help_text=_("The school board sees who sent it."),
    )


class EmptyForm(PageForm):
    pass


class AnswerForm(PageForm):
    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[(each, SuggestionState(each).label) for each in ANSWERS],
        widget=forms.RadioSelect,
    )
    words = _words(_("In words"))
    due_on = DayField(label=_("To be done until"), required=False)


class CloseForm(PageForm):
    words = _words(_("What came of it"), required=False)


def steps() -> dict[str, Step]:
    """By the last part of the address, in the order of the states."""
    return {
        "receive": Step(
            _now("Receive"),
            _now("It is received"),
            EmptyForm,
            services.receive,
            frozenset({"sent"}),
            _with(Deed.GATHER_SUGGESTIONS),
        ),
        "consider": Step(
            _now("The Board considers it"),
            _now("Begin"),
            EmptyForm,
            services.consider,
            frozenset({"gathered"}),
            _with(Deed.ANSWER_SUGGESTIONS),
        ),
        "answer": Step(
            _now("Answer it"),
            _now("Answer it"),
            AnswerForm,
            services.answer,
            frozenset({"considered"}),
            lambda request, row: (
                row.opened_by_id != request.viewer.person
                and deeds.may(request, Deed.ANSWER_SUGGESTIONS)
            ),
        ),
        "close": Step(
            _now("Close"),
            _now("Close"),
            CloseForm,
            services.close,
            frozenset(ANSWERS),
            _with(Deed.GATHER_SUGGESTIONS),
        ),
    }


def _with(deed: Deed) -> Any:
    def may(request: PageRequest, row: Any) -> bool:
        return deeds.may(request, deed)

    return may
