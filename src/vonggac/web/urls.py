"""All pages; what each asks for is in ``acts``. Media addresses are Starlette's: ``streams.app``."""

from django.urls import include, path

urlpatterns = [
    path("", include("vonggac.web.home.urls")),
    path("", include("vonggac.web.people.urls")),
    path("", include("vonggac.web.factors.urls")),
    path("", include("vonggac.web.connecting.urls")),
    path("", include("vonggac.web.places.urls")),
    path("", include("vonggac.web.live.urls")),
    path("", include("vonggac.web.playback.urls")),
    path("", include("vonggac.web.directives.urls")),
    path("", include("vonggac.web.holds.urls")),
    path("", include("vonggac.web.exports.urls")),
    path("", include("vonggac.web.disclosures.urls")),
    path("", include("vonggac.web.documents.urls")),
    path("", include("vonggac.web.duty.urls")),
    path("", include("vonggac.web.incidents.urls")),
    path("", include("vonggac.web.notices.urls")),
    path("", include("vonggac.web.equipment.urls")),
    path("", include("vonggac.web.health.urls")),
    path("", include("vonggac.web.pictures.urls")),
    path("", include("vonggac.web.regulations.urls")),
    path("", include("vonggac.web.violations.urls")),
    path("", include("vonggac.web.breaches.urls")),
    path("", include("vonggac.web.attention.urls")),
    path("", include("vonggac.web.signatures.urls")),
    path("", include("vonggac.web.maintenance.urls")),
    path("", include("vonggac.web.repairs.urls")),
    path("", include("vonggac.web.reports.urls")),
    path("", include("vonggac.web.stocktakes.urls")),
    path("", include("vonggac.web.takeover.urls")),
    path("", include("vonggac.web.inspections.urls")),
    path("", include("vonggac.web.suggestions.urls")),
    path("", include("vonggac.web.network.urls")),
    path("", include("vonggac.web.anchors.urls")),
    path("", include("vonggac.web.search.urls")),
    path("", include("vonggac.web.closing.urls")),
    path("", include("vonggac.web.duties.urls")),
    path("", include("vonggac.web.api.urls")),
]
handler404 = "vonggac.web.refusals.not_found"
handler500 = "vonggac.web.refusals.failed"
