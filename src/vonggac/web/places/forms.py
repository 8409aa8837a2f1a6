"""Forms of areas and cameras."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.places import selectors as places
from vonggac.web.forms import PageForm
from vonggac.web.words import AREA_KINDS

_ADDRESS = {
    "spellcheck": "false",
    "autocapitalize": "none",
    "autocomplete": "off",
    "inputmode": "url",
}


class CameraForm(PageForm):
    area = forms.ChoiceField(label=_("Area"))
    name = forms.CharField(label=_("Name of the camera"), max_length=80)
    position = forms.CharField(
        label=_("Mounting position"),
        max_length=160,
        required=False,
        help_text=_("Such as: left gate post, 3 m high, looking at the road."),
    )
    main_url = forms.CharField(
        label=_("RTSP address of the main stream"),
        max_length=500,
        help_text=_(
            "rtsp:// and the number are enough for a test: the makers’ usual paths are tried."
        ),
        widget=forms.TextInput(
            attrs={**_ADDRESS, "placeholder": "rtsp://192.168.1.64/Streaming/Channels/101"}
        ),
    )
    sub_url = forms.CharField(
        label=_("RTSP address of the sub stream"),
        max_length=500,
        required=False,
        help_text=_("A small picture for the wall: with it sixteen cameras fit on one page."),
        widget=forms.TextInput(
            attrs={**_ADDRESS, "placeholder": "rtsp://192.168.1.64/Streaming/Channels/102"}
        ),
    )
    username = forms.CharField(
        label=_("User name at the camera"),
        max_length=80,
        required=False,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = forms.CharField(
        label=_("Password at the camera"),
        max_length=200,
        required=False,
        strip=False,
        help_text=_("Kept sealed; never shown again."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    transport = forms.ChoiceField(
        label=_("Transport"),
        choices=[("tcp", _("TCP (recommended)")), ("udp", "UDP")],
        initial="tcp",
    )
    source_kind = forms.ChoiceField(
        label=_("Reader"),
        choices=[("rtsp", _("Direct (recommended)")), ("pyav", _("FFmpeg, for odd cameras"))],
        initial="rtsp",
    )

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.id), each.name) for each in places.areas(school, with_private=False)]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


class OutOfUseForm(PageForm):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        help_text=_("With the number of the paper, where there is one. It stays in the record."),
    )


class AreaForm(PageForm):
    name = forms.CharField(label=_("Name of the area"), max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(AREA_KINDS.items()))
    place = forms.IntegerField(
        label=_("Order on the wall"), min_value=0, max_value=999, initial=0, required=False
    )

    def clean_place(self) -> int:
        return int(self.cleaned_data["place"] or 0)
