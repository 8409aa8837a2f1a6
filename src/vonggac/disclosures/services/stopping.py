"""What ends with a request: its hold, and the directive that it was carried out under."""

from uuid import UUID

from vonggac.directives import selectors as directives
from vonggac.directives import services as directive_services
from vonggac.directives.models import STANDING
from vonggac.disclosures.models import Request
from vonggac.holds import services as holds


def end_hold(row: Request, ends_us: int, by: UUID | None) -> None:
    """The hold for this request ends then; repeating does nothing."""
    holds.end_for_ground(
        ground="request", ground_ref=row.label, ends_us=ends_us, by=by, school=row.school_id
    )


def stop_directive(row: Request, by: UUID, reason: str) -> None:
    """What plays under the request's directive stops within 5 s (ACCESS §4.1)."""
    if row.directive is not None:
        directive_services.end_with_its_request(directive=row.directive, by=by, reason=reason)


def complete_directive(row: Request, by: UUID, result: str) -> None:
    """The directive's result is the request's."""
    if row.directive is None:
        return
    paper = directives.directive(row.directive)
    if paper.state in STANDING:
        directive_services.complete(directive=paper.id, by=by, result=result)
