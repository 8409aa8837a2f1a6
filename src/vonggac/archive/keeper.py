"""The archivist's part that keeps and erases: what time it is, how the volumes are, what is due, what to say of it.

Between two portions of erasing the archivist adopts: a long pass holds up nothing.
"""

import logging
from collections.abc import Callable, Collection, Iterator

from vonggac.archive import graves, leftovers, room, services, status
from vonggac.archive.erasing import FILES_A_TIME, Eraser
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.forecast import forecast
from vonggac.archive.guard import Guard, observe
from vonggac.archive.retention import OVERDUE_US, NoAnswer, Policy, Sweep
from vonggac.archive.trusted import Observation
from vonggac.archive.volume_states import Asked, VolumeState, probe
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US, monotonic_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.writer import LedgerWriter
from vonggac.vault.keys import MachineKeyholder

SWEEP_US = 10 * MINUTE_US
UNANCHORED_US = HOUR_US
_CLOCK = "clock"
_ANCHOR = "outside anchor"
_RESERVE = "the disks have nothing but their reserve left, and no footage is past its days: nothing is erased"
_FULL = "the disks are full, and no footage is past its days: nothing is erased, nothing recorded"

_log = logging.getLogger(__name__)


class Keeper:
    """Belongs to one archivist; not for several threads at once."""

    def __init__(
        self,
        data: DataFolder,
        ledger: LedgerWriter,
        policy: Policy | None,
        *,
        seen: Callable[[], Observation] = observe,
        reached: Callable[[str], None] = lambda _: None,
        anchored: Callable[[], int | None] = lambda: None,
    ) -> None:
        """``policy`` None: nothing is ever erased. ``anchored``: as ``Eraser`` asks it."""
        self._anchored = anchored
        self._data = data
        self._ledger = ledger
        self._policy = policy
        self._seen = seen
        self._reached = reached
        self._keys = MachineKeyholder(data.keys)
        self._pass: Iterator[None] | None = None
        self._swept_mono_us: int | None = None
        self._swept_us = 0
        self._erased = 0
        self._passes = 0
        self._spent_at_pass: int | None = None
        self.guard = Guard()
        self.states: list[VolumeState] = []
        self.eraser = Eraser(
            ledger,
            self._keys,
            at_us=self.wall_us,
            reached=reached,
            away=self._away_now,
            anchored=anchored,
        )

    def wall_us(self) -> int:
        return self._seen().utc_us

    @property
    def away(self) -> set[str]:
        """Volumes that are not there, or do not answer: their files are not asked for."""
        return {each.path for each in self.states if not each.there}

    @property
    def silent(self) -> set[str]:
        """Volumes that do not answer."""
        return {each.path for each in self.states if not each.answers}

    @property
    def _here(self) -> list[str]:
        return [each.path for each in self.states if each.there]

    def _away_now(self, volumes: Collection[str]) -> set[str]:
        """Of volumes that were there when they were last looked at."""
        asked = [
            Asked(each.path, each.marker, footage_bytes=each.footage_bytes)
            for each in self.states
            if each.path in volumes
        ]
        return {each.path for each in probe(asked) if not each.there}

    def load(self) -> None:
        """What the index remembers of the time."""
        self.guard.load()

    def clocks(self) -> tuple[int, int]:
        """(what the wall clock says, how far the time is known)."""
        seen = self._seen()
        if self.guard.whole:
            self.guard.time.saw(seen)
        return seen.utc_us, self.guard.time.known_us if self.guard.whole else 0

    # ----------------------------------------------------------------- once a minute

    def look(self, reader: LedgerReader) -> None:
        """Follows the time, asks the volumes, and says what there is to say."""
        reader.refresh()
        self.guard.follow(reader)
        wall_us, _ = self.clocks()
        self.guard.save()
        self._tell_clock(wall_us)
        self.states = room.look(self._data, at_us=wall_us)
        self._tell_room(wall_us)
        while self.eraser.finish(self._here) == FILES_A_TIME:
            self._ledger.checkpoint_if_due()

    def _tell_clock(self, wall_us: int) -> None:
        ahead_us = self.guard.time.ahead_us
        if not ahead_us:
            services.settle(FindingKind.CLOCK, [_CLOCK])
            return
        detail = (
            f"the clock jumped {ahead_us // DAY_US} days ahead: days of footage are not counted by it"
            " until it is set back, a time server holds it, or somebody confirms the date"
        )
        services.report([Found(FindingKind.CLOCK, _CLOCK, detail)], at_us=wall_us)

    def _tell_room(self, wall_us: int) -> None:
        told = forecast(self.states, self._days_of, at_us=wall_us)
        low, full = room.low(self.states, told.bytes_a_day), room.full(self.states)
        spent = room.spent(self.states)
        if low and self._swept_mono_us is not None:
            # What is past its days goes now; what is not stays, however full the disk is.
            self._swept_mono_us = min(self._swept_mono_us, monotonic_us() - SWEEP_US)
        status.write(
            self._data,
            status.ArchiveStatus(
                at_us=wall_us, volumes=tuple(self.states), disk_low=low, disk_full=full,
                clock_ahead_us=self.guard.time.ahead_us, known_us=self.guard.time.known_us,
                forecast=told.to_json(), swept_us=self._swept_us, erased=self._erased,
            ),
        )  # fmt: skip
        if not spent:
            self._spent_at_pass = None
        elif self._spent_at_pass is None:
            self._spent_at_pass = self._passes
        # A whole pass since then: now it is known that nothing is left that may go.
        sure = self._spent_at_pass is not None and self._passes > self._spent_at_pass
        for reason, detail, so in (
            ("reserve_used", _RESERVE, spent),
            ("disk_full", _FULL, full),
        ):
            self._shortfall(
                reason, detail, so=so, sure=sure, wall_us=wall_us, missing_bytes=told.missing_bytes
            )

    def _shortfall(
        self, reason: str, detail: str, *, so: bool, sure: bool, wall_us: int, missing_bytes: int
    ) -> None:
        """Once an entry, and a finding as long as it is so."""
        if not so:
            services.settle(FindingKind.RETENTION, [reason])
            return
        if not sure:
            return
        if not services.is_reported(FindingKind.RETENTION, reason):
            entry = {"t": "retention.shortfall", "reason": reason}
            self._ledger.append([entry | {"missing_bytes": missing_bytes}])
            self._ledger.checkpoint()
        _log.error(detail)
        services.report([Found(FindingKind.RETENTION, reason, detail)], at_us=wall_us)

    def _days_of(self, camera: str) -> int | None:
        try:
            return self._policy.days(camera) if self._policy else None
        except NoAnswer:
            return None

    # ----------------------------------------------------------------- erasing

    def turn(self) -> bool:
        """One portion of erasing, where a pass is due or goes on; whether there may be more at once."""
        if self._pass is None and not self._due():
            return False
        if self._pass is None:
            self._pass = self._whole_pass()
        running, self._pass = self._pass, None
        if next(running, self) is self:
            return False
        # An error above leaves no pass behind: the next one begins anew, in its time.
        self._pass = running
        return True

    def sweep(self) -> int:
        """A whole pass at once; how many segments got their tombstone."""
        self._pass, self._swept_mono_us = None, None
        while self.turn():
            pass
        return self._erased

    def _due(self) -> bool:
        waited = self._swept_mono_us is None or monotonic_us() - self._swept_mono_us >= SWEEP_US
        return self._policy is not None and self.guard.whole and waited

    def _whole_pass(self) -> Iterator[None]:
        if self._policy is None:
            return
        self._swept_mono_us = monotonic_us()
        wall_us, _ = self.clocks()
        due_us = self.guard.time.due_us(wall_us)
        sweep = Sweep(self._policy, self.eraser, self._keys, due_us=due_us, at_us=wall_us)
        for _ in sweep.portions():
            while self.eraser.finish(self._here) == FILES_A_TIME:
                yield
            yield
        self._clear(sweep, wall_us)
        self._tell_overdue(wall_us)
        self._tell_unanchored(wall_us)
        self._swept_us, self._erased = wall_us, sweep.erased
        self._passes += 1
        if sweep.erased:
            _log.info("erased %d segments that were past their days", sweep.erased)

    def _clear(self, sweep: Sweep, wall_us: int) -> None:
        if self._policy is None:
            return
        try:
            leftovers.clear(self._data, self._policy, sweep.cutoffs, sweep.due_us)
            self._reached("cleared")
        except NoAnswer as error:
            found = Found(FindingKind.RETENTION, "events", f"no journal is removed: {error}")
            services.report([found], at_us=wall_us)

    def _tell_unanchored(self, wall_us: int) -> None:
        """Erasing waits for the witnesses: said after an hour, as long as it is so."""
        below = self._anchored()
        count = 0 if below is None else graves.unanchored(below, wall_us - UNANCHORED_US)
        if not count:
            services.settle(FindingKind.OVERDUE, [_ANCHOR])
            return
        detail = f"{count} files have their tombstone and wait: no witness has signed it yet"
        services.report([Found(FindingKind.OVERDUE, _ANCHOR, detail)], at_us=wall_us)

    def _tell_overdue(self, wall_us: int) -> None:
        waiting = {
            volume or "": (count, since)
            for volume, count, since in graves.unfinished(wall_us - OVERDUE_US)
        }
        services.settle(
            FindingKind.RETENTION, [each.path for each in self.states if each.path not in waiting]
        )
        for volume, (count, _) in waiting.items():
            detail = f"overdue: {count} files have their tombstone for more than a day and are still there"
            services.report([Found(FindingKind.RETENTION, volume, detail)], at_us=wall_us)
