"""Papers of failures and devices, filled from the registers: PDF to sign, DOCX to work on."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.documents.forms import FORMS
from vonggac.equipment import selectors
from vonggac.web import deeds
from vonggac.web.documents import filling
from vonggac.web.equipment import printed
from vonggac.web.viewer import PageRequest

log = logging.getLogger(__name__)
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


@require_GET
def failure_paper(request: PageRequest, failure: UUID, form: str, kind: str) -> HttpResponse:
    deeds.require(request, Deed.READ_FAILURES)
    row = selectors.failure(request.viewer.school, failure)
    if row is None or form not in _FAILURE:
        raise Http404
    data, otherwise = _FAILURE[form](row), reverse("failure", args=[row.id])
    return filling.paper(
        request, form, data, kind, f"{row.label}-{filling.called(form)}", otherwise=otherwise
    )


@require_GET
def asset_paper(request: PageRequest, asset: UUID, form: str, kind: str) -> HttpResponse:
    deeds.require(request, Deed.READ_ASSETS)
    row = selectors.asset(request.viewer.school, asset)
    if row is None or form not in _ASSET:
        raise Http404
    otherwise = reverse("asset", args=[row.id])
    return filling.paper(request, form, _ASSET[form](row), kind, form, otherwise=otherwise)


@require_GET
def asset_list_paper(request: PageRequest, kind: str) -> HttpResponse:
    """Danh mục thiết bị."""
    deeds.require(request, Deed.READ_ASSETS)
    data, otherwise = printed.device_list(request.viewer.school), reverse("assets")
    return filling.paper(
        request, "device_list", data, kind, "danh-muc-thiet-bi", otherwise=otherwise
    )
