"""The archivist adopts every fact once, whatever the spool holds and whenever it dies."""

import errno
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.db import transaction

from tests.scenes.segments import NOON_US, SECOND_US
from tests.scenes.store import GATE, YARD, Store
from vonggac.archive import archivist as archivist_module
from vonggac.archive import bookkeeping, selectors, services
from vonggac.archive.archivist import Archivist, IndexAhead, opened
from vonggac.archive.findings import FindingKind
from vonggac.archive.models import Progress, Segment
from vonggac.kernel.clock import DAY_US, HOUR_US, MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.kernel.streams import GapCause
from vonggac.ledger.keys import log_verifier
from vonggac.ledger.models import Outbox
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.services import record
from vonggac.ledger.verify import verify_log

pytestmark = pytest.mark.django_db(databases=["default", "archive"], transaction=True)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.at(tmp_path)


def adopt(store: Store) -> None:
    """One life of the archivist: starts, adopts all there is, ends."""
    stop = Event()
    stop.set()
    with opened(store.data) as archivist:
        archivist.run(stop)


def entries(store: Store, *types: str) -> list[dict[str, Any]]:
    found = [entry for _, entry in LedgerReader(store.data.ledger).objects()]
    return [each for each in found if each["t"] in types] if types else found[1:]


def minute(start: int, end: int) -> Range:
    return Range(NOON_US + start * MINUTE_US, NOON_US + end * MINUTE_US)


def kinds() -> list[FindingKind]:
    return [each.kind for each in selectors.findings()]


def test_a_segment_becomes_an_entry_and_then_a_row(store: Store) -> None:
    """Entry and row say the same; the chain goes from each fact to the one before (FORMATS §4.3)."""
    store.commissioned(GATE, NOON_US - SECOND_US)
    facts = store.record_run(GATE, range(3))
    adopt(store)
    found = entries(store)
    assert [each["segment"] for each in found] == [each.segment for each in facts]
    assert [each["seq"] for each in found] == [0, 1, 2]
    assert [each["prev_idx"] for each in found] == [None, 1, 2]
    assert [each["sealed_sha256"] for each in found] == [each.sealed_sha256 for each in facts]
    rows = selectors.segments_between(GATE, "main", minute(0, 3))
    assert [each.ledger_idx for each in rows] == [1, 2, 3]
    coverage = selectors.coverage(GATE, "main", minute(-1, 3), at_us=minute(0, 3).to_us)
    assert coverage.footage == [minute(0, 3)]
    assert coverage.unexplained == [Range(NOON_US - SECOND_US, NOON_US)]
    assert verify_log(store.data.ledger, log_verifier(store.data.keys)).clean
    assert kinds() == []


def test_adopting_twice_changes_nothing(store: Store) -> None:
    """Neither a new start nor a spool read from its beginning adds an entry or a row."""
    store.record_run(GATE, range(2))
    store.gap(GATE, minute(2, 3).from_us)
    adopt(store)
    before = entries(store)
    bookkeeping_row = Progress.objects.get()
    adopt(store)
    store_cursors_from_zero()
    adopt(store)
    assert entries(store) == before
    assert Segment.objects.count() == 2
    assert Progress.objects.get().ledger_size == bookkeeping_row.ledger_size


def store_cursors_from_zero() -> None:
    from_zero = dict.fromkeys(bookkeeping.cursors(), 0)
    services.save_cursors(from_zero)


def test_a_gap_opens_runs_until_now_and_closes(store: Store) -> None:
    """The camera is gone from the second minute on, and answers again in the fifth."""
    store.record(GATE, NOON_US)
    store.gap(GATE, minute(1, 2).from_us)
    adopt(store)
    coverage = selectors.coverage(GATE, "main", minute(0, 9), at_us=minute(0, 9).to_us)
    assert [each.range for each in coverage.gaps] == [minute(1, 9)]
    store.gap(GATE, minute(1, 2).from_us, minute(1, 4).to_us)
    store.record(GATE, minute(4, 5).from_us)
    adopt(store)
    coverage = selectors.coverage(GATE, "main", minute(0, 5), at_us=minute(0, 5).to_us)
    assert [(each.range, each.cause) for each in coverage.gaps] == [
        (minute(1, 4), GapCause.CAMERA_UNREACHABLE)
    ]
    assert coverage.unexplained == []
    assert [each["t"] for each in entries(store)] == [
        "segment", "gap.open", "gap.close", "segment",
    ]  # fmt: skip


