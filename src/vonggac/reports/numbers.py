"""Counting a period: every figure by query over the books, and the same as text that can be frozen (I10)."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from vonggac.archive import selectors as archive
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause
from vonggac.places import selectors as places
from vonggac.places.schedule import RangeKind
from vonggac.reports import periods
from vonggac.reports.figures import FIGURES, SOURCES
from vonggac.reports.periods import Period, Year
from vonggac.reports.states import PeriodKind

VERSION = 1
ALL = frozenset(each.code for each in FIGURES)
_WHOLE = 10_000
_PLANNED = frozenset({GapCause.NOT_SCHEDULED, GapCause.NO_EVENT})


@dataclass(frozen=True, slots=True)
class CameraNumbers:
    """Microseconds of one camera within the period, since it was commissioned and until now; erased by its day counts
    as recorded.
    """

    camera: str
    name: str
    span_us: int
    recorded_us: int
    planned_us: int
    """Without footage because nothing was to be recorded: by the plan, or until something happens."""
    gap_us: int
    unexplained_us: int
    unexplained: int

    @property
    def asked_us(self) -> int:
        """What was to be recorded."""
        return self.span_us - self.planned_us


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a report says in figures. ``now`` and ``before``: by code of the figure."""

    now: Mapping[str, int]
    before: Mapping[str, int]
    cameras: tuple[CameraNumbers, ...]

    def text(self, period: Period, earlier: Period) -> str:
        """Canonical JSON: what is frozen, and what its digest is of."""
        content = {
            "version": VERSION,
            "period": _days(period),
            "before_period": _days(earlier),
            "now": dict(self.now),
            "before": dict(self.before),
            "cameras": [asdict(each) for each in self.cameras],
        }
        return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(text: str) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def thawed(text: str) -> Numbers:
    """What was frozen."""
    content: dict[str, Any] = json.loads(text)
    cameras = tuple(CameraNumbers(**each) for each in content["cameras"])
    return Numbers(content["now"], content["before"], cameras)


def year_of(school: UUID) -> Year:
    """The school's year, with the terms of its calendar."""
    row = places.school(school)
    terms = sorted(
        (each.from_day, each.to_day)
        for each in places.calendar_of(school)
        if each.kind == RangeKind.TERM
    )
    return Year(row.year_month, row.year_day, tuple(terms))


def count(school: UUID, period: Period, only: Collection[str] = ALL) -> Numbers:
    """The period and the one before, over the books as they are. ``only`` these figures: other rooms are not asked."""
    cameras = by_camera(school, period.span)
    earlier = periods.before(period, year_of(school))
    return Numbers(
        figures(school, period.span, cameras, only),
        figures(school, earlier.span, by_camera(school, earlier.span), only),
        cameras,
    )


def figures(
    school: UUID, span: Range, cameras: tuple[CameraNumbers, ...], only: Collection[str] = ALL
) -> dict[str, int]:
    """Figures by their code, in the order of ``FIGURES``."""
    rooms = {code.partition(".")[0] for code in only}
    known = {name: source(school, span) for name, source in SOURCES.items() if name in rooms}
    known["cameras"] = _together(cameras)
    found = {}
    for code in (each.code for each in FIGURES if each.code in only):
        room, _, name = code.partition(".")
        found[code] = int(known[room].get(name, 0) or 0)
    return found


def by_camera(school: UUID, span: Range) -> tuple[CameraNumbers, ...]:
    """Cameras that had something to record in the span, in the order of the wall."""
    found = []
    for each in places.cameras(school, include_out_of_use=True):
        known = archive.lengths(each.id, "main", span)
        if known is None:
            continue
        planned = sum(known.gaps_us.get(cause, 0) for cause in _PLANNED)
        found.append(
            CameraNumbers(
                camera=each.id,
                name=each.name,
                span_us=known.span_us,
                recorded_us=known.recorded_us,
                planned_us=planned,
                gap_us=sum(known.gaps_us.values()) - planned,
                unexplained_us=known.unexplained_us,
                unexplained=known.unexplained,
            )
        )
    return tuple(found)


def _together(cameras: tuple[CameraNumbers, ...]) -> dict[str, int]:
    whole = sum(each.asked_us for each in cameras)
    recorded = sum(each.recorded_us for each in cameras)
    return {
        "recorded": len(cameras),
        "recorded_share": recorded * _WHOLE // whole if whole else 0,
        "planned_us": sum(each.planned_us for each in cameras),
        "gap_us": sum(each.gap_us for each in cameras),
        "unexplained_us": sum(each.unexplained_us for each in cameras),
        "unexplained": sum(each.unexplained for each in cameras),
    }


def _days(period: Period) -> dict[str, str]:
    return {
        "kind": PeriodKind(period.kind).value,
        "from_day": period.from_day.isoformat(),
        "to_day": period.to_day.isoformat(),
    }
