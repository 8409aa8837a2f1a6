"""Volumes: who they are, what room they have, how long they suffice; none of them may hold up the others."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.archive.keeping import LATER_US, Clocks, Office, archivist_at, entries, live
from tests.scenes.segments import NOON_US
from tests.scenes.store import GATE, YARD, Store
from vonggac.archive import selectors, status, volume_list, volume_states
from vonggac.archive.findings import FindingKind
from vonggac.archive.forecast import forecast
from vonggac.archive.models import Segment
from vonggac.archive.verification import verify_store
from vonggac.archive.volume_list import VolumeRefused
from vonggac.archive.volume_states import Asked, VolumeState, probe
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.ranges import Range
from vonggac.recorder.plan import FLOOR_BYTES, RESERVE_BYTES
from vonggac.vault.volumes import MARKER, make_marker, read_marker

indexed = pytest.mark.django_db(databases=["default", "archive"], transaction=True)
GIB = 1 << 30


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.at(tmp_path)
    make_marker(made.volume)
    return made


@pytest.fixture
def clocks() -> Clocks:
    return Clocks(NOON_US + HOUR_US)


class Free:
    """What the disks say is free."""

    def __init__(self) -> None:
        self.bytes = 100 * GIB

    def usage(self, path: Path) -> tuple[int, int, int]:
        return shutil._ntuple_diskusage(200 * GIB, 200 * GIB - self.bytes, self.bytes)


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Free:
    disks = Free()
    monkeypatch.setattr("vonggac.archive.volume_states.shutil.disk_usage", disks.usage)
    return disks


def said(store: Store) -> status.ArchiveStatus:
    found = status.read(store.data)
    assert found is not None
    return found


@indexed
def test_a_full_disk_erases_nothing_early_and_says_so_once(
    store: Store, clocks: Clocks, free: Free
) -> None:
    """Newest data wins over nothing that is within its days: an entry, a finding, a word for the pages."""
    store.record_run(GATE, range(3))
    office = Office()
    live(store, clocks, office)
    assert (said(store).disk_low, said(store).disk_full) == (False, False)
    clocks.go(3 * DAY_US)
    for free.bytes, full in ((RESERVE_BYTES, False), (FLOOR_BYTES, True)):
        for _ in range(3):
            live(store, clocks, office)
        assert (said(store).disk_low, said(store).disk_full) == (True, full)
    assert Segment.objects.filter(state=1).count() == 3
    reasons = [each["reason"] for each in entries(store, "retention.shortfall")]
    assert reasons == ["reserve_used", "disk_full"]
    assert [each.kind for each in selectors.findings()] == [FindingKind.RETENTION] * 2
    free.bytes = 50 * GIB
    live(store, clocks, office)
    assert selectors.findings() == []


@indexed
def test_a_full_disk_lets_go_at_once_of_what_is_past_its_days(
    store: Store, clocks: Clocks, free: Free
) -> None:
    """Not ten minutes later: the next look makes the pass due."""
    store.record_run(GATE, range(3))
    clocks.go(LATER_US - DAY_US)
    with archivist_at(store, clocks, Office()) as archivist:
        archivist.keeper.sweep()
        clocks.go(2 * DAY_US)
        assert not archivist.keeper.turn()
        free.bytes = RESERVE_BYTES
        archivist.tidy()
        while archivist.keeper.turn():
            pass
    assert Segment.objects.filter(state=4).count() == 3
    assert entries(store, "retention.shortfall") == []


@pytest.fixture
def hanging(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Paths in the set do not answer until the test is over."""
    over, paths = threading.Event(), set[str]()

    def hang(path: Path) -> str | None:
        if str(path) in paths:
            over.wait(60)
        return read_marker(path)

    monkeypatch.setattr("vonggac.archive.volume_states.read_marker", hang)
    yield paths
    over.set()


def test_a_volume_that_hangs_costs_two_seconds_and_holds_up_nobody(
    tmp_path: Path, hanging: set[str]
) -> None:
    """A network disk that does not answer: said so, and the disk beside it is known."""
    good, bad = tmp_path / "good", tmp_path / "bad"
    for each in (good, bad):
        make_marker(each)
    hanging.add(str(bad))
    begun = time.monotonic()
    states = probe([Asked(str(bad), ""), Asked(str(good), "")], patience_s=0.3)
    assert time.monotonic() - begun < 20
    assert [(each.there, each.answers) for each in states] == [(False, False), (True, True)]


