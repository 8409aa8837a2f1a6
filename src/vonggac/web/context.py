"""What every template knows: the viewer, the navigation, the zone, the language."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.kernel.clock import now_us
from vonggac.web.acts import is_machine
from vonggac.web.local_time import offset_minutes
from vonggac.web.notices.facts import bell_facts
from vonggac.web.viewer import Viewer, viewer_or_none


@dataclass(frozen=True, slots=True)
class Door:
    name: str
    icon: str
    label: str | Promise
    others: tuple[str, ...] = ()
    """Pages that stand under this entry too."""
    only: str = ""
    """A truth of ``Viewer`` that the entry needs; empty: everybody."""


# The operator's four steps (khoản 2 Điều 3): signed in → area, camera → live → search by camera or by day and hour.
WATCH = (
    Door("home", "home", _("Dashboard")),
    Door("wall", "live", _("Live view"), only="reaches_footage"),
    Door(
        "search",
        "search",
        _("Search, playback"),
        ("play", "own_demand", "bookmarks"),
        only="reaches_footage",
    ),
    Door("notices", "bell", _("Notices")),
)
PAPERS = (
    Door(
        "directives",
        "directive",
        _("Directives"),
        ("directive", "directive_new"),
        only="reaches_footage",
    ),
    Door("holds", "keep", _("Holds"), ("hold", "hold_new"), only="sees_configuration"),
    Door("usage_book", "book", _("Usage book"), ("usage_correct",)),
    Door("roster", "roster", _("Shifts"), ("roster_new",)),
)
SYSTEM = (
    Door(
        "cameras",
        "camera",
        _("Cameras, areas"),
        (
            "camera_new",
            "camera_edit",
            "camera_find",
            "camera_import",
            "camera_watch",
            "area_new",
            "area_edit",
            "area_audio",
            "camera_out_of_use",
        ),
        only="sees_system",
    ),
    Door(
        "failures",
        "warning",
        _("Failures"),
        ("failure", "failure_new", "unexplained", "alarms", "inputs"),
        only="sees_system",
    ),
    Door("events", "clock", _("Events"), only="sees_system"),
    Door(
        "health",
        "pulse",
        _("System health"),
        ("coverage", "coverage_month", "volumes", "volume_add", "volume_change", "date_confirm"),
        only="sees_system",
    ),
    Door(
        "plans",
        "calendar",
        _("Recording schedules"),
        ("plan_edit", "calendar"),
        only="sees_configuration",
    ),
    Door("retention", "keep", _("Retention"), only="sees_configuration"),
    Door("people", "people", _("People"), ("person_new",), only="sees_people"),
    Door("sign_in_history", "history", _("Sign-in history")),
)


def page(request: HttpRequest) -> dict[str, Any]:
    viewer = viewer_or_none(request)
    name = request.resolver_match.url_name if request.resolver_match else None
    now = now_us()
    return {
        "viewer": viewer,
        "page_name": name,
        "now_us": now,
        "utc_offset_min": offset_minutes(now),
        "languages": settings.LANGUAGES,
        "navigation": _navigation(viewer, name) if viewer else [],
        **(bell_facts(viewer.person) if viewer and not is_machine(name) else {}),
    }


def _navigation(viewer: Viewer, name: str | None) -> list[dict[str, Any]]:
    groups = ((_("Watch"), WATCH), (_("Papers and books"), PAPERS), (_("System"), SYSTEM))
    return [
        {
            "title": title,
            "doors": [
                {
                    "name": door.name,
                    "icon": door.icon,
                    "label": door.label,
                    "url": reverse(door.name),
                    "here": name == door.name or name in door.others,
                }
                for door in doors
                if not door.only or getattr(viewer, door.only)
            ],
        }
        for title, doors in groups
    ]
