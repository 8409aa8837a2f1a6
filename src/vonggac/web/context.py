"""What every template knows: the viewer, the navigation, the zone, the language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from vonggac.access.deeds import MATRIX, Deed
from vonggac.kernel.clock import now_us
from vonggac.takeover import selectors as takeover
from vonggac.web.acts import is_machine
from vonggac.web.doors import navigation, tabs
from vonggac.web.local_time import offset_minutes
from vonggac.web.notices.facts import bell_facts
from vonggac.web.viewer import Viewer, viewer_or_none


def page(request: HttpRequest) -> dict[str, Any]:
    viewer = viewer_or_none(request)
    name = request.resolver_match.url_name if request.resolver_match else None
    now = now_us()
    groups = navigation(viewer.roles, name) if viewer else []
    return {
        "viewer": viewer,
        "page_name": name,
        "now_us": now,
        "utc_offset_min": offset_minutes(now),
        "languages": settings.LANGUAGES,
        "offers_https": bool(settings.HTTPS_PORT),
        "navigation": groups,
        "may_search": viewer is not None and bool(MATRIX[Deed.SEARCH].roles & set(viewer.roles)),
        "tabs": tabs(groups),
        "no_manager_since": _no_manager_since(viewer, now) if not is_machine(name) else None,
        **(bell_facts(viewer.person) if viewer and not is_machine(name) else {}),
    }


def _no_manager_since(viewer: Viewer | None, at_us: int) -> int | None:
    """For the Board, red on every page after a day (khoản 2 Điều 2): no notice that is read away."""
    return (
        takeover.red_since(viewer.school, at_us) if viewer is not None and viewer.is_board else None
    )
