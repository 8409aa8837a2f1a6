"""Asking ``access`` about deeds that are not acts upon footage: configuring, managing, issuing, reading books."""

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.equipment.selectors import open_ticket
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.clock import now_us
from vonggac.web.viewer import PageRequest


def refusal_of(request: PageRequest, deed: Deed, camera: str = "") -> Refusal | None:
    """``camera``: the one that the page is about, for who may do it with a ticket of it only (○ ticket)."""
    viewer = request.viewer
    return access.refusal_for(
        person=viewer.person,
        school=viewer.school,
        deed=deed,
        at_us=now_us(),
        camera=camera,
        ticket=open_ticket if camera else None,
    )


def require(request: PageRequest, deed: Deed, camera: str = "") -> None:
    """Raises Refused, which the middleware turns into the page of refusal."""
    refusal = refusal_of(request, deed, camera)
    if refusal is not None:
        raise Refused(refusal)


def may(request: PageRequest, deed: Deed) -> bool:
    """Whether the page offers it; the view and the service ask again."""
    return refusal_of(request, deed) is None
