"""Only retention erases: past its days, by a time that is known, never inside a hold, tombstone first (I6)."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.archive.keeping import LATER_US, Clocks, Office, entries, live
from tests.scenes.segments import NOON_US
from tests.scenes.store import GATE, YARD, Store
from vonggac.archive import graves, selectors, services
from vonggac.archive.erasing import EPOCH_DESTROYED
from vonggac.archive.findings import FindingKind
from vonggac.archive.models import DayTotal, Segment
from vonggac.archive.reindex import reindex
from vonggac.archive.retention import month_end_us
from vonggac.archive.states import SegmentState
from vonggac.archive.verification import verify_store
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US
from vonggac.kernel.events import Event, EventJournal, EventKind, EventSource
from vonggac.kernel.instants import day_folder, iso
from vonggac.kernel.ranges import Range
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


def minute(start: int, end: int) -> Range:
    return Range(NOON_US + start * MINUTE_US, NOON_US + end * MINUTE_US)


def files(store: Store) -> list[Path]:
    return sorted(store.volume.rglob("*.vgs"))


def kinds() -> list[FindingKind]:
    return [each.kind for each in selectors.findings()]


def states() -> list[int]:
    return list(Segment.objects.order_by("start_us").values_list("state", flat=True))


def test_what_is_past_its_days_goes_with_a_tombstone_before_and_a_word_after(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """Both streams; the entry names each segment, the rule, the days and the instant; empty folders go too."""
    store.record_run(GATE, range(3))
    store.record_run(GATE, range(3), stream="sub")
    store.record(GATE, NOON_US + 5 * DAY_US)
    live(store, clocks, office)
    assert len(files(store)) == 7
    clocks.go(LATER_US)
    live(store, clocks, office)
    (kept,) = files(store)
    assert day_folder(NOON_US + 5 * DAY_US)[0] in str(kept)
    assert [each.name for each in (store.volume / GATE).iterdir()] == [kept.parents[1].name]
    stones, done = entries(store, "tombstone"), entries(store, "delete.done")
    assert [each["policy"] for each in stones] == ["30-days"] * 2
    assert sorted(idx for each in stones for idx in each["idx"]) == [1, 2, 3, 4, 5, 6]  # type: ignore[attr-defined]
    assert stones[0]["retain_until_us"] == minute(0, 3).to_us + 30 * DAY_US
    assert [each["idx"] for each in done] == [each["idx"] for each in stones]
    assert [each["batch"] for each in done] == [each["batch"] for each in stones]
    coverage = selectors.coverage(GATE, "main", minute(0, 3), at_us=clocks.utc_us)
    assert coverage.erased == [minute(0, 3)]
    assert coverage.footage == coverage.unexplained == []
    assert kinds() == []
    assert verify_store(store.data, at_us=NOON_US).findings == []


def test_without_a_policy_nothing_is_ever_erased(store: Store, clocks: Clocks) -> None:
    """An archivist that nobody told of any days."""
    store.record(GATE, NOON_US)
    clocks.go(1000 * DAY_US)
    live(store, clocks, None)
    assert len(files(store)) == 1
    assert entries(store, "tombstone") == []


@given(
    days=st.integers(7, 60),
    ages=st.lists(st.integers(0, 90 * 24), min_size=1, max_size=12, unique=True),
    holds=st.lists(st.tuples(st.integers(0, 90 * 24), st.integers(1, 30 * 24)), max_size=3),
)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_erased_is_what_is_past_its_days_and_not_held_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory,
    transactional_db: None,
    days: int,
    ages: list[int],
    holds: list[tuple[int, int]],
) -> None:
    """Whatever days, holds and ages (in hours)."""
    services.empty()
    store = Store.at(tmp_path_factory.mktemp("store"))
    at_us = NOON_US + 100 * DAY_US
    clocks, office = Clocks(at_us), Office(default=days)
    office.holds = [(GATE, Range(at_us - (a + b) * HOUR_US, at_us - a * HOUR_US)) for a, b in holds]
    for age in sorted(ages, reverse=True):
        store.record(GATE, at_us - age * HOUR_US - MINUTE_US)
    live(store, clocks, office)
    policy = office.policy()
    for row in Segment.objects.all():
        past = row.end_us + days * DAY_US <= at_us
        held = bool(policy.hold(GATE, Range(row.start_us, row.end_us), at_us))
        gone = row.state == SegmentState.ERASED
        assert gone == (past and not held), (iso(row.start_us), days)
        assert (Path(row.volume.path) / row.path).exists() != gone  # type: ignore[union-attr]


def test_a_hold_keeps_its_range_and_a_gop_on_each_side(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """The minute before begins the held one: its last GOP is needed to show the first held picture."""
    store.record_run(GATE, range(5))
    office.holds = [(GATE, Range(minute(2, 3).from_us, minute(2, 3).to_us))]
    clocks.go(LATER_US)
    live(store, clocks, office)
    assert states() == [4, 1, 1, 1, 4]
    office.holds = []
    live(store, clocks, office)
    assert states() == [4] * 5


@pytest.mark.parametrize(
    "days", [0, -1, 6, True, "30", None, 36_501, 30.0, OSError("the office is locked")]
)
def test_nonsense_erases_nothing_and_is_told(
    store: Store, clocks: Clocks, office: Office, days: object
) -> None:
    """No days, too few, no number, or a question that fails: the other camera's footage goes in its time."""
    store.record(GATE, NOON_US)
    store.record(YARD, NOON_US)
    if isinstance(days, OSError):
        failing = days

        def fail(camera: str) -> int:
            if camera == GATE:
                raise failing
            return 30

        office.policy = lambda: replace(Office().policy(), days_of=fail)  # type: ignore[method-assign]
    office.days[GATE] = days
    clocks.go(400 * DAY_US)
    live(store, clocks, office)
    assert [each.parents[2].name for each in files(store)] == [GATE]
    assert kinds() == [FindingKind.RETENTION]
    office.__dict__.pop("policy", None)
    office.days[GATE] = 30
    live(store, clocks, office)
    assert files(store) == []
    assert kinds() == []


