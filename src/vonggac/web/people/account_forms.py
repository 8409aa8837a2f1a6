"""Forms of accounts and positions: asking, signing papers, deciding, delegating."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.clock import now_us
from vonggac.people import selectors
from vonggac.people.roles import Power, Role
from vonggac.web.fields import DayField
from vonggac.web.forms import InstantField, PageForm
from vonggac.web.people.forms import ADDRESSES
from vonggac.web.words import POWERS, ROLES

_ROLES = [(each.value, ROLES[each]) for each in Role]


def _username_field() -> forms.CharField:
    return forms.CharField(
        label=_("User name"),
        max_length=40,
        help_text=_(
            "Lower-case letters without marks, digits, dots. One account, one person (khoản 1 Điều 5)."
        ),
        widget=forms.TextInput(
            attrs={"autocapitalize": "none", "spellcheck": "false", "autocomplete": "off"}
        ),
    )


def _role_field() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Role"), choices=_ROLES, initial=Role.DUTY_OFFICER.value)


def _reason_field(*, required: bool = True) -> forms.CharField:
    return forms.CharField(label=_("Reason"), max_length=300, required=required)


class NameFields(PageForm):
    full_name = forms.CharField(label=_("Full name"), max_length=120)
    form_of_address = forms.ChoiceField(
        label=_("Form of address"), choices=ADDRESSES, widget=forms.RadioSelect
    )


class PersonForm(NameFields):
    """The head's order: person, position, account, and the papers where they are signed already."""

    role = _role_field()
    decision_no = forms.CharField(label=_("Number of the assignment decision"), max_length=60)
    decided_on = DayField(label=_("Day of the decision"))
    username = _username_field()
    pledged_on = DayField(label=_("Pledge signed on"), required=False)
    trained_on = DayField(
        label=_("Training passed on"),
        required=False,
        help_text=_("Needed by IT teacher, duty officer, network administrator."),
    )
    trainer = forms.CharField(label=_("Trainer"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("trained_on") and not data.get("trainer"):
            self.add_error("trainer", _("This field is needed."))
        return data


class AskNewForm(NameFields):
    """Đề nghị cấp, for somebody who is not in the list yet."""

    role = _role_field()
    username = _username_field()
    reason = _reason_field(required=False)


class AskForm(PageForm):
    role = _role_field()
    username = _username_field()
    reason = _reason_field(required=False)


class AppointForm(PageForm):
    role = _role_field()
    decision_no = forms.CharField(label=_("Number of the assignment decision"), max_length=60)
    decided_on = DayField(label=_("Day of the decision"))


class EndForm(PageForm):
    position = forms.ChoiceField(label=_("Position"))
    decision_no = forms.CharField(label=_("Number of the decision"), max_length=60, required=False)
    decided_on = DayField(label=_("Day of the decision"), required=False)

    def __init__(self, *args: Any, positions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].choices = positions  # type: ignore[attr-defined]


class PledgeForm(PageForm):
    signed_on = DayField(label=_("Signed on"))
    paper = forms.CharField(label=_("Number of the paper"), max_length=60, required=False)


class TrainingForm(PageForm):
    held_on = DayField(label=_("Held on"))
    trainer = forms.CharField(label=_("Trainer"), max_length=120)
    content = forms.CharField(
        label=_("Content"),
        max_length=300,
        required=False,
        help_text=_("Starting up, signing in, areas, recording, search, ending, faults, secrecy."),
    )
    paper = forms.CharField(label=_("Number of the minutes"), max_length=60, required=False)
    passed = forms.ChoiceField(
        label=_("Result"),
        choices=[("yes", _("Passed")), ("no", _("Not passed yet"))],
        widget=forms.RadioSelect,
        initial="yes",
    )


class ReasonForm(PageForm):
    reason = _reason_field()


class ReviewForm(PageForm):
    note = forms.CharField(label=_("Note"), max_length=500, required=False)


def _others(school: UUID, viewer: UUID, roles: list[Role]) -> list[tuple[str, str]]:
    people = selectors.holders(school, roles, now_us())
    return [(str(each.id), each.full_name) for each in people if each.id != viewer]


class HandOverForm(PageForm):
    to = forms.ChoiceField(label=_("The next head"))
    role = forms.ChoiceField(
        label=_("Position"),
        choices=[
            (Role.PRINCIPAL.value, ROLES[Role.PRINCIPAL]),
            (Role.VICE_PRINCIPAL.value, _("Vice-principal in charge")),
        ],
        widget=forms.RadioSelect,
    )
    decision_no = forms.CharField(label=_("Number of the decision"), max_length=60)
    decided_on = DayField(label=_("Day of the decision"))
    sure = forms.BooleanField(
        label=_("I know that my powers as head end at once, and that I am signed out.")
    )

    def __init__(self, *args: Any, school: UUID, viewer: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = selectors.people(school).filter(account__state="active").exclude(pk=viewer)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (str(each.id), each.full_name) for each in people
        ]


class DelegationForm(PageForm):
    to = forms.ChoiceField(label=_("To"))
    powers = forms.MultipleChoiceField(
        label=_("Powers"),
        choices=[(each.value, POWERS[each]) for each in Power],
        widget=forms.CheckboxSelectMultiple,
    )
    paper = forms.CharField(label=_("Number of the paper"), max_length=60)
    signed_on = DayField(label=_("Signed on"))
    from_us = InstantField(label=_("From"))
    to_us = InstantField(label=_("Until"))

    def __init__(self, *args: Any, school: UUID, viewer: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = _others(  # type: ignore[attr-defined]
            school, viewer, [Role.VICE_PRINCIPAL]
        )