def test_a_line_that_cannot_be_read_is_a_finding_and_blocks_nothing(store: Store) -> None:
    """Garbage, another camera's line, a path out of the volume; a torn line was never said."""
    path, facts = store.seal(GATE, NOON_US)
    said = {k: v for k, v in facts.to_json().items() if k != "camera"} | {"path": "a.vgs"}
    store.raw_line(GATE, b"\x00\xff garbage\n")
    store.raw_line(GATE, b"[" * 100_000 + b"\n")
    store.raw_line(GATE, b'{"t":"state"}\n{"t":"gap.open","n":1,"camera":"other"}\n')
    store.line(GATE, "segment", volume=str(store.volume), **(said | {"path": "../../etc/x.vgs"}))
    store.line(GATE, "segment", volume=str(store.volume), **(said | {"sealed_bytes": -1}))
    store.line(GATE, "gap.open", stream="main", cause="aliens", from_us=NOON_US)
    store.tell(path, facts)
    store.raw_line(GATE, b'{"t":"segm')
    store.record(YARD, NOON_US)
    adopt(store)
    assert Segment.objects.count() == 2
    assert kinds() == [FindingKind.SPOOL] * 6
    store.record(GATE, NOON_US + HOUR_US)
    adopt(store)
    assert Segment.objects.count() == 3
    assert kinds() == [FindingKind.SPOOL] * 6


def test_a_line_still_being_written_waits_for_its_end(store: Store) -> None:
    """Half a line at the end of the newest journal is no fault: the recorder is not done."""
    store.gap(GATE, NOON_US)
    path = next((store.data.spool / GATE).iterdir())
    whole = path.read_bytes()
    path.write_bytes(whole[:20])
    adopt(store)
    assert entries(store) == []
    path.write_bytes(whole)
    adopt(store)
    assert len(entries(store)) == 1
    assert kinds() == []


def replace_by_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/etc/passwd")


@pytest.mark.parametrize(
    ("damage", "kind"),
    [
        pytest.param(lambda path: path.write_bytes(b""), FindingKind.MODIFIED, id="empty"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes()[:-9]), FindingKind.MODIFIED, id="torn"
        ),
        pytest.param(lambda path: path.unlink(), FindingKind.MISSING, id="gone"),
        pytest.param(replace_by_link, FindingKind.MODIFIED, id="link"),
    ],
)
def test_a_file_that_is_not_what_was_sealed_is_reported_and_no_footage(
    store: Store, damage: Any, kind: FindingKind
) -> None:
    """0 bytes, torn, gone or replaced: the entry stands, the second is unexplained, others are served."""
    path, _ = store.record(GATE, NOON_US)
    store.record(GATE, minute(1, 2).from_us)
    damage(path)
    adopt(store)
    assert kinds() == [kind]
    coverage = selectors.coverage(GATE, "main", minute(0, 2), at_us=minute(0, 2).to_us)
    assert coverage.footage == [minute(1, 2)]
    assert coverage.unexplained == [minute(0, 1)]


def test_a_volume_that_comes_back_brings_its_footage_back(store: Store) -> None:
    """A disk that was unplugged is a finding; plugged in again, its footage is there."""
    store.record_run(GATE, range(3))
    away = store.volume.with_name("away")
    store.volume.rename(away)
    adopt(store)
    adopt(store)
    assert set(kinds()) == {FindingKind.MISSING, FindingKind.VOLUME}
    assert selectors.recorded_span(GATE) is None
    away.rename(store.volume)
    adopt(store)
    assert kinds() == []
    assert selectors.recorded_span(GATE) == minute(0, 3)


def test_a_file_that_goes_missing_later_is_noticed(store: Store) -> None:
    """Presence is looked at again and again."""
    path, _ = store.record(GATE, NOON_US)
    adopt(store)
    path.unlink()
    adopt(store)
    assert kinds() == [FindingKind.MISSING]
    assert selectors.recorded_span(GATE) is None


def test_deeds_of_the_office_go_to_the_ledger_in_order(store: Store) -> None:
    """The outbox row's content, its id as the entry's deed; each once."""
    with transaction.atomic():
        record("auth.login", actor="p-hanh", session="s1")
        record("auth.logout", actor="p-hanh", session="s1")
    adopt(store)
    adopt(store)
    assert [each["t"] for each in entries(store)] == ["auth.login", "auth.logout"]
    assert [each["deed"] for each in entries(store)] == [
        each.deed.hex for each in Outbox.objects.all()
    ]


