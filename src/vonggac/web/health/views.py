"""How the system does: one row a camera, and the machine. Figures only; no picture is served from here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vonggac.access.deeds import Deed
from vonggac.web import deeds
from vonggac.web.health import figures, storage, volumes
from vonggac.web.viewer import PageRequest


@require_GET
def health(request: PageRequest) -> HttpResponse:
    deeds.require(request, Deed.SEE_SYSTEM)
    rows = figures.cameras(request.viewer.school)
    context = {
        "rows": rows,
        "unwatched": bool(rows) and not any(row.watch for row in rows),
        "recording": sum(row.health.state == "recording" for row in rows),
        "machine": figures.the_machine(),
        "outside": figures.outside(),
        "backup": figures.backup(request.viewer.school),
        "may_see_volumes": deeds.may(request, Deed.SEE_CONFIGURATION),
        "may_accept": _may_accept(request, [row.camera.id for row in rows]),
        **volumes.clock_facts(request, storage.overview(request.viewer.school), None),
    }
    template = "health/rows.html" if request.headers.get("HX-Request") else "health/health.html"
    return render(request, template, context)


def _may_accept(request: PageRequest, cameras: list[str]) -> frozenset[str]:
    """Cameras whose stream the person may accept as commissioned: some have it with a ticket of the camera only."""
    if not deeds.may(request, Deed.CONFIGURE_CAMERAS):
        return frozenset()
    asked = (
        each for each in cameras if deeds.refusal_of(request, Deed.CONFIGURE_CAMERAS, each) is None
    )
    return frozenset(asked)
