"""Forms of holds."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.web.directives.forms import ScopeForm
from vonggac.web.forms import PageForm


class HoldForm(ScopeForm):
    reason = forms.CharField(label=_("Reason"), max_length=500)
    review_on = forms.DateField(
        label=_("To be reviewed on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("On that day somebody asks whether it is still needed."),
    )

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, school=school, **kwargs)
        self.fields["cameras"].required = True


class ReleaseForm(PageForm):
    reason = forms.CharField(label=_("Why it is no longer needed"), max_length=500)


class KeepForm(PageForm):
    reason = forms.CharField(label=_("Why it must stay"), max_length=500)
