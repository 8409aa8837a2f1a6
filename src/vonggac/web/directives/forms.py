"""Forms of directives."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.authority import Act
from vonggac.kernel.clock import now_us
from vonggac.kernel.ranges import Range
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places import selectors as places
from vonggac.web.forms import InstantField, PageForm, purpose_field
from vonggac.web.words import ACTS

PRIVATE_LIFE = _("Talk is private life (Bộ luật Dân sự 2015, Điều 38; Luật 91/2025/QH15).")
CameraChoices = list[tuple[str, list[tuple[str, str]]]]


def camera_choices(school: UUID) -> CameraChoices:
    """Cameras in use, grouped by area, in the order of the wall."""
    return [
        (area.name, [(each.id, each.name) for each in cameras])
        for area, cameras in places.wall(school)
    ]


def sound_field() -> forms.BooleanField:
    """Never ticked beforehand: pictures do not imply their sound (ACCESS §1.8)."""
    return forms.BooleanField(label=_("With sound"), required=False)


def offer_sound(form: forms.Form, school: UUID) -> None:
    """The choice stands only where an area of the school has its sound on, with the law and the areas beside it."""
    loud = places.areas_with_audio()
    names = [each.name for each in places.areas(school, with_private=False) if each.id in loud]
    if not names:
        del form.fields["audio"]
        return
    where = _("Only cameras of: %(areas)s. The usage book says that it was heard.")
    form.fields["audio"].help_text = f"{PRIVATE_LIFE} {where % {'areas': ', '.join(names)}}"


class ScopeForm(PageForm):
    """Cameras and a range of footage, and whether their sound may be heard."""

    cameras = forms.MultipleChoiceField(label=_("Cameras"), widget=forms.CheckboxSelectMultiple)
    footage_from_us = InstantField(label=_("Data from"))
    footage_to_us = InstantField(label=_("To"))
    audio = sound_field()

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_sound(self, school)
        self.fields["cameras"].choices = camera_choices(school)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        from_us, to_us = data.get("footage_from_us"), data.get("footage_to_us")
        if from_us is not None and to_us is not None and to_us <= from_us:
            self.add_error("footage_to_us", _("The end must be after the beginning."))
        return data

    @property
    def footage(self) -> Range:
        return Range(self.cleaned_data["footage_from_us"], self.cleaned_data["footage_to_us"])


class OwnDemandForm(ScopeForm):
    """Khoản 2 Điều 4: purpose and scope must be chosen, nothing else is asked."""

    purpose = purpose_field()
    purpose_detail = forms.CharField(label=_("In particular"), max_length=500, required=False)
    pictures = forms.BooleanField(label=_("Also take and print numbered pictures"), required=False)


class DirectiveForm(ScopeForm):
    purpose = purpose_field()
    purpose_detail = forms.CharField(label=_("In particular"), max_length=500, required=False)
    acts = forms.MultipleChoiceField(
        label=_("May be done"),
        choices=[(each.value, ACTS[each]) for each in Act if each != Act.LIVE],
        widget=forms.CheckboxSelectMultiple,
        initial=[Act.PLAYBACK.value],
    )
    executors = forms.MultipleChoiceField(label=_("Executors"), widget=forms.CheckboxSelectMultiple)
    content = forms.CharField(
        label=_("What is to be done"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    valid_to_us = InstantField(label=_("Valid until"))

    def __init__(self, *args: Any, school: UUID, issuer: UUID, **kwargs: Any) -> None:
        super().__init__(*args, school=school, **kwargs)
        able = people.holders(school, [Role.IT_TEACHER, Role.DUTY_OFFICER], now_us())
        self.fields["executors"].choices = [  # type: ignore[attr-defined]
            (str(each.id), each.full_name) for each in able if each.id != issuer
        ]


class OrderForm(DirectiveForm):
    """To an operator, with a deadline."""

    due_us = InstantField(label=_("To be done by"))


class ReasonForm(PageForm):
    reason = forms.CharField(label=_("Reason"), max_length=500)


class SettleForm(PageForm):
    """Of an order by word of mouth that was not confirmed."""

    reason = forms.CharField(label=_("How it was settled"), max_length=500)


class ResultForm(PageForm):
    result = forms.CharField(
        label=_("Results"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
