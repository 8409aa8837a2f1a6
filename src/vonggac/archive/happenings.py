"""Reads of the events in the index. Any process may call these; nothing here writes."""

import json
from collections.abc import Iterable
from typing import Any

from vonggac.archive.sql import marks, query
from vonggac.kernel.clock import HOUR_US
from vonggac.kernel.events import Event, EventKind, EventSource
from vonggac.kernel.ranges import Range

EventRow = Event
"""An event as its journal's last line told it."""

LASTING_US = HOUR_US
"""Longer ones, and open ones, have an index of their own: it closes the lower end of every time query."""

_EVENT = (
    "SELECT event, camera, kind, source, from_us, to_us, at_us, score, detail, zones, by"
    " FROM archive_event"
)


def events(
    cameras: Iterable[str],
    wanted: Range,
    kinds: Iterable[EventKind] | None = None,
    limit: int = 1000,
) -> list[EventRow]:
    """Events of the cameras with an instant in the range, by begin; of more than ``limit`` the newest ones.

    An event that goes on reaches until now and beyond. ``kinds`` None: all of them.
    """
    told = sorted(set(cameras))
    only = None if kinds is None else sorted({each.value for each in kinds})
    if not told or only == [] or limit <= 0:
        return []
    begun = " AND from_us > %s AND from_us < %s AND (to_us IS NULL OR to_us > %s OR from_us >= %s)"
    early = wanted.from_us - LASTING_US
    found = _select(told, only, begun, (early, wanted.to_us, wanted.from_us, wanted.from_us), limit)
    lasting = " AND lasting AND from_us <= %s AND (to_us IS NULL OR to_us > %s)"
    found += _select(told, only, lasting, (early, wanted.from_us), limit)
    return sorted(found, key=lambda each: (each.from_us, each.id))[-limit:]


def _select(
    cameras: list[str],
    kinds: list[str] | None,
    where: str,
    values: tuple[Any, ...],
    limit: int,
) -> list[EventRow]:
    told = f" AND camera IN ({marks(cameras)})"
    told += "" if kinds is None else f" AND kind IN ({marks(kinds)})"
    sql = f"{_EVENT} WHERE 1 = 1{told}{where} ORDER BY from_us DESC LIMIT %s"
    return [_event(*each) for each in query(sql, (*cameras, *(kinds or ()), *values, limit))]


def _event(*values: Any) -> EventRow:
    fields = list(values)
    fields[2], fields[3] = EventKind(fields[2]), EventSource(fields[3])
    fields[9] = tuple(json.loads(fields[9]))
    return Event(*fields)
