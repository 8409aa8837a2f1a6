"""A state of a camera that is wrong for a while: an event when it lasts, ended when it is long enough over.

For what is no picture: signal, clock, stream. Durations are monotonic, instants the machine's; a clock that is set in
between moves neither.
"""

import secrets
from dataclasses import dataclass, replace

from vonggac.kernel.clock import monotonic_us, now_us
from vonggac.kernel.events import LONGEST_DETAIL, Event, EventKind, EventSource


@dataclass(frozen=True, slots=True)
class Moment:
    """Now, by both clocks."""

    at_us: int
    mono_us: int

    @classmethod
    def now(cls) -> "Moment":
        return cls(now_us(), monotonic_us())


class Standing:
    """One kind at one camera: quiet, suspected, an event. ``say`` what ``feed`` returns: same id, newest last."""

    def __init__(
        self,
        camera: str,
        kind: EventKind,
        source: EventSource,
        *,
        lasts_us: int,
        over_us: int = 0,
        event: Event | None = None,
    ) -> None:
        """``event``: left open by an earlier process; it goes on or ends here."""
        self.event = event
        self._camera = camera
        self._kind = kind
        self._source = source
        self._lasts_us = lasts_us
        self._over_us = over_us
        self._wrong_since: Moment | None = None
        self._right_since: Moment | None = None

    def feed(
        self,
        wrong: bool,
        moment: Moment,
        detail: str = "",
        score: int = 100,
        *,
        lasts_us: int | None = None,
    ) -> list[Event]:
        """What began, grew or ended now. Nothing is told by not calling: who cannot know, does not feed.

        ``lasts_us``: how long *this* must last, where that differs.
        """
        if wrong:
            self._right_since = None
            self._wrong_since = self._wrong_since or moment
            patience_us = self._lasts_us if lasts_us is None else lasts_us
            return self._worse(moment, detail, score, patience_us)
        self._wrong_since = None
        self._right_since = self._right_since or moment
        if self.event is None or moment.mono_us - self._right_since.mono_us < self._over_us:
            return []
        return self.end(self._right_since.at_us)

    def end(self, at_us: int) -> list[Event]:
        """Whatever is open ends at ``at_us``, or at its telling instant if that is later."""
        event, self.event, self._wrong_since = self.event, None, None
        return [] if event is None else [replace(event, to_us=max(event.at_us, at_us))]

    def _worse(self, moment: Moment, detail: str, score: int, lasts_us: int) -> list[Event]:
        since = self._wrong_since or moment
        if self.event is not None:
            return []
        if moment.mono_us - since.mono_us < lasts_us:
            return []
        from_us = min(since.at_us, moment.at_us)
        self.event = Event(
            secrets.token_hex(16),
            self._camera,
            self._kind,
            self._source,
            from_us,
            None,
            moment.at_us,
            score,
            detail[:LONGEST_DETAIL],
        )
        return [self.event]
