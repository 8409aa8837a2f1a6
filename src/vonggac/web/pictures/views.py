"""Phiếu chụp, in ảnh: the register (FORMS §4.4), one snapshot, its picture."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vonggac.access.deeds import Deed
from vonggac.kernel.authority import Refused
from vonggac.pictures import selectors, services
from vonggac.web import deeds
from vonggac.web.paging import page_of
from vonggac.web.pictures.forms import PrintForm
from vonggac.web.refusals import refusal_json
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.pictures.models import Snapshot

LONGEST_SEARCH = 100


@require_GET
def pictures(request: PageRequest) -> HttpResponse:
    """Words only; who may read the registers sees all, an officer the own ones."""
    deeds.require(request, Deed.READ_PICTURES)
    text = request.GET.get("q", "")[:LONGEST_SEARCH]
    found = selectors.snapshots(request.viewer.school, person=_only(request), text=text)
    page = page_of(request, found, instants=("at_us",))
    rows = [{"row": each, "copies": _copies(each)} for each in page]
    return render(request, "pictures/list.html", {"page": page, "rows": rows, "text": text})


@require_http_methods(["GET", "POST"])
def picture(request: PageRequest, snapshot: UUID) -> HttpResponse:
    """One snapshot; POST prints copies of it."""
    row = _own(request, snapshot)
    form = PrintForm(request.POST or None, initial={"case_no": row.case_no})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        slip = form.try_to(
            lambda: services.print_copies(
                snapshot=row.id,
                person=request.viewer.person,
                reason=data["reason"],
                recipients=form.names,
                case_no=data["case_no"],
            )
        )
        if slip is not None:
            messages.success(
                request, _("Slip %(no)s is written. Now make the sheets.") % {"no": slip.label}
            )
            return redirect("picture", row.id)
    context = {
        "row": row,
        "slips": sorted(row.slips.all(), key=lambda each: each.number),
        "form": form,
        "may_print": deeds.may(request, Deed.PRINT),
        "may_see": services.offered(row, request.viewer.person),
        "mine": row.person_id == request.viewer.person,
    }
    status = 400 if form.errors else 200
    return render(request, "pictures/picture.html", context, status=status)


@require_GET
def picture_image(request: PageRequest, snapshot: UUID) -> HttpResponse:
    """The picture: asked anew at every showing, and an entry each time (ACCESS §9). The address is no authority."""
    row = selectors.snapshot(request.viewer.school, snapshot)
    if row is None:
        raise Http404
    viewer = request.viewer
    try:
        content = services.show(snapshot=row.id, person=viewer.person, session=viewer.session)
    except Refused as refused:
        return JsonResponse(refusal_json(refused.refusal), status=403)
    response = HttpResponse(content, content_type="image/jpeg")
    response["Cache-Control"] = "no-store"
    response["Content-Disposition"] = f'inline; filename="{row.label}.jpg"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _only(request: PageRequest) -> UUID | None:
    return None if deeds.may(request, Deed.READ_REGISTERS) else request.viewer.person


def _own(request: PageRequest, snapshot: UUID) -> "Snapshot":
    deeds.require(request, Deed.READ_PICTURES)
    row = selectors.snapshot(request.viewer.school, snapshot)
    only = _only(request)
    if row is None or only not in (None, row.person_id):
        raise Http404
    return row


def _copies(row: "Snapshot") -> list[dict[str, Any]]:
    return [
        {"slip": slip, "recipients": [each.recipient for each in slip.copies.all()]}
        for slip in sorted(row.slips.all(), key=lambda each: each.number)
    ]
