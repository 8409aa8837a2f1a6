"""The register of assets (khoản 2 Điều 2): list, one device with its history, connection, manuals, storage."""

import logging
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vonggac.access.deeds import Deed
from vonggac.equipment import selectors, services
from vonggac.equipment.states import AssetKind, AssetState
from vonggac.kernel.papers import PaperKind, PaperRefused
from vonggac.papers import services as papers
from vonggac.watch import machine
from vonggac.web import deeds
from vonggac.web.equipment.asset_forms import AssetForm, ManualForm, OutForm
from vonggac.web.paging import page_of
from vonggac.web.paper_words import why_refused
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.equipment.models import Asset

log = logging.getLogger(__name__)
FIELDS = (
    "kind", "name", "brand", "model", "serial", "mac", "position", "funding", "in_use_on",
    "cost_vnd", "left_vnd", "warranty_until", "supplier", "volume", "note",
)  # fmt: skip
TONES = {"waiting": "warn", "working": "good", "warning": "warn", "stopped": "bad", "out": ""}


@require_GET
def assets(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.READ_ASSETS)
    asked = {name: request.GET.get(name, "").strip()[:80] for name in ("kind", "state", "q")}
    found = selectors.assets(
        request.viewer.school, kind=asked["kind"], state=asked["state"], search=asked["q"]
    )
    page = page_of(request, found)
    context = {
        "page": page,
        "rows": [
            {
                "asset": each,
                "tone": TONES[selectors.shown_state(each)],
                "state": selectors.shown_state(each).label,
            }
            for each in page
        ],
        "asked": asked,
        "kinds": AssetKind.choices,
        "states": AssetState.choices,
        "may_keep": deeds.may(request, Deed.KEEP_ASSETS),
        "to_approve": _to_approve(request),
    }
    return render(request, "equipment/assets.html", context)


def _to_approve(request: PageRequest) -> list[Any]:
    if not deeds.may(request, Deed.APPROVE_CONNECTION):
        return []
    return list(selectors.to_approve(request.viewer.school)[:50])


