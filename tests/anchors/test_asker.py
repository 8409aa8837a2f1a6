"""The clerk's round: what is signed goes outside; who remembers more, or another history, stops it (I8)."""

from pathlib import Path
from unittest.mock import patch

import pytest

from tests.anchors.scenes import NAME, Home, confirmed, home_in, standing
from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.witnesses import witness_key
from vonggac.anchors import asker as asking_module
from vonggac.anchors import selectors, services
from vonggac.anchors.asker import LATE_US, ask_first, recollections
from vonggac.anchors.models import Standing
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.ledger.anchor_files import WITNESS, kept, thin, witness_keys
from vonggac.ledger.checkpoints import open_checkpoint
from vonggac.ledger.halting import Alarm, halted
from vonggac.ledger.keys import log_verifier
from vonggac.ledger.models import Outbox
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.shards import begin_shard
from vonggac.ledger.store import LedgerDamaged
from vonggac.notices.models import Notice
from vonggac.witness import asking
from vonggac.witness.asking import Fault, Place
from vonggac.witness.keeping import trust
from vonggac.witness.wire import AddCheckpoint

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return home_in(tmp_path)


def test_what_was_signed_is_held_outside(home: Home, school: SchoolScene) -> None:
    """Row, copy and ledger entry say the same; the copy holds the log's signature and the witness's."""
    size = home.grow()
    with home.up() as place:
        row = confirmed(school, place)
        assert home.asker().round() == 1
    now = standing(row)
    assert (now.size, now.fault, selectors.anchored_size()) == (size, "", size)
    (copy,) = kept(home.data.ledger, WITNESS)
    keys = witness_keys(home.data.ledger)
    found = open_checkpoint(copy.path.read_bytes(), [log_verifier(home.data.keys)], keys)
    assert found.checkpoint.size == copy.size == size
    assert found.witnessed == {NAME: now.time_s}
    (entry,) = Outbox.objects.filter(entry_type="witness")
    assert f'"size":{size}' in entry.body


def test_it_asks_again_after_four_minutes_and_not_before(home: Home, school: SchoolScene) -> None:
    """At most five minutes are promised; the same tree is cosigned again, too."""
    home.grow()
    at_us = clock.monotonic_us()
    with home.up() as place, patch.object(asking_module, "monotonic_us") as mono:
        confirmed(school, place)
        asker = home.asker()
        for minutes, cosigned in ((0, 1), (1, 0), (3, 0), (4, 1), (5, 0), (8, 1)):
            mono.return_value = at_us + minutes * clock.MINUTE_US
            if minutes != 4:
                home.grow(5)
            assert asker.round() == cosigned


def test_a_backlog_is_anchored_by_one_proof(home: Home, school: SchoolScene) -> None:
    """The network is cut, the ledger goes on, the alarm comes once; then one proof covers everything."""
    home.grow()
    with home.up() as place:
        row = confirmed(school, place)
        home.asker().round()
    with patch.object(asking_module, "AGAIN_US", 0), patch.object(asking_module, "LATE_US", 0):
        asker = home.asker()
        for _ in range(5):
            home.grow(50)
            assert asker.round() == 0
    late = standing(row)
    assert (late.fault, late.overdue_us) == (Fault.SILENT, late.seen_us)
    assert Outbox.objects.filter(entry_type="anchor.overdue").count() == 1
    size = home.grow(7)
    with home.up() as place:
        moved(row.pk, place)
        assert home.asker().round() == 1
    again = standing(row)
    assert (again.size, again.overdue_us, again.fault) == (size, None, "")


def moved(witness: object, place: Place) -> None:
    """Only in a test: the port of the loopback is another one each time."""
    known = selectors.asked

    def at_its_new_place() -> list[selectors.Asked]:
        return [
            selectors.Asked(e.witness, place, e.size, e.since_us, e.overdue_us, e.alarm)
            for e in known()
        ]

    selectors.asked = at_its_new_place


@pytest.fixture(autouse=True)
def at_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selectors, "asked", selectors.asked)


