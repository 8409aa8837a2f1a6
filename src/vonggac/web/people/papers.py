"""Papers of accounts: the pledge and the training minutes to be signed, and the signed ones as files."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vonggac.access.deeds import Deed
from vonggac.people import selectors, services
from vonggac.web import deeds
from vonggac.web.documents import filling
from vonggac.web.forms import PageForm
from vonggac.web.people import printed
from vonggac.web.scans import ScanField, scan_response, try_with_scan
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.people.models import Person


class ScanForm(PageForm):
    paper = ScanField()


@require_http_methods(["GET", "POST"])
def person_scan(request: PageRequest, person: UUID, signed: UUID) -> HttpResponse:
    """The scan of a signed pledge or of training minutes."""
    deeds.require(request, Deed.MANAGE_ACCOUNTS)
    row = selectors.people(request.viewer.school).filter(pk=person).first()
    paper = selectors.signed_paper(signed, person)
    if row is None or paper is None or person == request.viewer.person:
        raise Http404
    form = ScanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _attach(request, form, signed):
        messages.success(request, _("The paper is attached and sealed."))
        return redirect("person", person)
    context = {"person": row, "signed": paper, "form": form}
    return render(request, "people/scan.html", context, status=400 if form.errors else 200)


def _attach(request: PageRequest, form: ScanForm, signed: UUID) -> bool:
    viewer = request.viewer
    content = form.cleaned_data["paper"]
    made = try_with_scan(
        form,
        "paper",
        lambda: services.attach_scan(
            signed=signed, school=viewer.school, by=viewer.person, content=content
        ),
    )
    return made is not None


@require_GET
def person_scan_file(request: PageRequest, person: UUID, scan: UUID) -> HttpResponse:
    """For its signer and for who manages accounts."""
    _readable(request, person)
    if not selectors.has_signed(scan, person):
        raise Http404
    return scan_response(request, scan, otherwise=reverse("person", args=[person]))


@require_GET
def person_pledge(request: PageRequest, person: UUID, kind: str) -> HttpResponse:
    """Bản cam kết with the person's name, to be signed."""
    row = _readable(request, person)
    data = printed.pledge(row, request.viewer.school)
    return _paper(request, person, "pledge", data, kind)


@require_GET
def person_training(request: PageRequest, person: UUID, training: UUID, kind: str) -> HttpResponse:
    """Biên bản tập huấn: everybody who was at it, so for who manages accounts only."""
    deeds.require(request, Deed.MANAGE_ACCOUNTS)
    _readable(request, person)
    rows = selectors.trained_together(training, request.viewer.school)
    if person not in {each.person_id for each in rows}:
        raise Http404
    data = printed.training(rows, request.viewer.school)
    return _paper(request, person, "training_minutes", data, kind)


def _readable(request: PageRequest, person: UUID) -> "Person":
    if person != request.viewer.person:
        deeds.require(request, Deed.MANAGE_ACCOUNTS)
    row = selectors.people(request.viewer.school).filter(pk=person).first()
    if row is None:
        raise Http404
    return row


def _paper(
    request: PageRequest, person: UUID, form: str, data: dict[str, Any], kind: str
) -> HttpResponse:
    otherwise = reverse("person", args=[person])
    return filling.paper(request, form, data, kind, filling.called(form), otherwise=otherwise)
