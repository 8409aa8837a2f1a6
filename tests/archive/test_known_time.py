"""Days are counted by a time that is known: a clock that was set, or was wrong, erases nothing early (FORMATS §9.1)."""

from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.archive.keeping import LATER_US, Clocks, Office, archivist_at, live
from tests.scenes.segments import NOON_US
from tests.scenes.store import GATE, Store
from vonggac.archive import selectors, status
from vonggac.archive.archivist import Archivist
from vonggac.archive.findings import FindingKind
from vonggac.archive.models import Segment
from vonggac.archive.reindex import reindex
from vonggac.archive.trusted import CONFIRMED, TrustedTime
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US
from vonggac.ledger.services import record
from vonggac.vault.volumes import make_marker

pytestmark = pytest.mark.django_db(databases=["default", "archive"], transaction=True)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.at(tmp_path)
    make_marker(made.volume)
    return made


@pytest.fixture
def clocks() -> Clocks:
    return Clocks(NOON_US + HOUR_US)


@pytest.fixture
def office() -> Office:
    return Office()


def files(store: Store) -> list[Path]:
    return sorted(store.volume.rglob("*.vgs"))


def kinds() -> list[FindingKind]:
    return [each.kind for each in selectors.findings()]


def test_a_clock_set_years_ahead_erases_nothing(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """The known time goes on by the monotonic clock; set back, or confirmed, days count again."""
    store.record_run(GATE, range(3))

    def years(archivist: Archivist) -> None:
        clocks.set(NOON_US + 5 * 365 * DAY_US)
        clocks.mono_us += MINUTE_US

    live(store, clocks, office, years)
    assert len(files(store)) == 3
    assert kinds() == [FindingKind.CLOCK]
    said = status.read(store.data)
    assert said is not None
    assert said.clock_ahead_us > 4 * 365 * DAY_US


def test_a_restart_with_the_clock_ahead_is_not_believed_either(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """The index remembers how far the time was known; a rebuilt one learns it from the ledger."""
    store.record_run(GATE, range(3))
    live(store, clocks, office)
    clocks.set(NOON_US + 5 * 365 * DAY_US)
    clocks.boot = "boot-2"
    for _ in range(2):
        live(store, clocks, office)
        assert len(files(store)) == 3
        assert kinds() == [FindingKind.CLOCK]
        reindex(store.data)
    with transaction.atomic():
        record("config.change", what=CONFIRMED, actor="p-hanh")
    live(store, clocks, office)
    live(store, clocks, office)
    assert files(store) == []
    assert kinds() == []


def test_a_time_server_that_holds_the_clock_for_an_hour_is_believed(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """The machine was off all summer: nobody has to confirm what a time server says."""
    store.record(GATE, NOON_US)
    live(store, clocks, office)
    clocks.set(NOON_US + 90 * DAY_US)
    clocks.boot, clocks.synced = "boot-2", True
    with archivist_at(store, clocks, office) as archivist:
        archivist.keeper.sweep()
        assert len(files(store)) == 1
        for _ in range(7):
            clocks.go(10 * MINUTE_US)
            archivist.round()
        archivist.keeper.sweep()
    assert files(store) == []


def test_footage_of_a_clock_that_was_behind_is_not_erased_when_it_is_right_again(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """An empty battery: recorded today, says 2000. Its days count from today."""
    store.record(GATE, NOON_US)
    live(store, clocks, office)
    long_ago = 946_684_800_000_000
    store.record(GATE, long_ago, run="run-2")
    live(store, clocks, office)
    row = Segment.objects.order_by("start_us")[0]
    assert row.due_from_us == NOON_US + MINUTE_US
    assert len(files(store)) == 2
    reindex(store.data)
    assert Segment.objects.order_by("start_us")[0].due_from_us is not None
    clocks.go(LATER_US)
    live(store, clocks, office)
    assert files(store) == []


@given(
    st.lists(
        st.tuples(
            st.integers(0, 3 * HOUR_US), st.integers(-400 * DAY_US, 400 * DAY_US), st.booleans()
        ),
        max_size=30,
    )
)
def test_the_known_time_never_goes_further_than_was_lived_but_a_day_at_a_time(
    steps: list[tuple[int, int, bool]],
) -> None:
    """However often the clock is set: each jump that is believed is one of a day at most."""
    clocks, time = Clocks(NOON_US), TrustedTime()
    time.saw(clocks())
    for lived_us, jump_us, booted in steps:
        before_us = time.known_us
        clocks.go(lived_us)
        clocks.set(max(0, clocks.utc_us + jump_us))
        if booted:
            clocks.boot, clocks.mono_us = clocks.boot + "x", 0
        time.saw(clocks())
        assert before_us <= time.known_us <= before_us + lived_us + DAY_US
        assert time.due_us(clocks.utc_us) <= clocks.utc_us
