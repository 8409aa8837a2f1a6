"""The register: documents of the school by school year, and the regulation that is in force (Điều 7)."""

from contextlib import nullcontext
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
from vonggac.papers import services as papers
from vonggac.people import selectors as people
from vonggac.regulations import selectors, services
from vonggac.web import deeds
from vonggac.web.local_time import local
from vonggac.web.paging import page_of
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.regulations.forms import DecisionForm, EnactForm, RegulationForm, first_words
from vonggac.web.scans import scan_response, try_with_scan
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.regulations.models import Decision


@require_GET
def register(request: PageRequest) -> HttpResponse:
    school, at_us = request.viewer.school, now_us()
    year, search = request.GET.get("year", ""), request.GET.get("q", "")
    version = selectors.in_force(school, at_us)
    keeps = deeds.may(request, Deed.KEEP_REGISTER)
    context = {
        "version": version,
        "outdated": selectors.outdated(school, at_us),
        "unread": selectors.unread_count(version.id, school, at_us) if version and keeps else 0,
        "keeps": keeps,
        "year": year,
        "q": search,
        "years": selectors.years(school),
        "page": page_of(request, selectors.decisions(school, year=year, search=search)),
    }
    return render(request, "regulations/register.html", context)


@require_http_methods(["GET", "POST"])
def decision_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.KEEP_REGISTER)
    form = DecisionForm(request.POST or None, request.FILES or None, initial=_most_likely(request))
    if request.method == "POST" and form.is_valid():
        made = try_with_scan(form, "scan", lambda: _enter(request, form))
        if made is not None:
            messages.success(request, _("Entered: %(no)s.") % {"no": made.label})
            return redirect("decision", made.id)
    status = 400 if form.errors else 200
    return render(request, "regulations/decision_new.html", {"form": form}, status=status)


@require_GET
def decision(request: PageRequest, decision: UUID) -> HttpResponse:
    row = _own(request, decision)
    return render(request, "regulations/decision.html", _page(request, row))


@require_GET
def decision_scan(request: PageRequest, decision: UUID) -> HttpResponse:
    """Documents of the register are for the school's people; who read one is an entry."""
    row = _own(request, decision)
    if row.scan_id is None:
        raise Http404
    return scan_response(request, row.scan_id, otherwise=reverse("decision", args=[row.id]))


@require_http_methods(["GET", "POST"])
def regulation_enter(request: PageRequest, decision: UUID) -> HttpResponse:
    deeds.require(request, Deed.KEEP_REGISTER)
    row = _own(request, decision)
    form = RegulationForm(request.POST or None, initial={"title": row.summary})
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.enter_regulation(
                decision=row.id, by=request.viewer.person, **form.cleaned_data
            )
        )
        if made is not None:
            messages.success(request, _("Divided into its clauses. The head puts it in force."))
            return redirect("decision", row.id)
    context = {"form": form, "row": row}
    status = 400 if form.errors else 200
    return render(request, "regulations/regulation_new.html", context, status=status)


@require_http_methods(["POST"])
@freshly_authenticated
def regulation_enact(request: PageRequest, regulation: UUID) -> HttpResponse:
    deeds.require(request, Deed.ENACT_REGULATION)
    version = selectors.regulation(request.viewer.school, regulation)
    if version is None:
        raise Http404
    form = EnactForm(request.POST)
    if form.is_valid():
        made = form.try_to(
            lambda: services.enact(
                regulation=version.id,
                from_day=form.cleaned_data["from_day"],
                by=request.viewer.person,
            )
        )
        if made is not None:
            messages.success(
                request, _("In force. Staff read and acknowledge it when they sign in.")
            )
            return redirect("decision", version.decision_id)
    context = _page(request, version.decision) | {"enact_form": form}
    return render(request, "regulations/decision.html", context, status=400)


def _enter(request: PageRequest, form: DecisionForm) -> "Decision":
    data = dict(form.cleaned_data)
    content, by, school = data.pop("scan"), request.viewer.person, request.viewer.school
    kept = (
        papers.keep(school=school, of=_("document"), content=content, by=by)
        if content
        else nullcontext()
    )
    with kept as scan:
        return services.enter_decision(school=school, by=by, scan=scan, **data)


def _most_likely(request: PageRequest) -> dict[str, Any]:
    at_us = now_us()
    head = people.head_of(request.viewer.school, at_us)
    return first_words(local(at_us).date(), head.full_name if head else "", "")


def _page(request: PageRequest, row: Any) -> dict[str, Any]:
    school, at_us = request.viewer.school, now_us()
    version = getattr(row, "regulation", None)
    enactment = getattr(version, "enactment", None)
    force = selectors.in_force(school, at_us)
    return {
        "row": row,
        "version": version,
        "enactment": enactment,
        "holds": force is not None and version is not None and force.id == version.id,
        "clauses": selectors.clauses(version.id) if version else [],
        "keeps": deeds.may(request, Deed.KEEP_REGISTER),
        "may_enact": version is not None
        and enactment is None
        and deeds.may(request, Deed.ENACT_REGULATION),
        "enact_form": EnactForm(initial={"from_day": row.signed_on}),
    }


def _own(request: PageRequest, decision_id: UUID) -> "Decision":
    row = selectors.decision(request.viewer.school, decision_id)
    if row is None:
        raise Http404
    return row