def test_an_altered_deed_is_a_finding_and_the_next_ones_go_on(store: Store) -> None:
    """Somebody with a database editor cannot stop the books."""
    with transaction.atomic():
        rows = [record("auth.login", actor="p-hanh", session=f"s{n}") for n in range(4)]
    Outbox.objects.filter(pk=rows[1].pk).update(body='{"t": "auth.login"}')
    Outbox.objects.filter(pk=rows[2].pk).update(body='{"deed":"x","t":"aliens"}')
    adopt(store)
    assert [each["session"] for each in entries(store)] == ["s0", "s3"]
    assert kinds() == [FindingKind.OFFICE, FindingKind.OFFICE]


def test_a_clock_step_is_an_entry_of_its_own(store: Store) -> None:
    """Adopted once, with the camera that noticed it."""
    store.line(GATE, "clock.step", from_us=NOON_US, to_us=NOON_US - HOUR_US, mono_us=7)
    adopt(store)
    store_cursors_from_zero()
    adopt(store)
    (step,) = entries(store)
    assert (step["t"], step["cam"], step["at_mono_us"]) == ("clock.step", GATE, 7)


def test_consumed_journals_go_after_two_hours_but_never_the_newest(store: Store) -> None:
    """The newest tells the recorder where its numbers stand."""
    store.record(GATE, NOON_US)
    store.record(GATE, NOON_US + HOUR_US)
    store.record(GATE, NOON_US + 2 * HOUR_US)
    adopt(store)
    folder = store.data.spool / GATE
    assert len(list(folder.iterdir())) == 3
    with opened(store.data) as archivist:
        later = Archivist(store.data, archivist._ledger, at_us=lambda: 2 * NOON_US + DAY_US)
        later.start()
        assert len(list(folder.iterdir())) == 1
        assert len(bookkeeping.cursors()) == 1
        store.record(GATE, NOON_US + 2 * HOUR_US + MINUTE_US)
        assert later.round() == 1
    assert Segment.objects.count() == 4


def test_an_index_ahead_of_the_ledger_writes_nothing(store: Store) -> None:
    """The ledger was replaced by an old copy: an alarm, and no entry more."""
    store.record(GATE, NOON_US)
    Progress.objects.create(pk=1, ledger_size=99)
    with opened(store.data) as archivist, pytest.raises(IndexAhead):
        archivist.start()
    assert entries(store) == []


def test_entries_whose_line_is_gone_are_reported_and_the_chain_goes_on(store: Store) -> None:
    """The archivist died after the append, and somebody emptied the spool meanwhile."""
    store.record(GATE, NOON_US)

    def die(step: str) -> None:
        if step == "appended":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), opened(store.data, reached=die) as archivist:
        archivist.start()
        archivist.round()
    for path in (store.data.spool / GATE).iterdir():
        path.unlink()
    adopt(store)
    assert kinds() == [FindingKind.INDEX]
    store.record(GATE, minute(1, 2).from_us)
    adopt(store)
    assert [each["prev_idx"] for each in entries(store)] == [None, 1]
    assert verify_log(store.data.ledger, log_verifier(store.data.keys)).clean


def test_a_full_disk_is_waited_out_and_nothing_is_lost(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger cannot grow at first; what was not adopted stayed in the spool."""
    facts = store.record_run(GATE, range(2))
    monkeypatch.setattr(archivist_module, "PAUSE_S", 0.001)
    stop, failed = Event(), [0]
    with opened(store.data) as archivist:
        real = archivist._ledger.append

        def append(new: Any) -> list[int]:
            if failed[0] < 3:
                failed[0] += 1
                raise OSError(errno.ENOSPC, "no space left")
            stop.set()
            return real(new)

        monkeypatch.setattr(archivist._ledger, "append", append)
        archivist.run(stop)
    assert failed == [3]
    assert [each["segment"] for each in entries(store)] == [each.segment for each in facts]
    assert Segment.objects.count() == 2


def test_what_a_recorder_notes_for_itself_is_no_fact(store: Store) -> None:
    """Lines that it needs after a crash are neither entries nor findings."""
    store.line(GATE, "state", state={"line": 0})
    store.line(GATE, "opened", stream="main", volume=str(store.volume), path="x.vgs", start_us=1)
    store.line(GATE, "abandoned", stream="main", path="x.vgs")
    adopt(store)
    assert entries(store) == []
    assert kinds() == []


def test_a_segment_with_sound_names_both_codecs_in_the_index(store: Store) -> None:
    """The ledger's entry has the pictures' codec alone: its fields take no list."""
    path, facts = store.seal(GATE, NOON_US, sound=True)
    store.tell(path, replace(facts, codec="avc1.640028,mp4a.40.2"))
    adopt(store)
    assert [each["codec"] for each in entries(store)] == ["avc1.640028"]
    assert Segment.objects.get().codec == "avc1.640028,mp4a.40.2"