def test_a_hold_that_cannot_be_asked_for_holds(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """Nobody knows whether it is held: then it stays."""
    store.record(GATE, NOON_US)

    def fail(camera: str, wanted: Range, at_us: int) -> str:
        raise RuntimeError("no room of holds")

    office.policy = lambda: replace(Office().policy(), held=fail)  # type: ignore[method-assign]
    clocks.go(LATER_US)
    live(store, clocks, office)
    assert len(files(store)) == 1
    assert kinds() == [FindingKind.RETENTION]


def test_files_that_are_missing_already_are_erased_all_the_same(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """Somebody took the file away: the tombstone says that its days are over, and the finding is settled."""
    path, _ = store.record(GATE, NOON_US)
    store.record(GATE, minute(1, 2).from_us)
    live(store, clocks, office)
    path.unlink()
    clocks.go(LATER_US)
    live(store, clocks, office)
    assert states() == [4, 4]
    assert verify_store(store.data, at_us=NOON_US).findings == []


def test_files_of_a_volume_that_is_away_go_when_it_is_back(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """The tombstone stands meanwhile, and an empty folder where it was mounted is not the volume."""
    store.record_run(GATE, range(3))
    live(store, clocks, office)
    away = store.volume.with_name("away")
    store.volume.rename(away)
    store.volume.mkdir()
    clocks.go(LATER_US)
    live(store, clocks, office)
    assert states() == [SegmentState.ERASING] * 3
    assert entries(store, "delete.done") == []
    assert FindingKind.VOLUME in kinds()
    store.volume.rmdir()
    away.rename(store.volume)
    live(store, clocks, office)
    assert states() == [4] * 3
    assert files(store) == []
    assert kinds() == []


def test_a_volume_unmounted_while_it_is_erased_from_keeps_its_word(
    store: Store, clocks: Clocks, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files that are missing because their disk is, are not said to be erased."""
    store.record_run(GATE, range(3))
    live(store, clocks, office)
    away, unlink = store.volume.with_name("away"), Path.unlink

    def unmount(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".vgs" and not away.exists():
            store.volume.rename(away)
            store.volume.mkdir()
        unlink(path, missing_ok)

    clocks.go(LATER_US)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", unmount)
        live(store, clocks, office)
    assert states() == [SegmentState.ERASING] * 3
    assert entries(store, "delete.done") == []
    store.volume.rmdir()
    away.rename(store.volume)
    live(store, clocks, office)
    assert states() == [4] * 3
    assert files(store) == []


def test_a_volume_that_is_read_only_keeps_its_files_and_is_told_as_overdue(
    store: Store, clocks: Clocks, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is said to be gone that is not; after a day it is an alarm; then it goes."""
    store.record_run(GATE, range(2))
    live(store, clocks, office)
    clocks.go(LATER_US)
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".vgs":
            raise OSError(30, "Read-only file system")
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    live(store, clocks, office)
    assert states() == [SegmentState.ERASING] * 2
    assert selectors.segments_between(GATE, "main", minute(0, 3)) == []
    assert entries(store, "delete.done") == []
    clocks.go(2 * DAY_US)
    live(store, clocks, office)
    assert kinds() == [FindingKind.RETENTION]
    monkeypatch.setattr(Path, "unlink", unlink)
    live(store, clocks, office)
    live(store, clocks, office)
    assert states() == [4] * 2
    assert kinds() == []


def test_the_months_key_is_destroyed_when_its_last_segment_has_gone(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """An entry first; never while a held or waiting file needs it; this month's key stays."""
    store.record(GATE, NOON_US)
    store.record(GATE, minute(1, 2).from_us)
    store.record(GATE, minute(2, 3).from_us)
    office.holds = [(GATE, minute(2, 3))]
    epoch = NOON_EPOCH
    clocks.set(month_end_us(epoch) + 40 * DAY_US)
    now_epoch = day_folder(clocks.utc_us)[0][:7]
    store.keyholder.ensure(now_epoch)
    live(store, clocks, office)
    assert epoch in store.keyholder.epochs()
    office.holds = []
    live(store, clocks, office)
    assert store.keyholder.epochs() == [now_epoch]
    (roll,) = entries(store, "key.roll")
    assert (roll["kind"], roll["epoch"]) == (EPOCH_DESTROYED, epoch)
    assert verify_store(store.data, at_us=NOON_US).findings == []


NOON_EPOCH = day_folder(NOON_US)[0][:7]


def test_journals_of_events_and_heat_go_with_the_days_footage(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """While a minute of the day is held, what tells of the day stays; the next day's is untouched."""
    journal = EventJournal(store.data.events, "watch")
    for number, from_us in enumerate((NOON_US, NOON_US + 2 * DAY_US)):
        one = Event(
            f"{number:032x}", GATE, EventKind.MOTION, EventSource.PICTURE, from_us, from_us, from_us
        )
        journal.append(one)
        heat = store.data.heat / GATE / f"{day_folder(from_us)[0]}.heat"
        heat.parent.mkdir(exist_ok=True)
        heat.write_bytes(b"heat")
        store.record(GATE, from_us)
    office.holds = [(GATE, minute(0, 1))]
    clocks.go(LATER_US + DAY_US)
    live(store, clocks, office)
    assert len(list((store.data.events / GATE).iterdir())) == 2
    office.holds = []
    live(store, clocks, office)
    (left,) = (store.data.events / GATE).iterdir()
    assert left.name.startswith(day_folder(NOON_US + 2 * DAY_US)[0])
    assert len(list((store.data.heat / GATE).iterdir())) == 1
    everything = Range(NOON_US - DAY_US, NOON_US + 9 * DAY_US)
    assert [each.from_us for each in selectors.events([GATE], everything)] == [NOON_US + 2 * DAY_US]


def test_a_reindex_finds_what_was_erased_and_what_is_still_to_go(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """A lost index is built again from the ledger: erased, waiting, kept; and the work goes on."""
    store.record_run(GATE, range(3))
    live(store, clocks, office)
    store.record(GATE, NOON_US + 20 * DAY_US)
    clocks.go(LATER_US)
    live(store, clocks, office)
    before = states(), list(DayTotal.objects.values_list("day", "bytes"))
    reindex(store.data)
    assert (states(), list(DayTotal.objects.values_list("day", "bytes"))) == before
    assert before[0] == [4, 4, 4, 1]
    assert verify_store(store.data, at_us=NOON_US).findings == []


def test_a_file_that_comes_back_after_its_tombstone_is_told_and_not_shown(
    store: Store, clocks: Clocks, office: Office
) -> None:
    """Put back from somebody's copy: RESURRECTED; nothing serves it, and nothing quietly removes the evidence."""
    path, _ = store.record(GATE, NOON_US)
    kept = path.read_bytes()
    clocks.go(LATER_US)
    live(store, clocks, office)
    path.parent.mkdir(parents=True)
    path.write_bytes(kept)
    live(store, clocks, office)
    assert path.exists()
    assert selectors.segments_between(GATE, "main", minute(0, 1)) == []
    found = verify_store(store.data, at_us=NOON_US).findings
    assert [each.kind for each in found] == [FindingKind.RESURRECTED]


def test_a_path_that_leads_out_of_its_volume_erases_nothing_there(
    store: Store, clocks: Clocks, office: Office, tmp_path: Path
) -> None:
    """Somebody edited the index: the row is closed, and the strange file stays."""
    store.record(GATE, NOON_US)
    live(store, clocks, office)
    strange = tmp_path / "exam.vgs"
    strange.write_bytes(b"mine")
    Segment.objects.update(path=os.path.relpath(strange, store.volume))
    clocks.go(LATER_US)
    live(store, clocks, office)
    assert strange.read_bytes() == b"mine"
    assert graves.unfinished(clocks.utc_us + DAY_US) == []
