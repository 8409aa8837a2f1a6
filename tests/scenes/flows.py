"""Walking a flow of states: how to come to a state, and what the database says to every other move."""

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from vonggac.proceedings.bases import Proceeding
from vonggac.proceedings.flow import Flow

Row = TypeVar("Row", bound=Proceeding)
Steps = Mapping[str, Callable[[Row], object]]


def path_to(flow: Flow, state: str) -> list[str]:
    """The states from after the first one to this one."""
    before = dict.fromkeys(flow.first, "")
    for one, other in flow.moves():
        before.setdefault(other, one)
    path = [state]
    while before[path[0]]:
        path.insert(0, before[path[0]])
    return path[1:]


def the_database_refuses(row: Proceeding, to: str) -> None:
    """Whoever writes past the services meets the trigger."""
    table = connection.ops.quote_name(row._meta.db_table)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET state = %s WHERE id = %s",  # noqa: S608  (a table of ours)
            [to, row.id.hex],
        )


def brought_along(flow: Flow, state: str, row: Row, steps: Steps[Row]) -> Row:
    """From its first state to this one, step by step."""
    for each in path_to(flow, state):
        steps[each](row)
    row.refresh_from_db()
    assert row.state == state
    return row


def only_the_flow_goes(
    flow: Flow,
    state: str,
    *,
    begin: Callable[[], Row],
    steps: Steps[Row],
    also: Collection[tuple[str, str]] = (),
) -> None:
    """Every allowed step works; every other is refused by the service, which writes no line, and by the database."""
    for to, step in steps.items():
        row = brought_along(flow, state, begin(), steps)
        lines = getattr(row, "lines")  # noqa: B009  (each room has its own table of them)
        before = lines.count()
        if flow.allows(state, to) or (state, to) in also:
            step(row)
            row.refresh_from_db()
            assert row.state == to
            continue
        with pytest.raises(ValidationError):
            step(row)
        assert lines.count() == before
        if to != state:
            the_database_refuses(row, to)
