"""Forms of what follows a decision: deciding itself, the minutes of the viewing, the handover."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.disclosures import selectors
from vonggac.disclosures.deadlines import end_of_day
from vonggac.disclosures.facts import SEVEN, HandoverWish, ShownWish
from vonggac.disclosures.services import Scope
from vonggac.disclosures.states import MediumEnd
from vonggac.kernel.authority import Act
from vonggac.kernel.ranges import Range
from vonggac.web.directives.forms import offer_sound, sound_field
from vonggac.web.disclosures.forms import FORMS_OF_USE, account
from vonggac.web.fields import DayField, line
from vonggac.web.forms import InstantField, PageForm

if TYPE_CHECKING:
    from vonggac.disclosures.models import Request

SEVEN_LABELS = {
    "transfer_purpose": _("1. Purpose of the transfer"),
    "data_kind": _("2. Kind of data, and whose"),
    "keeping": _("3. How long it is kept, and who destroys it"),
    "legal_basis": _("4. Legal basis"),
    "protection": _("5. Who protects the data, and how"),
    "subject_rights": _("6. Who answers to the data subject"),
    "violation": _("7. Working together when a rule is broken"),
}


class AgreeForm(PageForm):
    """What is allowed: at first all that was asked."""

    cameras = forms.MultipleChoiceField(label=_("Cameras"), widget=forms.CheckboxSelectMultiple)
    footage_from_us = InstantField(label=_("Data from"))
    footage_to_us = InstantField(label=_("To"))
    acts = forms.MultipleChoiceField(label=_("Form"), widget=forms.CheckboxSelectMultiple)
    executor = forms.ChoiceField(label=_("Executor"))
    supervisor = forms.ChoiceField(label=_("Supervisor"))
    valid_to_us = InstantField(label=_("To be carried out until"))
    audio = sound_field()
    words = line(_("Opinion"), 1000)
    read_sha256 = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: "Request", approver: UUID | None, **kwargs: Any) -> None:
        able = selectors.candidates(row, approver)
        supervisors = [(str(each.id), each.full_name) for each in able.supervisors]
        kwargs["initial"] = {
            "cameras": [each.camera_id for each in row.cameras.all()],
            "footage_from_us": row.footage_from_us,
            "footage_to_us": row.footage_to_us,
            "read_sha256": row.request_sha256,
            "acts": [Act.PLAYBACK.value],
            **_likely(able, approver),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self._row = row
        offer_sound(self, row.school_id)
        self._choose("cameras", [(each.camera_id, each.camera.name) for each in row.cameras.all()])
        self._choose(
            "acts",
            [(act.value, words) for act, words in FORMS_OF_USE.items() if act.value in row.acts],
        )
        self._choose("executor", [(str(each.id), each.full_name) for each in able.executors])
        self._choose("supervisor", supervisors)

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        from_us, to_us = data.get("footage_from_us"), data.get("footage_to_us")
        if from_us is not None and to_us is not None and to_us <= from_us:
            self.add_error("footage_to_us", _("The end must be after the beginning."))
        return data

    def scope(self) -> Scope:
        data = self.cleaned_data
        return Scope(
            cameras=frozenset(data["cameras"]),
            footage=self._footage(),
            acts=frozenset(Act(each) for each in data["acts"]),
            executor=UUID(data["executor"]),
            supervisor=UUID(data["supervisor"]),
            valid_to_us=data["valid_to_us"],
            audio=bool(data.get("audio")),
        )

    def _footage(self) -> Range:
        """A page shows minutes: an end that was left as it stood is the request's own, to the microsecond."""
        data, row = self.cleaned_data, self._row
        ends = []
        for name, own in (
            ("footage_from_us", row.footage_from_us),
            ("footage_to_us", row.footage_to_us),
        ):
            shown = own // 60_000_000
            ends.append(own if data[name] // 60_000_000 == shown else data[name])
        return Range(*ends)


def _likely(able: selectors.Candidates, approver: UUID | None) -> dict[str, str]:
    """The first who may carry it out; to supervise one who knows the system before others, who approves last."""
    executor = next((str(each.id) for each in able.executors), "")
    others = [str(each.id) for each in able.supervisors if str(each.id) != executor]
    skilled = {str(each.id) for each in able.executors}
    others.sort(key=lambda each: (each == str(approver), each not in skilled))
    return {"executor": executor, "supervisor": others[0] if others else ""}


class RefuseForm(PageForm):
    reason = account(_("Reason"), rows=3, most=1000)
    clause = forms.CharField(
        label=_("Clause"),
        max_length=120,
        help_text=_("Such as: khoản 5 Điều 5"),
        initial="khoản 3 Điều 4",
    )
    read_sha256 = forms.CharField(widget=forms.HiddenInput)


class SuperiorForm(PageForm):
    superior = line(_("Superior body, number and day of its decision"), 160, required=True)


class MinutesForm(PageForm):
    """Biên bản xem dữ liệu (FORMS §4.3)."""

    from_us = InstantField(label=_("Viewed from"))
    to_us = InstantField(label=_("To"))
    where = line(_("Place"), 200, required=True)
    elsewhere = line(
        _("Not on this system: how it was seen, and why"),
        help_text=_("Empty where it was played here. Else for instance: on printed pictures."),
    )
    participants = account(
        _("Participants"),
        rows=4,
        most=2000,
        help_text=_("One to a line: full name, position or unit, taking part as what."),
    )
    seen = account(_("What was seen"), rows=5)
    opinions = account(_("Opinions of the parties"), rows=3)
    nothing_copied = forms.BooleanField(
        label=_("Nothing was copied, recorded or photographed by the participants"), required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("from_us") and data.get("to_us") and data["to_us"] <= data["from_us"]:
            self.add_error("to_us", _("The end must be after the beginning."))
        return data

    def wish(self) -> ShownWish:
        data = self.cleaned_data
        return ShownWish(
            viewed=Range(data["from_us"], data["to_us"]),
            nothing_copied=data["nothing_copied"],
            **{
                each: data[each]
                for each in ("where", "participants", "seen", "opinions", "elsewhere")
            },
        )


class HandoverForm(PageForm):
    """Phiếu bàn giao dữ liệu (FORMS §4.5)."""

    recipient = line(_("Recipient"), 120, required=True)
    recipient_position = line(_("Position"), 120)
    recipient_unit = line(_("Unit"), 160)
    recipient_id = line(_("Personal identification number"), 40)
    recipient_letter = line(_("Number of the introduction letter"), 120)
    medium = forms.CharField(label=_("Medium"), max_length=80, initial="USB")
    serial = line(_("Serial number of the medium"), 80, required=True)
    seal_no = line(_("Seal number"), 80)
    copies = forms.IntegerField(
        label=_("Copies of the record"),
        min_value=1,
        max_value=20,
        initial=3,
        help_text=_("Of the paper that is signed: each side keeps one."),
    )
    masked = forms.TypedChoiceField(
        label=_("State of the data"),
        choices=[("0", _("As recorded")), ("1", _("Faces covered"))],
        coerce=lambda text: text == "1",
        widget=forms.RadioSelect,
    )
    clock_offset = line(_("Offset of the cameras’ clocks from standard time"), required=True)
    back = forms.ChoiceField(
        label=_("At the end"), choices=MediumEnd.choices, widget=forms.RadioSelect
    )
    back_day = DayField(label=_("By (day of return or destruction)"))

    def __init__(self, *args: Any, covered: bool | None = None, **kwargs: Any) -> None:
        """``covered``: what is known of the package."""
        super().__init__(*args, **kwargs)
        self._covered = covered
        for name in SEVEN:
            field = account(SEVEN_LABELS[name], rows=2, most=1000)
            field.widget.attrs["class"] = "form-control"
            self.fields[name] = field

    def clean_masked(self) -> bool:
        said: bool = self.cleaned_data["masked"]
        if self._covered is None or said == self._covered:
            return said
        raise forms.ValidationError(
            _("In this package faces are covered.")
            if self._covered
            else _("In this package nothing is covered.")
        )

    @property
    def seven(self) -> list[forms.BoundField]:
        return [self[name] for name in SEVEN]

    def wish(self) -> HandoverWish:
        data = self.cleaned_data
        taken = {name: data[name] for name in data if name not in SEVEN and name != "back_day"}
        return HandoverWish(
            **taken,
            back_due_us=end_of_day(data["back_day"]),
            contents={name: data[name] for name in SEVEN},
        )
