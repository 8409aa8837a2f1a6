"""A queryset whose SQL is written once and asked with other values each time.

Django writes a queryset's SQL anew at every use, which takes ten times as long as SQLite's answer. The gate asks the
same five questions for every picture that is shown; these are kept. Rows come out as the queryset would give them.
"""

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import count
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import QuerySet

Row = TypeVar("Row")
Value = int | str | UUID
Shape = tuple[tuple[type, int | None], ...]
_FIRST_MARKS = (1 << 60, (1 << 60) + 1_000_001)
"""Marks lie beyond any instant, count and key, so that none is taken for a constant of the question."""


class Prepared(Generic[Row]):
    """``make`` builds the queryset from its arguments: ``int``, ``str``, ``UUID``, or lists of one of them.

    Each argument must reach the database as it is: a question that works with one first (``at_us - DAY_US``), or that
    reads the clock, can't be kept, and asking it raises TypeError. So does a queryset that prefetches.
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Row]]) -> None:
        self._make = make
        self._kept: dict[Shape, _Statement | None] = {}

    def __call__(self, *values: Value | Sequence[Value]) -> list[Row]:
        """The rows of these values, as the database has them now."""
        shape = tuple(_shape(each) for each in values)
        if shape not in self._kept:
            self._kept[shape] = _written(self._make, shape)
        statement = self._kept[shape]
        return [] if statement is None else statement.rows(list(_flat(values)))


@dataclass(frozen=True, slots=True)
class _Statement:
    """A compiled queryset, and which of its parameters is which value."""

    queryset: Any
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    """(index of the parameter, index of the value)."""
    converters: Any
    """Of the columns, as the compiler found them."""

    def rows(self, values: Sequence[Value]) -> list[Any]:
        params = self.bound(values)
        compiler = copy(self.compiler)  # its own connection and values: threads ask at once
        compiler.connection = connections[self.queryset.db]
        compiler.as_sql = lambda *_args, **_options: (self.sql, params)
        compiler.get_converters = lambda _columns: self.converters
        return list(self.queryset._iterable_class(_Asked(self.queryset, compiler)))

    def bound(self, values: Sequence[Value]) -> tuple[Any, ...]:
        """The statement's parameters for these values."""
        params = list(self.params)
        for at, which in self.places:
            params[at] = _bound(values[which])
        return tuple(params)


class _Asked:
    """What an iterable of Django's asks of a queryset, with the compiler that is ready."""

    def __init__(self, queryset: Any, compiler: Any) -> None:
        self.query = copy(queryset.query)
        self.query.get_compiler = lambda *_args, **_options: compiler
        self.db = queryset.db
        self.model = queryset.model
        self._fields = queryset._fields
        self._known_related_objects = queryset._known_related_objects


def _written(make: Callable[..., QuerySet[Any, Any]], shape: Shape) -> _Statement | None:
    """Compiled twice, with other marks: what differs must be a mark. None: the queryset can have no rows."""
    try:
        (queryset, compiler, sql, params, first), (_, _, again, others, second) = (
            _compiled(make, shape, mark) for mark in _FIRST_MARKS
        )
    except EmptyResultSet:
        return None
    if sql != again:
        raise TypeError("a question whose form hangs on a value can't be kept")
    places = []
    for at, (one, other) in enumerate(zip(params, others, strict=True)):
        if one != other:
            if one not in first or first.index(one) != second.index(other):
                raise TypeError("a question that changes its values can't be kept")
            places.append((at, first.index(one)))
    if {which for _, which in places} != set(range(len(first))):
        raise TypeError("a question whose values do not all reach the database can't be kept")
    columns = [each[0] for each in compiler.select[: compiler.col_count]]
    converters = compiler.get_converters(columns)
    return _Statement(queryset, compiler, sql, params, tuple(places), converters)


def _compiled(
    make: Callable[..., Any], shape: Shape, first_mark: int
) -> tuple[Any, Any, str, tuple[Any, ...], list[Any]]:
    marks = count(first_mark)
    values = [
        _mark(kind, next(marks))
        if length is None
        else [_mark(kind, next(marks)) for _ in range(length)]
        for kind, length in shape
    ]
    queryset = make(*values)
    if queryset._prefetch_related_lookups:
        raise TypeError("a question that leads to others can't be kept")
    compiler = queryset.query.get_compiler(using=queryset.db)
    sql, params = compiler.as_sql()
    return queryset, compiler, sql, tuple(params), [_bound(each) for each in _flat(values)]


def _shape(value: Value | Sequence[Value]) -> tuple[type, int | None]:
    if isinstance(value, int | str | UUID):
        return type(value), None
    if not isinstance(value, list | tuple):
        raise TypeError("a question is asked with numbers, texts, keys and lists of them")
    return type(value[0]) if value else str, len(value)


def _flat(values: Iterable[Any]) -> Iterable[Value]:
    for each in values:
        if isinstance(each, int | str | UUID):
            yield each
        else:
            yield from each


def _mark(kind: type, number: int) -> Value:
    if kind is UUID:
        return UUID(int=number)
    return f"mark {number}" if issubclass(kind, str) else number


def _bound(value: Value) -> Any:
    """As the database takes it: SQLite keeps a UUID as text."""
    return value.hex if isinstance(value, UUID) else value
