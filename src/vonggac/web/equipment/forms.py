"""Forms of failures, alarms and inputs: shape only, the services decide."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.equipment.rules import BOUNDS, TELL, Limit
from vonggac.equipment.states import Way
from vonggac.kernel.events import EventKind
from vonggac.places import selectors as places
from vonggac.web import alarm_words
from vonggac.web.forms import InstantField, PageForm

_LONG = {"rows": 3}


def _text(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=2000,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs=_LONG),
    )


class OpenForm(PageForm):
    camera = forms.ChoiceField(label=_("Camera"), required=False)
    from_us = InstantField(label=_("Since"))
    words = _text(_("What is wrong"))

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.id, f"{each.area.name} · {each.name}") for each in places.cameras(school)]
        none = ("", _("no single camera"))
        self.fields["camera"].choices = [none, *named]  # type: ignore[attr-defined]


class AcknowledgeForm(PageForm):
    reason = _text(
        _("No need to stop the device, because"),
        _("The school board is told with these words (khoản 5 Điều 2)."),
    )


class DirectForm(PageForm):
    way = forms.ChoiceField(
        label=_("Who repairs it"), choices=Way.choices, widget=forms.RadioSelect
    )
    words = _text(_("Words of the direction"), required=False)


class RepairForm(PageForm):
    words = _text(_("What is being done"))


class TestedForm(PageForm):
    words = _text(_("What was tested, and how it went"))


class CloseForm(PageForm):
    course = _text(_("Course of events"))
    after_fix = _text(_("Information after the repair"))
    related = _text(_("Related incidents"), _("Write “None” where there is none."))


class AlarmsForm(PageForm):
    basis = forms.CharField(
        label=_("Basis"), max_length=300, help_text=_("Such as: decision number and date.")
    )
    silent = forms.MultipleChoiceField(
        label=_("Nobody is told of these events at once"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Trouble that lasts is a failure all the same, and is told."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for limit, bounds in BOUNDS.items():
            self.fields[limit.value] = forms.IntegerField(
                label=str(alarm_words.LIMITS[limit]),
                min_value=bounds.least,
                max_value=bounds.most,
                widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
            )
        self.fields["silent"].choices = [  # type: ignore[attr-defined]
            (kind.value, str(alarm_words.EVENTS[kind]).capitalize())
            for kind, rule in TELL.items()
            if rule.anybody
        ]

    @property
    def limit_fields(self) -> list[forms.BoundField]:
        return [self[each.value] for each in Limit]

    @property
    def seconds(self) -> dict[Limit, int]:
        return {each: int(self.cleaned_data[each.value]) for each in Limit}

    @property
    def kinds(self) -> list[EventKind]:
        return [EventKind(each) for each in self.cleaned_data["silent"]]


class InputForm(PageForm):
    name = forms.CharField(
        label=_("Name of the input line"),
        max_length=80,
        help_text=_("Such as: fire-alarm panel, door of the computer room."),
    )
    cameras = forms.MultipleChoiceField(
        label=_("Cameras it tells of"), widget=forms.CheckboxSelectMultiple
    )
    basis = forms.CharField(label=_("Basis"), max_length=300)

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cameras"].choices = [  # type: ignore[attr-defined]
            (each.id, f"{each.area.name} · {each.name}") for each in places.cameras(school)
        ]
