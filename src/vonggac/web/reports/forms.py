"""Forms of reports."""

from functools import partial

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.reports.services import LONGEST
from vonggac.reports.states import PeriodKind
from vonggac.web.fields import DayField, long_text
from vonggac.web.forms import PageForm

_words = partial(long_text, required=False, rows=4, most=LONGEST)


class DraftForm(PageForm):
    kind = forms.ChoiceField(label=_("Period"), choices=PeriodKind.choices)
    day = DayField(
        required=False,
        label=_("A day of the period"),
        help_text=_("Any day within the month, the term, the year."),
    )
    from_day = DayField(required=False, label=_("First day"), help_text=_("Of an ad hoc report."))
    to_day = DayField(required=False, label=_("Last day"))
    demand = forms.CharField(
        label=_("Why it is ad hoc"),
        max_length=500,
        required=False,
        help_text=_("At whose request, in which paper."),
    )
    upward = forms.CharField(
        label=_("Addressee above the school"),
        max_length=200,
        required=False,
        help_text=_("Empty: the school’s own Board."),
    )


class TextsForm(PageForm):
    general = _words(_("I. General situation: remark"))
    results = _words(_("II. Results: remark"))
    shortcomings = _words(_("III. Shortcomings, difficulties"))
    proposals = _words(_("IV. Proposals"))
    plans = _words(_("V. Plans for the next period"))
    upward = forms.CharField(label=_("Addressee above the school"), max_length=200, required=False)


class WordsForm(PageForm):
    words = _words(_("Remark"))


class ReasonForm(PageForm):
    words = _words(_("Reason"), required=True)


class IssueForm(PageForm):
    paper_no = forms.IntegerField(
        label=_("Number of the paper"),
        required=False,
        min_value=1,
        help_text=_("As the clerk gives it; empty: the next of this calendar year."),
    )
    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
