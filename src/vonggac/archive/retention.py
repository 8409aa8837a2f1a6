"""Decides what is due: past the days that were decided for its camera, by a time that is known, and not held (I6).

Whoever composes the product injects the two decisions; nothing here knows the office. Where one of them cannot be had,
or says nothing possible, nothing of that camera is erased, and a finding says so.
"""

import calendar
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from vonggac.archive import graves, selectors, services
from vonggac.archive.erasing import FILES_A_TIME, Eraser, Sentence
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.graves import DueRow
from vonggac.kernel.clock import DAY_US, SECOND_US
from vonggac.kernel.ranges import Range
from vonggac.vault.keys import MachineKeyholder

LEAST_DAYS = 7
"""khoản 3 Điều 2, settings of the regulation: whatever a policy says, nothing younger is ever erased."""
MOST_DAYS = 36_500
RULE = "retention"
OVERDUE_US = DAY_US
_WIDER_US = 10 * SECOND_US
"""A hold covers one GOP more on each side (FORMATS §9.2)."""
_MARGIN_US = DAY_US
"""A segment that began in the month may end in the next."""

_log = logging.getLogger(__name__)


class NoAnswer(RuntimeError):
    """What was decided cannot be known now, or is no possible decision."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What people decided."""

    days_of: Callable[[str], int]
    """Days that the camera's footage is kept, both streams."""
    held: Callable[[str, Range, int], str]
    """Empty, or why the camera's footage of that range must stay; by a known time, since a hold may end."""
    quiet: Callable[[], AbstractContextManager[Any]] = nullcontext
    """Within it no hold is placed: the answer is still true when the tombstone stands."""
    holds: Callable[[], Sequence["HeldRange"]] = tuple
    """Everything that is held: read again once, after it was placed."""

    def days(self, camera: str) -> int:
        """Raises NoAnswer."""
        days: object = _asked(lambda: self.days_of(camera))
        if type(days) is not int or not LEAST_DAYS <= days <= MOST_DAYS:
            raise NoAnswer(f"{days!r:.60} days are no decision")
        return days

    def hold(self, camera: str, wanted: Range, at_us: int) -> str:
        """Raises NoAnswer."""
        wider = widened(wanted)
        why: object = _asked(lambda: self.held(camera, wider, at_us))
        if type(why) is not str:
            raise NoAnswer("whether it is held is no text")
        return why

    def all_held(self) -> list["HeldRange"]:
        """Raises NoAnswer."""
        return list(_asked(self.holds))

    @contextmanager
    def still(self) -> Iterator[None]:
        """Raises NoAnswer where the office cannot be made to wait."""
        with ExitStack() as stack:
            _asked(lambda: stack.enter_context(self.quiet()))
            yield


@dataclass(frozen=True, slots=True)
class HeldRange:
    """One camera's footage under one hold."""

    hold: str
    """32 hex digits."""
    camera: str
    footage: Range


def widened(footage: Range) -> Range:
    """With one GOP more on each side: what a hold covers."""
    return Range(max(0, footage.from_us - _WIDER_US), footage.to_us + _WIDER_US)


def _asked(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except Exception as error:
        raise NoAnswer(f"{type(error).__name__}: {error}") from error


class Sweep:
    """One pass over everything that is due, in portions: between two of them the archivist adopts."""

    def __init__(
        self, policy: Policy, eraser: Eraser, keys: MachineKeyholder, *, due_us: int, at_us: int
    ) -> None:
        """``due_us``: the time by which footage is judged (``TrustedTime.due_us``)."""
        self._policy = policy
        self._eraser = eraser
        self._keys = keys
        self._at_us = at_us
        self.erased = 0
        self.due_us = due_us
        self.cutoffs: dict[str, int] = {}
        """Of each camera whose days are known: what began to count before is due."""

    def portions(self) -> Iterator[None]:
        """Does one portion's tombstones between two yields. OSError and DatabaseError pass: the next pass goes on."""
        whole = True
        streams = selectors.stream_rows()
        for camera, mine in groupby(streams, key=lambda each: each.camera):
            try:
                days = self._policy.days(camera)
                self.cutoffs[camera] = self.due_us - days * DAY_US
                for stream in mine:
                    for portion in self._due(camera, stream.id, self.cutoffs[camera]):
                        self._condemn(camera, days, portion)
                        yield
                services.settle(FindingKind.RETENTION, [camera])
            except NoAnswer as error:
                whole = False
                self.cutoffs.pop(camera, None)
                detail = f"nothing is erased: {error}"
                _log.error("retention of %s: %s", camera, detail)
                found = Found(FindingKind.RETENTION, camera, detail[:300], camera)
                services.report([found], at_us=self._at_us)
        if whole and self.cutoffs:
            self._eraser.retire(self._dead_epochs(min(self.cutoffs.values())))

    def _due(self, camera: str, stream: int, cutoff_us: int) -> Iterator[list[DueRow]]:
        after = (-1, 0)
        while rows := graves.due(stream, cutoff_us, after, FILES_A_TIME):
            after = rows[-1].end_us, rows[-1].row
            if self._free(camera, rows):
                yield rows

    def _free(self, camera: str, rows: list[DueRow]) -> list[DueRow]:
        """Those that no hold covers; one question where none covers any of them."""
        whole = Range(min(each.start_us for each in rows), max(each.end_us for each in rows))
        if not self._policy.hold(camera, whole, self.due_us):
            return rows
        return [
            each
            for each in rows
            if not self._policy.hold(camera, Range(each.start_us, each.end_us), self.due_us)
        ]

    def _condemn(self, camera: str, days: int, due: list[DueRow]) -> None:
        """Asked anew while none can be placed: a hold is seen here, or finds what it comes too late for gone."""
        with self._policy.still():
            rows = self._free(camera, due)
            if rows:
                self._pronounce(camera, days, rows)

    def _pronounce(self, camera: str, days: int, rows: list[DueRow]) -> None:
        latest_us = max(each.due_from_us for each in rows) + days * DAY_US
        indices = tuple(sorted(each.ledger_idx for each in rows))
        held = self._policy.all_held()
        graves.arraign(
            indices, [(h.hold, h.camera, h.footage.from_us, h.footage.to_us) for h in held]
        )
        self._eraser.condemn(Sentence(camera, indices, RULE, f"{days}-days", latest_us))
        self.erased += len(rows)

    def _dead_epochs(self, cutoff_us: int) -> list[str]:
        """Months that are past every camera's days, and of which nothing is there any more."""
        dead = []
        for epoch in self._keys.epochs():
            until_us = month_end_us(epoch)
            if until_us + _MARGIN_US <= cutoff_us and not graves.epoch_kept(epoch, until_us):
                dead.append(epoch)
        return dead


def month_end_us(epoch: str) -> int:
    """The first instant after the UTC month ``2026-11``."""
    year, month = map(int, epoch.split("-"))
    following = (year + month // 12, month % 12 + 1, 1, 0, 0, 0)
    return calendar.timegm(following) * SECOND_US
