"""What the office decided about keeping footage, as the archivist asks for it. Imported once Django is set up."""

from django.db import connection

from vonggac.archive.retention import Policy
from vonggac.kernel.ranges import Range
from vonggac.places import selectors as places


def office_policy() -> Policy:
    """Days by the principal's decisions. Holds come with the room that places them: none can be placed yet."""
    return Policy(days_of=_days_of, held=_held)


def _days_of(camera: str) -> int:
    try:
        return places.retention_days(camera)
    finally:
        connection.close()


def _held(camera: str, wanted: Range) -> str:
    return ""
