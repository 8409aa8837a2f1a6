"""Forms of maintenance: shape only, the services decide."""

from typing import Any
from uuid import UUID

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from vonggac.equipment import selectors as equipment
from vonggac.equipment.states import AssetKind, AssetState
from vonggac.kernel.clock import now_us
from vonggac.maintenance.services import Found, PlannedRow
from vonggac.maintenance.states import Every, Item, Verdict, Work
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.web.fields import DayField, long_text
from vonggac.web.forms import PageForm

ROWS_AT_LEAST = 3


def _staff(school: UUID) -> list[tuple[str, str]]:
    found = people.holders(school, list(Role), now_us())
    return [(str(each.id), each.full_name) for each in found]


def _devices(school: UUID) -> list[tuple[str, str]]:
    rows = equipment.assets(school).exclude(state=AssetState.OUT)
    return [(str(each.id), f"{each.code}, {each.name}") for each in rows]


class PlanForm(PageForm):
    school_year = forms.CharField(label=_("School year"), max_length=9)
    purpose = long_text(_("I. Purpose, requirements"), most=1000)
    funding = long_text(_("III. Funding"), required=False, rows=2, most=1000)
    organisation = long_text(_("IV. Organisation"), required=False, rows=2, most=1000)


class RowForm(PageForm):
    """A line whose “what” is empty is none."""

    what = forms.CharField(label=_("What is done"), max_length=200, required=False)
    work = forms.ChoiceField(label=_("Kind of work"), choices=Work.choices)
    target = forms.ChoiceField(label=_("The devices"))
    every = forms.ChoiceField(label=_("How often"), choices=Every.choices)
    first_on = DayField(label=_("First day"), required=False)
    responsible = forms.ChoiceField(label=_("Who does it"))
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(f"kind:{code}", _("All: %s") % label) for code, label in AssetKind.choices]
        single = [(f"asset:{key}", name) for key, name in _devices(school)]
        self.fields["target"].choices = [*kinds, *single]  # type: ignore[attr-defined]
        self.fields["responsible"].choices = _staff(school)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("what") and not data.get("first_on") and "first_on" not in self.errors:
            self.add_error("first_on", _("This field is needed."))
        return data

    @property
    def row(self) -> PlannedRow | None:
        data = self.cleaned_data
        if not data.get("what"):
            return None
        kind, _colon, key = data["target"].partition(":")
        return PlannedRow(
            work=data["work"],
            what=data["what"],
            asset_kind=key if kind == "kind" else AssetKind.CAMERA,
            every=data["every"],
            first_on=data["first_on"],
            responsible=UUID(data["responsible"]),
            asset=UUID(key) if kind == "asset" else None,
            note=data["note"],
        )


RowForms = formset_factory(RowForm, extra=ROWS_AT_LEAST, max_num=60, absolute_max=60)


class DecideForm(PageForm):
    approved = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("approved")), ("no", _("returned"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    remarks = long_text(_("Remark"), required=False, most=1000)


class OrderForm(PageForm):
    work = forms.ChoiceField(label=_("Kind of work"), choices=Work.choices)
    what = forms.CharField(label=_("What is done"), max_length=200)
    assets = forms.MultipleChoiceField(label=_("The devices"), widget=forms.CheckboxSelectMultiple)
    due_on = DayField(label=_("To be done by"))
    responsible = forms.ChoiceField(label=_("Who does it"))
    reason = long_text(_("Reason"))

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assets"].choices = _devices(school)  # type: ignore[attr-defined]
        self.fields["responsible"].choices = _staff(school)  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data["assets"] = [UUID(each) for each in data["assets"]]
        data["responsible"] = UUID(data["responsible"])
        return data


class EmptyForm(PageForm):
    pass


class ConclusionForm(PageForm):
    conclusion = long_text(_("Conclusion"))


class WordsForm(PageForm):
    words = long_text(_("Remark"), required=False)


class ReasonForm(PageForm):
    words = long_text(_("Reason"))


class PostponeForm(PageForm):
    due_on = DayField(label=_("New day"))
    reason = long_text(_("Reason"))


class DeviceForm(PageForm):
    """Stopping or restarting one of the order's devices."""

    asset = forms.ChoiceField(label=_("Device"))
    words = long_text(_("Why, or what the test showed"))

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asset"].choices = _devices(school)  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "asset": UUID(self.cleaned_data["asset"])}


class ItemForm(PageForm):
    """One item of the checklist; the prefix is the item."""

    verdict = forms.ChoiceField(
        label=_("How it was found"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    before = forms.CharField(label=_("Condition before"), max_length=200, required=False)
    after = forms.CharField(label=_("Condition after"), max_length=200, required=False)
    parts = forms.CharField(label=_("Parts replaced"), max_length=200, required=False)


def item_forms(items: tuple[Item, ...], data: Any, initial: dict[str, Any]) -> dict[Item, ItemForm]:
    return {
        item: ItemForm(data, prefix=item.value, initial=initial.get(item.value)) for item in items
    }


def found(forms_by_item: dict[Item, ItemForm]) -> dict[str, Found] | None:
    """None where one of them is not whole."""
    if not all([each.is_valid() for each in forms_by_item.values()]):  # noqa: C419 - each says what it lacks
        return None
    return {item.value: Found(**each.cleaned_data) for item, each in forms_by_item.items()}
