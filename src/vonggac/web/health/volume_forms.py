"""Forms of the volumes page: shape only, ``equipment.services`` decides."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vonggac.equipment.storage import VolumeDeed
from vonggac.web.fields import DayField
from vonggac.web.forms import PageForm
from vonggac.web.health.storage_words import CHANGES

GB = 10**9


def _reserve() -> forms.IntegerField:
    return forms.IntegerField(
        label=gettext_lazy("Reserve in GB"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=gettext_lazy("Free space that is kept for an emergency. Empty: as usual."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _basis() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Basis"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class _WithReserve(PageForm):
    @property
    def reserve_bytes(self) -> int | None:
        """None: as much as everywhere."""
        given = self.cleaned_data["reserve"]
        return None if given is None else given * GB


class AddForm(_WithReserve):
    path = forms.CharField(
        label=gettext_lazy("Folder on the recording computer"),
        max_length=1000,
        help_text=gettext_lazy("Its whole path; the folder must be there already."),
        widget=forms.TextInput(
            attrs={
                "placeholder": "/mnt/disk2/vonggac",
                "autocomplete": "off",
                "spellcheck": "false",
            }
        ),
    )
    reserve = _reserve()
    basis = _basis()


class ChangeForm(_WithReserve):
    volume = forms.ChoiceField(label=gettext_lazy("Disk"))
    what = forms.ChoiceField(
        label=gettext_lazy("Change"),
        choices=[(each.value, words) for each, words in CHANGES.items()],
        widget=forms.RadioSelect,
    )
    reserve = _reserve()
    basis = _basis()

    def __init__(self, *args: Any, paths: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["volume"].choices = [(each, each) for each in paths]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("reserve") is not None and data.get("what") != VolumeDeed.RESERVE:
            self.add_error("reserve", _("Only for a change of the reserve."))
        return data


class DateForm(PageForm):
    today = DayField(
        label=gettext_lazy("What day is today?"),
        help_text=gettext_lazy("Read it from a calendar or a telephone, not from this computer."),
    )
