"""How each camera does right now, from the index: recording, or not and why; and whether its recorder is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from vonggac.archive import selectors as archive
from vonggac.kernel.clock import MINUTE_US, SECOND_US
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause
from vonggac.recorder.status import signs_of_life, stream_figures

STALE_US = 5 * MINUTE_US
SIGN_US = 6 * SECOND_US
"""A recorder says every two seconds how it does. After three times of silence nobody knows whether it records."""

Signs = Mapping[tuple[str, str], int]
"""When a recorder last said that it watched (camera, stream)."""


@dataclass(frozen=True, slots=True)
class Health:
    state: str
    """``recording`` · ``gap`` (an open gap) · ``silent`` (nothing known lately) · ``new`` (nothing known ever) ·
    ``unknown`` (there is footage of the last minutes, but the recorder does not answer)."""
    cause: GapCause | None = None
    since_us: int | None = None
    last_us: int | None = None
    """End of the last footage that is known."""

    @property
    def expected(self) -> bool:
        """The recording plan wants nothing now: no trouble."""
        return self.cause in (GapCause.NOT_SCHEDULED, GapCause.NO_EVENT)

    @property
    def tone(self) -> str:
        if self.expected:
            return ""
        return {"recording": "good", "gap": "bad", "silent": "warn", "unknown": "warn", "new": ""}[
            self.state
        ]


def signs() -> Signs:
    return signs_of_life(settings.DATA.run)


def answers(camera: str, at_us: int, heard: Signs, stream: str = "main") -> bool:
    """Whether the stream's recorder has said something within ``SIGN_US``."""
    return at_us - heard.get((camera, stream), 0) <= SIGN_US


def states(cameras: Iterable[str], at_us: int) -> dict[str, Health]:
    heard = signs()
    main = {e["camera"]: e for e in stream_figures(settings.DATA.run) if e["stream"] == "main"}
    return {each: at_once(of(each, at_us, heard), main.get(each, {})) for each in cameras}


def at_once(known: Health, main: Mapping[str, Any]) -> Health:
    """The index learns of footage a minute late; the recorder knows now. ``main``: its figures of the main stream."""
    fresh = known.state in ("new", "silent") and main.get("state") == "recording"
    return Health("recording", last_us=known.last_us) if fresh else known


def of(camera: str, at_us: int, heard: Signs, stream: str = "main") -> Health:
    just_now = Range(at_us - SECOND_US, at_us + 1)
    running = [g for g in archive.gaps_between(camera, stream, just_now) if g.to_us is None]
    span = archive.recorded_span(camera, stream)
    last_us = span.to_us if span else None
    if running:
        first = running[0]
        return Health("gap", first.cause, first.from_us, last_us)
    if last_us is None:
        return Health("new")
    if at_us - last_us > STALE_US:
        return Health("silent", None, last_us, last_us)
    if not answers(camera, at_us, heard, stream):
        return Health("unknown", None, heard.get((camera, stream), last_us), last_us)
    return Health("recording", None, None, last_us)
