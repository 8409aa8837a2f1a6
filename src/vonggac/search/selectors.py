"""Reads of the index: only ever through who may read what (``search.sources``). Deny by default."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from vonggac.people import selectors as people
from vonggac.search.folding import asked, marked
from vonggac.search.models import Due, Entry
from vonggac.search.sources import SOURCES, All, Reader, Rows

PAGE = 30


@dataclass(frozen=True, slots=True)
class Hit:
    key: int
    """Of the entry: what comes after it is older."""
    book: str
    row: UUID
    at_us: int
    label: str
    pieces: list[tuple[str, bool]]
    """Text around what was found: (as written, whether it is what was asked for)."""


@dataclass(frozen=True, slots=True)
class Found:
    hits: list[Hit]
    before: int | None
    """Ask again with it for what is older; None: that is all."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What one person may read at one school, now: of each book a condition on its entries."""

    school: UUID
    rules: Mapping[str, Q]
    """By book, without those that the person reads nothing of."""


def reach(person: UUID, school: UUID, at_us: int) -> Reach:
    """Deny by default: a book without a rule that says otherwise is not in it."""
    reader = Reader(person, school, at_us)
    asked_of = {each.sought.book: each.readable(reader) for each in SOURCES}
    return Reach(
        school, {name: _rule(name, rows) for name, rows in asked_of.items() if rows is not None}
    )


def _rule(name: str, rows: Rows | All) -> Q:
    book = Q(book=name)
    return book if isinstance(rows, All) else book & Q(row__in=rows.order_by().values("pk"))


def find(
    within: Reach,
    *,
    text: str,
    book: str = "",
    about: UUID | None = None,
    before: int | None = None,
) -> Found:
    """What stands in the reach, newest first. ``about``: rows that name this person.

    Every word has to stand in the row; the last may be the beginning of one. Nothing asked, nothing found.
    """
    words = asked(text)
    rules = {name: each for name, each in within.rules.items() if book in ("", name)}
    if not rules or (not words and about is None):
        return Found([], None)
    found = Entry.objects.filter(reduce(or_, rules.values()))
    found = found.filter(Q(school_id=within.school) | Q(school_id=None))
    if before is not None:
        found = found.filter(id__lt=before)
    ids = _matching(found, _match(words, list(rules), about))
    rows = Entry.objects.in_bulk(ids[:PAGE])
    hits = [_hit(rows[each], words) for each in ids[:PAGE]]
    return Found(hits, ids[PAGE - 1] if len(ids) > PAGE else None)


def _matching(found: QuerySet[Entry], match: str) -> list[int]:
    """Keys in the order of time, newest first: FTS5 walks its rows in that order, and stops when there are enough."""
    sql, params = found.values("id").order_by().query.sql_with_params()
    before = sql.index(" WHERE ")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT w.rowid FROM search_words w CROSS JOIN search_entry ON search_entry.id = w.rowid"  # noqa: S608
            f"{sql[before:]} AND search_words MATCH %s ORDER BY w.rowid DESC LIMIT %s",
            [*params, match, PAGE + 1],
        )
        return [each[0] for each in cursor.fetchall()]


def _match(words: list[str], names: list[str], about: UUID | None) -> str:
    """FTS5's question. Words are letters and digits only (``folding``): nothing in them is syntax."""
    parts = [f'words : "{each}"' for each in words[:-1]]
    parts += [f'words : "{words[-1]}"{"*" if len(words[-1]) > 1 else ""}'] if words else []
    parts.append(f"book : ({' OR '.join(names)})")
    if about is not None:
        parts.append(f'people : "{about.hex}"')
    return " AND ".join(parts)


def _hit(row: Entry, words: list[str]) -> Hit:
    return Hit(row.id, row.book, row.row, row.at_us, row.label, marked(row.shown, words))


def persons(text: str, school: UUID) -> list[tuple[UUID, str]]:
    """People of the school whose name has these words, by given name. For who may see the list of colleagues."""
    words = asked(text)
    found = people.people(school)
    return [
        (each.id, each.full_name)
        for each in found
        if words and all(word in each.search.split() for word in words)
    ]


def behind() -> int:
    """Rows that wait to be indexed."""
    return Due.objects.count()
