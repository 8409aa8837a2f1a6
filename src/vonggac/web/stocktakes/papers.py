"""Papers of a stocktake: minutes (FORMS §5.5) as PDF, DOCX and XLSX, scans, labels with codes."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.documents import client
from vonggac.equipment import selectors as equipment
from vonggac.places import selectors as places
from vonggac.stocktakes import selectors, sheets
from vonggac.web import deeds
from vonggac.web.documents import filling
from vonggac.web.scans import scan_response
from vonggac.web.stocktakes.printed import minutes, table
from vonggac.web.stocktakes.views import own_stocktake
from vonggac.web.viewer import PageRequest

log = logging.getLogger(__name__)
MOST_LABELS = 2400


@require_GET
def stocktake_paper(request: PageRequest, stocktake: UUID, place: int) -> HttpResponse:
    row = own_stocktake(request, stocktake)
    found = next((each for each in selectors.lines(row.id) if each.place == place), None)
    if found is None or found.scan_id is None:
        raise Http404
    return scan_response(request, found.scan_id, otherwise=reverse("stocktake", args=[row.id]))


@require_GET
def stocktake_minutes(request: PageRequest, stocktake: UUID, kind: str) -> HttpResponse:
    row = own_stocktake(request, stocktake)
    name, otherwise = f"{row.label}-bien-ban", reverse("stocktake", args=[row.id])
    with override("vi"):  # the paper is the school's, whatever language its reader has chosen
        if kind == "xlsx":
            content = sheets.write_sheet(row.label, table(row))
            return _download(content, client.CONTENT_TYPES["xlsx"], f"{name}.xlsx")
        data = minutes(row)
    return filling.paper(request, "stocktake_minutes", data, kind, name, otherwise=otherwise)


@require_GET
def labels(request: PageRequest) -> HttpResponse:
    """24 labels on a sheet: of every device in use, or of those that are ticked (``?asset=…&asset=…``)."""
    deeds.require(request, Deed.READ_ASSETS)
    school = request.viewer.school
    chosen = set(request.GET.getlist("asset"))
    found = [each for each in equipment.assets(school) if not chosen or str(each.id) in chosen]
    if not 1 <= len(found) <= MOST_LABELS:
        messages.error(request, _("Choose at least one device."))
        return redirect("assets")
    name = places.school(school).name
    rows = [
        {
            "code": each.code,
            "name": each.name,
            "school": name,
            "address": request.build_absolute_uri(reverse("asset_label_code", args=[each.id])),
        }
        for each in found
    ]
    try:
        content = client.labels(rows)
    except client.NotRendered:
        log.exception("labels were not made")
        messages.error(request, _("The paper could not be made: try again in a minute."))
        return redirect("assets")
    return _download(content, client.CONTENT_TYPES["pdf"], "nhan-thiet-bi.pdf")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
