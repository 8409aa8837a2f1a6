"""Counts of a book's rows by ranges of time, grouped by the database: for the numbers of reports (I10)."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, F, Func, IntegerField, Q, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from vonggac.kernel.ranges import Range


def within(field: str, span: Range) -> Q:
    """The rows whose instant ``field`` lies in the span; a row without one lies in none."""
    return Q(**{f"{field}__gte": span.from_us, f"{field}__lt": span.to_us})


def by(rows: QuerySet[Any], field: str) -> dict[str, int]:
    """Rows by the values of a column."""
    found = rows.order_by().values_list(field).annotate(count=Count("*"))
    return {str(value): count for value, count in found}


def per_range(rows: QuerySet[Any], field: str, ranges: Sequence[Range]) -> list[int]:
    """How many lie in each of the ranges, which follow each other and do not overlap."""
    counts = [0] * len(ranges)
    if not ranges:
        return counts
    inside = rows.filter(within(field, Range(ranges[0].from_us, ranges[-1].to_us)))
    # The first that ends after the instant; what lies before its begin is in a hole between two.
    place = _Place(field, tuple(each.to_us for each in ranges))
    found = inside.order_by().annotate(place=place).values_list("place").annotate(n=Count("*"))
    for at, count in found:
        counts[at] = count
    return counts


class _Place(Func):
    """CASE … WHEN a column is less than the n-th bound THEN n. Django's own takes ten times as long to be written."""

    output_field = IntegerField()

    def __init__(self, field: str, bounds: tuple[int, ...]) -> None:
        super().__init__(F(field))
        self.bounds = bounds

    def as_sql(  # type: ignore[override]  # a template of Func's is not used
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_extra: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        column, params = compiler.compile(self.get_source_expressions()[0])
        cases = " ".join(f"WHEN {column} < %s THEN {n}" for n in range(len(self.bounds)))
        values = tuple(each for bound in self.bounds for each in (*params, bound))
        return f"CASE {cases} END", values


def from_the_last(before: Callable[[str], list[str]]) -> list[str]:
    """Which values a text column has, the greatest first: of few values in many rows each is looked up behind the last,
    where DISTINCT reads every row. ``before``: the greatest that is less; nothing where there is none.
    """
    found: list[str] = []
    value = before(_BEHIND_ALL)
    while value:
        found += value
        value = before(found[-1])
    return found


_BEHIND_ALL = "\U0010ffff"
