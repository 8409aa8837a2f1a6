"""Attaching a scan or a photograph, and reading one: pictures that we painted ourselves are shown, PDFs downloaded."""

import logging
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vonggac.disclosures import selectors, services
from vonggac.disclosures.sealing import Unsealable
from vonggac.kernel.papers import PaperKind, PaperRefused
from vonggac.web.disclosures.forms import PaperForm
from vonggac.web.disclosures.shown import page_of_request
from vonggac.web.disclosures.views import own
from vonggac.web.paper_words import why_refused
from vonggac.web.viewer import PageRequest

log = logging.getLogger(__name__)


@require_POST
def request_papers(request: PageRequest, request_id: UUID) -> HttpResponse:
    row = own(request, request_id)
    form = PaperForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            services.attach(
                request=row.id,
                by=request.viewer.person,
                what=form.cleaned_data["what"],
                content=form.content(),
            )
        except PaperRefused as refused:
            form.add_error("paper", why_refused(refused.code))
        except OSError:
            log.exception("a paper could not be kept")
            form.add_error("paper", _("The file could not be kept: the disk does not take it."))
        else:
            messages.success(request, _("The paper is attached and sealed."))
            return redirect("request", row.id)
    context = page_of_request(request, own(request, request_id)) | {"paper_form": form}
    return render(request, "disclosures/request.html", context, status=400)


@require_GET
def request_paper(request: PageRequest, request_id: UUID, paper: UUID) -> HttpResponse:
    """The name of the download tells the request's number, and nobody's (ACCESS §9)."""
    viewer = request.viewer
    known = selectors.paper_for(paper, person=viewer.person, school=viewer.school)
    if known is None or known.request_id != request_id:
        raise Http404
    try:
        row, content = services.read(paper=paper, by=viewer.person)
    except (OSError, Unsealable):
        log.exception("paper %s cannot be read", paper)
        messages.error(
            request, _("The file is no longer as it was kept, or is gone: tell the IT teacher.")
        )
        return redirect("request", request_id)
    kind = PaperKind(row.kind)
    shown = kind is not PaperKind.PDF and "show" in request.GET
    response = HttpResponse(content, content_type=kind.value)
    name = f"{row.request.label}-{row.place}.{kind.ending}"
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
