"""Backups are whole while everything writes, open to the school's key alone, and stand under a good name or not at all
(khoản 1 Điều 4, I3, I11).
"""

import contextlib
import errno
import io
import os
import signal
import sqlite3
import subprocess
import sys
import tarfile
import threading
from pathlib import Path
from typing import Any

import pyrage
import pytest

from vonggac.backup import making, staging, status, stream
from vonggac.backup.faults import BackupFault, Why
from vonggac.backup.making import Made, generations, make
from vonggac.backup.restoring import restore
from vonggac.backup.sealing_key import identity, new_key
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.keys import ensure_log_key
from vonggac.ledger.writer import LedgerWriter

SECRET = b"the key of november, which nobody may read"


class House:
    """A data folder with an office, a ledger, keys, papers; a folder for backups; the school's key."""

    def __init__(self, root: Path) -> None:
        self.data = DataFolder(root / "data")
        self.data.prepare()
        self.disk = root / "disk"
        self.disk.mkdir()
        self.secret = new_key(self.data.keys)
        (self.data.keys / "2026-11.key").write_bytes(SECRET)
        (self.data.papers / ("a" * 32)).write_bytes(os.urandom(300_000))
        (self.data.papers / ("b" * 32 + ".part")).write_bytes(b"half")
        (self.data.pictures / ("c" * 32)).write_bytes(b"")
        (self.data.root / "volumes.json").write_text('["/mnt/footage"]')
        with contextlib.closing(self.office()) as office:
            office.execute("PRAGMA journal_mode=WAL")
            office.execute("CREATE TABLE one (n INTEGER)")
            office.execute("CREATE TABLE other (n INTEGER)")
        with LedgerWriter(self.data.ledger, key=ensure_log_key(self.data.keys)) as writer:
            self.note(writer)

    def office(self) -> sqlite3.Connection:
        return sqlite3.connect(self.data.office_db, isolation_level=None, timeout=30)

    def note(self, writer: LedgerWriter, *, signed: bool = True) -> None:
        writer.append([{"t": "auth.login", "actor": "p-hanh", "session": "s1"}])
        if signed:
            writer.checkpoint()

    def make(self, *, days: int = 0, **more: Any) -> Made:
        at_us = now_us() + days * DAY_US
        return make(self.data, self.disk, at_us=at_us, version="1", **more)

    def finished(self) -> list[str]:
        return sorted(each.name for each in self.disk.iterdir() if each.suffix == ".vgbackup")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def refused(why: Why, act: Any) -> None:
    with pytest.raises(BackupFault) as fault:
        act()
    assert fault.value.why == why


def test_what_was_backed_up_comes_back_byte_for_byte(house: House, tmp_path: Path) -> None:
    """All that cannot be made again, and no half-written file; the ledger holds."""
    made = house.make()
    found = restore(made.path, tmp_path / "new", identity(house.secret))
    new = DataFolder(tmp_path / "new")
    for each in ("keys", "papers", "pictures"):
        before = {p.name: p.read_bytes() for p in (house.data.root / each).iterdir()}
        before.pop("b" * 32 + ".part", None)
        assert {p.name: p.read_bytes() for p in (new.root / each).iterdir()} == before
    assert new.volumes_file.read_text() == house.data.volumes_file.read_text()
    assert staging.check_ledger(new.ledger, new.keys) == found.entries == made.entries == 2
    assert (new.root.stat().st_mode & 0o077, (new.keys / "2026-11.key").stat().st_mode & 0o077) == (
        0,
        0,
    )
    assert not list(house.data.run.glob("backup/*")), "copies for the backup are gone"


def test_it_is_one_moment_while_everything_writes(house: House, tmp_path: Path) -> None:
    """Two tables of one transaction agree, and every signed size is there (I3)."""
    stop = threading.Event()

    def write() -> None:
        with (
            contextlib.closing(house.office()) as office,
            LedgerWriter(house.data.ledger, key=ensure_log_key(house.data.keys)) as writer,
        ):
            number = 0
            while not stop.is_set():
                number += 1
                office.execute("BEGIN IMMEDIATE")
                office.execute("INSERT INTO one VALUES (?)", [number])
                office.execute("INSERT INTO other VALUES (?)", [number])
                office.execute("COMMIT")
                house.note(writer, signed=number % 3 == 0)

    writing = threading.Thread(target=write)
    writing.start()
    try:
        made = [house.make(days=day) for day in range(3)]
    finally:
        stop.set()
        writing.join()
    for at, each in enumerate(made):
        restore(each.path, tmp_path / str(at), identity(house.secret))
        with contextlib.closing(sqlite3.connect(tmp_path / str(at) / "office.sqlite3")) as office:
            one, other = (
                office.execute(f"SELECT COALESCE(MAX(n), 0), COUNT(*) FROM {table}").fetchone()  # noqa: S608  (ours)
                for table in ("one", "other")
            )
        assert one == other and one[0] == one[1]


