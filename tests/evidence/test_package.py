"""A package from the store: byte-native, proved, the same every time, and verified by both checkers (I8)."""

import errno
import subprocess
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from tests.scenes.index import grant
from tests.scenes.packages import (
    KEY,
    NUMBER,
    WINDOW,
    Package,
    adopted,
    entered,
    finished,
    order,
    packed,
    recorded,
    tools,
)
from tests.scenes.segments import NOON_US
from tests.scenes.store import GATE, YARD, Store
from vonggac.evidence import building
from vonggac.evidence.cutting import SoundNotPermitted
from vonggac.evidence.extras import Bench, Extra
from vonggac.evidence.sealed_parts import PartAltered, PartWriter
from vonggac.evidence.verifying.anchors import NONE as NO_ANCHOR
from vonggac.evidence.verifying.answers import Answer
from vonggac.evidence.verifying.judge import verify_package
from vonggac.kernel.authority import Act
from vonggac.kernel.clock import HOUR_US, MINUTE_US
from vonggac.kernel.ranges import Range
from vonggac.ledger.proofs import ProofFile
from vonggac.playback.permission import NotPermitted
from vonggac.vault.reader import SegmentFile

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return recorded(tmp_path)


def sh(folder: Path, *prints: str) -> tuple[int, str]:
    command = ["sh", str(folder / "verify.sh"), *prints]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_a_stranger_with_the_schools_sheet_verifies_it(package: Package, tmp_path: Path) -> None:
    """Shell and Python: 0 with the fingerprints, 4 without; never a verdict for keys of the package itself."""
    folder = package.unpack(tmp_path)
    prints = (package.ca, package.log.upper(), package.tsa)
    assert sh(folder, *prints)[0] == 0
    assert sh(folder)[0] == 4
    named = dict(zip(("ca", "log", "tsa"), prints, strict=True))
    assert verify_package(folder, **named).answer is Answer.VERIFIED
    blind = verify_package(folder)
    assert blind.answer is Answer.UNKNOWN_SIGNER
    assert not blind.last.startswith(("OK", "VERIFIED"))


def test_without_a_known_time_stamp_authority_the_time_is_a_claim(
    package: Package, tmp_path: Path
) -> None:
    """The school's own clock stamped it, and both say that nobody named it (ADR 0015)."""
    folder = package.unpack(tmp_path)
    words = "time-stamp authority not named by you: take the time as a claim"
    code, said = sh(folder, package.ca, package.log)
    assert (code, words in said) == (0, True)
    assert words in verify_package(folder, ca=package.ca, log=package.log).last


def test_the_footage_is_the_recorded_bytes(package: Package, store: Store) -> None:
    """Whole segments as they are; of those at the border whole fragments with an instant inside, and no more."""
    files = package.files
    videos = sorted(name for name in files if "/video/" in name)
    assert len(videos) == 4
    plain = {}
    for path in store.volume.rglob("*.vgs"):
        with SegmentFile.open(path) as file:
            key = store.keyholder.data_key(file.header)
            plain[file.header.camera, file.header.start_us] = [
                file.unseal(number, key) for number in range(file.facts.leaves)
            ]
    first, whole = plain[GATE, NOON_US], plain[GATE, NOON_US + MINUTE_US]
    last = plain[GATE, NOON_US + 4 * MINUTE_US]
    assert files[videos[0]] == first[0] + first[2] + first[3]
    assert files[videos[1]] == b"".join(whole)
    assert files[videos[3]] == last[0] + last[1]


def test_what_is_not_disclosed_is_told(package: Package, tmp_path: Path) -> None:
    """The minute without footage, and the two that are given in part."""
    report = verify_package(package.unpack(tmp_path))
    assert "OK    custody: 3 entries" in report.lines
    notes = [line for line in report.lines if line.startswith("NOTE")]
    assert notes.pop(0) == f"NOTE  {NO_ANCHOR}"
    assert [line.rsplit(": ")[-1] for line in notes] == [
        "disclosed in part",
        "no footage",
        "disclosed in part",
    ]


def test_any_zip_tool_reads_it_and_its_names_stay_in_one_folder(
    package: Package, tmp_path: Path
) -> None:
    """Sorted, stored, with fixed times and plain names."""
    with zipfile.ZipFile(BytesIO(package.zip)) as archive:
        assert archive.testzip() is None
        named = archive.namelist()
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert named == sorted(named)
    assert all(each.startswith(f"{NUMBER}/") and ".." not in each for each in named)
    (tmp_path / "p.zip").write_bytes(package.zip)
    assert verify_package(tmp_path / "p.zip", ca=package.ca, log=package.log).answer == 0


def test_finishing_twice_gives_the_same_bytes(store: Store) -> None:
    """Killed behind the entry: what was named in the ledger is finished, not made anew (ACCESS §3.6)."""
    bench = tools(store)
    first = finished(store, bench, GATE)
    data = packed(store, bench).zip
    ready = building.prepared(bench)
    assert ready is not None
    index = bench.ledger.size - 1
    proof = ProofFile.parse(packed(store, bench).files[f"{NUMBER}/seal.tlog-proof"])
    again = building.finish(ready, bench, bench.ledger.entry(index), proof)
    assert again == first
    assert b"".join(building.package(bench.folder, KEY)) == data
    assert len(data) == first.size


