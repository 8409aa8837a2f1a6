"""Đề xuất sửa chữa, thay thế, thanh lý: list, a proposal with its devices and steps."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.equipment import selectors as equipment
from vonggac.notices import services as notices
from vonggac.repairs import selectors, services
from vonggac.repairs.states import WRITABLE, LineKind
from vonggac.web import deeds
from vonggac.web.forms import PageForm
from vonggac.web.paging import page_of
from vonggac.web.proceedings import correct, file_of, take
from vonggac.web.reauth import freshly_authenticated
from vonggac.web.repairs.forms import ItemForms, ProposalForm, ReasonForm
from vonggac.web.repairs.steps import steps, writes
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.repairs.models import Proposal, ProposedItem

TONES = {"submitted": "warn", "more": "warn", "declined": "", "closed": "good", "draft": ""}


@require_GET
def repairs(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.READ_REPAIRS)
    page = page_of(request, selectors.proposals(request.viewer.school))
    context = {
        "page": page,
        "rows": [_row(each) for each in page],
        "may_propose": deeds.may(request, Deed.PROPOSE_REPAIR),
    }
    return render(request, "repairs/list.html", context)


@require_http_methods(["GET", "POST"])
def repair_new(request: PageRequest) -> HttpResponse:
    """From a failure, an order or a stocktake: ``?source=SC-…`` and ``?asset=…`` fill the form."""
    deeds.require(request, Deed.PROPOSE_REPAIR)
    viewer = request.viewer
    form = ProposalForm(request.POST or None, initial={"source": request.GET.get("source", "")})
    items = _items(request, _asked(request))
    if request.method == "POST" and form.is_valid() and items.is_valid():
        named = [each.item for each in items if each.item is not None]
        made = form.try_to(
            lambda: services.draft(
                school=viewer.school, by=viewer.person, items=named, **form.cleaned_data
            )
        )
        if made is not None:
            messages.success(request, _("%(no)s is drafted.") % {"no": made.label})
            return redirect("repair", made.id)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "items": items}
    return render(request, "repairs/new.html", context, status=status)


@require_http_methods(["GET", "POST"])
def repair_edit(request: PageRequest, repair: UUID) -> HttpResponse:
    """The devices listed anew; the earlier list stays in the database."""
    row = own_repair(request, repair)
    if row.state not in WRITABLE or not writes(request, row):
        raise Http404
    form = ReasonForm(request.POST or None, initial={"reason": row.reason})
    items = _items(request, [_again(each) for each in selectors.items(row)])
    if request.method == "POST" and form.is_valid() and items.is_valid():
        named = [each.item for each in items if each.item is not None]
        by, reason = request.viewer.person, form.cleaned_data["reason"]
        made = form.try_to(
            lambda: services.revise(proposal=row.id, by=by, items=named, reason=reason)
        )
        if made is not None:
            messages.success(request, _("Written into the file."))
            return redirect("repair", row.id)
    status = 400 if request.method == "POST" else 200
    context = {"form": form, "items": items, "row": row}
    return render(request, "repairs/new.html", context, status=status)


@require_GET
def repair(request: PageRequest, repair: UUID) -> HttpResponse:
    row = own_repair(request, repair)
    notices.read_about(person=request.viewer.person, url=request.path)
    return _page(request, row)


@require_POST
@freshly_authenticated
def repair_step(request: PageRequest, repair: UUID, step: str) -> HttpResponse:
    row = own_repair(request, repair)
    wrong = take(request, row, step, steps(), proposal=row.id)
    return redirect("repair", row.id) if wrong is None else _page(request, row, {step: wrong})


@require_POST
def repair_correct(request: PageRequest, repair: UUID, place: int) -> HttpResponse:
    row = own_repair(request, repair)
    correct(request, services.correct, proposal=row.id, place=place)
    return redirect("repair", row.id)


def own_repair(request: PageRequest, repair_id: UUID) -> "Proposal":
    """Of the viewer's school, for who may read. Raises Http404, Refused."""
    deeds.require(request, Deed.READ_REPAIRS)
    row = selectors.one(request.viewer.school, repair_id)
    if row is None:
        raise Http404
    return row


def _asked(request: PageRequest) -> list[dict[str, Any]]:
    """The device that the page before it was about."""
    wanted = request.GET.get("asset", "")
    known = {str(each.id) for each in equipment.assets(request.viewer.school)}
    return [{"asset": wanted, "measure": "repair"}] if wanted in known else []


def _items(request: PageRequest, initial: list[dict[str, Any]]) -> Any:
    kwargs = {"school": request.viewer.school}
    return ItemForms(request.POST or None, initial=initial, form_kwargs=kwargs)


def _again(each: "ProposedItem") -> dict[str, Any]:
    return {
        "asset": str(each.asset_id) if each.asset_id else "",
        "name": "" if each.asset_id else each.name,
        "measure": each.measure,
        "damage": each.damage,
        "cause": each.cause,
        "estimate_vnd": each.estimate_vnd,
    }


def _row(row: "Proposal") -> dict[str, Any]:
    return {"row": row, "tone": TONES.get(row.state, "info")}


def _page(
    request: PageRequest, row: "Proposal", spoilt: dict[str, PageForm] | None = None
) -> HttpResponse:
    scope = {"scope": row.scope_sha256}
    context = {
        **_row(row),
        "items": selectors.items(row),
        "estimate": selectors.estimate_vnd(row),
        **file_of(
            request,
            row,
            "repair",
            steps(),
            lines=selectors.lines(row.id),
            kinds=LineKind,
            spoilt=spoilt,
            initial=scope,
        ),
        "may_correct": deeds.may(request, Deed.PROPOSE_REPAIR),
        "may_edit": row.state in WRITABLE and writes(request, row),
    }
    return render(request, "repairs/repair.html", context, status=400 if spoilt else 200)