def test_no_alarm_for_a_night_of_rest(home: Home, school: SchoolScene) -> None:
    """The machine was off for twelve hours: the first failure of a new run is not yet late."""
    home.grow()
    with home.up() as place:
        row = confirmed(school, place)
        home.asker().round()
    later = clock.now_us() + 12 * clock.HOUR_US
    with (
        patch.object(asking_module, "now_us", return_value=later),
        patch.object(asking_module, "AGAIN_US", 0),
    ):
        asker = home.asker()
        for late in (False, False, True):
            asker.round()
            assert (standing(row).overdue_us is not None) is late
    assert LATE_US == 15 * clock.MINUTE_US


def test_a_witness_that_stands_elsewhere_is_asked_from_there(
    home: Home, school: SchoolScene
) -> None:
    """409: it was asked by an earlier clerk whose word was lost; the proof begins where it stands."""
    home.grow(9)
    with home.up() as place:
        row = confirmed(school, place)
        home.asker().round()
        home.grow(6)
        home.asker().round()
        Standing.objects.filter(pk=row.pk).update(size=4)
        size = home.grow(3)
        assert home.asker().round() == 1
        assert standing(row).size == size


def test_an_old_copy_of_the_disk_signs_nothing(
    home: Home, school: SchoolScene, tmp_path: Path
) -> None:
    """ROLLBACK: the whole folder taken back verifies clean by itself; the witness remembers more."""
    home.grow()
    home.copied(tmp_path / "backup")
    with home.up() as place:
        row = confirmed(school, place)
        more = home.grow(20)
        home.asker().round()
        home.put_back(tmp_path / "backup")
        assert ask_first(home.data) == [Alarm.ROLLBACK]
    why = halted(home.data.ledger)
    assert why is not None
    assert (why.alarm, why.name, why.size) == ("ROLLBACK", NAME, more)
    with pytest.raises(LedgerDamaged, match="ROLLBACK"):
        home.grow()
    assert standing(row).alarm == "ROLLBACK"
    told = Notice.objects.filter(kind="ledger_old")
    assert {each.person_id for each in told} >= {school.principal, school.it_teacher}
    (proof,) = (home.data.ledger / "anchors" / "proofs").iterdir()
    key = log_verifier(home.data.keys)
    assert open_checkpoint(proof.read_bytes(), [key]).checkpoint.size == more


def test_an_old_copy_is_found_while_it_runs_too(
    home: Home, school: SchoolScene, tmp_path: Path
) -> None:
    """The witness did not answer at the start; it does now. Whether the office's database is old as well or not."""
    home.grow()
    home.copied(tmp_path / "backup")
    with home.up() as place:
        row = confirmed(school, place)
        home.grow(20)
        home.asker().round()
        for remembered in (0, standing(row).size):
            home.put_back(tmp_path / "backup")
            home.grow(2)
            seen = None if not remembered else standing(row).seen_us
            if not remembered:
                Standing.objects.filter(pk=row.pk).update(size=0, time_s=None, seen_us=seen)
            assert home.asker().round() == 0
            why = halted(home.data.ledger)
            assert why is not None
            assert why.alarm == Alarm.ROLLBACK
            Standing.objects.filter(pk=row.pk).update(size=24, time_s=1, seen_us=1, alarm="")


def test_another_history_of_the_same_log_is_a_fork(
    home: Home, school: SchoolScene, tmp_path: Path
) -> None:
    """Rewritten below what the witness holds and signed anew with the log's own key."""
    home.grow()
    home.copied(tmp_path / "backup")
    with home.up() as place:
        row = confirmed(school, place)
        home.grow(20)
        home.asker().round()
        home.put_back(tmp_path / "backup")
        home.grow(40)
        assert home.asker().round() == 0
        assert standing(row).alarm == Alarm.FORK
        with pytest.raises(LedgerDamaged, match="FORK"):
            home.grow()
        (home.data.ledger / "halt.json").unlink()
        assert ask_first(home.data) == [Alarm.FORK]


