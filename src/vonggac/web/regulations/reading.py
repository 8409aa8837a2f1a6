"""Reading the regulation and acknowledging it, and the list of who has (khoản 2 Điều 1)."""

import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.people import selectors as people
from vonggac.places import selectors as places
from vonggac.regulations import selectors, services
from vonggac.web import deeds
from vonggac.web.documents import filling
from vonggac.web.local_time import local
from vonggac.web.viewer import PageRequest
from vonggac.web.words import ROLES

if TYPE_CHECKING:
    from vonggac.regulations.models import Regulation

log = logging.getLogger(__name__)


@require_http_methods(["GET", "POST"])
def read(request: PageRequest) -> HttpResponse:
    """The version in force, whole; at its end the words “Đã đọc và cam kết”."""
    viewer, at_us = request.viewer, now_us()
    version = selectors.in_force(viewer.school, at_us)
    if version is None:
        return redirect("regulations")
    due = selectors.to_acknowledge(viewer.person, viewer.school, at_us) is not None
    if request.method == "POST":
        services.acknowledge(regulation=version.id, person=viewer.person)
        messages.success(request, _("Acknowledged. Thank you."))
        return redirect("home")
    context = {"version": version, "clauses": selectors.clauses(version.id), "due": due}
    return render(request, "regulations/read.html", context)


@require_http_methods(["GET", "POST"])
def readers(request: PageRequest, regulation: UUID) -> HttpResponse:
    deeds.require(request, Deed.KEEP_REGISTER)
    version = _own(request, regulation)
    if request.method == "POST":
        return _written_down(request, version)
    found = selectors.receipts(version.id, request.viewer.school, now_us())
    context = {
        "version": version,
        "receipts": found,
        "missing": sum(each.at_us is None for each in found),
        "me": request.viewer.person,
    }
    return render(request, "regulations/readers.html", context)


@require_GET
def readers_pdf(request: PageRequest, regulation: UUID) -> HttpResponse:
    """The list to sign: with the instants of who acknowledged here, dots for the others."""
    deeds.require(request, Deed.KEEP_REGISTER)
    version = _own(request, regulation)
    otherwise = reverse("regulation_readers", args=[version.id])
    data = _list(request, version)
    return filling.paper(
        request, "read_receipts", data, "pdf", "danh-sach-da-doc", otherwise=otherwise
    )


def _written_down(request: PageRequest, version: "Regulation") -> HttpResponse:
    named = {str(each.person) for each in _open_receipts(request, version)}
    wanted = [each for each in request.POST.getlist("person") if each in named]
    for each in wanted:
        services.acknowledge(
            regulation=version.id, person=UUID(each), recorded_by=request.viewer.person
        )
    if wanted:
        messages.success(request, _("Written down from the signed list."))
    return redirect("regulation_readers", version.id)


def _open_receipts(request: PageRequest, version: "Regulation") -> list[selectors.Receipt]:
    found = selectors.receipts(version.id, request.viewer.school, now_us())
    return [each for each in found if each.at_us is None and each.person != request.viewer.person]


def _list(request: PageRequest, version: Any) -> dict[str, Any]:
    viewer, at_us = request.viewer, now_us()
    school, head = places.school(viewer.school), people.head_of(viewer.school, at_us)
    found = selectors.receipts(version.id, viewer.school, at_us)
    return {
        "authority": school.parent_body.upper(),
        "school": school.name.upper(),
        "regulation": version.title,
        "decision": version.decision.label,
        "head": head.full_name if head else "",
        "readers": [
            {
                "no": str(place),
                "name": each.full_name,
                "position": _positions(each.person, viewer.school, at_us),
                "read_at": local(each.at_us).strftime("%H:%M %d/%m/%Y") if each.at_us else "",
            }
            for place, each in enumerate(found, 1)
        ],
    }


def _positions(person: UUID, school: UUID, at_us: int) -> str:
    held = people.positions_now(person, at_us)
    return ", ".join(str(ROLES[each.role]) for each in held if each.school == school)


def _own(request: PageRequest, regulation: UUID) -> "Regulation":
    version = selectors.regulation(request.viewer.school, regulation)
    if version is None:
        raise Http404
    return version
