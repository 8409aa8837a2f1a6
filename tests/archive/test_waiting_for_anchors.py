"""No file goes before its tombstone is held outside, where the school has a witness (FORMATS §9.1, I6)."""

from pathlib import Path

import pytest

from tests.archive.keeping import LATER_US, Clocks, Office, archivist_at, entries, live
from tests.scenes.segments import NOON_US
from tests.scenes.store import GATE, Store
from vonggac.archive import selectors
from vonggac.archive.archivist import Archivist
from vonggac.archive.findings import FindingKind
from vonggac.kernel.clock import HOUR_US
from vonggac.kernel.ranges import Range
from vonggac.vault.volumes import make_marker

pytestmark = pytest.mark.django_db(databases=["archive", "default"])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.at(tmp_path)
    make_marker(made.volume)
    made.record_run(GATE, range(3))
    return made


@pytest.fixture
def clocks(store: Store) -> Clocks:
    made = Clocks(NOON_US + HOUR_US)
    live(store, made, Office())
    made.go(LATER_US)
    return made


def files(store: Store) -> int:
    return len(list(store.volume.rglob("*.vgs")))


def swept(archivist: Archivist) -> None:
    archivist.keeper.sweep()
    archivist.tidy()


def test_it_waits_says_so_and_goes_on(store: Store, clocks: Clocks) -> None:
    """Withdrawn at once; the files go with the anchor, and not one entry before it."""
    held = 0
    with archivist_at(store, clocks, Office(), anchored=lambda: held) as archivist:
        swept(archivist)
        (stone,) = entries(store, "tombstone")
        assert (files(store), entries(store, "delete.done")) == (3, [])
        assert selectors.coverage(GATE, "main", _hour(), at_us=clocks.utc_us).footage == []
        assert [each.kind for each in selectors.findings()] == []
        clocks.go(2 * HOUR_US)
        swept(archivist)
        assert [each.kind for each in selectors.findings()] == [FindingKind.OVERDUE]
        index = archivist._ledger.size - 1
        for held in (1, index):  # noqa: B007  (asked for by the archivist)
            swept(archivist)
            assert files(store) == 3
        held = index + 1
        swept(archivist)
    assert files(store) == 0
    assert [each["batch"] for each in entries(store, "delete.done")] == [stone["batch"]]
    assert selectors.findings() == []


def test_a_new_start_waits_as_well(store: Store, clocks: Clocks) -> None:
    """Repair at the start finishes what was begun, and nothing that nobody outside holds."""
    with archivist_at(store, clocks, Office(), anchored=lambda: 0) as archivist:
        swept(archivist)
    with archivist_at(store, clocks, Office(), anchored=lambda: 0):
        assert files(store) == 3
    with archivist_at(store, clocks, Office(), anchored=lambda: 10**6):
        assert files(store) == 0


def test_a_school_without_witnesses_waits_for_nobody(store: Store, clocks: Clocks) -> None:
    live(store, clocks, Office())
    assert files(store) == 0


def _hour() -> Range:
    return Range(NOON_US, NOON_US + HOUR_US)
