"""What the office decided about keeping footage, as the archivist asks for it. Imported once Django is set up."""

import logging

from django.db import DatabaseError, connection, transaction

from vonggac.anchors import selectors as anchors
from vonggac.anchors.asker import ask_first
from vonggac.archive.retention import HeldRange, Policy
from vonggac.holds import selectors as holds
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ranges import Range
from vonggac.ledger.notes import BadNote
from vonggac.places import selectors as places

_log = logging.getLogger(__name__)


def office_policy() -> Policy:
    """Days by the principal's decisions, what is held, and the write lock under which neither changes."""
    return Policy(days_of=_days_of, held=_held, quiet=transaction.atomic, holds=_holds)


def anchored_size() -> int | None:
    """Entries below this index are held by a witness; None where the school has none."""
    try:
        return anchors.anchored_size()
    finally:
        _leave()


def ask_witnesses(data: DataFolder) -> None:
    """Before a start signs anything: whoever remembers more, or something else, stops it (``ledger.halting``)."""
    try:
        ask_first(data)
    except (DatabaseError, BadNote, OSError):
        # An office without this table yet, or a key that is not there: the writer itself says what is wrong.
        _log.exception("the witnesses could not be asked")
    finally:
        _leave()


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
