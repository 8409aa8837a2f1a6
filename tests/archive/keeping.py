"""Helpers of the tests of retention: clocks that can be set, a policy that can be changed, lives of the archivist."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from typing import Any
from unittest.mock import patch

from tests.scenes.segments import NOON_US
from tests.scenes.store import Store
from vonggac.archive.archivist import Archivist, opened
from vonggac.archive.retention import Policy
from vonggac.archive.trusted import Observation
from vonggac.kernel.clock import DAY_US, HOUR_US
from vonggac.kernel.ranges import Range, union
from vonggac.ledger.reader import LedgerReader


@dataclass
class Clocks:
    """A machine that runs on: both clocks go together unless the wall clock is set."""

    utc_us: int = NOON_US
    mono_us: int = 0
    boot: str = "boot-1"
    synced: bool = False

    def __call__(self) -> Observation:
        return Observation(self.utc_us, self.mono_us, self.boot, self.synced)

    def go(self, us: int) -> None:
        self.utc_us += us
        self.mono_us += us

    def set(self, utc_us: int) -> None:
        self.utc_us = utc_us


@dataclass
class Office:
    """What people decided."""

    days: dict[str, object] = field(default_factory=dict)
    holds: list[tuple[str, Range]] = field(default_factory=list)
    default: object = 30

    def policy(self) -> Policy:
        return Policy(
            days_of=lambda camera: self.days.get(camera, self.default),  # type: ignore[arg-type, return-value]
            held=self._held,
        )

    def _held(self, camera: str, wanted: Range, at_us: int) -> str:
        mine = union(each for named, each in self.holds if named == camera)
        return "case 7" if any(each.overlap(wanted) for each in mine) else ""


@contextmanager
def archivist_at(
    store: Store,
    clocks: Clocks,
    office: Office | None,
    reached: Callable[[str], None] = lambda _: None,
    anchored: Callable[[], int | None] = lambda: None,
) -> Iterator[Archivist]:
    """The ledger's entries have the time of the test, too."""
    fake: dict[str, Any] = {
        "now_us": lambda: clocks.utc_us,
        "monotonic_us": lambda: clocks.mono_us,
        "boot_id": lambda: clocks.boot,
    }
    policy = office.policy() if office is not None else None
    with (
        patch.multiple("vonggac.ledger.writer", **fake),
        opened(
            store.data, policy=policy, seen=clocks, reached=reached, anchored=anchored
        ) as archivist,
    ):
        archivist.start()
        archivist.drain(Event())
        archivist.tidy()
        yield archivist


def live(
    store: Store,
    clocks: Clocks,
    office: Office | None,
    work: Callable[[Archivist], None] = lambda archivist: None,
) -> None:
    """One life of the archivist: starts, adopts all there is, erases what is due, ends in order."""
    with archivist_at(store, clocks, office) as archivist:
        work(archivist)
        archivist.keeper.sweep()
        archivist.tidy()


def entries(store: Store, *types: str) -> list[dict[str, object]]:
    return [e for _, e in LedgerReader(store.data.ledger).objects() if e["t"] in types]


DAYS_30 = 30 * DAY_US
LATER_US = DAYS_30 + HOUR_US
