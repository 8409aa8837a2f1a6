"""The register of assets as XLSX, out and in. A row that cannot be entered says why, and the others are entered."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from vonggac.access.deeds import Deed
from vonggac.documents import client
from vonggac.equipment import selectors, services, sheets
from vonggac.equipment.sheets import SheetRefused, SheetRow
from vonggac.kernel.text import TextRefused, fold
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.equipment.asset_forms import SheetForm
from vonggac.web.forms import TEXT_COMPLAINTS
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.equipment.models import Asset

REFUSALS: dict[str, str | Promise] = {
    "too_big": gettext_lazy("The file is too big for a list of assets."),
    "not_a_table": gettext_lazy("This file is no XLSX: save the list as XLSX."),
    "no_headings": gettext_lazy("The first row lacks these headings: %(what)s."),
    "too_many": gettext_lazy("A list may have %(what)s rows at most: divide it."),
    "empty": gettext_lazy("The list has headings and no device."),
    "formula": gettext_lazy("Cell %(what)s holds a formula: paste values only."),
    "merged": gettext_lazy("Cells %(what)s are merged: part them, one device a row."),
}
WRONG: dict[str, str | Promise] = {
    "day": gettext_lazy("%(what)s: write a day as 05/09/2025."),
    "number": gettext_lazy("%(what)s: write a number of đồng."),
    "kind": gettext_lazy("%(what)s: this kind of device is not known."),
    "long": gettext_lazy("%(what)s: the text is too long."),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row."""

    row: SheetRow
    problem: str

    @property
    def shown(self) -> str:
        return f"{self.row.values.get('code', '')} {self.row.values.get('name', '')}".strip()


@require_GET
def asset_export(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.READ_ASSETS)
    found = selectors.assets(request.viewer.school, include_out=True)
    response = HttpResponse(
        sheets.write_sheet(_cells(each) for each in found),
        content_type=client.CONTENT_TYPES["xlsx"],
    )
    response["Content-Disposition"] = 'attachment; filename="danh-muc-thiet-bi.xlsx"'
    return response


_AS_KEPT = (
    *("code", "name", "brand", "model", "serial", "mac", "position", "funding", "supplier", "note"),
    *("in_use_on", "warranty_until", "cost_vnd", "left_vnd"),
)


def _cells(row: "Asset") -> dict[str, str | int | date | None]:
    return {name: getattr(row, name) for name in _AS_KEPT} | {
        "kind": sheets.kind_name(row.kind),
        "area": row.area.name if row.area else "",
        "state": str(selectors.shown_state(row).label),
    }


@require_http_methods(["GET", "POST"])
def asset_import(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.KEEP_ASSETS)
    form = SheetForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            rows = sheets.read_sheet(form.content())
        except SheetRefused as refused:
            form.add_error("table", str(REFUSALS[refused.code]) % {"what": refused.detail})
        else:
            only_check = form.cleaned_data["only_check"]
            taken = _take(request, rows, only_check=only_check)
            context |= {
                "added": [each for each in taken if not each.problem],
                "refused": [each for each in taken if each.problem],
                "only_check": only_check,
            }
    status = 400 if form.errors else 200
    return render(request, "equipment/asset_import.html", context, status=status)


def _take(request: PageRequest, rows: list[SheetRow], *, only_check: bool) -> list[Taken]:
    areas = {fold(each.name): each.id for each in places.areas(request.viewer.school)}
    with transaction.atomic():
        taken = [Taken(each, _problem(request, each, areas)) for each in rows]
        # A check does all that entering does, so that it can promise what entering will say.
        transaction.set_rollback(only_check)
    return taken


def _problem(request: PageRequest, row: SheetRow, areas: dict[str, UUID]) -> str:
    """Empty when the device was entered, else why not."""
    if row.wrong:
        return " ".join(str(WRONG[what]) % {"what": heading} for heading, what in row.wrong)
    values = dict(row.values)
    named = values.pop("area", "")
    area = areas.get(fold(named)) if named else None
    if named and area is None:
        return _("The school has no area “%(area)s”.") % {"area": named}
    try:
        with transaction.atomic():
            services.register_asset(
                school=request.viewer.school,
                by=request.viewer.person,
                imported=True,
                area=area,
                **values,
            )
    except TextRefused as error:
        heading = sheets.COLUMNS.get(error.field, (error.field,))[0]
        return f"{heading}: {TEXT_COMPLAINTS[error.code]}"
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
