"""Walking a flow of states: how to come to a state, and what the database says to every other move."""

import pytest
from django.db import DatabaseError, connection, transaction

from vonggac.proceedings.bases import Proceeding
from vonggac.proceedings.flow import Flow


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
