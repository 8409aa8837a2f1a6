"""Forms of the roster and the usage book."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.web.forms import InstantField, PageForm


class ShiftForm(PageForm):
    person = forms.ChoiceField(label=_("Duty officer"))
    areas = forms.MultipleChoiceField(label=_("Areas"), widget=forms.CheckboxSelectMultiple)
    from_us = InstantField(label=_("From"))
    to_us = InstantField(label=_("To"))

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officers = people.holders(school, [Role.DUTY_OFFICER], now_us())
        areas = places.areas(school, with_private=False)
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (str(each.id), each.full_name) for each in officers
        ]
        self.fields["areas"].choices = [  # type: ignore[attr-defined]
            (str(each.id), each.name) for each in areas
        ]


class CorrectionForm(PageForm):
    text = forms.CharField(label=_("Correction"), max_length=400)
