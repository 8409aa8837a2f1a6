"""Forms of suggestions."""

from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.suggestions.states import ANSWERS, Subject, SuggestionState
from vonggac.web.fields import DayField, long_text
from vonggac.web.forms import PageForm

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
