"""Forms of assets, manuals and the device book: shape only, the services decide."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from vonggac.equipment.sheets import LARGEST_BYTES
from vonggac.equipment.states import AssetKind, Condition
from vonggac.kernel.papers import LARGEST_BYTES as LARGEST_PAPER
from vonggac.places import selectors as places
from vonggac.web.fields import DayField, line
from vonggac.web.forms import PageForm


class AssetForm(PageForm):
    code = line(_("Asset code"), 40, required=True)
    kind = forms.ChoiceField(label=_("Kind of device"), choices=AssetKind.choices)
    name = line(_("Name of the device"), 120, required=True)
    brand = line(_("Brand"), 80)
    model = line(_("Model"), 80)
    serial = line(_("Serial number"), 80)
    mac = line(_("MAC address"), 17)
    area = forms.ChoiceField(label=_("Area"), required=False)
    position = line(_("Place of the device"), 160)
    funding = line(_("Source of funding"), 160)
    in_use_on = DayField(required=False, label=_("In use since"))
    cost_vnd = forms.IntegerField(label=_("Original cost (đồng)"), required=False, min_value=0)
    left_vnd = forms.IntegerField(
        label=_("Remaining value (đồng)"),
        required=False,
        min_value=0,
        help_text=_("By the books of the school, at the last reckoning."),
    )
    warranty_until = DayField(required=False, label=_("Warranty until"))
    supplier = line(_("Supplier"), 160)
    volume = line(
        _("Folder that it stores footage in"), 1000, help_text=_("As in the list of storage disks.")
    )
    note = line(_("Note"), 500)
    basis = line(
        _("Basis"), 300, required=True, help_text=_("Such as: invoice, minutes, decision.")
    )

    def __init__(self, *args: Any, school: UUID, changes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(each.id), each.name) for each in places.areas(school)]
        self.fields["area"].choices = [("", "–"), *named]  # type: ignore[attr-defined]
        if changes:
            del self.fields["code"]

    def clean_area(self) -> UUID | None:
        chosen = self.cleaned_data["area"]
        return UUID(chosen) if chosen else None


class OutForm(PageForm):
    reason = line(_("Reason"), 300, required=True)


class SheetForm(PageForm):
    table = forms.FileField(
        label=_("List of assets (XLSX)"), widget=forms.FileInput(attrs={"accept": ".xlsx"})
    )
    only_check = forms.BooleanField(
        label=_("Only check: add nothing yet"), required=False, initial=True
    )

    def content(self) -> bytes:
        return bytes(self.cleaned_data["table"].read(LARGEST_BYTES + 1))


class ManualForm(PageForm):
    title = line(_("Title of the manual"), 160, required=True)
    file = forms.FileField(
        label=_("PDF or picture, up to 16 MB"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def content(self) -> bytes:
        return bytes(self.cleaned_data["file"].read(LARGEST_PAPER + 1))


class DayLineForm(PageForm):
    day = DayField(label=_("Day"))
    camera = forms.ChoiceField(label=_("Device"), required=False)
    condition = forms.ChoiceField(label=_("Condition"), choices=Condition.choices)
    picture = line(_("Quality of the picture"), 120)
    text = forms.CharField(
        label=_("What happened, what was done"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    ticket = line(_("Number of the failure"), 20)

    def __init__(self, *args: Any, school: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.id, f"{each.area.name} · {each.name}") for each in places.cameras(school)]
        self.fields["camera"].choices = [("", _("All devices")), *named]  # type: ignore[attr-defined]
