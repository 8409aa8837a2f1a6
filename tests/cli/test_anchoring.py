"""``verify`` against the outside and its exit codes (FORMATS §11), ``new-shard``, the clerk's thread, doctor (I8)."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from tests.anchors.scenes import NAME, Home, confirmed, home_in
from tests.scenes.databases import lay
from tests.scenes.schools import PASSWORD, SchoolScene, yen_cuong
from tests.scenes.witnesses import Log
from vonggac.cli import doctor, sharding, verify
from vonggac.cli.anchoring import Anchorer
from vonggac.cli.keeping import anchored_size, ask_witnesses
from vonggac.ledger.checkpoints import printed_line
from vonggac.ledger.halting import Halt, halt, halted
from vonggac.ledger.keys import log_verifier, log_verifiers
from vonggac.ledger.notes import parse_note
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.verify import verify_log

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    made = home_in(tmp_path)
    made.data.office_db.touch()
    with patch.multiple("vonggac.cli.keeping", _leave=lambda: None):
        yield made


def verified(home: Home, *options: str) -> tuple[int, dict[str, object]]:
    done = CliRunner().invoke(
        verify.app, ["verify", "--data", str(home.data.root), "--json", *options]
    )
    return done.exit_code, json.loads(done.stdout) if done.exit_code != 3 else {}


def kinds(said: dict[str, object]) -> set[str]:
    return {each["kind"] for each in said["findings"]}  # type: ignore[attr-defined]


def test_nobody_outside_was_asked(home: Home) -> None:
    """4, and never a bare OK."""
    home.grow()
    assert verified(home) == (4, verified(home)[1] | {"compared": [], "findings": []})
    said = CliRunner().invoke(verify.app, ["verify", "--data", str(home.data.root)])
    assert said.exit_code == 4
    assert "this machine vouches for itself" in " ".join(said.stdout.split())


def test_a_witness_agrees_is_silent_or_remembers_more(
    home: Home, school: SchoolScene, tmp_path: Path
) -> None:
    """0, 4 and 1."""
    home.grow()
    home.copied(tmp_path / "backup")
    with home.up() as place:
        confirmed(school, place)
        home.grow()
        home.asker().round()
        code, said = verified(home)
        assert (code, said["compared"], said["findings"]) == (0, [f"witness {NAME}"], [])
        home.put_back(tmp_path / "backup")
        code, said = verified(home)
        assert code == 1
        assert "ROLLBACK" in kinds(said)
    with patch("vonggac.cli.recalling.recollections", return_value=[(NAME, None)]):
        done = CliRunner().invoke(verify.app, ["verify", "--data", str(home.data.root)])
    assert done.exit_code == 4
    assert f"{NAME} did not answer" in " ".join(done.stdout.split())


def test_a_printed_line_and_a_kept_note(home: Home, tmp_path: Path) -> None:
    """0 where they agree, 1 where the ledger is another or shorter, 3 where they are none."""
    home.grow()
    key = log_verifier(home.data.keys)
    signed = LedgerReader(home.data.ledger).last_checkpoint(key)
    assert signed is not None
    line = printed_line("2026-11-23", signed.checkpoint)
    kept = tmp_path / "kept.note"
    kept.write_bytes(signed.note)
    home.grow(9)
    assert verified(home, "--printed", line)[0] == 0
    assert verified(home, "--note", str(kept), "--printed", line)[0] == 0
    size = signed.checkpoint.size
    for told, kind in ((f"{size} {'A' * 26}", "FORK"), (f"999 {'A' * 26}", "ROLLBACK")):
        code, said = verified(home, "--printed", told)
        assert (code, kinds(said)) == (1, {kind})
    (tmp_path / "other.note").write_bytes(Log().grown(3).note(3))
    for wrong in (("--printed", line[:-1]), ("--note", str(tmp_path / "other.note"))):
        assert verified(home, *wrong)[0] == 3
    (home.data.office_db).unlink()
    assert verified(home)[0] == 3


def test_a_halt_and_a_late_witness_are_findings(home: Home, school: SchoolScene) -> None:
    home.grow()
    with home.up() as place:
        row = confirmed(school, place)
    row.standing.overdue_us = 1
    row.standing.save()
    halt(home.data.ledger, Halt("FORK", NAME, 2, 9, 1), b"note")
    with patch("vonggac.cli.recalling.recollections", return_value=[]):
        code, said = verified(home)
    assert (code, kinds(said)) == (1, {"OVERDUE", "FORK"})


def test_the_clerks_thread_asks_and_a_start_asks_first(
    home: Home, school: SchoolScene, tmp_path: Path
) -> None:
    size = home.grow()
    home.copied(tmp_path / "backup")
    with home.up() as place, patch("vonggac.cli.anchoring.connections"):
        confirmed(school, place)
        assert anchored_size() == 0
        Anchorer(home.data).round()
        assert anchored_size() == size
        home.grow()
        Anchorer(home.data).round()
        ask_witnesses(home.data)
        assert halted(home.data.ledger) is None
        home.put_back(tmp_path / "backup")
        ask_witnesses(home.data)
        assert halted(home.data.ledger) is not None


def test_two_people_begin_a_new_shard(home: Home, school: SchoolScene) -> None:
    """The principal and one more, with their passwords; one alone, or without the principal, begins nothing."""
    home.grow()
    halt(home.data.ledger, Halt("ROLLBACK", NAME, 99, 4, 1), b"")
    before = log_verifier(home.data.keys)

    def ask(*who: str, password: str = PASSWORD) -> tuple[int, str]:
        answers = "".join(f"{each}\n{password}\n" for each in who)
        done = CliRunner().invoke(sharding.app, ["--data", str(home.data.root)], input=answers)
        return done.exit_code, done.output

    for refused in (("anh", "anh"), ("binh", "cuong"), ("anh", "dung")):
        code, said = ask(*refused)
        assert (code, "together" in said) == (2, True)
    assert ask("anh", "cuong", password="a wrong one")[0] == 2
    assert log_verifier(home.data.keys) == before
    code, said = ask("anh", "cuong")
    assert code == 0, said
    now = log_verifier(home.data.keys)
    assert now.vkey in said
    assert now.name.endswith("/2")
    home.grow()
    assert verify_log(home.data.ledger, *log_verifiers(home.data.keys)).clean
    assert parse_note(_last(home)).text.startswith(now.name)


def _last(home: Home) -> bytes:
    signed = LedgerReader(home.data.ledger).last_checkpoint(log_verifier(home.data.keys))
    assert signed is not None
    return signed.note


def test_doctor_has_its_line(tmp_path: Path) -> None:
    """None, one that has never answered, one that has; a stop is a fault."""
    home = home_in(tmp_path)
    lay(home.data)
    assert doctor._outside(home.data).detail.startswith("none")
    with closing(sqlite3.connect(home.data.office_db)) as office:
        office.execute("PRAGMA foreign_keys=OFF")
        office.execute(
            "INSERT INTO anchors_witness (id, school_id, name, address, vkey, place, proposed_by_id,"
            " proposed_us, confirmed_by_id, confirmed_us)"
            " VALUES ('w', 's', 'n', 'a', 'v', 'p', 'x', 1, 'y', 2)"
        )
        office.execute(
            "INSERT INTO anchors_standing (witness_id, size, fault, alarm) VALUES ('w', 0, '', '')"
        )
        office.commit()
        assert doctor._outside(home.data).detail == "never yet"
        office.execute("UPDATE anchors_standing SET size=41, time_s=1, seen_us=1795330800000000")
        office.commit()
    found = doctor._outside(home.data)
    assert (found.verdict, found.detail) == ("ok", "last at 2026-11-22 07:00 UTC, 41 entries")
    halt(home.data.ledger, Halt("ROLLBACK", NAME, 99, 4, 1), b"")
    assert doctor._outside(home.data).verdict == "fault"
