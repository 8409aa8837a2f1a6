"""A filled form for a page: the school's own template where the head confirmed one, else ours (I9)."""

import logging
from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from vonggac.documents import client
from vonggac.documents.forms import FORMS
from vonggac.documents.templates import Unfit
from vonggac.kernel.text import fold
from vonggac.web.documents.replacing import shelf

log = logging.getLogger(__name__)


def filled(form: str, data: Any, kind: client.Kind) -> bytes:
    """Raises ``client.NotRendered``, also where the confirmed template is gone or was altered."""
    try:
        template = shelf().current(form) if kind == "docx" else b""
    except Unfit as unfit:
        raise client.NotRendered("failed", f"the template of {form}: {unfit}") from unfit
    return client.render(form, data, kind, template=template)


def called(form: str) -> str:
    """The form's title as a file name of any system: ``phieu-tra-loi-de-nghi-xem-du-lieu-camera``."""
    return slugify(fold(FORMS[form].title))


def kinds(form: str) -> tuple[str, ...]:
    """A book goes out as a spreadsheet too, any other form as a document to work on, one of tables as both. Raises
    KeyError.
    """
    if FORMS[form].book:
        return ("pdf", "xlsx")
    return ("pdf", "docx", "xlsx") if FORMS[form].tables else ("pdf", "docx")


def paper(
    request: HttpRequest, form: str, data: Any, kind: str, name: str, *, otherwise: str
) -> HttpResponse:
    """As a download called ``name.kind``; where it could not be made, the page ``otherwise``, which says so.

    Raises Http404 for a kind that the form does not come in.
    """
    if kind not in kinds(form):
        raise Http404
    known = cast("client.Kind", kind)
    try:
        content = filled(form, data, known)
    except client.NotRendered:
        log.exception("form %s was not made", form)
        messages.error(request, _("The paper could not be made: try again in a minute."))
        return redirect(otherwise)
    response = HttpResponse(content, content_type=client.CONTENT_TYPES[known])
    # A number may have a letter that no header has: PCĐ.
    named = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}")
    response["Content-Disposition"] = named or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
