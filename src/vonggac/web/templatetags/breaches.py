"""On the page of a paper: the breaches that were opened from it, and the way to open one."""

from typing import Any

from django import template

from vonggac.access.deeds import Deed
from vonggac.breaches import selectors
from vonggac.web import deeds

register = template.Library()


@register.inclusion_tag("breaches/opened_from.html", takes_context=True)
def breaches_from(context: Any, label: str) -> dict[str, Any]:
    """For who may report one; else nothing."""
    request = context["request"]
    if not deeds.may(request, Deed.REPORT_BREACH):
        return {}
    viewer = request.viewer
    return {
        "label": label,
        "may_report": True,
        "found": selectors.from_source(viewer.school, viewer.person, label),
    }
