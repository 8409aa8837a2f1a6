"""Papers of places (FORMS §8): where the cameras are, how long footage is kept."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.documents.wording import day_in_words
from vonggac.equipment import selectors as equipment
from vonggac.kernel.clock import now_us
from vonggac.places import selectors
from vonggac.web import deeds
from vonggac.web.documents import filling, heads
from vonggac.web.local_time import local
from vonggac.web.viewer import PageRequest
from vonggac.web.words import area_kind

if TYPE_CHECKING:
    from vonggac.places.models import Area, RetentionDecision

_RETENTION = {"decision": "retention_decision", "notice": "retention_notice"}


@require_GET
def camera_plan(request: PageRequest, area: UUID, kind: str) -> HttpResponse:
    """Sơ đồ vị trí camera of one area: the list, and room to draw."""
    deeds.require(request, Deed.SEE_SYSTEM)
    row = next((each for each in selectors.areas(request.viewer.school) if each.id == area), None)
    if row is None:
        raise Http404
    data = _plan(row, request.viewer.school)
    name = f"so-do-camera-{row.place + 1}"
    return filling.paper(request, "camera_plan", data, kind, name, otherwise=reverse("cameras"))


@require_GET
def retention_paper(request: PageRequest, paper: str, kind: str) -> HttpResponse:
    """Quyết định or Thông báo về thời hạn lưu giữ, as is decided now."""
    deeds.require(request, Deed.SEE_CONFIGURATION)
    form = _RETENTION.get(paper)
    if form is None:
        raise Http404
    data = _retention(request.viewer.school) | _only_of(form, request.viewer.school)
    name = "thoi-han-luu-giu"
    return filling.paper(request, form, data, kind, name, otherwise=reverse("retention"))


def _plan(area: "Area", school: UUID) -> dict[str, Any]:
    cameras = [each for each in selectors.cameras(school) if each.area_id == area.id]
    rows = []
    for at, each in enumerate(cameras, start=1):
        asset = equipment.asset_of_camera(each.id)
        rows.append(
            {
                "number": str(at),
                "code": asset.code if asset else each.id,
                "name": each.name,
                "position": each.position,
                "model": f"{each.brand} {each.model}".strip(),
            }
        )
    with override("vi"):
        kind = str(area_kind(area.kind))
    return {
        **heads.top(school),
        **heads.hands(school),
        "area": area.name,
        "kind": kind[:1].upper() + kind[1:],
        "day": f"{local(now_us()):%d/%m/%Y}",
        "cameras": rows,
    }


def _retention(school: UUID) -> dict[str, Any]:
    in_force = _in_force(school)
    newest = max(in_force, key=lambda each: each.number, default=None)
    rows = [
        {
            "number": str(at),
            "where": _where(each),
            "days": str(each.days),
            "ground": "; ".join(filter(None, (each.reason, _paper(each)))),
        }
        for at, each in enumerate(in_force, start=1)
    ]
    signer = heads.signer(school)
    return {
        **heads.top(school),
        "signed_as": signer["signed_as"],
        "signer": signer["signer"],
        "kept": rows,
        "from_day": day_in_words(newest.decided_on).removeprefix("ngày ") if newest else "",
    }


def _only_of(form: str, school: UUID) -> dict[str, Any]:
    newest = selectors.retention_history(school).first()
    if form == "retention_decision":
        return {
            "number": newest.paper if newest else "",
            "issuer": heads.signer(school)["issuer"],
            "regulation": heads.regulation(school),
            "receivers": ["Như Điều 3;", "Lưu: VT, HSCM."],
        }
    return {
        "place_and_date": heads.today(school),
        "decision": f"{newest.paper} {day_in_words(newest.decided_on)}" if newest else "",
        "contact": "Văn phòng Nhà trường",
        "receivers": ["Cán bộ, giáo viên, nhân viên;", "Niêm yết;", "Lưu: VT, HSCM."],
    }


def _in_force(school: UUID) -> list["RetentionDecision"]:
    """The newest decision of each scope that still has a number: the school, then areas, then cameras."""
    newest: dict[Any, Any] = {}
    for each in selectors.retention_history(school):
        newest.setdefault((each.area_id, each.camera_id), each)
    found = [each for each in newest.values() if each.days]
    return sorted(found, key=lambda each: (bool(each.camera_id), bool(each.area_id), each.number))


def _where(row: "RetentionDecision") -> str:
    if row.camera:
        return f"{row.camera.name}"
    return row.area.name if row.area else "Toàn trường"


def _paper(row: "RetentionDecision") -> str:
    return f"{row.paper} ngày {row.decided_on:%d/%m/%Y}"
