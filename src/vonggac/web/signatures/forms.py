"""Forms of signing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.papers import LARGEST_BYTES
from vonggac.signing.facts import LARGEST_KEY_FILE
from vonggac.signing.roots import LARGEST_BYTES as LARGEST_ROOT
from vonggac.web.forms import PageForm


class BytesField(forms.FileField):
    """A file whose value is bytes, at most one more than ``most``."""

    def __init__(self, *, most: int, accept: str, **kwargs: Any) -> None:
        super().__init__(widget=forms.ClearableFileInput(attrs={"accept": accept}), **kwargs)
        self._most = most

    def clean(self, data: Any, initial: Any = None) -> Any:
        taken = super().clean(data, initial)
        return bytes(taken.read(self._most + 1)) if taken else b""


class SignForm(PageForm):
    paper = BytesField(most=LARGEST_BYTES, accept="application/pdf", label=_("Paper (PDF)"))
    key_file = BytesField(
        most=LARGEST_KEY_FILE,
        accept=".p12,.pfx",
        label=_("Your key file (.p12, .pfx)"),
        help_text=_("Used for this one signature; neither file nor password is kept."),
    )
    password = forms.CharField(
        label=_("Password of the key file"),
        max_length=200,
        strip=False,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    visible = forms.BooleanField(
        label=_("A line at the foot of the last page says who signed and when"), required=False
    )


class RootForm(PageForm):
    certificate = BytesField(
        most=LARGEST_ROOT,
        accept=".pem,.crt,.cer,.der",
        label=_("Certificate of the issuer (.pem, .crt, .cer)"),
    )
    basis = forms.CharField(
        label=_("Basis"),
        max_length=300,
        help_text=_("Where it comes from, and who compared its fingerprint."),
    )
