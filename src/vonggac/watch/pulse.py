"""Is a stream still what it was when it was taken into use? Frames and bits a second, key frames, size, codec.

The figures are the recorder's own, of both streams, so that the main stream is watched without being decoded. What a
stream is like when it is well is told by the plan, or learnt from its first healthy minute and kept.
"""

from collections.abc import Callable
from statistics import median
from typing import Any

from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.events import Event, EventKind, EventSource
from vonggac.watch.plan import StreamFacts
from vonggac.watch.standing import Moment, Standing

LASTS_US = 60 * SECOND_US
"""Figures must depart for so long. Size and codec are plain at once."""
OVER_US = 30 * SECOND_US
LEARNT_US = 60 * SECOND_US
_LEAST_SAMPLES = 15
_RANGES = {
    "fps": (0.6, 1.67),
    # Bits follow the scene: a night of noise, an empty corridor. Only what no scene explains is told.
    "bits_per_second": (0.1, 5.0),
    # Doubled is too much, whatever a frame more or less does to it.
    "key_interval_us": (0.4, 1.95),
}
"""Between which shares of the commissioned figure a stream is as it was."""
_WELL_AGAIN = 1.15
"""A figure that had departed must be so much better than its bound before it is as it was."""


class StreamPulse:
    """One stream of one camera, fed with every status of its recorder."""

    def __init__(
        self,
        camera: str,
        stream: str,
        *,
        expected: StreamFacts | None,
        learnt: Callable[[str, StreamFacts], None],
        event: Event | None = None,
    ) -> None:
        """``learnt`` is called once, with the stream and its facts, where ``expected`` is not known."""
        self.stream = stream
        self.expected = expected
        self._learnt = learnt
        self._samples: list[StreamFacts] = []
        self._samples_since_us = 0
        self._standing = Standing(
            camera,
            EventKind.STREAM_CHANGED,
            EventSource.STREAM,
            lasts_us=LASTS_US,
            over_us=OVER_US,
            event=event,
        )

    @property
    def event(self) -> Event | None:
        """What is open."""
        return self._standing.event

    def feed(self, figures: dict[str, Any], moment: Moment) -> list[Event]:
        """``figures``: of ``run/recorder-*.json``. While the stream does not run, nothing is judged."""
        now = facts_of(figures)
        if now is None:
            self._samples = []
            return []
        if self.expected is None:
            self._learn(now, moment)
            return []
        another = other_pictures(self.expected, now)
        margin = _WELL_AGAIN if self.event is not None else 1.0
        departed = another + departures(self.expected, now, margin=margin)
        detail = f"{self.stream}: " + "; ".join(departed)
        lasts_us = 0 if another else LASTS_US
        return self._standing.feed(bool(departed), moment, detail, 50, lasts_us=lasts_us)

    def end(self, at_us: int) -> list[Event]:
        """The camera is watched no more."""
        return self._standing.end(at_us)

    def _learn(self, now: StreamFacts, moment: Moment) -> None:
        before = self._samples[-1] if self._samples else now
        if (before.codec, before.width, before.height) != (now.codec, now.width, now.height):
            self._samples = []
        if not self._samples:
            self._samples_since_us = moment.mono_us
        self._samples.append(now)
        lasted_us = moment.mono_us - self._samples_since_us
        if lasted_us >= LEARNT_US and len(self._samples) >= _LEAST_SAMPLES:
            self.expected = _typical(self._samples)
            self._samples = []
            self._learnt(self.stream, self.expected)


def facts_of(figures: dict[str, Any]) -> StreamFacts | None:
    """Of a stream that delivers pictures, recorded or not. None of others, and of figures that are impossible."""
    try:
        facts = StreamFacts(
            codec=str(figures["codec"]),
            width=int(figures["width"]),
            height=int(figures["height"]),
            fps=float(figures["fps"]),
            bits_per_second=int(figures["bits_per_second"]),
            key_interval_us=int(figures.get("key_interval_us", 0)),
        )
    except (KeyError, TypeError, ValueError):
        return None
    return facts if facts.fps > 0 else None


def other_pictures(expected: StreamFacts, now: StreamFacts) -> list[str]:
    """Whether codec or size are others, for the technician. What is not known departs from nothing."""
    found = []
    if expected.codec and now.codec != expected.codec:
        found.append(f"codec {now.codec} instead of {expected.codec}")
    was, size = (expected.width, expected.height), (now.width, now.height)
    if all(was) and size != was:
        found.append(f"size {now.width}x{now.height} instead of {was[0]}x{was[1]}")
    return found


def departures(expected: StreamFacts, now: StreamFacts, *, margin: float = 1.0) -> list[str]:
    """Which figures are beyond their bounds, for the technician; ``margin`` over 1 draws the bounds closer."""
    found = []
    for name, (least, most) in _RANGES.items():
        usual, present = float(getattr(expected, name)), float(getattr(now, name))
        if usual > 0 and present > 0 and not (least * margin <= present / usual <= most / margin):
            found.append(f"{name} {present:g} instead of {usual:g}")
    return found


def _typical(samples: list[StreamFacts]) -> StreamFacts:
    last = samples[-1]
    return StreamFacts(
        last.codec,
        last.width,
        last.height,
        round(median(each.fps for each in samples), 1),
        int(median(each.bits_per_second for each in samples)),
        int(median(each.key_interval_us for each in samples)),
    )
