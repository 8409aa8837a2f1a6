"""Forms of the camera networks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.network.states import answers_to
from vonggac.web.forms import PageForm

PARTS = {
    "device": _("Device"),
    "firmware": _("Firmware"),
    "profiles": _("Streams"),
    "users": _("Accounts of the camera"),
    "certificates": _("Certificates"),
}
"""Parts of a fingerprint (``onvif.fingerprint``)."""


class AnswerForm(PageForm):
    answer = forms.ChoiceField(label=_("Answer given"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [  # type: ignore[attr-defined]  # of a ChoiceField
            (each.value, each.label) for each in answers_to(kind)
        ]


class WatchForm(PageForm):
    watched = forms.BooleanField(label=_("Camera networks are watched"), required=False)
    basis = forms.CharField(label=_("Basis"), max_length=300)
