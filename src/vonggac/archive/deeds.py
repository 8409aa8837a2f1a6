"""The office's outbox as it is read here: rows in order, and a word for one that somebody altered."""

from collections.abc import Iterator
from dataclasses import dataclass

from vonggac.ledger.canonical import NotCanonical
from vonggac.ledger.selectors import PendingDeed, last_id, pending

_ROWS = 500


@dataclass(frozen=True, slots=True)
class AlteredDeed:
    """A row that is no canonical entry any more: never appended, and no reason to stop."""

    id: int
    """At or just behind the row."""
    why: str


def read(after_id: int) -> Iterator[PendingDeed | AlteredDeed]:
    """Every row behind an outbox id."""
    rows = _ROWS
    while True:
        try:
            found = pending(after_id, rows)
        except NotCanonical as error:
            if rows > 1:
                rows = 1
                continue
            after_id, rows = _past_altered(after_id), _ROWS
            yield AlteredDeed(after_id, str(error))
            continue
        if not found:
            return
        yield from found
        after_id = found[-1].id


def _past_altered(after_id: int) -> int:
    """An outbox id from which the rows behind the altered one can be read again."""
    altered, newest = after_id + 1, last_id()
    while altered < newest:
        try:
            pending(altered, 1)
        except NotCanonical:
            altered += 1
        else:
            break
    return altered
