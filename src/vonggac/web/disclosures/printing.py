"""The printed forms of a request: PDF to print and sign, DOCX to work on; the blank request for the counter."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.disclosures import selectors
from vonggac.web import deeds
from vonggac.web.disclosures.views import own
from vonggac.web.documents import filling
from vonggac.web.viewer import PageRequest


@require_GET
def request_form(request: PageRequest, request_id: UUID, form: str, kind: str) -> HttpResponse:
    """A form of this request, filled. Its name tells the number and nobody's (ACCESS §9)."""
    row = own(request, request_id)
    data = selectors.forms_data(row).get(form)
    if data is None:
        raise Http404
    otherwise = reverse("request", args=[row.id])
    return filling.paper(
        request, form, data, kind, f"{row.label}-{filling.called(form)}", otherwise=otherwise
    )


@require_GET
def request_blank(request: PageRequest) -> HttpResponse:
    """Giấy đề nghị with dotted lines, to be filled by hand."""
    deeds.require(request, Deed.FILE_REQUEST)
    data = selectors.blank_data(request.viewer.school)
    return filling.paper(
        request, "viewing_request", data, "pdf", "giay-de-nghi", otherwise=reverse("requests")
    )