def test_a_witness_that_only_says_so_stops_nothing(home: Home, school: SchoolScene) -> None:
    """A lying or broken witness is a fault that people are told of, and no reason to stop signing."""
    home.grow()
    with home.up() as place:
        row = confirmed(school, place)
        home.asker().round()
        honest = asking._fetch
        for answer in ((409, b"99999\n"), (409, b"nonsense"), (422, b""), (409, b"3\n")):

            def lying(
                url: str, body: bytes | None, timeout_s: float, answer: tuple[int, bytes] = answer
            ) -> tuple[int, bytes]:
                return honest(url, body, timeout_s) if body is None else answer

            home.grow()
            with patch.object(asking, "_fetch", lying):
                assert home.asker().round() == 0
            assert standing(row).fault == Fault.DISAGREES
            assert halted(home.data.ledger) is None
        home.grow()
        assert home.asker().round() == 1


def test_a_tampered_cosignature_is_not_kept(home: Home, school: SchoolScene) -> None:
    size = home.grow()
    thief = witness_key(9, NAME)
    with home.up() as place:
        row = confirmed(school, place)

        def forged(url: str, body: bytes | None, timeout_s: float) -> tuple[int, bytes]:
            assert body is not None
            text = AddCheckpoint.parse(body).note.split(b"\n\n")[0].decode() + "\n"
            return 200, thief.line(text, second=clock.now_us() // 1_000_000).encode()

        with patch.object(asking, "_fetch", forged):
            assert home.asker().round() == 0
        assert standing(row).fault == Fault.NONSENSE
        assert kept(home.data.ledger, WITNESS) == []
        assert selectors.anchored_size() == 0 < size


def test_verify_asks_them_all(home: Home, school: SchoolScene) -> None:
    size = home.grow()
    with home.up() as place:
        confirmed(school, place)
        assert recollections(home.data) == [(NAME, None)]
        home.asker().round()
        ((name, found),) = recollections(home.data)
        assert name == NAME
        assert found is not None
        assert found.checkpoint.size == size
    assert recollections(home.data, timeout_s=2) == [(NAME, None)]


def test_a_witness_that_is_away_holds_up_no_start(home: Home, school: SchoolScene) -> None:
    home.grow()
    with home.up() as place:
        confirmed(school, place)
        assert ask_first(home.data) == []
        home.asker().round()
    assert ask_first(home.data, timeout_s=2) == []
    home.grow()


def test_copies_are_thinned_to_one_a_day(home: Home, school: SchoolScene) -> None:
    """A year of five minutes is no year of files."""
    with home.up() as place:
        confirmed(school, place)
        asker = home.asker()
        with patch.object(asking_module, "EVERY_US", 0):
            for _ in range(4):
                home.grow(1)
                asker.round()
    assert len(kept(home.data.ledger, WITNESS)) == 4
    assert thin(home.data.ledger, clock.now_us()) == 0
    thin(home.data.ledger, clock.now_us() + 3 * clock.DAY_US)
    assert 1 <= len(kept(home.data.ledger, WITNESS)) <= 2


def test_a_new_shard_is_signed_once_the_witness_was_told_its_key(
    home: Home, school: SchoolScene, tmp_path: Path
) -> None:
    """After a lawful restore: the witness does not know the new origin until a person tells it (FORMATS §5)."""
    home.grow()
    home.copied(tmp_path / "backup")
    with home.up() as place:
        row = confirmed(school, place)
        more = home.grow(20)
        home.asker().round()
        home.put_back(tmp_path / "backup")
        assert ask_first(home.data) == [Alarm.ROLLBACK]
        both = [school.principal, school.it_teacher]
        services.require_two(both, school.id)
        for too_few in ([school.principal] * 2, [school.it_teacher, school.vice_principal]):
            with pytest.raises(Refused):
                services.require_two(too_few, school.id)
        ((_name, found),) = recollections(home.data)
        key = begin_shard(home.data.ledger, home.data.keys, outside=found)
        assert services.begin_anew(by=both, origin=key.name) == 1
        assert (standing(row).size, standing(row).alarm) == (0, "")
        assert ask_first(home.data) == []
        assert home.asker().round() == 0
        assert standing(row).fault == Fault.STRANGER
        trust(tmp_path / "elsewhere", key.vkey)
        assert home.asker().round() == 1
    told = [e for _i, e in LedgerReader(home.data.ledger).objects() if e["t"] == "restore"]
    assert [each["size"] for each in told] == [more]
