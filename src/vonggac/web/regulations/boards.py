"""Notices “Khu vực có camera giám sát”: a sheet for each area, and the page that its code leads to (khoản 2 Điều 1)."""

import logging
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods

from vonggac.access.deeds import Deed
from vonggac.kernel.clock import now_us
from vonggac.places import selectors as places
from vonggac.regulations import selectors, services
from vonggac.web import deeds
from vonggac.web.addresses import for_anybody
from vonggac.web.documents import filling
from vonggac.web.regulations.forms import NoticeForm
from vonggac.web.viewer import PageRequest
from vonggac.web.words import PURPOSES

log = logging.getLogger(__name__)


@require_http_methods(["GET", "POST"])
def boards(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.KEEP_REGISTER)
    school = request.viewer.school
    words = selectors.notice_words(school)
    initial = {"telephone": words.telephone, "contact": words.contact} if words else {}
    form = NoticeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.word_notices(
                school=school, by=request.viewer.person, **form.cleaned_data
            )
        )
        if made is not None:
            messages.success(request, _("Kept. Print the notices again where they hang."))
            return redirect("notice_boards")
    context = {"form": form, "words": words, "areas": places.areas(school, with_private=False)}
    status = 400 if form.errors else 200
    return render(request, "regulations/boards.html", context, status=status)


@require_GET
def board_pdf(request: PageRequest, area: UUID) -> HttpResponse:
    deeds.require(request, Deed.KEEP_REGISTER)
    with override("vi"):  # the board hangs for everybody, whatever language its printer has chosen
        facts = _facts(area)
    if facts is None or facts["school_id"] != request.viewer.school:
        raise Http404
    address = for_anybody(request, reverse("public_notice", args=[area]))
    data = {key: facts[key] for key in ("area", "purposes", "managed_by", "telephone", "days")}
    data |= {"authority": facts["authority"], "school": facts["managed_by"].upper()}
    data |= {"sound": facts["sound_words"], "address": address}
    otherwise = reverse("notice_boards")
    return filling.paper(
        request, "notice_board", data, "pdf", "bang-thong-bao", otherwise=otherwise
    )


@require_GET
def public(request: HttpRequest, area: UUID) -> HttpResponse:
    """For whoever stands before the notice: no login, no picture, nothing about cameras but that they are there."""
    facts = _facts(area)
    if facts is None:
        raise Http404
    return render(request, "regulations/public.html", facts)


def _facts(area: UUID) -> dict[str, Any] | None:
    row = places.area(area)
    if row is None:
        return None
    words = selectors.notice_words(row.school_id)
    version = selectors.in_force(row.school_id, now_us())
    kept = places.retention()
    days = max((kept[each.id].days for each in row.cameras.all()), default=0)
    return {
        "school_id": row.school_id,
        "area": row.name,
        "authority": row.school.parent_body.upper(),
        "managed_by": row.school.name,
        "purposes": ", ".join(str(each) for each in PURPOSES.values()),
        "telephone": words.telephone if words else "",
        "contact": words.contact if words else "",
        "days": _("%(n)s days") % {"n": days} if days else "",
        "sound_words": _("with sound") if row.id in places.areas_with_audio() else _("no sound"),
        "decision": version.decision if version else None,
    }
