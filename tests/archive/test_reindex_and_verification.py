"""The index can be lost, and the store can be altered: one is rebuilt, the other is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from tests.archive.test_archivist import adopt, entries, minute
from tests.scenes.segments import NOON_US
from tests.scenes.store import GATE, YARD, Store
from vonggac.archive import bookkeeping, selectors
from vonggac.archive.archivist import opened
from vonggac.archive.findings import FindingKind
from vonggac.archive.models import ClockStep, Gap, Progress, Segment, Stream, Stretch
from vonggac.archive.reindex import reindex
from vonggac.archive.services import empty
from vonggac.archive.verification import Verification, verify_store
from vonggac.kernel.clock import HOUR_US
from vonggac.kernel.locks import Held
from vonggac.ledger.keys import ensure_log_key
from vonggac.ledger.models import Outbox
from vonggac.ledger.services import record
from vonggac.ledger.writer import LedgerWriter

pytestmark = pytest.mark.django_db(databases=["default", "archive"], transaction=True)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Two cameras, a closed gap, an open one that lasts, a clock step, two deeds: adopted and signed."""
    made = Store.at(tmp_path)
    made.commissioned(GATE, NOON_US)
    made.record_run(GATE, range(3))
    made.gap(GATE, minute(3, 4).from_us, minute(3, 4).to_us)
    made.record_run(GATE, range(4, 6), run="run-2")
    made.gap(GATE, minute(6, 7).from_us)
    made.record_run(YARD, range(2), stream="sub")
    made.gap(YARD, minute(2, 3).from_us, stream="sub")
    made.line(GATE, "clock.step", from_us=NOON_US, to_us=NOON_US + HOUR_US, mono_us=7)
    with transaction.atomic():
        record("auth.login", actor="p-hanh", session="s1")
        record("auth.logout", actor="p-hanh", session="s1")
    adopt(made)
    return made


def tables() -> list[Any]:
    """The whole index but for row ids and the technician's words."""
    segment = [each.name for each in Segment._meta.fields]
    omit = {"id", "stream", "volume"}
    return [
        list(
            Segment.objects.order_by("ledger_idx").values_list(
                "stream__camera", "stream__name", "volume__path", *(set(segment) - omit)
            )
        ),
        list(
            Gap.objects.order_by("ledger_idx").values_list(
                "from_us", "to_us", "cause", "ledger_idx"
            )
        ),
        list(ClockStep.objects.values_list("from_us", "to_us", "mono_us", "ledger_idx")),
        list(Stretch.objects.order_by("from_us", "to_us").values_list("from_us", "to_us", "kind")),
        list(
            Stream.objects.order_by("camera").values_list(
                "camera", "name", "commissioned_us", "next_seq", "last_idx", "longest_us"
            )
        ),
        list(Progress.objects.values_list("ledger_size", "outbox_id")),
    ]


def verify(store: Store, **how: Any) -> Verification:
    """As things stand an hour after noon."""
    return verify_store(store.data, at_us=NOON_US + HOUR_US, **how)


def findings(verified: Verification) -> list[FindingKind]:
    return sorted({each.kind for each in verified.findings})


def test_a_lost_index_is_built_again_as_it_was(store: Store) -> None:
    """From files, ledger and spool alone, and the archivist goes on without a doubled entry."""
    before, told = tables(), entries(store)
    with transaction.atomic(using="archive"):
        empty()
    result = reindex(store.data)
    assert (result.segments, result.found) == (7, [])
    assert tables() == before
    adopt(store)
    assert entries(store) == told
    assert tables() == before
    store.record(GATE, minute(8, 9).from_us)
    adopt(store)
    assert verify(store, deep=True).clean


def test_reindex_waits_for_no_archivist_and_harms_none(store: Store) -> None:
    """While one works it refuses, and the index stands."""
    before = tables()
    with opened(store.data), pytest.raises(Held):
        reindex(store.data)
    assert tables() == before


def test_reindex_reports_what_it_cannot_take(store: Store) -> None:
    """Empty, torn, foreign, renamed, copied and unlogged files: told, and not adopted."""
    rows = selectors.segments_between(GATE, "main", minute(0, 9))
    rows[0].path.write_bytes(b"")
    rows[1].path.write_bytes(rows[1].path.read_bytes()[:-30])
    copy = rows[2].path.with_name(rows[2].path.name.replace("main", "sub"))
    copy.write_bytes(rows[2].path.read_bytes())
    unlogged, _ = store.seal(GATE, minute(20, 21).from_us)
    (store.volume / "holiday.jpg").write_bytes(b"palm trees")
    waiting, _ = store.record(YARD, minute(20, 21).from_us, stream="sub")
    result = reindex(store.data)
    assert result.segments == 5
    assert {Path(each.subject) for each in result.found} == {
        rows[0].path, rows[1].path, copy, unlogged, store.volume / "holiday.jpg",
    }  # fmt: skip
    assert selectors.segment_by_id(rows[0].segment) is None
    adopt(store)
    found = selectors.segments_between(YARD, "sub", minute(20, 21))
    assert [each.path for each in found] == [waiting]


