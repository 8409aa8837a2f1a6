"""Kế hoạch and biên bản, filled from the rows: PDF to sign, DOCX to work on (FORMS §5.3, §5.4)."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.documents.wording import moment_in_words, place_and_date
from vonggac.maintenance import selectors
from vonggac.maintenance.due import due_days, year_end
from vonggac.maintenance.states import Item, Verdict, Work, items_of
from vonggac.places import selectors as places
from vonggac.web import deeds
from vonggac.web.documents import filling, heads
from vonggac.web.local_time import local
from vonggac.web.maintenance import figures
from vonggac.web.maintenance.orders import own_order
from vonggac.web.viewer import PageRequest

if TYPE_CHECKING:
    from vonggac.equipment.models import Asset
    from vonggac.maintenance.models import Check, Order, Plan, PlanRow

PASSED, NOT_PASSED = "Đạt", "Không đạt"


@require_GET
def plan_paper(request: PageRequest, plan: UUID, kind: str) -> HttpResponse:
    deeds.require(request, Deed.READ_MAINTENANCE)
    row = selectors.plan(request.viewer.school, plan)
    if row is None:
        raise Http404
    otherwise = reverse("maintenance_plan", args=[row.id])
    with override("vi"):  # the paper is the school's, whatever language its reader has chosen
        data = _plan(row)
    name = f"ke-hoach-bao-tri-{row.school_year}"
    return filling.paper(request, "maintenance_plan", data, kind, name, otherwise=otherwise)


@require_GET
def order_paper(request: PageRequest, order: UUID, kind: str) -> HttpResponse:
    row = own_order(request, order)
    otherwise = reverse("maintenance_order", args=[row.id])
    with override("vi"):
        calibrated = row.work == Work.CALIBRATION
        form = "calibration_minutes" if calibrated else "maintenance_minutes"
        data = _minutes(row) | (_calibrated(row) if calibrated else _maintained(row))
    return filling.paper(request, form, data, kind, f"{row.label}-bien-ban", otherwise=otherwise)


def _head(school: UUID) -> dict[str, Any]:
    here = places.school(school)
    return {"authority": here.parent_body.upper(), "school": here.name.upper()}


def _plan(row: "Plan") -> dict[str, Any]:
    here = places.school(row.school_id)
    until = year_end(row.school_year, here.year_month, here.year_day)
    made_on = local(row.decided_us or row.made_us).date()
    return {
        **_head(row.school_id),
        "number": "",
        "place_and_date": place_and_date(here.locality, made_on),
        "year": row.school_year.replace("-", " - "),
        "purpose": row.purpose,
        "works": [
            {
                "number": str(each.place),
                "what": each.what,
                "devices": each.asset.code if each.asset else _kind(each),
                "every": str(each.get_every_display()).capitalize(),
                "months": _months(each, until),
                "who": each.responsible.full_name,
                "note": each.note,
            }
            for each in row.rows.select_related("asset", "responsible")
        ],
        "funding": row.funding,
        "organisation": row.organisation,
        **_signed(row.school_id),
        "receivers": ["Ban Giám hiệu;", "Lưu: VT, HSCM."],
    }


def _signed(school: UUID) -> dict[str, str]:
    """A deputy in charge signs for the head."""
    named = heads.signer(school)
    return {"signed_as": named["signed_as"], "signer": named["signer"]}


def _kind(row: "PlanRow") -> str:
    return f"Tất cả {row.get_asset_kind_display()}"


def _months(row: "PlanRow", until: date) -> str:
    days = due_days(row.first_on, row.every, until)
    return ", ".join(dict.fromkeys(f"T{day.month}" for day in days))


def _minutes(row: "Order") -> dict[str, Any]:
    here = places.school(row.school_id)
    return {
        **_head(row.school_id),
        "number": "",
        "order_no": row.label,
        "began": moment_in_words(row.started_us) if row.started_us else "",
        "place": here.name,
        "attendants": row.executor.full_name if row.executor else "",
        "conclusion": row.conclusion,
        "clerk": row.executor.full_name if row.executor else "",
        "chair": row.confirmed_by.full_name if row.confirmed_by else "",
    }


def _maintained(row: "Order") -> dict[str, Any]:
    found = selectors.checks(row)
    lines: list[dict[str, str]] = []
    for device in selectors.devices_of(row):
        for item in items_of(row.work, device.kind):
            each = found.get(device.id, {}).get(item)
            lines.append(
                {
                    "number": str(len(lines) + 1),
                    "device": f"{device.code}, {device.name}",
                    "item": str(item.label),
                    "before": each.before if each else "",
                    "after": each.after if each else "",
                    "parts": each.parts if each else "",
                    "verdict": _verdict(each),
                }
            )
    return {"what": row.what, "devices": lines}


def _verdict(each: "Check | None") -> str:
    if each is None:
        return ""
    if each.verdict == Verdict.NONE:
        return "–"
    return NOT_PASSED if each.verdict == Verdict.BAD else PASSED


def _calibrated(row: "Order") -> dict[str, Any]:
    found, before = selectors.checks(row), selectors.measured_before(row)
    return {
        "cameras": [
            _camera(place, device, found.get(device.id, {}), before.get(device.id, {}))
            for place, device in enumerate(selectors.devices_of(row), start=1)
        ]
    }


def _camera(
    place: int, device: "Asset", found: Mapping[str, "Check"], before: Mapping[str, "Check"]
) -> dict[str, str]:
    clock = [_measured(Item.CLOCK, each.get(Item.CLOCK)) for each in (before, found)]
    verdict = NOT_PASSED if selectors.fails(found) else PASSED
    return {
        "number": str(place),
        "device": f"{device.code}, {device.name}",
        "clock": "/".join(each or "–" for each in clock),
        **{
            item.value: _measured(item, found.get(item)) or _verdict(found.get(item))
            for item in items_of(Work.CALIBRATION, device.kind)
            if item != Item.CLOCK
        },
        "verdict": verdict if found else "",
        "measure": "; ".join(each.after for each in found.values() if each.after),
    }


def _measured(item: Item, each: "Check | None") -> str:
    return figures.shown(item, each.measured).removesuffix(" s") if each is not None else ""
