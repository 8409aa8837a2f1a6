"""The printed forms of a request: PDF to print and sign, DOCX to work on; the blank request for the counter."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.disclosures import selectors
from vonggac.documents import client
from vonggac.web import deeds
from vonggac.web.disclosures.views import own
from vonggac.web.documents import filling
from vonggac.web.viewer import PageRequest

KINDS = ("pdf", "docx")


@require_GET
def request_form(request: PageRequest, request_id: UUID, form: str, kind: str) -> HttpResponse:
    """A form of this request, filled. Its name tells the number and nobody's (ACCESS §9)."""
    row = own(request, request_id)
    data = selectors.forms_data(row).get(form)
    if data is None or kind not in KINDS:
        raise Http404
    made = _rendered(request, form, data, kind, f"{row.label}-{form}.{kind}")
    return made if made is not None else redirect("request", row.id)


@require_GET
def request_blank(request: PageRequest) -> HttpResponse:
    """Giấy đề nghị with dotted lines, to be filled by hand."""
    deeds.require(request, Deed.FILE_REQUEST)
    data = selectors.blank_data(request.viewer.school)
    made = _rendered(request, "viewing_request", data, "pdf", "giay-de-nghi.pdf")
    return made if made is not None else redirect("requests")


def _rendered(
    request: PageRequest, form: str, data: dict[str, Any], kind: str, name: str
) -> HttpResponse | None:
    known = cast("client.Kind", kind)
    made = filling.answer(form, data, known, name)
    if made is None:
        messages.error(request, _("The paper could not be made: try again in a minute."))
    return made
