"""Forms of documents, the regulation and notices."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.regulations.services import KINDS, LONGEST_TEXT
from vonggac.web.fields import DayField
from vonggac.web.forms import PageForm
from vonggac.web.scans import ScanField


class DecisionForm(PageForm):
    kind = forms.ChoiceField(label=_("Type of document"), choices=KINDS)
    number = forms.IntegerField(
        label=_("Number"),
        required=False,
        min_value=1,
        max_value=99_999,
        help_text=_("As the clerk gave it. Empty: the next number of its type in the year."),
    )
    symbol = forms.CharField(
        label=_("Symbol"),
        required=False,
        max_length=30,
        help_text=_("As in QĐ-THYC. Empty: the type and the school's symbol."),
    )
    signed_on = DayField(label=_("Signed on"))
    signer = forms.CharField(label=_("Signed by"), max_length=80)
    signer_position = forms.CharField(label=_("Position of the signer"), max_length=80)
    summary = forms.CharField(label=_("Summary"), max_length=300)
    scan = ScanField(label=_("Scan of the signed document (PDF, JPEG or PNG)"), required=False)


class RegulationForm(PageForm):
    title = forms.CharField(label=_("Title of the regulation"), max_length=300)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("From “Điều 1.” on, each clause on a line of its own: “1. …”."),
    )


class EnactForm(PageForm):
    from_day = DayField(label=_("In force from"))


class NoticeForm(PageForm):
    telephone = forms.CharField(
        label=_("Telephone"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    contact = forms.CharField(label=_("Whom to ask"), max_length=120)


def first_words(day: date, signer: str, position: str) -> dict[str, Any]:
    """What a new document most likely says."""
    return {"kind": "QĐ", "signed_on": day, "signer": signer, "signer_position": position}
