"""Backing up and taking back by the verbs of the command line, and the clerk's share (khoản 1 Điều 4)."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.scenes.databases import lay
from tests.scenes.schools import yen_cuong
from tests.scenes.witnesses import CLEAN_HERE
from vonggac.backup import status
from vonggac.backup.faults import Why
from vonggac.cli import backing
from vonggac.cli.backing import BackupRound, is_due, tell_old
from vonggac.cli.output import as_called
from vonggac.kernel.clock import DAY_US, HOUR_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.keys import ensure_log_key
from vonggac.ledger.writer import LedgerWriter
from vonggac.notices.models import Notice

MIDNIGHT_US = 1_795_539_600_000_000
"""In Việt Nam."""


def vonggac(*arguments: object) -> "subprocess.CompletedProcess[str]":
    dropped = ("DJANGO_SETTINGS_MODULE", "VONGGAC_BACKUP", "VONGGAC_DATA")
    environment = {k: v for k, v in os.environ.items() if k not in dropped}
    command = [sys.executable, "-m", "vonggac", *map(str, arguments)]
    return subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_a_backup_is_taken_back_and_verified_clean(tmp_path: Path) -> None:
    """The whole way of docs/settings.md: key, backup, restore, verify; no half answer without a key."""
    home = DataFolder(tmp_path / "data")
    home.prepare()
    lay(home)
    with LedgerWriter(home.ledger, key=ensure_log_key(home.keys)):
        pass
    disk = tmp_path / "disk"
    disk.mkdir()
    early = vonggac("backup", disk, "--data", home.root)
    assert early.returncode == 2 and "--new-key" in early.stderr
    assert status.read(home).fault == Why.NO_KEY
    shown = vonggac("backup", "--new-key", "--data", home.root).stdout
    (secret,) = [each.strip() for each in shown.splitlines() if "AGE-SECRET-KEY" in each]
    made = vonggac("backup", disk, "--data", home.root)
    assert made.returncode == 0, made.stderr
    (file,) = disk.iterdir()
    another = vonggac("backup", "--new-key", "--data", home.root)
    assert another.returncode and "AGE-SECRET-KEY" not in another.stdout, "nobody said yes"
    assert status.read(home).path == str(file)
    (tmp_path / "key").write_text(f"# of the school\n{secret}\n")
    back = vonggac("restore", file, tmp_path / "new", "--key", tmp_path / "key")
    assert back.returncode == 0, back.stderr
    assert status.read(DataFolder(tmp_path / "new")).path == str(file), (
        "nobody is told of no backup"
    )
    verified = vonggac("verify", "--data", tmp_path / "new")
    assert verified.returncode == CLEAN_HERE, verified.stdout + verified.stderr
    (tmp_path / "key").write_text("nothing\n")
    other = vonggac("restore", file, tmp_path / "other", "--key", tmp_path / "key")
    assert other.returncode == 2 and not (tmp_path / "other").exists()
    missing = vonggac("restore", file, tmp_path / "other", "--key", tmp_path / "nokey")
    assert missing.returncode == 2 and "The file with the key" in missing.stderr


def test_commands_are_told_as_they_are_typed_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a checkout there is no ``vonggac`` to be found: who restores copies what the screen says."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    assert as_called("vonggac verify --data x") == "vonggac verify --data x"
    (tmp_path / "run.py").touch()
    assert as_called("run vonggac verify.") == "run python3 run.py verify."


@pytest.mark.parametrize(
    "at_us,age_us,due",
    [
        (MIDNIGHT_US + 2 * HOUR_US, 23 * HOUR_US, True),
        (MIDNIGHT_US + 2 * HOUR_US, HOUR_US, False),
        (MIDNIGHT_US + 12 * HOUR_US, 23 * HOUR_US, False),
        (MIDNIGHT_US + 12 * HOUR_US, 31 * HOUR_US, True),
    ],
)
def test_it_is_made_at_night_and_by_day_when_a_night_was_missed(
    at_us: int, age_us: int, due: bool
) -> None:
    assert is_due(status.Status(good_us=at_us - age_us), at_us) is due


@pytest.mark.django_db
def test_an_old_backup_is_told_until_there_is_a_new_one() -> None:
    """Board and IT teacher, once; three days after the last good one, or after the beginning."""
    school = yen_cuong()
    at_us = now_us()
    told = Notice.objects.filter(kind="backup_old", read_us=None)
    tell_old(status.Status(), at_us)
    assert not told.all().exists()
    for _again in range(2):
        tell_old(status.Status(), at_us + 4 * DAY_US)
    board = {school.principal, school.vice_principal, school.it_teacher}
    assert {each.person_id for each in told} == board and len(told) == len(board)
    tell_old(status.Status(good_us=at_us + 4 * DAY_US), at_us + 5 * DAY_US)
    assert not told.all().exists()


def test_the_clerk_starts_one_child_where_a_folder_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None without a folder, none while one goes on, none again within the hour."""
    started: list[list[str]] = []

    class Child:
        def __init__(self, command: list[str], **_words: Any) -> None:
            started.append(command)

        def poll(self) -> int:
            return 0

        def terminate(self) -> None: ...

    home = DataFolder(tmp_path)
    home.prepare()
    monkeypatch.setattr(backing, "tell_old", lambda *_: None)
    monkeypatch.setattr(subprocess, "Popen", Child)
    monkeypatch.setattr(BackupRound, "LOOK_US", 0)
    monkeypatch.delenv("VONGGAC_BACKUP", raising=False)
    BackupRound(home).run()
    assert started == []
    monkeypatch.setenv("VONGGAC_BACKUP", "/disk")
    clerk = BackupRound(home)
    clerk.run()
    clerk.run()
    assert len(started) == 1 and "/disk" in started[0]
    clerk.end()
