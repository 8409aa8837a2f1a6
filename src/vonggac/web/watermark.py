"""What the mark on a picture says of the viewer (ACCESS §8.1); the page adds the time."""

from typing import Any

from vonggac.evidence.marks import Mark
from vonggac.kernel.ids import actor_id
from vonggac.people.services.sessions import short_id
from vonggac.web.viewer import PageRequest

SHORT = 6


def burnt_mark(request: PageRequest, paper: str) -> Mark:
    """Person id · address tail · paper · login: from it and the ledger the viewing is found again.

    ``paper``: number of the directive or case, or the clause; what follows a comma is left out.
    """
    viewer = request.viewer
    return Mark(
        name=viewer.full_name,
        person=actor_id(viewer.person)[: 2 + SHORT],
        address=tail_of(request.META.get("REMOTE_ADDR", "")),
        paper=paper.partition(",")[0],
        session=short_id(viewer.session)[:SHORT],
    )


def mark_of(request: PageRequest, paper: str) -> dict[str, Any]:
    """The same for watermark.js: ``lines`` of the tag, to the last of which the page adds the time."""
    mark = burnt_mark(request, paper)
    return {"name": mark.name, "lines": list(mark.lines)}


def tail_of(address: str) -> str:
    """``.23`` of 192.168.1.23, ``:1a2b`` of an IPv6 address: the school knows its own network."""
    sign = ":" if ":" in address else "."
    return sign + address.rpartition(sign)[2] if address else ""
