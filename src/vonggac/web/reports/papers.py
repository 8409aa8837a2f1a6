"""A report as a paper: PDF, DOCX, XLSX; of an issued one always the frozen numbers (FORMS §7.1)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.documents.wording import place_and_date
from vonggac.places import selectors as places
from vonggac.reports import selectors, services
from vonggac.reports.figures import Section
from vonggac.reports.states import LineKind, PeriodKind
from vonggac.web.documents import filling, heads
from vonggac.web.reports import shown
from vonggac.web.reports.views import own_report
from vonggac.web.reports.words import days_text, period_text
from vonggac.web.viewer import PageRequest

_NOTHING = {"name": "Không phát sinh", "now": "0", "before": "0", "change": "–"}


@require_GET
def report_paper(request: PageRequest, report: UUID, kind: str) -> HttpResponse:
    row = own_report(request, report)
    otherwise = reverse("report", args=[row.id])
    with override("vi"):
        data = words(row)
    name = f"{row.label}-{filling.called('report')}"
    return filling.paper(request, "report", data, kind, name, otherwise=otherwise)


def words(row: Any) -> dict[str, Any]:
    """The form's fields, in Vietnamese; to be called with that language on."""
    school, numbers = places.school(row.school_id), selectors.numbers_of(row)
    sections = {each.code.value: _rows(each) for each in shown.sections(numbers)}
    upward = row.upward or f"Ban Giám hiệu {school.name}"
    return {
        **heads.top(row.school_id),
        "number": services.paper_label(row),
        "place_and_date": _place_and_date(row, school.locality),
        "subject": f"Tình hình quản lý, sử dụng hệ thống camera giám sát {_of(row)}",
        "addressee": upward,
        "demand": [row.demand] if row.demand else [],
        "days": days_text(row.period),
        "days_before": days_text(selectors.earlier(row)),
        **sections,
        "cameras": [
            {name: each[name] for name in ("name", "share", "gap", "unexplained")}
            for each in shown.camera_rows(numbers.cameras)
        ],
        "chart": str(shown.chart(numbers, on_paper=True)).encode(),
        **{name: _lines(getattr(row, name)) for name in services.TEXTS},
        **_signature(row),
        "receivers": ["Như trên;", "Lưu: VT, HSCM (01)."],
    }


def _of(row: Any) -> str:
    text = period_text(row.period)
    return text if row.kind == PeriodKind.AD_HOC else text[:1].lower() + text[1:]


def _rows(section: shown.ShownSection) -> list[dict[str, str]]:
    """What neither this period nor the last had is left out; a section of nothing says so."""
    told = [
        {"name": each.label, "now": each.now, "before": each.before, "change": each.change}
        for each in section.rows
        if not each.zero or section.code is Section.SITUATION
    ]
    return told or [_NOTHING]


def _place_and_date(row: Any, locality: str) -> str:
    if row.issued_on is None or not locality:
        return ""
    return place_and_date(locality, row.issued_on)


def _lines(text: str) -> list[str]:
    return [each.strip().removeprefix("- ") for each in text.splitlines() if each.strip()]


def _signature(row: Any) -> dict[str, str]:
    """Who signed, as he was called then; of a draft who would sign today."""
    named = heads.signer(row.school_id)
    signer = named["signer"]
    for each in selectors.lines(row.id):
        if each.kind == LineKind.ISSUED:
            signer = each.person_name
    return {"signed_as": named["signed_as"], "signer": signer}
