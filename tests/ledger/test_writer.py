"""The ledger's writer: nothing is lost, nothing is changed, and damage is not signed over (I7, I8; FORMATS §5)."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.scenes.children import attempts, killed_after
from tests.scenes.logs import LOG, NEXT_LOG
from vonggac.kernel.locks import Held
from vonggac.ledger import store, writer
from vonggac.ledger.canonical import NotCanonical
from vonggac.ledger.checkpoints import Checkpoint
from vonggac.ledger.entries import Peer, Refused
from vonggac.ledger.keys import ensure_log_key, log_verifier
from vonggac.ledger.proofs import ProofFile, prove
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.store import LedgerDamaged
from vonggac.ledger.verify import verify_log
from vonggac.ledger.writer import LedgerBroken, LedgerWriter

CLOCK: dict[str, Any] = {"src": "ntp", "off_us": -312, "stratum": 3}


def opened(folder: Path) -> LedgerWriter:
    return LedgerWriter(folder, key=LOG, clock=lambda: dict(CLOCK))


def search(number: int) -> dict[str, Any]:
    return {"t": "search", "actor": "p-1", "count": number}


def filled(folder: Path) -> Path:
    """Genesis, three entries, a checkpoint, two entries more."""
    with opened(folder) as log:
        log.append([search(1), search(2), search(3)])
        log.checkpoint()
        log.append([search(4), search(5)])
    return folder


def test_a_new_log_begins_with_its_genesis_and_a_checkpoint(tmp_path: Path) -> None:
    """Entry 0 names origin and key, and is signed at once."""
    with opened(tmp_path) as log:
        assert log.size == 1
        assert log.unsigned == 0
        assert log.signed is not None
        assert log.checkpoint() is log.signed
    reader = LedgerReader(tmp_path)
    genesis = reader.parsed(0)
    assert genesis["t"] == "genesis"
    assert genesis["vkey"] == LOG.verifier.vkey
    assert genesis["clock"] == CLOCK
    assert verify_log(tmp_path, LOG.verifier).clean


def test_entries_have_rising_indices_and_the_writers_own_time(tmp_path: Path) -> None:
    """Nobody else says when an entry was appended."""
    with opened(tmp_path) as log:
        assert log.append([search(1) | {"utc_us": 5, "v": 9}, search(2)]) == [1, 2]
        assert log.append([]) == []
        assert log.unsigned == 2
    entry = LedgerReader(tmp_path).parsed(1)
    assert entry["v"] == 1
    assert entry["utc_us"] > 1_700_000_000_000_000
    assert entry["boot"]


def test_a_batch_with_one_bad_entry_is_not_begun(tmp_path: Path) -> None:
    """Refused before a byte is written."""
    with opened(tmp_path) as log:
        for bad in (
            {"t": "segment"},
            {"t": "unknown"},
            {},
            search(1) | {"name": "Nguyễn Thị Ánh"},
            search(1) | {"count": 1.0},
            search(-1),
        ):
            with pytest.raises((Refused, NotCanonical)):
                log.append([search(0), bad])
        with pytest.raises(Refused, match="recorder"):
            log.append([search(1)], peer=Peer.RECORDER)
        assert log.size == 1
    assert LedgerReader(tmp_path).size == 1


def test_two_writers_cannot_run(tmp_path: Path) -> None:
    """The second is turned away, and comes in when the first is gone."""
    with opened(tmp_path), pytest.raises(Held):
        opened(tmp_path)
    opened(tmp_path).close()


def test_the_log_goes_on_where_it_stopped(tmp_path: Path) -> None:
    """A restart changes nothing; the root is the one over all entries."""
    filled(tmp_path)
    with opened(tmp_path) as log:
        assert log.repairs == []
        assert log.size == 6
        assert log.unsigned == 2
        assert log.append([search(6)]) == [6]
        signed = log.checkpoint()
    reader = LedgerReader(tmp_path)
    levels = reader.levels()
    assert levels.root() == signed.checkpoint.root
    proof = ProofFile.parse(prove(levels, 5, signed).write())
    assert proof.verify(reader.entry(5), [LOG.verifier]) == signed
    report = verify_log(tmp_path, LOG.verifier)
    assert report.clean
    assert (report.size, report.checkpoints, report.root) == (7, 3, signed.checkpoint.root)


def test_a_tail_torn_at_any_byte_is_cut_and_kept(tmp_path: Path) -> None:
    """Beyond what was signed: whole entries stay, the rest is set aside, and the log goes on."""
    folder = filled(tmp_path / "log")
    path = store.entries_path(folder, 0)
    whole = path.read_bytes()
    records = list(store.Records(path))
    signed_end = records[4][0]
    for length in range(signed_end, len(whole)):
        path.write_bytes(whole[:length])
        with opened(folder) as log:
            kept = sum(at + 4 + len(entry) <= length for at, entry in records)
            assert log.size == kept
            torn = length - (records[kept - 1][0] + 4 + len(records[kept - 1][1]))
            assert sum(each.length for each in log.repairs) == torn
            for each in log.repairs:
                assert each.kept.read_bytes() == whole[each.offset : length]
        assert verify_log(folder, LOG.verifier).clean


def test_less_than_what_was_signed_is_an_alarm(tmp_path: Path) -> None:
    """At any byte below the signed size: nothing is repaired, nothing is signed."""
    folder = filled(tmp_path / "log")
    path = store.entries_path(folder, 0)
    whole = path.read_bytes()
    signed_end = list(store.Records(path))[4][0]
    for length in range(0, signed_end, 7):
        path.write_bytes(whole[:length])
        with pytest.raises(LedgerDamaged):
            opened(folder)
        assert path.read_bytes() == whole[:length]
        assert not verify_log(folder, LOG.verifier).clean
    path.unlink()
    with pytest.raises(LedgerDamaged):
        opened(folder)


@pytest.mark.slow
def test_every_flipped_bit_below_the_checkpoint_is_noticed(tmp_path: Path) -> None:
    """By the start, which refuses to sign, and by verify."""
    folder = filled(tmp_path / "log")
    path = store.entries_path(folder, 0)
    whole = path.read_bytes()
    signed_end = list(store.Records(path))[4][0]
    for bit in range(0, signed_end * 8, 9):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        with pytest.raises(LedgerDamaged):
            opened(folder)
        assert not verify_log(folder, LOG.verifier).clean
    assert path.read_bytes() != whole


def test_a_rewritten_history_is_an_alarm(tmp_path: Path) -> None:
    """Same number of entries, all well formed, one of them another: the root tells."""
    folder = filled(tmp_path / "log")
    path = store.entries_path(folder, 0)
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b'"count":2', b'"count":7'))
    with pytest.raises(LedgerDamaged, match="another history"):
        opened(folder)
    report = verify_log(folder, LOG.verifier)
    assert any("another history" in each.detail for each in report.findings)


def test_a_damaged_or_foreign_checkpoint_is_an_alarm(tmp_path: Path) -> None:
    """A signature that does not hold, another key's, a smaller size behind a larger one."""
    folder = filled(tmp_path / "log")
    path = folder / store.CHECKPOINTS
    good = path.read_bytes()
    genesis_note = good.split(store.NOTE_END)[0]
    foreign = Checkpoint(NEXT_LOG.name, 5, bytes(32)).sign(NEXT_LOG)
    for bad in (
        good.replace(b"\n4\n", b"\n3\n"),
        good + foreign + store.NOTE_END,
        good + genesis_note + store.NOTE_END,
        good + b"nonsense" + store.NOTE_END,
    ):
        path.write_bytes(bad)
        with pytest.raises(LedgerDamaged):
            opened(folder)
        assert not verify_log(folder, LOG.verifier).clean


