"""Forms of stocktakes: shape only, the services decide."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.equipment.states import AssetKind, Worth
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.stocktakes.services import Named
from vonggac.stocktakes.states import Found, Occasion, Use
from vonggac.web.fields import DayField, line, long_text
from vonggac.web.forms import PageForm
from vonggac.web.local_time import local
from vonggac.web.scans import ScanField

FOUND = [each for each in Found if each is not Found.SURPLUS]
WORTH = [each for each in Worth if each is not Worth.LOST]


class PlanForm(PageForm):
    occasion = forms.ChoiceField(label=_("Occasion"), choices=Occasion.choices)
    requester = line(
        _("Demanded by"), 160, help_text=_("Of an extraordinary one: who demands it, and why.")
    )
    reason = long_text(_("Reason"), required=False, rows=2)
    chair = forms.ChoiceField(label=_("Chair of the stocktake board"))
    members = forms.MultipleChoiceField(
        label=_("Members"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who approves later stays out of it: a member of the school board."),
    )
    name = line(_("Somebody without an account"), 120)
    position = line(_("Position, class, unit"), 160)

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = people.holders(school, list(Role), now_us())
        named = [(str(each.id), each.full_name) for each in staff]
        self.fields["chair"].choices = [("", "–"), *named]  # type: ignore[attr-defined]
        self.fields["members"].choices = named  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        chair, chosen = data.pop("chair"), data.pop("members")
        name, position = data.pop("name"), data.pop("position")
        members = [Named(UUID(chair), chair=True)]
        members += [Named(UUID(each)) for each in chosen if each != chair]
        if name:
            members.append(Named(None, name, position))
        return {**data, "members": members}


class DecideForm(PageForm):
    decision_no = line(_("Number of the decision"), 60, required=True)
    decided_on = DayField(label=_("Date"))
    scan = ScanField(label=_("Signed decision (PDF, JPEG or PNG)"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"decided_on": local(now_us()).date()})
        super().__init__(*args, **kwargs)


class MemberForm(PageForm):
    person = forms.ChoiceField(label=_("Person"), required=False)
    name = line(_("Somebody without an account"), 120)
    position = line(_("Position, class, unit"), 160)

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = people.holders(school, list(Role), now_us())
        named = [(str(each.id), each.full_name) for each in staff]
        self.fields["person"].choices = [("", "–"), *named]  # type: ignore[attr-defined]

    def clean_person(self) -> UUID | None:
        chosen = self.cleaned_data["person"]
        return UUID(chosen) if chosen else None


class EmptyForm(PageForm):
    """A step that asks for nothing."""


class WordsForm(PageForm):
    words = long_text(_("Remark"), required=False, rows=2)


class NoteForm(PageForm):
    words = long_text(_("Text"))


class SignForm(PageForm):
    minutes_no = line(_("Number of the minutes"), 60)
    scan = ScanField(label=_("Minutes with all signatures (PDF, JPEG or PNG)"), required=False)


class CountForm(PageForm):
    """``surplus``: of a device that stands in no book, which is what it is."""

    found = forms.ChoiceField(
        label=_("What is found"),
        choices=[(each.value, each.label) for each in FOUND],
        widget=forms.RadioSelect,
    )
    worth = forms.ChoiceField(
        label=_("Condition"),
        choices=[(each.value, each.label) for each in WORTH],
        initial=Worth.GOOD,
        required=False,
        widget=forms.RadioSelect,
    )
    use = forms.ChoiceField(
        label=_("How much it is used"), required=False, choices=[("", "–"), *Use.choices]
    )
    position = line(_("Found at"), 160, help_text=_("Only where it is not where the books say."))
    note = line(_("Note"), 500)
    scan = ScanField(label=_("Photo"), required=False)

    def __init__(self, *args: Any, surplus: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if surplus:
            self.fields["found"].choices = [(Found.SURPLUS.value, Found.SURPLUS.label)]  # type: ignore[attr-defined]
            self.fields["found"].initial = Found.SURPLUS


class SurplusForm(PageForm):
    name = line(_("Name of the device"), 120, required=True)
    kind = forms.ChoiceField(label=_("Kind of device"), choices=AssetKind.choices)
    code = line(_("Asset code"), 40)
    serial = line(_("Serial number"), 80)
    worth = forms.ChoiceField(
        label=_("Condition"),
        choices=[(each.value, each.label) for each in WORTH],
        initial=Worth.GOOD,
        widget=forms.RadioSelect,
    )
    position = line(_("Found at"), 160)
    note = line(_("Note"), 500)
    scan = ScanField(label=_("Photo"), required=False)
