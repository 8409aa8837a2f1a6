"""Keeps the index: triggers put down which rows changed, the clerk's round reads those and writes what is found.

Nothing here changes a row of another room. The index holds no fact of its own: ``refill`` makes it again.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model

from vonggac.kernel.sought import Lines, Sought
from vonggac.search.folding import folded
from vonggac.search.models import Due, Entry
from vonggac.search.sources import SOURCES

SPREAD = 1000
"""Rows of one microsecond that still have numbers of their own, in the order of time."""
BATCH = 500


@transaction.atomic
def install() -> list[str]:
    """Sees that every book's triggers stand; returns the books that lacked one, whose rows are due again.

    A migration that rebuilds a room's table takes its triggers along; so does a change of what is sought.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        standing = {name: sql for name, sql in cursor.fetchall() if name.startswith("search_")}
        wanted = {each.name: each for each in _triggers()}
        renewed = set()
        for name in standing.keys() - wanted.keys():
            cursor.execute(f"DROP TRIGGER {name}")
        for name, each in wanted.items():
            if standing.get(name) != each.sql:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                cursor.execute(each.sql)
                renewed.add(each.book)
    for source in SOURCES:
        if source.sought.book in renewed:
            _all_due(source.sought)
    return sorted(renewed)


@transaction.atomic
def stand_aside() -> None:
    """Takes the triggers off before migrations change the tables: SQLite drops no column that a trigger names.

    ``install`` puts them back, and has the books read again.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'search\\_%' ESCAPE '\\'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}")


@transaction.atomic
def refill() -> int:
    """Throws the index away and puts every row of every book down as due; returns how many. ``keep_up`` does them."""
    install()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_words(search_words) VALUES ('delete-all')")
    Entry.objects.all().delete()
    Due.objects.all().delete()
    for source in SOURCES:
        _all_due(source.sought)
    return Due.objects.count()


def keep_up(most: int = 4 * BATCH) -> int:
    """Indexes what is due, the oldest first; returns how many rows. In short transactions: others write meanwhile."""
    done = 0
    while done < most:
        taken = _one_batch()
        if not taken:
            break
        done += taken
    return done


@transaction.atomic
def _one_batch() -> int:
    rows = list(Due.objects.order_by("id").values_list("id", "book", "row")[:BATCH])
    by_book: dict[str, set[str]] = {}
    for _id, book, row in rows:
        by_book.setdefault(book, set()).add(row)
    for source in SOURCES:
        ids = by_book.get(source.sought.book)
        if ids:
            _index(source.sought, [UUID(each) for each in ids])
    Due.objects.filter(id__in=[each[0] for each in rows]).delete()
    return len(rows)


# --------------------------------------------------------------------------- triggers


@dataclass(frozen=True, slots=True)
class _Trigger:
    name: str
    book: str
    sql: str


def _triggers() -> Iterator[_Trigger]:
    for source in SOURCES:
        sought = source.sought
        yield from _of_table(sought, sought.model, "id", (*sought.texts, *sought.people), 0)
        for place, lines in enumerate(sought.lines, 1):
            yield from _of_table(sought, lines.model, lines.owner, lines.texts, place)


def _of_table(
    sought: Sought, name: str, key: str, texts: Iterable[str], place: int
) -> Iterator[_Trigger]:
    model = apps.get_model(name)
    fields = {each.name: each for each in model._meta.concrete_fields}
    held = {each.attname: each.column for each in fields.values()}
    names = {each.split("__")[0] for each in texts}
    columns = sorted(
        {fields[each].column for each in names if each in fields}
        | {held[each] for each in names if each in held}
    )
    owner, table = fields[key].column, model._meta.db_table
    watched = ", ".join(f'"{each}"' for each in columns)
    for event, of in (("INSERT", ""), ("UPDATE", f" OF {watched}"), ("DELETE", "")):
        row = "OLD" if event == "DELETE" else "NEW"
        trigger = f"search_{sought.book}_{place}_{event.lower()}"
        yield _Trigger(
            trigger,
            sought.book,
            f'CREATE TRIGGER {trigger} AFTER {event}{of} ON "{table}" BEGIN'  # noqa: S608
            f" INSERT INTO search_due (book, row) VALUES ('{sought.book}', {row}.\"{owner}\"); END",
        )


def _all_due(sought: Sought) -> None:
    """Every row of the book, and every entry of it, whose row may be gone."""
    model = apps.get_model(sought.model)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO search_due (book, row) SELECT %s, id FROM "{model._meta.db_table}"'  # noqa: S608
            " UNION SELECT %s, row FROM search_entry WHERE book = %s",
            [sought.book, sought.book, sought.book],
        )


# --------------------------------------------------------------------------- rows


def _index(sought: Sought, ids: list[UUID]) -> None:
    """Entries of these rows as the rows are now; of a row that is gone, none."""
    model = apps.get_model(sought.model)
    over = sorted({each.rpartition("__")[0] for each in _paths(sought)} - {""})
    rows = model._default_manager.filter(pk__in=ids).select_related(*over)
    lines = _lines(sought, ids)
    old = {each.row: each for each in Entry.objects.filter(book=sought.book, row__in=ids)}
    for each in old.values():
        _forget(each)
    for row in rows:
        had = old.get(row.pk)
        _write(sought, row, lines.get(row.pk, []), had.id if had else None)


def _paths(sought: Sought) -> tuple[str, ...]:
    return (*sought.texts, sought.at, *sought.people, *([sought.school] if sought.school else []))


def _lines(sought: Sought, ids: list[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = {}
    for each in sought.lines:
        model = apps.get_model(each.model)
        over = sorted({path.rpartition("__")[0] for path in each.texts} - {""})
        rows = model._default_manager.filter(**{f"{each.owner}__in": ids}).order_by("pk")
        for row in rows.select_related(*over):
            owner = getattr(row, f"{each.owner}_id")
            found.setdefault(owner, []).extend(_texts(row, each))
    return found


def _texts(row: Model, of: Sought | Lines) -> Iterator[str]:
    for path in of.texts:
        yield from (each for each in _strings(_value(row, path)) if each not in of.but)


def _value(row: Any, path: str) -> Any:
    for step in path.split("__"):
        row = getattr(row, step) if row is not None else None
    return row


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value.strip()
    elif isinstance(value, dict):
        for key, each in value.items():
            if key != "id":
                yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _write(sought: Sought, row: Any, lines: list[str], key: int | None) -> None:
    at_us = int(_value(row, sought.at))
    persons = {_value(row, each) for each in sought.people} - {None}
    entry = Entry.objects.create(
        id=key if key is not None else _key(at_us, row.pk),
        school_id=_value(row, sought.school) if sought.school else None,
        book=sought.book,
        row=row.pk,
        at_us=at_us,
        label=str(row)[:80],
        shown=" · ".join(dict.fromkeys([*_texts(row, sought), *lines])),
        people=" ".join(sorted(each.hex for each in persons)),
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_words (rowid, words, book, people) VALUES (%s, %s, %s, %s)",
            [entry.id, _words(entry), entry.book, entry.people],
        )


def _forget(entry: Entry) -> None:
    """A table without content has to be told what stood in it: made of the entry as it was when it was written."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_words (search_words, rowid, words, book, people)"
            " VALUES ('delete', %s, %s, %s, %s)",
            [entry.id, _words(entry), entry.book, entry.people],
        )
    entry.delete()


def _words(entry: Entry) -> str:
    return folded(f"{entry.label} {entry.shown}")


def _key(at_us: int, row: UUID) -> int:
    """A free number in the order of time."""
    key = at_us * SPREAD + zlib.crc32(row.bytes) % SPREAD
    while Entry.objects.filter(id=key).exists():
        key += 1
    return key
