"""A new shard: what is here stays, the old origin is never signed again, and what is lost is cited (FORMATS §5, I8)."""

from pathlib import Path
from unittest.mock import patch

import pytest

from vonggac.ledger.halting import Halt, halt, halted
from vonggac.ledger.keys import ensure_log_key, log_verifiers
from vonggac.ledger.notes import BadNote, Verifier, decode_base64
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.shards import begin_shard, next_origin
from vonggac.ledger.store import LedgerDamaged
from vonggac.ledger.verify import verify_log
from vonggac.ledger.writer import LedgerWriter

ENTRY = {"t": "config.change", "what": "x"}


def grow(ledger: Path, keys: Path, entries: int) -> bytes:
    """The last note."""
    with LedgerWriter(ledger, key=ensure_log_key(keys), earlier=log_verifiers_of(keys)) as writer:
        writer.append([ENTRY] * entries)
        return writer.checkpoint().note


def log_verifiers_of(keys: Path) -> list[Verifier]:
    ensure_log_key(keys)
    return log_verifiers(keys)[1:]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Five entries are here; seven were held outside."""
    ledger, keys = tmp_path / "ledger", tmp_path / "keys"
    grow(ledger, keys, 4)
    return ledger, keys


def test_the_log_goes_on_under_a_new_key_and_verifies_whole(folders: tuple[Path, Path]) -> None:
    ledger, keys = folders
    before = ensure_log_key(keys)
    held = grow(ledger.parent / "elsewhere", keys, 9)
    halt(ledger, Halt("ROLLBACK", "w1", 10, 5, 1), held)
    with pytest.raises(LedgerDamaged):
        grow(ledger, keys, 1)
    made = begin_shard(ledger, keys)
    assert made.name == next_origin(before.name)
    assert halted(ledger) is None
    assert before.private_text() not in (keys / "log.key").read_text()
    assert log_verifiers(keys) == [made, before.verifier]
    entry = LedgerReader(ledger).parsed(5)
    assert (entry["t"], entry["origin"], entry["size"]) == ("restore", before.name, 10)
    assert decode_base64(entry["note"]) == held
    grow(ledger, keys, 3)
    report = verify_log(ledger, *log_verifiers(keys))
    assert (report.clean, report.size) == (True, 9)
    assert report.last is not None
    assert report.last.origin == made.name
    assert not verify_log(ledger, made).clean


def test_a_second_shard_follows_the_first(folders: tuple[Path, Path]) -> None:
    ledger, keys = folders
    names = [begin_shard(ledger, keys).name.rsplit("/", 1)[1] for _ in range(3)]
    assert names == ["2", "3", "4"]
    assert verify_log(ledger, *log_verifiers(keys)).clean
    grow(ledger, keys, 1)


def test_a_death_in_between_stays_halted_and_is_taken_up(folders: tuple[Path, Path]) -> None:
    ledger, keys = folders
    with (
        patch.object(LedgerWriter, "append", side_effect=OSError(28, "full")),
        pytest.raises(OSError),
    ):
        begin_shard(ledger, keys)
    with pytest.raises(LedgerDamaged):
        grow(ledger, keys, 1)
    begin_shard(ledger, keys)
    grow(ledger, keys, 1)
    assert verify_log(ledger, *log_verifiers(keys)).clean


def test_an_origin_without_a_shard_has_no_next() -> None:
    assert next_origin("school-1/vonggac/9") == "school-1/vonggac/10"
    with pytest.raises(BadNote):
        next_origin("school.example/log")
