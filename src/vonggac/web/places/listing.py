"""The camera list as a spreadsheet, out and in. A row that cannot be added says why, and the others are added."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from vonggac.access.deeds import Deed
from vonggac.kernel.text import TextRefused, fold
from vonggac.places import selectors, services, sheets
from vonggac.places.sheets import ListRefused, ListRow
from vonggac.web import deeds
from vonggac.web.forms import TEXT_COMPLAINTS, PageForm
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.places.models import Camera

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITERS = {
    "xlsx": (sheets.write_xlsx, _XLSX),
    "csv": (sheets.write_csv, "text/csv; charset=utf-8"),
}
_REFUSALS: dict[str, str | Promise] = {
    "too_big": gettext_lazy("The file is too big for a camera list."),
    "not_a_table": gettext_lazy("This file is neither XLSX nor CSV in UTF-8: save it as XLSX."),
    "no_headings": gettext_lazy("The first row lacks these headings: %(what)s."),
    "too_many": gettext_lazy("A list may have %(what)s rows at most: divide it."),
    "empty": gettext_lazy("The list has headings and no camera."),
}
_TAKEN = ("name", "position", "main_url", "sub_url", "username", "password")


class ImportForm(PageForm):
    table = forms.FileField(
        label=gettext_lazy("Camera list (XLSX or CSV)"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    only_check = forms.BooleanField(
        label=gettext_lazy("Only check: add nothing yet"), required=False, initial=True
    )


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one row."""

    row: ListRow
    problem: str

    @property
    def shown(self) -> str:
        return self.row.values.get("name", "")


@require_GET
def export(request: PageRequest, kind: str) -> HttpResponse:
    """Every camera in use, without passwords; where there is none, one line that shows how it is meant."""
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    if kind not in _WRITERS:
        raise Http404
    write, content_type = _WRITERS[kind]
    rows = [_row(each) for each in selectors.cameras(request.viewer.school)]
    response = HttpResponse(write(rows or sheets.template()), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="danh-sach-camera.{kind}"'
    return response


@require_http_methods(["GET", "POST"])
def take_in(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.CONFIGURE_CAMERAS)
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        try:
            rows = sheets.read_list(form.cleaned_data["table"].read(sheets.LARGEST_BYTES + 1))
        except ListRefused as refused:
            form.add_error("table", str(_REFUSALS[refused.code]) % {"what": refused.detail})
        else:
            only_check = form.cleaned_data["only_check"]
            taken = _take(request, rows, only_check=only_check)
            context |= {
                "added": [each for each in taken if not each.problem],
                "refused": [each for each in taken if each.problem],
                "only_check": only_check,
            }
    return render(request, "places/import.html", context, status=400 if form.errors else 200)


def _take(request: PageRequest, rows: list[ListRow], *, only_check: bool) -> list[Taken]:
    areas = {fold(each.name): each.id for each in selectors.areas(request.viewer.school)}
    with transaction.atomic():
        taken = [Taken(each, _problem(request, each, areas)) for each in rows]
        # A check does all that adding does, so that it can promise what adding will say.
        transaction.set_rollback(only_check)
    return taken


def _problem(request: PageRequest, row: ListRow, areas: dict[str, UUID]) -> str:
    """Empty when the camera was added, else why not."""
    values = row.values
    area = areas.get(fold(values.get("area", "")))
    if area is None:
        return _("There is no area “%(name)s”: add the area first.") % {
            "name": values.get("area", "")
        }
    transport = fold(values.get("transport", "")) or "tcp"
    if transport not in ("tcp", "udp"):
        return _("The transport is TCP or UDP.")
    facts: dict[str, Any] = {field: values.get(field, "") for field in _TAKEN}
    try:
        with transaction.atomic():
            services.add_camera(
                area=area,
                transport=transport,
                by=request.viewer.person,
                allow_loopback=settings.ALLOW_LOOPBACK_CAMERAS,
                **facts,
            )
    except TextRefused as refused:
        heading = sheets.COLUMNS.get(refused.field, (refused.field,))[0]
        return f"{heading}: {TEXT_COMPLAINTS[refused.code]}"
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def _row(camera: "Camera") -> dict[str, str]:
    return {
        "area": camera.area.name,
        "name": camera.name,
        "position": camera.position,
        "main_url": camera.main_url,
        "sub_url": camera.sub_url,
        "username": camera.username,
        "transport": camera.transport,
    }
