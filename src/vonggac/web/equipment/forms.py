"""Forms of failures, alarms and inputs: shape only, the services decide."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.equipment import selectors as equipment
from vonggac.equipment.rules import BOUNDS, TELL, Limit
from vonggac.equipment.states import Way
from vonggac.kernel.clock import now_us
from vonggac.kernel.events import EventKind
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.places import selectors as places
from vonggac.web import alarm_words
from vonggac.web.fields import long_text
from vonggac.web.forms import InstantField, PageForm

_LONG = {"rows": 3}


class OpenForm(PageForm):
    camera = forms.ChoiceField(label=_("Camera"), required=False)
    from_us = InstantField(label=_("Since"))
    words = long_text(_("What is wrong"))

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.id, f"{each.area.name} · {each.name}") for each in places.cameras(school)]
        none = ("", _("no single camera"))
        self.fields["camera"].choices = [none, *named]  # type: ignore[attr-defined]


class AcknowledgeForm(PageForm):
    reason = long_text(
        _("No need to stop the device, because"),
        help_text=_("The school board is told with these words (khoản 5 Điều 2)."),
    )


class StopForm(PageForm):
    asset = forms.ChoiceField(label=_("Device that is stopped"))
    reason = long_text(
        _("Why it must be stopped"),
        help_text=_("Its stream is pulled at once; it runs again after a passed test alone."),
    )

    def __init__(self, *args: Any, failure: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if failure.asset_id or failure.camera_id:
            del self.fields["asset"]
            return
        named = [
            (str(each.id), f"{each.code} · {each.name}")
            for each in equipment.assets(failure.school_id)
        ]
        self.fields["asset"].choices = [("", "–"), *named]  # type: ignore[attr-defined]

    def clean_asset(self) -> UUID:
        return UUID(self.cleaned_data["asset"])


class LeaveForm(PageForm):
    reason = long_text(_("No need to stop the device, because"))


class ReportForm(PageForm):
    words = long_text(
        _("Report to the school board, proposal"),
        help_text=_("What is broken, what was done, what is proposed (khoản 5 Điều 2)."),
    )


class DirectForm(PageForm):
    way = forms.ChoiceField(
        label=_("Who repairs it"), choices=Way.choices, widget=forms.RadioSelect
    )
    assignee = forms.ChoiceField(
        label=_("Network administrator"),
        required=False,
        help_text=_("An account without video, for this failure and this time only."),
    )
    due_us = InstantField(label=_("To be repaired by"), required=False)
    words = long_text(_("Words of the direction"), required=False)

    def __init__(self, *args: Any, failure: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = people.holders(failure.school_id, [Role.NETWORK_ADMIN], now_us())
        named = [(str(each.id), each.full_name) for each in able]
        self.fields["assignee"].choices = [("", "–"), *named]  # type: ignore[attr-defined]

    def clean_assignee(self) -> UUID | None:
        chosen = self.cleaned_data["assignee"]
        return UUID(chosen) if chosen else None


class ToldForm(DirectForm):
    board_member = forms.ChoiceField(label=_("Who gave the direction"))
    field_order = ("board_member",)

    def __init__(self, *args: Any, failure: Any, **kwargs: Any) -> None:
        super().__init__(*args, failure=failure, **kwargs)
        board = people.holders(failure.school_id, list(BOARD), now_us())
        self.fields["board_member"].choices = [  # type: ignore[attr-defined]
            (str(each.id), each.full_name) for each in board
        ]
        self.fields["words"].required = True

    def clean_board_member(self) -> UUID:
        return UUID(self.cleaned_data["board_member"])


class AskTestForm(PageForm):
    words = long_text(_("What was done"))


class TestForm(PageForm):
    passed = forms.TypedChoiceField(
        label=_("Result of the test"),
        choices=(("yes", _("test: passed")), ("no", _("test: not passed"))),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = long_text(_("What was tested, and how it went"))


class ReplaceForm(PageForm):
    code = forms.CharField(label=_("Asset code of the new device"), max_length=40)
    name = forms.CharField(label=_("Name of the new device"), max_length=120)
    brand = forms.CharField(label=_("Brand"), max_length=80, required=False)
    model = forms.CharField(label=_("Model"), max_length=80, required=False)
    serial = forms.CharField(label=_("Serial number"), max_length=80, required=False)
    mac = forms.CharField(label=_("MAC address"), max_length=17, required=False)


class RepairForm(PageForm):
    words = long_text(_("What is being done"))


class TestedForm(PageForm):
    words = long_text(_("What was tested, and how it went"))


class CloseForm(PageForm):
    course = long_text(_("Course of events"))
    after_fix = long_text(_("Information after the repair"))
    related = long_text(_("Related incidents"), help_text=_("Write “None” where there is none."))


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