def test_who_takes_the_disk_reads_nothing(house: House, tmp_path: Path) -> None:
    """Neither a name nor a key in clear; another key does not open it, nor do the machine's own (I11)."""
    made = house.make()
    raw = made.path.read_bytes()
    assert SECRET not in raw and b"2026-11" not in raw and b"office" not in raw
    assert made.path.stat().st_mode & 0o077 == 0
    stranger = pyrage.x25519.Identity.generate()
    refused(Why.WRONG_KEY, lambda: restore(made.path, tmp_path / "new", stranger))
    assert not (tmp_path / "new").exists()
    assert all(house.secret.encode() not in p.read_bytes() for p in house.data.keys.iterdir())
    refused(Why.WRONG_KEY, lambda: identity("AGE-SECRET-KEY-1NONE"))


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.9, 1.0])
def test_a_damaged_backup_is_not_taken_back(house: House, tmp_path: Path, share: float) -> None:
    """One bit anywhere, or an end that is missing: nothing stands in the folder."""
    made = house.make()
    whole = made.path.read_bytes()
    at = int((len(whole) - 1) * share)
    flipped = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    for spoilt in (flipped, whole[:at]):
        made.path.write_bytes(spoilt)
        with pytest.raises(BackupFault) as fault:
            restore(made.path, tmp_path / "new", identity(house.secret))
        assert fault.value.why in (Why.DAMAGED, Why.WRONG_KEY)
        assert not (tmp_path / "new").exists()
        assert not (tmp_path / ".new.restoring").exists()


@pytest.mark.parametrize(
    "name", ["../out", "/etc/passwd", "keys/../../out", "other/file", "run/lock"]
)
def test_a_foreign_name_is_never_written(house: House, tmp_path: Path, name: str) -> None:
    """Somebody who has the public key can seal anything."""
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as tar:
        tar.addfile(tarfile.TarInfo(name))
    key = (house.data.keys / "backup-recipient").read_text().strip()
    sealed = pyrage.encrypt(plain.getvalue(), [pyrage.x25519.Recipient.from_str(key)])
    (tmp_path / "forged").write_bytes(sealed)
    refused(
        Why.DAMAGED, lambda: restore(tmp_path / "forged", tmp_path / "new", identity(house.secret))
    )
    assert not (tmp_path / "out").exists() and not (tmp_path / "new").exists()


def test_it_is_restored_into_an_empty_folder_only(house: House, tmp_path: Path) -> None:
    made = house.make()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "something").write_text("of another")
    refused(Why.NOT_EMPTY, lambda: restore(made.path, tmp_path / "new", identity(house.secret)))
    (tmp_path / "new" / "something").unlink()
    assert restore(made.path, tmp_path / "new", identity(house.secret)).files


def test_a_backup_that_is_not_there_is_told_at_once(house: House, tmp_path: Path) -> None:
    """A slip in the name, or a disk pulled between the look and the reading: no waiting without end."""
    made = house.make()
    key = identity(house.secret)
    refused(Why.NO_FILE, lambda: restore(tmp_path / "slip", tmp_path / "new", key))
    refused(Why.NO_FILE, lambda: restore(house.disk, tmp_path / "new", key))

    class Pulled(type(made.path)):  # type: ignore[misc]  # the platform's own path
        def open(self, *_words: Any, **_more: Any) -> Any:
            raise FileNotFoundError(errno.ENOENT, "pulled")

    with pytest.raises(FileNotFoundError):
        restore(Pulled(made.path), tmp_path / "new", key)
    assert not (tmp_path / "new").exists()


