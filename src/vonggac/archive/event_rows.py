"""Follows the event journals into the index. Called by the archivist and by ``reindex``, the only writers of its file.

Repeatable: a line that is read twice is the same row. An event that is told again (its end, a better picture of it)
replaces what was told before.
"""

import json
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from vonggac.archive import services
from vonggac.archive.event_files import Cursors, EventLine, cameras, unread
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.happenings import LASTING_US
from vonggac.archive.sql import ARCHIVE, query
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.events import Event, parse_event
from vonggac.kernel.instants import day_folder

LINES_A_ROUND = 2000
NEW_US = 2 * DAY_US
"""Journals of these last days are looked at twice a second, the older ones once a minute."""

_UPSERT = """
INSERT INTO archive_event (camera, event, kind, source, from_us, to_us, at_us, score, detail, zones, by, lasting)
  VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
  ON CONFLICT (camera, event) DO UPDATE SET kind = excluded.kind, source = excluded.source,
  from_us = excluded.from_us, to_us = excluded.to_us, at_us = excluded.at_us, score = excluded.score,
  detail = excluded.detail, zones = excluded.zones, by = excluded.by, lasting = excluded.lasting
"""
_CURSOR = """
INSERT INTO archive_eventfile (camera, name, "offset") VALUES (%s, %s, %s)
  ON CONFLICT (camera, name) DO UPDATE SET "offset" = excluded."offset"
"""


def adopt_events(folder: Path, *, at_us: int, everything: bool = False) -> int:
    """Reads some new lines of every camera; how many, 0 when there was nothing new.

    ``folder``: ``DataFolder.events``. A line that cannot be read is a finding and stops nothing.
    """
    since = "" if everything else day_folder(max(0, at_us - NEW_US))[0]
    cursors = event_cursors(since)
    lines: list[EventLine] = []
    found: list[Found] = []
    told = cameras(folder)
    for camera in told:
        try:
            lines += unread(folder, camera, cursors, max(1, LINES_A_ROUND // len(told)), since)
        except OSError as error:
            found.append(Found(FindingKind.SPOOL, f"events/{camera}", str(error), camera))
    if lines or found:
        _save(lines, found, at_us)
    return len(lines)


def event_cursors(since: str = "") -> Cursors:
    sql = 'SELECT camera, name, "offset" FROM archive_eventfile WHERE name >= %s'
    return {(camera, name): offset for camera, name, offset in query(sql, (since,))}


def forget_events(camera: str, day: str, from_us: int, to_us: int) -> None:
    """The journals of that UTC day (``yyyy-mm-dd``) are gone: so are their rows."""
    with transaction.atomic(using=ARCHIVE), connections[ARCHIVE].cursor() as cursor:
        cursor.execute(
            "DELETE FROM archive_event WHERE camera = %s AND from_us >= %s AND from_us < %s",
            (camera, from_us, to_us),
        )
        cursor.execute(
            "DELETE FROM archive_eventfile WHERE camera = %s AND name LIKE %s", (camera, f"{day}.%")
        )


def _save(lines: list[EventLine], found: list[Found], at_us: int) -> None:
    rows: list[tuple[Any, ...]] = []
    cursors: Cursors = {}
    for line in lines:
        cursors[line.camera, line.name] = line.end
        try:
            if line.fault:
                raise ValueError(line.fault)
            if not line.torn:
                rows.append(_row(parse_event(line.raw, line.camera)))
        except ValueError as error:
            detail = str(error)[:300]
            found.append(Found(FindingKind.SPOOL, line.subject, detail, line.camera))
    with transaction.atomic(using=ARCHIVE):
        with connections[ARCHIVE].cursor() as cursor:
            cursor.executemany(_UPSERT, rows)
            cursor.executemany(_CURSOR, [(*key, end) for key, end in cursors.items()])
        services.report(found, at_us=at_us)


def _row(event: Event) -> tuple[Any, ...]:
    lasting = event.to_us is None or event.to_us - event.from_us >= LASTING_US
    zones = json.dumps(event.zones, ensure_ascii=False)
    return (
        event.camera, event.id, event.kind.value, event.source.value, event.from_us, event.to_us,
        event.at_us, event.score, event.detail, zones, event.by, lasting,
    )  # fmt: skip
