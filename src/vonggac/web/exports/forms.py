"""Forms of exports."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.exports.states import Envelope
from vonggac.web.directives.forms import ScopeForm
from vonggac.web.forms import PageForm


class ExportForm(ScopeForm):
    reason = forms.CharField(label=_("Reason"), max_length=500)
    recipient = forms.CharField(label=_("Recipient"), max_length=200)
    request_ref = forms.CharField(label=_("Viewing request"), max_length=60, required=False)
    envelope = forms.ChoiceField(
        label=_("Envelope"), choices=Envelope.choices, initial=Envelope.ONE_TIME
    )
    age_recipient = forms.CharField(
        label=_("The recipient’s age key"), max_length=120, required=False
    )

    viewing_copy = forms.BooleanField(
        label=_("Viewing copy: plays everywhere, marked with the recipient; no evidence"),
        required=False,
        initial=True,
    )
    masking = forms.BooleanField(
        label=_("Cover people by hand: only covered viewing copies leave, the originals stay"),
        required=False,
    )

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, school=school, **kwargs)
        self.fields["cameras"].required = True


class ApproveForm(PageForm):
    masking = forms.BooleanField(
        label=_("The copies must be covered before they leave the school"), required=False
    )


class DeclineForm(PageForm):
    reason = forms.CharField(label=_("Reason"), max_length=500)