@require_http_methods(["GET", "POST"])
def asset_new(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.KEEP_ASSETS)
    viewer = request.viewer
    asked = {"mac": request.GET.get("mac", "")[:17], "basis": request.GET.get("basis", "")[:300]}
    form = AssetForm(request.POST or None, school=viewer.school, initial=asked)
    if request.method == "POST" and form.is_valid():
        made = form.try_to(
            lambda: services.register_asset(
                school=viewer.school, by=viewer.person, **form.cleaned_data
            )
        )
        if made is not None:
            messages.success(request, _("%(code)s is in the register.") % {"code": made.code})
            return redirect("asset", made.id)
    status = 400 if form.errors else 200
    return render(request, "equipment/asset_new.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def asset(request: PageRequest, asset: UUID) -> HttpResponse:
    """A POST changes particulars, with a basis."""
    deeds.require(request, Deed.READ_ASSETS)
    row = _own(request, asset)
    initial = {name: getattr(row, name) for name in FIELDS} | {"area": str(row.area_id or "")}
    form = AssetForm(
        request.POST or None, school=request.viewer.school, changes=True, initial=initial
    )
    if request.method == "POST":
        deeds.require(request, Deed.KEEP_ASSETS)
        if form.is_valid():
            done = form.try_to(
                lambda: services.change_asset(
                    asset=row.id, by=request.viewer.person, **form.cleaned_data
                )
            )
            if done is not None:
                messages.success(request, _("Changed: old and new stand in the history."))
                return redirect("asset", row.id)
    return _page(request, row, form)


def _page(request: PageRequest, row: "Asset", form: AssetForm | None = None) -> HttpResponse:
    school = request.viewer.school
    failures = selectors.failures(school)
    own = failures.filter(asset=row) | failures.filter(camera=row.camera_id, camera__isnull=False)
    keeps = deeds.may(request, Deed.KEEP_ASSETS) and row.state != AssetState.OUT
    context = {
        "asset": row,
        "tone": TONES[selectors.shown_state(row)],
        "state": selectors.shown_state(row).label,
        "changes": selectors.changes(row.id),
        "failures": list(own.distinct()[:20]),
        "stops": [each for each in selectors.stops(school) if each.asset_id == row.id][:20],
        "manuals": list(selectors.manuals(school, brand=row.brand, model=row.model))
        if row.model
        else [],
        "smart": _smart().get(row.serial.casefold()) if row.serial else None,
        "form": form if keeps else None,
        "out_form": OutForm() if keeps else None,
        "manual_form": ManualForm() if keeps and row.model else None,
        "may_approve": row.approved_us is None
        and row.state != AssetState.OUT
        and deeds.may(request, Deed.APPROVE_CONNECTION),
    }
    status = 400 if form is not None and form.errors else 200
    return render(request, "equipment/asset.html", context, status=status)


@require_POST
def asset_approve(request: PageRequest, asset: UUID) -> HttpResponse:
    deeds.require(request, Deed.APPROVE_CONNECTION)
    services.approve_connection(
        asset=_own(request, asset).id,
        by=request.viewer.person,
        basis=request.POST.get("basis", "")[:300],
    )
    messages.success(request, _("The connection is approved."))
    return redirect("asset", asset)


@require_POST
def asset_out(request: PageRequest, asset: UUID) -> HttpResponse:
    deeds.require(request, Deed.KEEP_ASSETS)
    row = _own(request, asset)
    form = OutForm(request.POST)
    if form.is_valid():
        done = form.try_to(
            lambda: services.take_out(asset=row.id, by=request.viewer.person, **form.cleaned_data)
        )
        if done is not None:
            messages.success(request, _("Taken out of use: its record stays."))
            return redirect("asset", row.id)
    for problems in form.errors.values():
        messages.error(request, " ".join(str(each) for each in problems))
    return redirect("asset", row.id)


@require_POST
def manual_add(request: PageRequest, asset: UUID) -> HttpResponse:
    deeds.require(request, Deed.KEEP_ASSETS)
    row = _own(request, asset)
    form = ManualForm(request.POST, request.FILES)
    if row.model and form.is_valid():
        try:
            done = form.try_to(
                lambda: services.add_manual(
                    school=request.viewer.school,
                    by=request.viewer.person,
                    brand=row.brand,
                    model=row.model,
                    title=form.cleaned_data["title"],
                    content=form.content(),
                )
            )
            if done is not None:
                messages.success(request, _("The manual is kept for every device of this model."))
        except PaperRefused as refused:
            messages.error(request, str(why_refused(refused.code)))
        except OSError:
            log.exception("a manual could not be kept")
            messages.error(request, _("The file could not be kept: the disk does not take it."))
    for problems in form.errors.values():
        messages.error(request, " ".join(str(each) for each in problems))
    return redirect("asset", row.id)


@require_GET
def manual(request: PageRequest, manual: UUID) -> HttpResponse:
    deeds.require(request, Deed.READ_ASSETS)
    row = selectors.manual(request.viewer.school, manual)
    if row is None:
        raise Http404
    try:
        scan, content = papers.read(scan=row.scan_id, by=request.viewer.person)
    except (OSError, papers.Unsealable):
        log.exception("manual %s cannot be read", manual)
        words = _("The file is no longer as it was kept, or is gone: tell the IT teacher.")
        messages.error(request, words)
        return redirect("assets")
    kind = PaperKind(scan.kind)
    response = HttpResponse(content, content_type=kind.value)
    response["Content-Disposition"] = f'attachment; filename="manual-{row.id.hex[:8]}.{kind.ending}"'  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_GET
def stores(request: PageRequest) -> HttpResponse:
    """The storage register (khoản 3 Điều 2): disks and recorders, with what they say of themselves (SMART)."""
    deeds.require(request, Deed.READ_ASSETS)
    smart = _smart()
    found = list(selectors.stores(request.viewer.school))
    rows = [
        {
            "asset": each,
            "smart": smart.get(each.serial.casefold()) if each.serial else None,
            "tone": TONES[selectors.shown_state(each)],
            "state": selectors.shown_state(each).label,
        }
        for each in found
    ]
    known = {each.serial.casefold() for each in found if each.serial}
    unknown = [each for serial, each in smart.items() if serial not in known]
    return render(request, "equipment/stores.html", {"rows": rows, "unknown": unknown})


def _smart() -> dict[str, dict[str, Any]]:
    """By serial number: what the machine's disks said last; empty where nobody asked them."""
    said = machine.read(settings.DATA.run)
    disks = (said or {}).get("disks") or []
    return {str(each["serial"]).casefold(): each for each in disks if each.get("serial")}


def _own(request: PageRequest, asset_id: UUID) -> "Asset":
    row = selectors.asset(request.viewer.school, asset_id)
    if row is None:
        raise Http404
    return row
