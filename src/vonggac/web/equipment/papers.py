"""Papers of failures and devices, filled from the registers: PDF to sign, DOCX to work on."""

import logging
from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.documents import client
from vonggac.documents.forms import FORMS
from vonggac.equipment import selectors
from vonggac.web import deeds
from vonggac.web.documents.replacing import shelf
from vonggac.web.equipment import printed
from vonggac.web.viewer import PageRequest

log = logging.getLogger(__name__)
KINDS = ("pdf", "docx")
_FAILURE: dict[str, Callable[[Any], dict[str, Any]]] = {
    "failure_report": printed.failure_report,
    "failure_minutes": printed.failure_minutes,
    "damage_minutes": printed.damage_minutes,
}
_ASSET: dict[str, Callable[[Any], dict[str, Any]]] = {
    "device_sheet": printed.device_sheet,
    "connection_slip": printed.connection_slip,
}
OF_FAILURE = [(code, FORMS[code].title) for code in _FAILURE]
OF_ASSET = [(code, FORMS[code].title) for code in _ASSET]


@require_GET
def failure_paper(request: PageRequest, failure: UUID, form: str, kind: str) -> HttpResponse:
    deeds.require(request, Deed.READ_FAILURES)
    row = selectors.failure(request.viewer.school, failure)
    if row is None or form not in _FAILURE or kind not in KINDS:
        raise Http404
    made = _made(request, form, _FAILURE[form](row), kind, f"{row.label}_{form}.{kind}")
    return made if made is not None else redirect("failure", row.id)


@require_GET
def asset_paper(request: PageRequest, asset: UUID, form: str, kind: str) -> HttpResponse:
    deeds.require(request, Deed.READ_ASSETS)
    row = selectors.asset(request.viewer.school, asset)
    if row is None or form not in _ASSET or kind not in KINDS:
        raise Http404
    made = _made(request, form, _ASSET[form](row), kind, f"{form}.{kind}")
    return made if made is not None else redirect("asset", row.id)


@require_GET
def asset_list_paper(request: PageRequest, kind: str) -> HttpResponse:
    """Danh mục thiết bị."""
    deeds.require(request, Deed.READ_ASSETS)
    if kind not in KINDS:
        raise Http404
    data = printed.device_list(request.viewer.school)
    made = _made(request, "device_list", data, kind, f"danh-muc-thiet-bi.{kind}")
    return made if made is not None else redirect("assets")


def _made(
    request: PageRequest, form: str, data: dict[str, Any], kind: str, name: str
) -> HttpResponse | None:
    known = cast("client.Kind", kind)
    try:
        template = shelf().current(form) if kind == "docx" else b""
        content = client.render(form, data, known, template=template)
    except client.NotRendered:
        log.exception("form %s was not made", form)
        messages.error(request, _("The paper could not be made: try again in a minute."))
        return None
    response = HttpResponse(content, content_type=client.CONTENT_TYPES[known])
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
