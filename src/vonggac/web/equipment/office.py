"""Events that the office tells of, by a button or an input: into the journal first, then to the recorders."""

import asyncio
import logging
from functools import cache
from threading import Lock

from django.conf import settings

from vonggac.kernel.clock import now_us
from vonggac.kernel.events import Event, EventJournal, EventKind, EventSource
from vonggac.kernel.ids import new_uuid
from vonggac.recorder.trigger_client import open_triggers

log = logging.getLogger(__name__)
_LOCK = Lock()


@cache
def journal() -> EventJournal:
    """One for the process: nobody else writes the office's files."""
    return EventJournal(settings.DATA.events, "office")


def say(
    camera: str, kind: EventKind, source: EventSource, *, detail: str = "", by: str = ""
) -> Event:
    """An event of this instant, durable when it returns; a camera that records by events begins. Raises OSError."""
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
    try:
        asyncio.run(_fire(camera, at_us))
    except OSError:
        # A recorder that is away records everything once nobody watches for it: the event loses no footage.
        log.exception("the recorder of %s was not told of an event", camera)
    return event


async def _fire(camera: str, at_us: int) -> None:
    async with open_triggers(settings.DATA.run) as trigger:
        await trigger.fire(camera, at_us)
