"""Sheets and slips as PDF. A sheet has no address of its own but its copy's: without a number there is none."""

import logging
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vonggac.access.deeds import Deed
from vonggac.documents import client
from vonggac.pictures import selectors, services
from vonggac.web import deeds
from vonggac.web.addresses import for_anybody
from vonggac.web.documents import heads
from vonggac.web.local_time import local
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.pictures.models import PrintSlip

log = logging.getLogger(__name__)
_SOME_CODE = "A" * 26


@require_POST
def print_sheet(request: PageRequest, copy: UUID) -> HttpResponse:
    """The numbered sheet, first or again; each making is a row and an entry."""
    row = selectors.copy(request.viewer.school, copy)
    if row is None:
        raise Http404
    check = for_anybody(request, reverse("print_check", args=[_SOME_CODE]))
    try:
        sheet = services.sheet(
            copy=row.id,
            person=request.viewer.person,
            verify_at=check.removesuffix(_SOME_CODE),
        )
    except client.NotRendered:
        log.exception("a sheet could not be made")
        messages.error(request, _("The sheet could not be made. Try again in a moment."))
        return redirect("picture", row.slip.snapshot_id)
    return _pdf(sheet.pdf, sheet.name)


@require_GET
def print_slip(request: PageRequest, slip: UUID) -> HttpResponse:
    """Phiếu chụp, in ảnh (FORMS §4.4): words and numbers, no picture."""
    deeds.require(request, Deed.READ_REGISTERS)
    row = selectors.slip(request.viewer.school, slip)
    if row is None:
        raise Http404
    try:
        pdf = client.render("print_slip", _slip_words(row), "pdf")
    except client.NotRendered:
        log.exception("a slip could not be made")
        messages.error(request, _("The sheet could not be made. Try again in a moment."))
        return redirect("picture", row.snapshot_id)
    return _pdf(pdf, f"{row.label}.pdf")


def _slip_words(row: "PrintSlip") -> dict[str, object]:
    picture, frame = row.snapshot, local(row.snapshot.frame_us)
    line = {
        "number": "1",
        "picture_no": picture.label,
        "camera": f"{picture.camera_name}\n{picture.area_name}",
        "taken_at": f"{frame:%H:%M:%S}\n{frame:%d/%m/%Y}",
        "reason": ", ".join(filter(None, (row.reason, row.case_no))),
        "copies": f"{row.copy_count:02d}",
        "recipient": "; ".join(
            each.recipient for each in sorted(row.copies.all(), key=lambda copy: copy.number)
        ),
        "digest": picture.frame_sha256[:12],
        "note": "",
    }
    return {
        **heads.top(row.school_id),
        "number": row.label,
        "ground": row.basis_ref,
        "pictures": [line],
        "printed_at": f"{local(row.at_us):%H:%M %d/%m/%Y}",
        "taker": picture.person.full_name,
        "printer": row.person.full_name,
        "leader": "",
    }


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
