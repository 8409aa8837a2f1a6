"""Events that the office tells of: a person's button, an input's call. Into the journal."""

from functools import cache
from threading import Lock

from django.conf import settings

from vonggac.kernel.clock import now_us
from vonggac.kernel.events import Event, EventJournal, EventKind, EventSource
from vonggac.kernel.ids import new_uuid

_LOCK = Lock()


@cache
def journal() -> EventJournal:
    """One for the process: nobody else writes the office's files."""
    return EventJournal(settings.DATA.events, "office")


def say(
    camera: str, kind: EventKind, source: EventSource, *, detail: str = "", by: str = ""
) -> Event:
    """An event of this instant, durable when it returns. Raises OSError."""
    at_us = now_us()
    event = Event(
        id=new_uuid().hex,
        camera=camera,
        kind=kind,
        source=source,
        from_us=at_us,
        to_us=at_us,
        at_us=at_us,
        score=100,
        detail=detail[:200],
        by=by,
    )
    with _LOCK:
        journal().append(event)
    return event
