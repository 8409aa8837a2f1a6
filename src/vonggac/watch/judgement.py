"""Makes events of sightings: how sure, for how long, and when it is over.

Called by ``watch.process``; one ``Judge`` a camera. It owns no clock: time is the pictures' own.
"""

import secrets
from dataclasses import replace

from vonggac.kernel.events import Event, EventKind, EventSource
from vonggac.watch.sighting import EyeSettings, Sighting

_S = 1_000_000
MOTION_HOLE_US = 10 * _S
"""A pause no longer than this is part of the same motion."""
LONGEST_MOTION_US = 600 * _S
"""A busy gate gives an event every ten minutes, so that each is open no longer than that."""
LASTS_US = {
    EventKind.COVERED: 13 * _S,
    EventKind.BLINDED: 13 * _S,
    EventKind.DEFOCUSED: 13 * _S,
    EventKind.TURNED: 13 * _S,
    EventKind.FROZEN: 15 * _S,
    EventKind.LOOPED: 10 * _S,
}
"""How long a sign must last before it is an event: longer than a person near the lens (10 s)."""
_OVER_US = 5 * _S
"""How long it must be gone before it is over."""
_SURE = 0.5


class _Case:
    """One kind at one camera: quiet, suspected, or an event."""

    def __init__(self, kind: EventKind) -> None:
        self.kind = kind
        self.event: Event | None = None
        self.since_us: int | None = None
        self.last_us = 0
        self.best = 0.0


class Judge:
    """One camera's open events. Feed it every sighting, in the order of time."""

    def __init__(self, camera: str, settings: EyeSettings) -> None:
        self._camera = camera
        self._settings = settings
        self._motion = _Case(EventKind.MOTION)
        self._cases = {kind: _Case(kind) for kind in sorted(LASTS_US)}

    def feed(self, sighting: Sighting) -> list[Event]:
        """Events that began (``to_us`` None), changed, or ended now; the same id each time."""
        said = self._feed_motion(sighting)
        for kind, case in self._cases.items():
            said += self._feed_tamper(case, sighting, sighting.tamper.get(kind, 0.0))
        return said

    def close(self, at_us: int) -> list[Event]:
        """Ends what is open: the stream ended, or the process does."""
        said = []
        for case in (self._motion, *self._cases.values()):
            if case.event is not None:
                last = max(case.event.at_us, min(at_us, case.last_us))
                said.append(replace(case.event, to_us=last))
            case.event, case.since_us = None, None
        return said

    def going_on(self) -> list[Event]:
        """What is open now: what a trigger is kept alive for."""
        cases = (self._motion, *self._cases.values())
        return [case.event for case in cases if case.event is not None]

    def _feed_motion(self, sighting: Sighting) -> list[Event]:
        case, said = self._motion, []
        moving = sighting.motion >= _SURE
        if case.event is not None and (
            sighting.at_us - case.last_us > MOTION_HOLE_US
            or sighting.at_us - case.event.from_us > LONGEST_MOTION_US
        ):
            said.append(replace(case.event, to_us=max(case.last_us, case.event.at_us)))
            case.event = None
        if not moving:
            return said
        case.last_us = sighting.at_us
        score = round(100 * sighting.motion)
        if case.event is None:
            case.event = self._begin(EventKind.MOTION, sighting.at_us, sighting.at_us, score, "")
            case.event = replace(case.event, zones=sighting.zones)
            said.append(case.event)
        elif set(sighting.zones) - set(case.event.zones) or score > case.event.score:
            zones = tuple(sorted({*case.event.zones, *sighting.zones}))
            case.event = replace(case.event, zones=zones, score=max(score, case.event.score))
            said.append(case.event)
        return said

    def _feed_tamper(self, case: _Case, sighting: Sighting, sign: float) -> list[Event]:
        if sign >= _SURE:
            case.last_us = sighting.at_us
            case.since_us = sighting.at_us if case.since_us is None else case.since_us
            lasted = sighting.at_us - case.since_us
            if case.event is None and lasted >= LASTS_US[case.kind]:
                case.event = self._begin(
                    case.kind,
                    case.since_us,
                    sighting.at_us,
                    round(100 * sign),
                    sighting.detail.get(case.kind, ""),
                )
                return [case.event]
            return []
        if case.since_us is not None and sighting.at_us - case.last_us > _OVER_US:
            case.since_us = None
            if case.event is not None:
                ended = replace(case.event, to_us=max(case.last_us, case.event.at_us))
                case.event = None
                return [ended]
        return []

    def _begin(self, kind: EventKind, from_us: int, at_us: int, score: int, detail: str) -> Event:
        source = EventSource.PICTURE
        return Event(
            secrets.token_hex(16), self._camera, kind, source, from_us, None, at_us, score, detail
        )