def test_a_tombstone_is_followed_and_a_file_behind_it_is_told(store: Store) -> None:
    """Erased by rule: no finding while the file is gone, RESURRECTED when it is back."""
    row = selectors.segments_between(GATE, "main", minute(1, 2))[0]
    kept = row.path.read_bytes()
    stone = {
        "t": "tombstone", "rule": "days", "policy": "p1", "retain_until_us": NOON_US, "batch": "b1",
        "part": 0, "parts": 1, "idx": [row.ledger_idx],
    }  # fmt: skip
    done = {"t": "delete.done", "batch": "b1", "part": 0, "parts": 1, "idx": [row.ledger_idx]}
    with LedgerWriter(store.data.ledger, key=ensure_log_key(store.data.keys)) as ledger:
        ledger.append([stone, done])
        ledger.checkpoint()
    row.path.unlink()
    reindex(store.data)
    coverage = selectors.coverage(GATE, "main", minute(0, 3), at_us=minute(0, 3).to_us)
    assert coverage.erased == [minute(1, 2)]
    assert coverage.unexplained == []
    assert verify(store).clean
    row.path.write_bytes(kept)
    assert findings(verify(store)) == [FindingKind.RESURRECTED]
    assert [each.kind for each in reindex(store.data).found] == [FindingKind.RESURRECTED]
    assert selectors.segment_by_id(row.segment) is None


def test_a_clean_store_verifies_clean(store: Store) -> None:
    """Every file is read once, and nothing lawful is told as a fault."""
    steps: list[tuple[int, int]] = []
    verified = verify_store(
        store.data, deep=True, keyholder=store.keyholder, progress=lambda *at: steps.append(at)
    )
    assert verified.findings == []
    assert verified.segments == 7
    assert verified.bytes_read == sum(
        each.path.stat().st_size for camera, stream in ((GATE, "main"), (YARD, "sub"))
        for each in selectors.segments_between(camera, stream, minute(0, 9))
    )  # fmt: skip
    assert steps[-1] == (7, 7)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def add_unlogged(path: Path) -> None:
    name = path.name[:-36] + "5e" * 16 + ".vgs"
    path.with_name(name).write_bytes(path.read_bytes())


def add_copy(path: Path) -> None:
    path.parent.parent.joinpath(path.name).write_bytes(path.read_bytes())


@pytest.mark.parametrize(
    ("harm", "kind"),
    [
        pytest.param(flip, FindingKind.MODIFIED, id="one bit"),
        pytest.param(lambda path: path.write_bytes(b""), FindingKind.MODIFIED, id="empty"),
        pytest.param(lambda path: path.unlink(), FindingKind.MISSING, id="gone"),
        pytest.param(add_unlogged, FindingKind.UNLOGGED, id="planted"),
        pytest.param(add_copy, FindingKind.UNLOGGED, id="copied"),
    ],
)
def test_a_file_that_was_tampered_with_is_the_only_finding(
    store: Store, harm: Callable[[Path], None], kind: FindingKind
) -> None:
    """One bad file never spoils the judgement on another."""
    row = selectors.segments_between(GATE, "main", minute(1, 2))[0]
    harm(row.path)
    verified = verify(store)
    assert [each.kind for each in verified.findings] == [kind]
    assert verified.segments == 7


def test_a_row_that_was_changed_differs_from_the_ledger(store: Store) -> None:
    """The ledger prevails over the database."""
    Segment.objects.filter(start_us=NOON_US, stream__camera=GATE).update(end_us=NOON_US + 1)
    assert FindingKind.INDEX in findings(verify(store))
    reindex(store.data)
    assert verify(store).clean


def test_a_deed_that_was_changed_or_removed_is_told(store: Store) -> None:
    """The office's database is held against the ledger, row by row."""
    first, second = Outbox.objects.order_by("id")
    body = first.body.replace('"s1"', '"s2"')
    Outbox.objects.filter(pk=first.pk).update(body=body)
    Outbox.objects.filter(pk=second.pk).delete()
    found = verify(store).findings
    assert [each.kind for each in found] == [FindingKind.OFFICE] * 2


def test_time_that_nothing_explains_is_told_with_its_range(store: Store) -> None:
    """A hole between two segments of the same run."""
    store.record(YARD, minute(10, 11).from_us, stream="main")
    store.record(YARD, minute(12, 13).from_us, stream="main")
    store.gap(YARD, minute(13, 14).from_us)
    adopt(store)
    (hole,) = verify(store).findings
    assert hole.kind is FindingKind.SEQUENCE
    assert (hole.from_us, hole.to_us) == (minute(11, 12).from_us, minute(11, 12).to_us)


def test_a_changed_ledger_is_told_and_the_files_are_still_judged(store: Store) -> None:
    """Somebody rewrote an entry: the checkpoint does not hold any more."""
    path = next(store.data.ledger.glob("entries-*.bin"))
    content = path.read_bytes()
    path.write_bytes(content.replace(b"mjpeg", b"mjpef", 1))
    verified = verify(store)
    assert FindingKind.LOG in findings(verified)
    assert verified.segments == 7


def test_what_waits_in_the_spool_is_no_finding(store: Store) -> None:
    """A segment and a deed of this very moment: adopted with the next round."""
    store.record(GATE, minute(30, 31).from_us)
    with transaction.atomic():
        record("auth.login", actor="p-hanh", session="s9")
    assert verify(store).clean
    assert bookkeeping.progress()[1] == Outbox.objects.order_by("-id")[1].pk


def test_a_segment_that_is_finished_at_this_moment_is_no_finding(store: Store) -> None:
    """Between its rename and its journal line the recorder's note of having begun it speaks for it."""
    path, _ = store.seal(GATE, minute(30, 31).from_us)
    assert [each.kind for each in verify(store).findings] == [FindingKind.UNLOGGED]
    inside = path.relative_to(store.volume).as_posix()
    store.line(GATE, "opened", stream="main", volume=str(store.volume), path=inside)
    assert verify(store).clean
    path.rename(path.with_name(path.name + ".part"))
    assert verify(store).clean
