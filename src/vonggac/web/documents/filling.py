"""A filled form for a page: the school's own template where the head confirmed one, else ours (I9)."""

import logging
from typing import Any

from django.http import HttpResponse

from vonggac.documents import client
from vonggac.documents.templates import Unfit
from vonggac.web.documents.replacing import shelf

log = logging.getLogger(__name__)


def filled(form: str, data: Any, kind: client.Kind) -> bytes:
    """Raises ``client.NotRendered``, also where the confirmed template is gone or was altered."""
    try:
        template = shelf().current(form) if kind == "docx" else b""
    except Unfit as unfit:
        raise client.NotRendered("failed", f"the template of {form}: {unfit}") from unfit
    return client.render(form, data, kind, template=template)


def answer(form: str, data: Any, kind: client.Kind, name: str) -> HttpResponse | None:
    """As a download; None where it could not be made, which is logged."""
    try:
        content = filled(form, data, kind)
    except client.NotRendered:
        log.exception("form %s was not made", form)
        return None
    response = HttpResponse(content, content_type=client.CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
