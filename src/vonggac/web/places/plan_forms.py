"""The form of a recording plan: a drawn grid, or where no script runs a beginning and rows from–to."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from vonggac.places.presets import PRESETS
from vonggac.places.schedule import (
    ALWAYS,
    CELL_OF,
    CELLS_A_DAY,
    CELLS_A_WEEK,
    MAX_POST_ROLL_S,
    MAX_PRE_ROLL_S,
    Mode,
    WeekPlan,
    cell_of,
)
from vonggac.web.directives.forms import camera_choices
from vonggac.web.forms import PageForm
from vonggac.web.places.plan_words import WEEKDAYS
from vonggac.web.words import Words

ROWS = (1, 2, 3, 4)
PRESET_WORDS: dict[str, Words] = {
    "continuous": _("Continuous, all week"),
    "school_hours_then_events": _("School hours continuous, otherwise by event"),
    "school_hours": _("School hours only (Monday–Saturday 06:00–18:00)"),
    "outside_school_hours": _("Outside school hours only"),
    "events": _("By event, all week"),
}
MODE_CHOICES = [
    (Mode.ALWAYS.value, _("Continuous")),
    (Mode.EVENT.value, _("By event")),
    (Mode.OFF.value, _("Not recorded")),
]
DAY_CHOICES: list[tuple[str, Words]] = [
    ("", "–"),
    ("0123456", _("Every day")),
    ("01234", _("Monday–Friday")),
    ("012345", _("Monday–Saturday")),
    ("56", _("Saturday, Sunday")),
    *((str(number), name) for number, name in enumerate(WEEKDAYS)),
]
SPECIAL_CHOICES: list[tuple[str, Words]] = [
    ("", _("As its weekday")),
    ("keep", _("As it is now")),
    *MODE_CHOICES,
]


class PlanForm(PageForm):
    cameras = forms.MultipleChoiceField(label=_("Cameras"), widget=forms.CheckboxSelectMultiple)
    grid = forms.CharField(required=False, max_length=CELLS_A_WEEK, widget=forms.HiddenInput)
    holiday = forms.CharField(required=False, max_length=CELLS_A_DAY, widget=forms.HiddenInput)
    exam = forms.CharField(required=False, max_length=CELLS_A_DAY, widget=forms.HiddenInput)
    start = forms.ChoiceField(label=_("Begin with"), required=False)
    holiday_as = forms.ChoiceField(label=_("Holidays"), choices=SPECIAL_CHOICES, required=False)
    exam_as = forms.ChoiceField(label=_("Exam days"), choices=SPECIAL_CHOICES, required=False)
    pre_roll_s = forms.IntegerField(
        label=_("Before an event (seconds)"), min_value=0, max_value=MAX_PRE_ROLL_S
    )
    post_roll_s = forms.IntegerField(
        label=_("After an event (seconds)"), min_value=0, max_value=MAX_POST_ROLL_S
    )
    basis = forms.CharField(
        label=_("Basis"),
        max_length=300,
        help_text=_("Who agreed, when, in which paper. It stays with the schedule."),
    )

    def __init__(self, *args: Any, school: UUID, now: WeekPlan | None, **kwargs: Any) -> None:
        """``now``: the plan that counts until this one, for those who do not draw."""
        self.now = now or ALWAYS
        super().__init__(*args, **kwargs)
        self.fields["cameras"].choices = camera_choices(school)  # type: ignore[attr-defined]
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            ("now", _("The schedule as it is now")),
            *PRESET_WORDS.items(),
        ]
        for number in ROWS:
            self._add_row(number)

    def _add_row(self, number: int) -> None:
        clock = {"placeholder": "06:00", "class": "form-control", "inputmode": "numeric"}
        select = forms.Select(attrs={"class": "form-select"})
        self.fields[f"days_{number}"] = forms.ChoiceField(
            label=_("Days"), choices=DAY_CHOICES, required=False, widget=select
        )
        for name, label in (("from", _("From")), ("to", _("To"))):
            self.fields[f"{name}_{number}"] = forms.CharField(
                label=label, max_length=5, required=False, widget=forms.TextInput(attrs=clock)
            )
        self.fields[f"mode_{number}"] = forms.ChoiceField(
            label=_("How to record"), choices=MODE_CHOICES, required=False, widget=select
        )

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The bound fields of each from–to row."""
        names = ("days", "from", "to", "mode")
        return [[self[f"{name}_{number}"] for name in names] for number in ROWS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self.plan = self._plan(data)
        return data

    def _plan(self, data: dict[str, Any]) -> WeekPlan | None:
        """None where something beside is wrong; the complaint stands there then."""
        drawn = bool(data.get("grid"))
        try:
            return WeekPlan(
                grid=data["grid"] if drawn else self._by_rows(data),
                holiday=data.get("holiday", "") if drawn else self._special(data, "holiday"),
                exam=data.get("exam", "") if drawn else self._special(data, "exam"),
                pre_roll_s=data["pre_roll_s"],
                post_roll_s=data["post_roll_s"],
            )
        except KeyError:
            return None
        except ValueError:
            self.add_error(None, _("The drawn week could not be read: draw it again."))
            return None

    def _start(self, data: dict[str, Any]) -> WeekPlan:
        return PRESETS.get(data.get("start") or "now", self.now)

    def _by_rows(self, data: dict[str, Any]) -> str:
        cells = list(self._start(data).grid)
        for number in ROWS:
            days = data.get(f"days_{number}")
            if not days:
                continue
            first, last = self._clock(data, f"from_{number}"), self._clock(data, f"to_{number}")
            last += CELLS_A_DAY if last <= first else 0
            for day in days:
                for index in range(first, last):
                    at = (int(day) * CELLS_A_DAY + index) % CELLS_A_WEEK
                    cells[at] = CELL_OF[Mode(data[f"mode_{number}"] or Mode.ALWAYS)]
        return "".join(cells)

    def _clock(self, data: dict[str, Any], name: str) -> int:
        try:
            return cell_of(data[name].strip())
        except (KeyError, ValueError):
            message = _("Give a quarter-hour, such as 06:15.")
            self.add_error(name, ValidationError(message, code="clock"))
            raise KeyError(name) from None

    def _special(self, data: dict[str, Any], which: str) -> str:
        chosen = data.get(f"{which}_as", "")
        if chosen == "keep":
            return str(getattr(self._start(data), which))
        return CELL_OF[Mode(chosen)] * CELLS_A_DAY if chosen else ""
