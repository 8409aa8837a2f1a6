"""Fields that stand in the forms of many rooms: a day, one line, words of several lines."""

from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DayField(forms.DateField):
    """A day of the calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def line(
    label: "StrOrPromise",
    most: int = 300,
    *,
    required: bool = False,
    help_text: "StrOrPromise" = "",
) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=required, help_text=help_text)


def long_text(
    label: "StrOrPromise",
    *,
    required: bool = True,
    help_text: "StrOrPromise" = "",
    rows: int = 3,
    most: int = 2000,
) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
