"""The form of a print: why, for which case, and who gets each copy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.pictures.services import MOST_COPIES
from vonggac.web.forms import PageForm


class PrintForm(PageForm):
    reason = forms.CharField(label=_("Reason"), max_length=500)
    case_no = forms.CharField(
        label=_("Case number"),
        max_length=60,
        required=False,
        help_text=_("For example VV-2026-001."),
    )
    recipients = forms.CharField(
        label=_("Recipients, one a line: each gets one numbered copy"),
        max_length=MOST_COPIES * 201,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def names(self) -> list[str]:
        text: str = self.cleaned_data["recipients"]
        return [each for each in text.splitlines() if each.strip()]