def test_a_torn_checkpoint_is_cut(tmp_path: Path) -> None:
    """It was never shown to anybody."""
    folder = filled(tmp_path / "log")
    path = folder / store.CHECKPOINTS
    good = path.read_bytes()
    path.write_bytes(good + b"school.example/vong")
    assert not verify_log(folder, LOG.verifier).clean
    with opened(folder) as log:
        assert [each.file for each in log.repairs] == [store.CHECKPOINTS]
        assert path.read_bytes() == good
        log.checkpoint()
    assert verify_log(folder, LOG.verifier).clean


def test_entries_go_over_into_the_next_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At 64 MiB; here at 2 KiB. Reading, restarting and verifying do not notice the borders."""
    for room in (store, writer):
        monkeypatch.setattr(room, "MAX_FILE", 2048)
    with opened(tmp_path) as log:
        assert log.append([search(n) for n in range(1, 40)]) == list(range(1, 40))
        log.checkpoint()
    with opened(tmp_path) as log:
        log.append([search(40)])
        log.checkpoint()
    files = store.entry_files(tmp_path)
    assert len(files) > 3
    assert all(each.stat().st_size <= 2048 for each in files)
    reader = LedgerReader(tmp_path)
    assert [entry["count"] for _, entry in reader.objects(1)] == list(range(1, 41))
    assert reader.parsed(20)["count"] == 20
    assert verify_log(tmp_path, LOG.verifier).clean
    files[1].rename(tmp_path / "away")
    with pytest.raises(LedgerDamaged, match="missing"):
        opened(tmp_path)
    assert not verify_log(tmp_path, LOG.verifier).clean


def test_a_reader_sees_what_comes_and_never_half_an_entry(tmp_path: Path) -> None:
    """While the writer writes; also when a torn entry is taken back."""
    with opened(tmp_path) as log:
        reader = LedgerReader(tmp_path)
        assert reader.size == 1
        log.append([search(n) for n in range(1, 600)])
        assert reader.refresh() == 600
        assert reader.parsed(599)["count"] == 599
        assert [index for index, _ in reader.entries(255, 258)] == [255, 256, 257]
        with pytest.raises(IndexError):
            reader.entry(600)
        assert list(reader.entries(600)) == []
        signed = log.checkpoint()
        assert reader.last_checkpoint(LOG.verifier) == signed
        path = store.entries_path(tmp_path, 0)
        whole = path.read_bytes()
        path.write_bytes(whole + store.pack_record(whole[4:100])[:-1])
        assert reader.refresh() == 600
        path.write_bytes(whole[: len(whole) // 2])
        assert 0 < reader.refresh() < 600
    assert LedgerReader(tmp_path / "nothing here").size == 0


def test_the_reserve_takes_the_entries_that_tell_of_a_full_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FORMATS §5: the first write that does not fit frees the reserve and is tried again."""
    with opened(tmp_path) as log:
        honest = writer._write_whole
        failures = [7]

        def full(descriptor: int, data: bytes) -> None:
            if failures and (tmp_path / store.RESERVE).exists():
                honest(descriptor, data[: failures.pop()])
                raise OSError(28, "No space left on device")
            honest(descriptor, data)

        monkeypatch.setattr(writer, "_write_whole", full)
        assert log.append([search(1)]) == [1]
        assert not (tmp_path / store.RESERVE).exists()
        assert log.checkpoint().checkpoint.size == 2
    assert verify_log(tmp_path, LOG.verifier).clean


