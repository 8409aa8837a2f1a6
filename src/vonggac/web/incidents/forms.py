"""Forms of cases: opening one by hand, and its steps."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.directives import selectors as directives
from vonggac.incidents.states import Way
from vonggac.kernel.clock import now_us
from vonggac.web.directives.forms import ScopeForm
from vonggac.web.fields import long_text
from vonggac.web.forms import PageForm, purpose_field
from vonggac.web.local_time import local

REVIEW_AFTER = timedelta(days=30)


class CaseForm(ScopeForm):
    purpose = purpose_field()
    what = forms.CharField(
        label=_("What was noted"),
        max_length=300,
        help_text=_("In neutral words: what was seen, not who is to blame."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cameras"].required = False


class ReportForm(PageForm):
    words = long_text(_("Report: course of events"))


class KnowForm(PageForm):
    words = long_text(_("Remark"), required=False)


class DirectForm(PageForm):
    way = forms.ChoiceField(
        label=_("What is to be done"), choices=Way.choices, widget=forms.RadioSelect
    )
    words = long_text(_("Words of the direction"), required=False)


class HandleForm(PageForm):
    words = long_text(_("What is being done"))


class ResultForm(PageForm):
    words = long_text(
        _("Result"), help_text=_("In neutral words; the system decides nothing (khoản 2 Điều 6).")
    )


class NoteForm(PageForm):
    text = long_text(_("Note"))


class PassForm(PageForm):
    words = long_text(_("Acts that bear signs of a violation"))


class HoldForm(ScopeForm):
    reason = forms.CharField(label=_("Reason"), max_length=500)
    review_on = forms.DateField(
        label=_("To be reviewed on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=lambda: local(now_us()).date() + REVIEW_AFTER,
    )

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "cameras": data["cameras"],
            "footage": self.footage,
            "reason": data["reason"],
            "review_on": data["review_on"],
        }


class JoinForm(PageForm):
    directive = forms.ChoiceField(label=_("Directive"))

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["directive"].choices = [  # type: ignore[attr-defined]
            (str(each.id), each.label) for each in directives.directives(school)[:50]
        ]

    @property
    def values(self) -> dict[str, Any]:
        return {"directive": UUID(self.cleaned_data["directive"])}