def test_nothing_of_it_lies_in_clear_on_the_disk(store: Store) -> None:
    """Between building and download a package is footage at rest (I1, I11); another key opens nothing."""
    bench = tools(store)
    finished(store, bench, GATE)
    lying = b"".join(p.read_bytes() for p in bench.folder.rglob("*") if p.is_file())
    assert b"ftyp" not in lying
    assert b"picture" not in lying
    with pytest.raises(PartAltered):
        list(building.package(bench.folder, bytes(32)))


def test_an_interrupted_build_begins_anew(store: Store) -> None:
    """Killed before the entry: half a package is nothing, and in nobody's way."""
    bench = tools(store)
    bench.folder.mkdir(parents=True)
    (bench.folder / building.VIDEO).write_bytes(b"half")
    (bench.folder / "work").mkdir()
    assert building.prepared(bench) is None
    assert finished(store, bench, GATE).size > 0
    assert not (bench.folder / "work").exists()


def test_a_grant_for_another_camera_or_act_gives_nothing(store: Store) -> None:
    """I1: the pipeline asks the grant itself, fragment by fragment."""
    asked = order(GATE, YARD)
    for poor in (
        grant(GATE, footage=WINDOW, acts=[Act.EXPORT], valid=asked.grant.valid),
        grant(GATE, YARD, footage=WINDOW, acts=[Act.PLAYBACK], valid=asked.grant.valid),
        grant(GATE, YARD, footage=WINDOW, acts=[Act.EXPORT], valid=Range(0, 1)),
    ):
        denied = replace(asked, grant=poor)
        with pytest.raises(NotPermitted):
            building.prepare(denied, tools(store))


def test_pictures_without_their_sound_are_no_recorded_file(tmp_path: Path) -> None:
    """ACCESS §1.8: sound needs a grant of its own; it is not cut out, since nothing would prove the rest."""
    store = Store.at(tmp_path)
    store.commissioned(GATE, NOON_US)
    store.record_run(GATE, (0, 1), sound=True)
    adopted(store)
    asked = order(GATE, window=Range(NOON_US, NOON_US + MINUTE_US))
    with pytest.raises(SoundNotPermitted):
        building.prepare(asked, tools(store))
    heard = replace(asked, grant=replace(asked.grant, audio=True))
    assert building.prepare(heard, tools(store)).served


def test_without_footage_or_room_it_is_refused(store: Store) -> None:
    """In words, and before a byte is written."""
    later = Range(NOON_US + HOUR_US, NOON_US + 2 * HOUR_US)
    with pytest.raises(building.NothingThere):
        building.prepare(order(GATE, window=later), tools(store))
    bench = tools(store)
    full = replace(bench, reserve_bytes=1 << 60)
    with pytest.raises(building.DiskShort):
        building.prepare(order(GATE), full)
    assert not list(bench.folder.rglob("*.part"))


def test_others_may_add_files_and_both_checkers_take_them(store: Store, tmp_path: Path) -> None:
    """Viewing copies are listed with what they were made of; a page is one more small file."""

    def adds(bench: Bench) -> list[Extra]:
        clip = bench.clips[0]
        (bench.folder / "copy").write_bytes(b"seen: " + bench.read(clip)[:4])
        return [
            Extra("viewing-copy/a.mp4", "viewing", bench.folder / "copy", f"video/{clip.stem}.mp4"),
            Extra("verify.html", "page", b"<!doctype html>"),
        ]

    bench = tools(store, producers=(adds,))
    finished(store, bench, GATE)
    made = packed(store, bench)
    folder = made.unpack(tmp_path / "out")
    assert sh(folder, made.ca, made.log)[0] == 0
    assert verify_package(folder, ca=made.ca, log=made.log).answer is Answer.VERIFIED
    assert b'"derived_from":"video/' in (folder / "manifest.json").read_bytes()


def test_a_full_disk_while_a_long_copy_is_sealed_is_told_as_such(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not as memory that cannot be given back: the copy is mapped, and pieces of it wait in the lanes."""

    def adds(bench: Bench) -> list[Extra]:
        (bench.folder / "copy").write_bytes(bytes(9 << 20))
        return [Extra("viewing-copy/a.mp4", "viewing", bench.folder / "copy", "video/x.mp4")]

    take, write = PartWriter._take, PartWriter.write

    def full(part: PartWriter, rest: memoryview) -> None:
        if part._bound == building.COPIES.encode():
            raise OSError(errno.ENOSPC, "No space left on device")
        take(part, rest)

    def known(part: PartWriter, data: bytes | memoryview) -> int:
        """The fault of the name before it is known when the copy itself is given."""
        size = write(part, data)
        part._sealing._jobs.join()
        return size

    monkeypatch.setattr(PartWriter, "_take", full)
    monkeypatch.setattr(PartWriter, "write", known)
    with pytest.raises(OSError, match="No space left") as told:
        building.prepare(order(GATE), tools(store, producers=(adds,)))
    assert told.value.errno == errno.ENOSPC


def test_the_entry_names_the_package(store: Store) -> None:
    """``export.build`` binds list, signature and token; its answer says what was taken, camera by camera."""
    bench = tools(store)
    ready = building.prepare(order(GATE, YARD), bench)
    assert {each[0] for each in ready.served} == {GATE, YARD}
    assert min(each[1] for each in ready.served) == NOON_US + 20_000_000
    index = entered(store, ready)
    bench.ledger.refresh()
    assert bench.ledger.parsed(index)["sums_sha256"] == ready.sums_sha256
