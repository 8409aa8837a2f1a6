"""How each camera does right now, from the index: recording, or not and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from vonggac.archive import selectors as archive
from vonggac.kernel.clock import MINUTE_US, SECOND_US
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause

STALE_US = 5 * MINUTE_US


@dataclass(frozen=True, slots=True)
class Health:
    state: str
    """``recording`` · ``gap`` (an open gap) · ``silent`` (nothing known lately) · ``new`` (nothing known ever)."""
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
        return {"recording": "good", "gap": "bad", "silent": "warn", "new": ""}[self.state]


def states(cameras: Iterable[str], at_us: int) -> dict[str, Health]:
    return {camera: of(camera, at_us) for camera in cameras}


def of(camera: str, at_us: int, stream: str = "main") -> Health:
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
    return Health("recording", None, None, last_us)
