"""What the office decided about keeping footage, as the archivist asks for it. Imported once Django is set up."""

from django.db import connection, transaction

from vonggac.archive.retention import HeldRange, Policy
from vonggac.holds import selectors as holds
from vonggac.kernel.ranges import Range
from vonggac.places import selectors as places


def office_policy() -> Policy:
    """Days by the principal's decisions, what is held, and the write lock under which neither changes."""
    return Policy(days_of=_days_of, held=_held, quiet=transaction.atomic, holds=_holds)


def _days_of(camera: str) -> int:
    try:
        return places.retention_days(camera)
    finally:
        _leave()


def _held(camera: str, wanted: Range, at_us: int) -> str:
    try:
        return holds.why_held(camera, wanted, at_us)
    finally:
        _leave()


def _holds() -> list[HeldRange]:
    try:
        return [HeldRange(each.hold.hex, each.camera, each.footage) for each in holds.all_held()]
    finally:
        _leave()


def _leave() -> None:
    if not connection.in_atomic_block:
        connection.close()
