"""Exports VG: list, asking, the decision of another person, and the way to the package (khoản 5 Điều 5)."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.disclosures import selectors as disclosures
from vonggac.evidence.keys import NoKeys, load
from vonggac.exports import selectors, services
from vonggac.exports.states import BUILT, ExportState
from vonggac.kernel.clock import HOUR_US, MINUTE_US, now_us
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.exports.forms import ApproveForm, DeclineForm, ExportForm
from vonggac.web.exports.words import TONES, why_failed
from vonggac.web.paging import page_of
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.exports.models import Export


@require_GET
def exports(request: PageRequest) -> HttpResponse:
    found = selectors.exports(request.viewer.school, person=_only(request))
    page = page_of(request, found, instants=("requested_us", "ready_us"))
    context = {
        "page": page,
        "rows": [_row(each) for each in page],
        "may_ask": deeds.may(request, Deed.EXPORT),
        "no_keys": not _has_keys(),
    }
    return render(request, "exports/list.html", context)


@require_http_methods(["GET", "POST"])
@freshly_authenticated
def export_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.EXPORT)
    form = ExportForm(request.POST or None, school=request.viewer.school, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        made = form.try_to(lambda: _ask(request, form))
        if made is not None:
            messages.success(request, _("%(no)s waits for approval.") % {"no": made.label})
            return redirect("export", made.id)
    return render(request, "exports/new.html", {"form": form}, status=400 if form.errors else 200)


@require_GET
def export(request: PageRequest, export: UUID) -> HttpResponse:
    return render(request, "exports/export.html", _page(request, _own(request, export)))


@require_POST
@freshly_authenticated
def export_approve(request: PageRequest, export: UUID) -> HttpResponse:
    form = ApproveForm(request.POST)
    masking = form.is_valid() and form.cleaned_data["masking"]
    row = services.approve(
        export=_own(request, export).id, by=request.viewer.person, masking=masking
    )
    order = selectors.copy_order(row.id)
    waits = order is not None and order.waits_for_masks
    messages.success(
        request,
        _("Approved. Who asked for it covers the pictures now.")
        if waits
        else _("Approved. The package is being made."),
    )
    return redirect("export", row.id)


@require_POST
@freshly_authenticated
def export_decline(request: PageRequest, export: UUID) -> HttpResponse:
    row, form = _own(request, export), DeclineForm(request.POST)
    deeds.require(request, Deed.DECIDE_COPIES)
    done = None
    if form.is_valid():
        reason, who = form.cleaned_data["reason"], request.viewer.person
        done = form.try_to(lambda: services.decline(export=row.id, by=who, reason=reason))
    if done is not None:
        messages.success(request, _("Declined."))
        return redirect("export", row.id)
    context = _page(request, row) | {"decline_form": form}
    return render(request, "exports/export.html", context, status=400)


@require_POST
def export_retry(request: PageRequest, export: UUID) -> HttpResponse:
    row = services.retry(export=_own(request, export).id, by=request.viewer.person)
    return redirect("export", row.id)


@require_POST
@freshly_authenticated
def export_link(request: PageRequest, export: UUID) -> HttpResponse:
    """A link for this login, used at once: what follows is ``streams.exports``."""
    viewer = request.viewer
    row = _own(request, export)
    token = services.make_link(export=row.id, person=viewer.person, session=viewer.session)
    return redirect(f"/media/export/{token}")


def _ask(request: PageRequest, form: ExportForm) -> "Export":
    data = form.cleaned_data
    return services.request(
        person=request.viewer.person,
        school=request.viewer.school,
        cameras=data["cameras"],
        footage=form.footage,
        reason=data["reason"],
        recipient=data["recipient"],
        request_ref=data["request_ref"],
        envelope=data["envelope"],
        age_recipient=data["age_recipient"],
        viewing_copy=data["viewing_copy"],
        masking=data["masking"],
    )


def _initial(request: PageRequest) -> dict[str, Any]:
    now = now_us() // MINUTE_US * MINUTE_US
    asked = request.GET.get("request", "")[:60]
    return {
        "cameras": request.GET.getlist("camera"),
        "request_ref": asked,
        **_named_in(request, asked),
        "footage_from_us": _asked_us(request, "from", now - HOUR_US),
        "footage_to_us": _asked_us(request, "to", now),
    }


def _named_in(request: PageRequest, label: str) -> dict[str, str]:
    """Receiver and reason as the viewing request has them, for who may read it."""
    viewer = request.viewer
    row = disclosures.request_labelled(label, person=viewer.person, school=viewer.school)
    if row is None:
        return {}
    facts = disclosures.facts_of(row)
    came = facts.get("representative", "") if row.is_unit else ""
    receiver = ", ".join(filter(None, (came, row.requester_name)))
    return {"recipient": receiver[:200], "reason": facts.get("reason", "")[:500]}


def _asked_us(request: PageRequest, name: str, otherwise: int) -> int:
    """An instant of the address, which fills the form and permits nothing."""
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 16 else otherwise


def _page(request: PageRequest, row: "Export") -> dict[str, Any]:
    may_export = deeds.may(request, Deed.EXPORT)
    takeable = row.state in BUILT and row.erased_us is None and may_export
    cameras = places.cameras_named(row.cameras)
    copies = selectors.copy_order(row.id)
    waits = copies is not None and copies.waits_for_masks and row.state == ExportState.APPROVED
    return {
        **_row(row),
        "cameras": [cameras[each] for each in row.cameras if each in cameras],
        "why_failed": why_failed(row.failure),
        "downloads": selectors.downloads(row.id),
        "may_decide": row.state == ExportState.REQUESTED
        and row.requester_id != request.viewer.person
        and deeds.may(request, Deed.DECIDE_COPIES),
        "may_take": takeable,
        "may_retry": row.state == ExportState.FAILED and may_export,
        "one_time_key": selectors.one_time_key(row) if takeable else "",
        "decline_form": DeclineForm(),
        "approve_form": ApproveForm() if copies is not None and not copies.masked else None,
        "copies": copies,
        "waits_for_masks": waits,
        "may_mask": waits and row.requester_id == request.viewer.person,
        "working": row.state in (ExportState.APPROVED, ExportState.BUILDING) and not waits,
    }


def _row(row: "Export") -> dict[str, Any]:
    state = str(ExportState(row.state).label)
    return {"export": row, "state": state, "tone": TONES[ExportState(row.state)]}


def _own(request: PageRequest, export_id: UUID) -> "Export":
    """Registers are read by the Board and the IT teacher; others see what they asked for. Else: not found."""
    found = selectors.exports(request.viewer.school, person=_only(request))
    row = found.filter(pk=export_id).first()
    if row is None:
        raise Http404
    return row


def _only(request: PageRequest) -> UUID | None:
    viewer = request.viewer
    everything = viewer.is_board or viewer.is_it_teacher
    return None if everything or deeds.may(request, Deed.DECIDE_COPIES) else viewer.person


def _has_keys() -> bool:
    try:
        load(settings.DATA.keys)
    except NoKeys:
        return False
    return True
