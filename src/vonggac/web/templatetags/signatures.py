"""Beside a kept paper: what its signatures say."""

from typing import Any
from uuid import UUID

from django import template

from vonggac.access.deeds import Deed
from vonggac.papers import selectors
from vonggac.web import deeds
from vonggac.web.signatures.words import CONTENT, SIGNER

register = template.Library()


@register.inclusion_tag("signatures/told.html", takes_context=True)
def signatures(context: Any, scan: UUID | None) -> dict[str, Any]:
    """Nothing for a paper without."""
    said = selectors.signatures(scan) if scan else None
    if said is None:
        return {}
    rows = [
        {"one": each, "content": CONTENT[each.content], "signer": SIGNER[each.signer]}
        for each in said.found
    ]
    request = context["request"]
    return {
        "said": said,
        "rows": rows,
        "scan": scan,
        "may_ask_again": deeds.may(request, Deed.CHANGE_SETTINGS),
        "csrf_token": context.get("csrf_token"),
    }
