"""What of a room's rows the search over all books may find: the room says it as data, ``search`` does the rest."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows of another table that belong to a row and are found with it."""

    model: str
    """``violations.ViolationLine``."""
    owner: str
    """The column that names the row: ``of``."""
    texts: tuple[str, ...]
    """As ``Sought.texts``."""
    but: frozenset[str] = frozenset()
    """Values that are codes and no words."""


@dataclass(frozen=True, slots=True)
class Sought:
    """One book. ``texts``, ``at`` and ``people`` may go over a relation: ``camera__name``.

    ``str`` of a row is its number, and found too.

    Never a sealed column, and never the name of who is anonymous: whoever may read the row reads what is found of it.
    """

    book: str
    """Stands in rows: never rename one."""
    model: str
    """``violations.Violation``; its key is a UUID."""
    at: str
    """Instant of the row, µs UTC."""
    texts: tuple[str, ...]
    """Columns of text; of JSON the words in it, but its keys and what stands under ``id``."""
    people: tuple[str, ...] = ()
    """Columns with the id of a person, or those of several: whose rows a reader may ask for."""
    school: str = "school_id"
    """``""``: of no school, found by the person alone."""
    lines: tuple[Lines, ...] = field(default=())
    but: frozenset[str] = frozenset()
    """As ``Lines.but``."""