def test_a_disk_that_is_full_leaves_no_half_entry(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The append raises, and the next one succeeds at the same index."""
    with opened(tmp_path) as log:
        honest = writer._write_whole
        with monkeypatch.context() as patched:

            def full(descriptor: int, data: bytes) -> None:
                honest(descriptor, data[:9])
                raise OSError(5, "Input/output error")

            patched.setattr(writer, "_write_whole", full)
            with pytest.raises(OSError, match="Input"):
                log.append([search(1)])
            assert log.size == 1
        assert log.append([search(1)]) == [1]
    assert verify_log(tmp_path, LOG.verifier).clean


def test_after_a_failed_fsync_nothing_more_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the disk holds is unknown until the ledger is opened anew."""

    def fails(descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    with opened(tmp_path) as log:
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", fails)
            with pytest.raises(LedgerBroken):
                log.append([search(1)])
        with pytest.raises(LedgerBroken):
            log.append([search(1)])
        with pytest.raises(LedgerBroken):
            log.checkpoint()
    opened(tmp_path).close()


def test_checkpoints_come_after_100_entries_or_10_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And never when nothing came."""
    at_us = [10_000_000_000]
    monkeypatch.setattr(writer, "monotonic_us", lambda: at_us[0])
    with opened(tmp_path) as log:
        assert log.checkpoint_if_due() is None
        log.append([search(1)])
        assert log.checkpoint_if_due() is None
        at_us[0] += 10_000_000
        assert log.checkpoint_if_due() is not None
        log.append([search(n) for n in range(100)])
        due = log.checkpoint_if_due()
        assert due is not None
        assert due.checkpoint.size == 102


def test_the_logs_key_is_made_once_and_its_public_half_is_beside_it(tmp_path: Path) -> None:
    """Two files: one for the writer alone, one for everybody."""
    first = ensure_log_key(tmp_path, "school.example/vonggac/1")
    assert ensure_log_key(tmp_path).verifier == first.verifier
    assert log_verifier(tmp_path) == first.verifier
    assert (tmp_path / "log.key").stat().st_mode & 0o777 == 0o600
    made = ensure_log_key(tmp_path / "new")
    assert made.name.endswith("/vonggac/1")


APPEND_UNTIL_KILLED = """
import sys
from pathlib import Path
from tests.scenes.logs import LOG
from vonggac.ledger.writer import LedgerWriter
with LedgerWriter(Path(sys.argv[1]), key=LOG) as log:
    while True:
        for n in log.append([{"t": "search", "actor": "p-1"}] * 7):
            pass
        print(n, flush=True)
        if n % 3 == 0:
            print("signed", log.checkpoint().checkpoint.size, flush=True)
"""


@pytest.mark.crash
def test_a_killed_writer_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    """SIGKILL again and again on the same log: it always starts, and always verifies."""
    folder = tmp_path / "log"
    acknowledged = 0
    for attempt in range(attempts(4)):
        lines = killed_after(APPEND_UNTIL_KILLED, str(folder), seconds=0.011 * (attempt % 9))
        numbers = [int(line) for line in lines if not line.startswith("signed")]
        assert numbers[-1] > acknowledged
        acknowledged = numbers[-1]
    with LedgerWriter(folder, key=LOG) as log:
        assert log.size > acknowledged
    assert verify_log(folder, LOG.verifier).clean
