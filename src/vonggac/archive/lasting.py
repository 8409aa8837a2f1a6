"""Gaps that last: what a failure is opened for (I4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from vonggac.archive.sql import query
from vonggac.kernel.clock import DAY_US, MINUTE_US, SECOND_US
from vonggac.kernel.streams import GapCause

EXCUSED = frozenset(
    {
        GapCause.NOT_SCHEDULED,
        GapCause.NO_EVENT,
        GapCause.MAINTENANCE,
        GapCause.OUT_OF_SERVICE,
    }
)
"""Somebody decided that there should be no footage: no failure, and no fault on a coverage sheet."""

LASTING_US = 2 * MINUTE_US
TOUCHING_US = SECOND_US
"""Two gaps this close are one outage whose cause changed."""
LOOKED_BACK_US = 7 * DAY_US


@dataclass(frozen=True, slots=True)
class LastingGap:
    """One outage of one stream: gaps of excused causes are no part of it, a change of cause does not end it."""

    camera: str
    stream: str
    from_us: int
    to_us: int | None
    """None: it goes on."""
    cause: GapCause
    """What it began with; with camera, stream and ``from_us`` it names the outage for good."""
    causes: tuple[GapCause, ...]
    """Each cause once, as they came; the last one is the newest."""
    detail: str
    """For the technician, of the newest."""

    @property
    def id(self) -> str:
        """The same whenever it is asked for."""
        return f"{self.camera}/{self.stream}/{self.from_us}/{self.cause.value}"

    def length_us(self, now_us: int) -> int:
        return (now_us if self.to_us is None else self.to_us) - self.from_us


def lasting_gaps(
    now_us: int,
    min_us_by_cause: Mapping[GapCause, int] | None = None,
    *,
    since_us: int | None = None,
) -> list[LastingGap]:
    """Outages that go on, or ended after ``since_us`` (a week ago), and lasted at least as long as their cause allows.

    A cause without a threshold has two minutes; an outage of several causes the shortest of theirs. By begin.
    """
    allowed = min_us_by_cause or {}
    since = now_us - LOOKED_BACK_US if since_us is None else since_us
    found = [
        each
        for each in _outages(since)
        if each.length_us(now_us) >= min(allowed.get(cause, LASTING_US) for cause in each.causes)
    ]
    return sorted(found, key=lambda each: (each.from_us, each.camera, each.stream))


_Row = tuple[str, str, int, int | None, str, str]
_ROWS = """
SELECT t.camera, t.name, g.from_us, g.to_us, g.cause, g.detail FROM archive_stream t CROSS JOIN archive_gap g
  WHERE g.stream_id = t.id AND g.to_us > %s
UNION ALL SELECT t.camera, t.name, g.from_us, g.to_us, g.cause, g.detail FROM archive_stream t CROSS JOIN archive_gap g
  WHERE g.stream_id = t.id AND g.to_us IS NULL
"""
"""Sorted by the caller: in any other order of the tables, every gap there ever was is looked at."""


def _outages(since_us: int) -> Iterator[LastingGap]:
    told: list[_Row] = [each for each in query(_ROWS, (since_us,)) if each[4] not in EXCUSED]
    rows = sorted(told, key=lambda each: each[:3])
    for _, mine in groupby(rows, key=lambda each: each[:2]):
        chain: list[_Row] = []
        for row in mine:
            if chain and not _touches(chain[-1], row):
                yield _outage(chain)
                chain = []
            chain.append(row)
        yield _outage(chain)


def _touches(before: _Row, row: _Row) -> bool:
    return before[3] is None or row[2] <= before[3] + TOUCHING_US


def _outage(chain: list[_Row]) -> LastingGap:
    first, last = chain[0], chain[-1]
    ends = [each[3] for each in chain]
    causes = tuple(dict.fromkeys(GapCause(each[4]) for each in chain))
    to_us = None if None in ends else max(each for each in ends if each is not None)
    return LastingGap(first[0], first[1], first[2], to_us, GapCause(first[4]), causes, last[5])
