"""Lives of an archivist that erases and ends in SIGKILL at a chosen step: run by ``test_dying_while_erasing``.

Prints what is left as JSON.
"""

import json
import os
import signal
import sys
from pathlib import Path

from tests.archive.dying import child
from tests.archive.keeping import LATER_US, Clocks, Office, archivist_at, entries
from tests.scenes.databases import lay
from tests.scenes.segments import NOON_US
from tests.scenes.store import GATE, YARD, Store
from vonggac.archive import selectors
from vonggac.archive.models import Event as EventRow
from vonggac.archive.models import Segment
from vonggac.archive.verification import verify_store
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US
from vonggac.kernel.events import Event, EventJournal, EventKind, EventSource
from vonggac.kernel.ranges import Range
from vonggac.vault.volumes import make_marker

STEPS = (
    "tombstoned", "attested", "withdrawn", "unlinked", "told", "erased", "cleared", "rolled", "destroyed",
)  # fmt: skip
LIVES = [*((step, skipped) for step in STEPS for skipped in (0, 1)), ("unlinked", 3)]
HELD = Range(NOON_US + 2 * MINUTE_US, NOON_US + 2 * MINUTE_US + 1)


def main(folder: str) -> None:
    store = Store.at(Path(folder))
    make_marker(store.volume)
    lay(store.data)
    clocks = Clocks(NOON_US)
    for step, skipped in LIVES:
        fill(store, clocks.utc_us)
        clocks.go(HOUR_US)
        child(lambda: adopt(store, clocks))
        clocks.go(LATER_US + 35 * DAY_US)
        child(lambda s=step, n=skipped: erase(store, clocks, s, n), may_die=True)  # type: ignore[misc]
        clocks.go(MINUTE_US)
        child(lambda: erase(store, clocks))
    child(lambda: tell(store))


def fill(store: Store, at_us: int) -> None:
    """Three minutes of one camera, two of the other, an event, a key that nothing was sealed with."""
    for number in range(3):
        store.record(GATE, at_us + number * MINUTE_US)
    for number in range(2):
        store.record(YARD, at_us + number * MINUTE_US)
    one = Event(f"{at_us:032x}", YARD, EventKind.MOTION, EventSource.PICTURE, at_us, None, at_us)
    EventJournal(store.data.events, "watch").append(one)


def office() -> Office:
    return Office(holds=[(GATE, HELD)])


def adopt(store: Store, clocks: Clocks) -> None:
    with archivist_at(store, clocks, office()):
        pass


def erase(store: Store, clocks: Clocks, step: str = "", skipped: int = 0) -> None:
    left = [skipped]

    def reached(name: str) -> None:
        if name == step:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1

    with archivist_at(store, clocks, office(), reached) as archivist:
        archivist.keeper.sweep()
        archivist.tidy()


def tell(store: Store) -> None:
    def told(kind: str) -> list[int]:
        return sorted(idx for each in entries(store, kind) for idx in each["idx"])  # type: ignore[attr-defined]

    verified = verify_store(store.data, deep=True, keyholder=store.keyholder, at_us=NOON_US)
    said = {
        "states": list(Segment.objects.order_by("ledger_idx").values_list("state", flat=True)),
        "files": len(list(store.volume.rglob("*.vgs"))),
        "tombstones": told("tombstone"),
        "done": told("delete.done"),
        "events": EventRow.objects.count() + len(list(store.data.events.rglob("*.jsonl"))),
        "keys": store.keyholder.epochs(),
        "findings": [f"{each.kind} {each.detail}" for each in verified.findings],
        "reported": [f"{each.kind} {each.detail}" for each in selectors.findings()],
    }
    print(json.dumps(said))  # noqa: T201  (read by the test)
    sys.stdout.flush()
