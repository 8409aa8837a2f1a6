"""Forms of second factors."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.web.forms import PageForm


class CodeForm(PageForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Six digits from the app, or a recovery code from your sheet."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}
        ),
    )


class EnrolForm(PageForm):
    """The first code of an app that has just learnt its secret."""

    label = forms.CharField(label=_("Name of this device"), max_length=60)
    code = forms.CharField(
        label=_("The six digits that the app shows now"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].initial = _("My phone")
