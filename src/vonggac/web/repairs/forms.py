"""Forms of proposals: shape only, the services decide."""

from typing import Any
from uuid import UUID

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext_lazy as _

from vonggac.equipment import selectors as equipment
from vonggac.repairs.services import Item
from vonggac.repairs.states import Measure
from vonggac.web.fields import DayField, long_text
from vonggac.web.forms import PageForm
from vonggac.web.scans import signed_paper


class ProposalForm(PageForm):
    title = forms.CharField(label=_("About"), max_length=200)
    source = forms.CharField(
        label=_("Basis"),
        max_length=60,
        required=False,
        help_text=_("Number of a failure, an order or a stocktake: SC-2026-001."),
    )
    reason = long_text(_("Reason"))
    funding = forms.CharField(label=_("Source of funding"), max_length=160, required=False)
    wanted_by = DayField(label=_("Wanted by"), required=False)


class ReasonForm(PageForm):
    reason = long_text(_("Reason"))


class ItemForm(PageForm):
    """A line with neither a device nor a name is none."""

    asset = forms.ChoiceField(label=_("Device"), required=False)
    name = forms.CharField(
        label=_("Something new"),
        max_length=160,
        required=False,
        help_text=_("Where the school has no such device yet."),
    )
    measure = forms.ChoiceField(label=_("What is proposed"), choices=Measure.choices)
    damage = forms.CharField(label=_("Damage"), max_length=300, required=False)
    cause = forms.CharField(label=_("Cause"), max_length=300, required=False)
    estimate_vnd = forms.IntegerField(label=_("Estimate (đồng)"), required=False, min_value=0)

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = equipment.assets(school)
        devices = [(str(each.id), f"{each.code}, {each.name}") for each in rows]
        self.fields["asset"].choices = [("", "–"), *devices]  # type: ignore[attr-defined]

    @property
    def item(self) -> Item | None:
        data = self.cleaned_data
        if not data.get("asset") and not data.get("name"):
            return None
        return Item(
            measure=data["measure"],
            asset=UUID(data["asset"]) if data["asset"] else None,
            name=data["name"],
            damage=data["damage"],
            cause=data["cause"],
            estimate_vnd=data["estimate_vnd"],
        )


ItemForms = formset_factory(ItemForm, extra=3, max_num=100, absolute_max=100)


class WordsForm(PageForm):
    words = long_text(_("Remark"), required=False)


class WordsAndScanForm(PageForm):
    words = long_text(_("Remark"), required=False)
    scan = signed_paper()


class ReasonWordsForm(PageForm):
    words = long_text(_("Reason"))


class ApproveForm(PageForm):
    """The digest of what this page shows: an old page approves nothing."""

    scope = forms.CharField(widget=forms.HiddenInput, max_length=64)
    words = long_text(_("Remark"), required=False)


class BeginForm(PageForm):
    provider = forms.CharField(label=_("Carried out by"), max_length=160)
    cost_vnd = forms.IntegerField(label=_("Cost (đồng)"), min_value=0)
    words = long_text(_("Remark"), required=False)


class AcceptForm(PageForm):
    words = long_text(_("What was tested, what was found"))
    scan = signed_paper()


class NoteForm(PageForm):
    words = long_text(_("Text"))
    ref = forms.CharField(label=_("Number"), max_length=80, required=False)
    scan = signed_paper()
