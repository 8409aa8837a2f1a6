"""What every template knows: the viewer, the navigation, the zone, the language."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from vonggac.kernel.clock import now_us
from vonggac.web.acts import is_machine
from vonggac.web.doors import navigation, tabs
from vonggac.web.local_time import offset_minutes
from vonggac.web.notices.facts import bell_facts
from vonggac.web.viewer import viewer_or_none


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
        "navigation": groups,
        "tabs": tabs(groups),
        **(bell_facts(viewer.person) if viewer and not is_machine(name) else {}),
    }