def test_an_empty_folder_is_no_volume_of_footage(tmp_path: Path) -> None:
    """One from before there were markers: what is not mounted is not taken for erased."""
    (state,) = probe([Asked(str(tmp_path), "", footage_bytes=1)])
    assert not state.there
    (fresh,) = probe([Asked(str(tmp_path), "")])
    assert fresh.there


@indexed
def test_a_network_disk_that_hangs_for_a_while_has_lost_nothing(
    store: Store, clocks: Clocks, hanging: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its footage stays known, new segments are adopted, and what is due goes when it answers."""
    monkeypatch.setattr(volume_states, "PATIENCE_S", 0.2)
    store.record_run(GATE, range(2))
    live(store, clocks, Office())
    hanging.add(str(store.volume))
    store.record(GATE, NOON_US + 31 * DAY_US)
    clocks.go(LATER_US)
    live(store, clocks, Office())
    assert list(Segment.objects.order_by("start_us").values_list("state", flat=True)) == [5, 5, 1]
    assert [each.kind for each in selectors.findings()] == [FindingKind.VOLUME]
    hanging.clear()
    live(store, clocks, Office())
    assert list(Segment.objects.order_by("start_us").values_list("state", flat=True)) == [4, 4, 1]
    assert selectors.findings() == []


@indexed
def test_a_pulled_disk_comes_back_with_all_its_footage(store: Store, clocks: Clocks) -> None:
    """One finding while it is away, however many files; the other volume's footage is untouched."""
    other = Store(store.data)
    other_volume = store.data.root / "second"
    volume_list.add(store.data, make_folder(other_volume))
    store.record_run(GATE, range(20))
    moved = store.volume
    object.__setattr__(other, "data", DataFolder(store.data.root))
    live(store, clocks, Office())
    whole = Range(NOON_US, NOON_US + 20 * MINUTE_US)
    away = moved.with_name("pulled")
    moved.rename(away)
    moved.mkdir()
    clocks.go(HOUR_US)
    live(store, clocks, Office())
    assert selectors.segments_between(GATE, "main", whole) == []
    assert [(each.kind, each.subject) for each in selectors.findings()] == [
        (FindingKind.VOLUME, str(moved))
    ]
    assert [(each.path, each.there) for each in said(store).volumes] == [
        (str(moved), False),
        (str(other_volume), True),
    ]
    moved.rmdir()
    away.rename(moved)
    live(store, clocks, Office())
    assert selectors.coverage(GATE, "main", whole, at_us=whole.to_us).footage == [whole]
    assert selectors.findings() == []


def make_folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


@indexed
def test_a_retired_volume_is_still_shown_and_erased_in_time(store: Store, clocks: Clocks) -> None:
    """Its marker stays known, so that an empty mount point in its place is not taken for it."""
    volume_list.add(store.data, make_folder(store.data.root / "second"))
    store.record_run(GATE, range(2))
    live(store, clocks, Office())
    volume_list.retire(store.data, store.volume)
    live(store, clocks, Office())
    assert [each.listed for each in said(store).volumes] == [True, False]
    assert len(selectors.segments_between(GATE, "main", Range(NOON_US, NOON_US + MINUTE_US))) == 1
    (store.volume / MARKER).rename(store.data.root / "aside")
    clocks.go(LATER_US)
    live(store, clocks, Office())
    assert set(Segment.objects.values_list("state", flat=True)) == {5}
    (store.data.root / "aside").rename(store.volume / MARKER)
    live(store, clocks, Office())
    assert set(Segment.objects.values_list("state", flat=True)) == {4}
    assert verify_store(store.data, at_us=NOON_US).findings == []


def test_the_list_is_changed_whole_and_refuses_what_would_lose_footage(tmp_path: Path) -> None:
    """Twice, inside another, not there, the last one: each with its code, and the list as it was."""
    data = DataFolder(tmp_path / "data")
    data.prepare()
    first, second = data.default_volume, make_folder(tmp_path / "second")
    added = volume_list.add(data, second, reserve_bytes=GIB)
    assert added.id == read_marker(second)
    assert [each.path for each in volume_list.read(data)] == [first, second]
    assert volume_list.read(data)[0].id == read_marker(first) != None  # noqa: E711
    (tmp_path / "link").symlink_to(second)
    copy = make_folder(tmp_path / "copy")
    shutil.copy(second / MARKER, copy / MARKER)
    for path, code in (
        (Path("relative"), "not_absolute"),
        (tmp_path / "nowhere", "not_there"),
        (second, "twice"),
        (tmp_path / "link", "twice"),
        (copy, "twice"),
        (make_folder(second / "inside"), "inside"),
        (tmp_path, "inside"),
    ):
        with pytest.raises(VolumeRefused) as refused:
            volume_list.add(data, path)
        assert refused.value.code == code
    volume_list.order(data, [second, first])
    assert [(each.path, each.reserve_bytes) for each in volume_list.read(data)] == [
        (second, GIB),
        (first, None),
    ]
    volume_list.keep_free(data, first, 2 * GIB)
    volume_list.retire(data, second)
    with pytest.raises(VolumeRefused) as refused:
        volume_list.retire(data, first)
    assert refused.value.code == "last_one"
    with pytest.raises(VolumeRefused):
        volume_list.order(data, [first, first])
    assert [(each.path, each.reserve_bytes) for each in volume_list.read(data)] == [
        (first, 2 * GIB)
    ]


@indexed
def test_a_list_that_cannot_be_read_is_told_and_the_footage_stays(
    store: Store, clocks: Clocks
) -> None:
    """Somebody edited volumes.json by hand."""
    store.record(GATE, NOON_US)
    live(store, clocks, Office())
    store.data.volumes_file.write_text("{")
    live(store, clocks, Office())
    assert [each.subject for each in selectors.findings()] == [str(store.data.volumes_file)]
    assert len(selectors.segments_between(GATE, "main", Range(NOON_US, NOON_US + 1))) == 1
    store.data.volumes_file.unlink()
    live(store, clocks, Office())
    assert selectors.findings() == []


def roomy(free_bytes: int, footage_bytes: int = 0, *, listed: bool = True) -> VolumeState:
    return VolumeState(
        "/v", True, writable=True, free_bytes=free_bytes, reserve_bytes=10,
        footage_bytes=footage_bytes, listed=listed,
    )  # fmt: skip


@indexed
def test_the_forecast_tells_the_days_that_fit(store: Store, clocks: Clocks) -> None:
    """Whole days of two cameras, the running day not counted; the room without the reserve."""
    midnight_us = NOON_US - NOON_US % DAY_US
    for day in range(4):
        for hour in range(3 if day < 3 else 1):
            store.record(GATE, midnight_us + day * DAY_US + hour * HOUR_US)
    store.record(YARD, midnight_us + 3 * DAY_US)
    clocks.go(3 * DAY_US)
    live(store, clocks, Office())
    days = [midnight_us + day * DAY_US for day in (1, 3)]
    rows = Segment.objects.filter(stream__camera=GATE, start_us__gte=days[0], start_us__lt=days[1])
    daily = sum(each.sealed_bytes for each in rows) // 2
    at_us = midnight_us + 3 * DAY_US + 12 * HOUR_US
    told = forecast([roomy(10 * daily + 10, 10 * daily)], {GATE: 10, YARD: 5}.get, at_us=at_us)
    gate, yard = told.cameras
    assert (gate.bytes_a_day, gate.decided_days, gate.kept_days) == (daily, 10, 3.5)
    assert yard.bytes_a_day == 0
    assert told.days_possible == 20
    assert told.enough
    assert told.full_at_us is None
    less = forecast([roomy(2 * daily + 10)], {GATE: 10}.get, at_us=at_us)
    assert (less.days_possible, less.enough, less.missing_bytes) == (2, False, 8 * daily)
    assert less.full_at_us == at_us + 2 * DAY_US
    retired = forecast([roomy(900 * daily, listed=False)], {GATE: 10}.get, at_us=at_us)
    assert retired.days_possible == 0
    assert forecast([], at_us=0).days_possible is None
    assert selectors.kept_days(GATE, at_us=at_us) == 3.5
    assert selectors.kept_days("unknwn") is None