def test_a_full_disk_takes_nothing_back(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said as what it is, and nothing stands there (I3)."""
    made = house.make()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    refused(Why.DISK_FULL, lambda: restore(made.path, tmp_path / "new", identity(house.secret)))
    assert not [each for each in tmp_path.iterdir() if "new" in each.name]


def test_the_key_is_taken_as_an_editor_keeps_it(house: House) -> None:
    """With Notepad's mark before it, its ends of lines, in small letters."""
    assert str(identity(f"\ufeff{house.secret.lower()}\r\n")) == house.secret


def test_a_disk_that_is_full_leaves_no_half_file(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is written where that can be known, else in the middle; the older ones stay (I3)."""
    good = house.make().path.name

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        refused(Why.DISK_FULL, lambda: house.make(days=1))
    with monkeypatch.context() as patch:
        patch.setattr(making, "_SPARE_BYTES", 1 << 60)
        refused(Why.DISK_FULL, lambda: house.make(days=1))
    with monkeypatch.context() as patch:
        patch.setattr(staging, "ROOM_BYTES", 1 << 60)
        refused(Why.DISK_FULL, lambda: house.make(days=1))
    assert [each.name for each in house.disk.iterdir()] == [good]


def test_what_reads_back_otherwise_gets_no_good_name(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that loses a bit is found out at once."""

    def forgetful(descriptor: int) -> None:
        os.pwrite(descriptor, b"X", os.fstat(descriptor).st_size // 2)

    monkeypatch.setattr(os, "fsync", forgetful)
    refused(Why.NOT_WRITTEN, house.make)
    assert list(house.disk.iterdir()) == []


_HALF = """
import sys, time
from pathlib import Path
from vonggac.backup import making, stream
from vonggac.kernel.data_folder import DataFolder
whole = stream.tar_of
def slow(members, facts):
    pieces = whole(members, facts)
    yield next(pieces)
    yield bytes(4 << 20)
    print("half", flush=True)
    time.sleep(600)
making.tar_of = slow
making.make(DataFolder(Path(sys.argv[1])), Path(sys.argv[2]), at_us=int(sys.argv[3]), version="1")
"""


def test_killed_in_the_middle_it_leaves_nothing_under_a_good_name(house: House) -> None:
    """And the next one clears what the killed one left (I3)."""
    command = [sys.executable, "-c", _HALF, str(house.data.root), str(house.disk), str(now_us())]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None and child.stdout.readline() == b"half\n"
        refused(Why.BUSY, house.make)
        child.send_signal(signal.SIGKILL)
    assert house.finished() == []
    assert [each.suffix for each in house.disk.iterdir()] == [".part"]
    house.make()
    assert len(house.finished()) == 1 == len(list(house.disk.iterdir()))


def test_the_newest_generations_stay_and_only_ours_go(house: House, tmp_path: Path) -> None:
    foreign = house.disk / "vonggac-schoolother-20200101T000000000000Z.vgbackup"
    foreign.write_bytes(b"of another school")
    made = [house.make(days=day, keep=2) for day in range(4)]
    ours = {each.path.name for each in made[-2:]}
    assert set(house.finished()) == {*ours, foreign.name}
    assert len(generations(house.disk, "schoolother")) == 1


def test_a_damaged_office_or_ledger_is_told_and_not_kept(house: House) -> None:
    """Fourteen nights of a broken database must not push out the good ones."""
    entries = house.data.ledger / "entries-000000.bin"
    whole = entries.read_bytes()
    entries.write_bytes(whole[:60] + bytes([whole[60] ^ 1]) + whole[61:])
    refused(Why.LEDGER_DAMAGED, house.make)
    entries.write_bytes(whole)
    for path in house.data.root.glob("office.sqlite3*"):
        path.unlink()
    house.data.office_db.write_bytes(b"SQLite format 3\x00" + bytes(4000))
    refused(Why.OFFICE_DAMAGED, house.make)
    assert house.finished() == []


def test_where_it_cannot_go_is_said(house: House, tmp_path: Path) -> None:
    def to(folder: Path) -> Made:
        return make(house.data, folder, at_us=now_us(), version="1")

    refused(Why.NO_FOLDER, lambda: to(tmp_path / "unplugged"))
    refused(Why.INSIDE, lambda: to(house.data.papers))
    (house.data.keys / "backup-recipient").unlink()
    refused(Why.NO_KEY, lambda: to(house.disk))


def test_what_is_told_of_the_last_one(house: House) -> None:
    """A failed try keeps the last good one told; after three days it is old, as is none at all."""
    at_us = now_us()
    assert status.read(house.data) == status.Status()
    assert status.Status().is_old(at_us, at_us - 4 * DAY_US)
    assert not status.Status().is_old(at_us, at_us - 2 * DAY_US)
    status.told_good(house.data, house.make(), at_us)
    status.told_fault(house.data, Why.DISK_FULL, at_us + 1)
    known = status.read(house.data)
    assert (known.good_us, known.tried_us, known.fault) == (at_us, at_us + 1, "disk_full")
    assert not known.is_old(at_us + 3 * DAY_US, 0) and known.is_old(at_us + 3 * DAY_US + 1, 0)
    (house.data.root / "backup.json").write_text("[]")
    assert status.read(house.data) == status.Status()


def test_a_file_that_goes_away_meanwhile_is_left_out(house: House) -> None:
    gone = staging.Member("papers/gone", house.data.papers / "gone")
    assert b"".join(stream.tar_of([gone], {})).count(b"gone") == 0
