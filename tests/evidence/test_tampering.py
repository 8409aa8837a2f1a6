"""Whatever is changed in a package, both checkers refuse it and name the file (FORMATS §11)."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scenes.packages import Package
from vonggac.evidence import keys, names, stamps
from vonggac.evidence.verifying.answers import Answer
from vonggac.evidence.verifying.judge import verify_package

pytestmark = pytest.mark.django_db(databases=["default", "archive"])

Change = Callable[[Path], str]
"""Breaks the folder, and says which file must be named."""


def change(name: str, how: Callable[[bytes], bytes], named: str = "") -> Change:
    def made(folder: Path) -> str:
        path = next(iter(sorted(folder.glob(name))))
        path.write_bytes(how(path.read_bytes()))
        return named or path.relative_to(folder).as_posix()

    return made


def flip(at: int) -> Callable[[bytes], bytes]:
    return lambda raw: raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def listed(folder: Path) -> None:
    """The list is made anew, as a forger would."""
    lines = [
        f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.relative_to(folder).as_posix() not in names.UNLISTED
    ]
    (folder / names.SUMS).write_text("".join(lines))


def planted(folder: Path) -> str:
    (folder / "video" / "planted.mp4").write_bytes(b"x")
    return "video/planted.mp4"


def linked(folder: Path) -> str:
    (folder / "proofs" / "link").symlink_to("/etc/passwd")
    return ""


def removed(folder: Path) -> str:
    path = next(iter(sorted(folder.glob("video/*"))))
    path.unlink()
    return path.relative_to(folder).as_posix()


def foreign_proof(folder: Path) -> str:
    """The proof of another entry in this one's place, and the list made anew."""
    first, second = sorted(folder.glob("proofs/*.tlog-proof"))[:2]
    shutil.copy(second, first)
    listed(folder)
    return "SHA256SUMS"


def listed_twice(folder: Path) -> str:
    path = folder / names.SUMS
    path.write_text(path.read_text() + path.read_text().splitlines()[0] + "\n")
    return ""


def outside_name(folder: Path) -> str:
    path = folder / names.SUMS
    path.write_text(path.read_text() + f"{'0' * 64}  ../outside\n")
    return "SHA256SUMS"


def signed_by_another(folder: Path) -> str:
    """Signed and stamped by a stranger whose certificates are put behind the school's."""
    keys.make_keys(folder.parent / "stranger", "Stranger")
    stranger = keys.load(folder.parent / "stranger")
    for name, certificate in ((names.CA, stranger.ca), (names.TSA_CA, stranger.stamp_ca)):
        path = folder / name
        path.write_bytes(path.read_bytes() + keys.pem(certificate))
    listed(folder)
    resign(folder, stranger)
    return "SHA256SUMS.p7s"


def resign(folder: Path, who: keys.EvidenceKeys) -> None:
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    builder = pkcs7.PKCS7SignatureBuilder().set_data((folder / names.SUMS).read_bytes())
    builder = builder.add_signer(who.evidence.certificate, who.evidence.key, hashes.SHA256())
    (folder / names.CMS).write_bytes(builder.sign(Encoding.DER, options))
    token = stamps.stamp((folder / names.CMS).read_bytes(), stamps.own_clock(who))
    (folder / names.TOKEN).write_bytes(token)


CHANGES: dict[str, Change] = {
    "a byte of the footage": change("video/*", flip(400)),
    "the footage cut short": change("video/*", lambda raw: raw[:-1]),
    "a byte of the manifest": change("manifest.json", flip(20)),
    "a byte of the account": change("continuity.json", flip(20)),
    "a byte of an entry": change("proofs/*.entry.json", flip(30)),
    "a byte of a cut": change("proofs/*.cut", flip(30)),
    "a byte of the paper": change("READ-ME-FIRST.pdf", flip(900)),
    "the script": change("verify.sh", lambda raw: raw + b"\n"),
    "the log's key": change("keys/log.vkey", flip(5)),
    "the list": change("SHA256SUMS", flip(3), ""),
    "the signature": change("SHA256SUMS.p7s", flip(-5)),
    "the time-stamp": change("SHA256SUMS.p7s.tsr", flip(-5), "SHA256SUMS.p7s.tsr"),
    "the seal's entry": change("seal.entry.json", flip(30), "seal"),
    "the seal's proof": change("seal.tlog-proof", flip(60), "seal.tlog-proof"),
    "the dash before the seal's signature": change(
        "seal.tlog-proof", lambda raw: raw.replace("—".encode(), b"\xe2\x80\x95"), "seal.tlog-proof"
    ),
    "a planted file": planted,
    "a link": linked,
    "a file taken away": removed,
    "a foreign proof": foreign_proof,
    "a name twice": listed_twice,
    "a name outside": outside_name,
    "another signer": signed_by_another,
}
SHELL_SAYS = {"SHA256SUMS.p7s.tsr": "time-stamp", "SHA256SUMS.p7s": "signature|time-stamp"}
"""What the shell calls them."""


def shell(folder: Path, package: Package) -> tuple[int, str]:
    command = ["sh", str(folder / "verify.sh"), package.ca, package.log, package.tsa]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = done.stdout.strip()
    return done.returncode, said[said.rfind("\nFAIL") + 1 :] if "\nFAIL" in said else said


@pytest.mark.parametrize("which", CHANGES)
def test_both_refuse_it_and_name_the_file(package: Package, tmp_path: Path, which: str) -> None:
    """Exit 1 and the file; never VERIFIED, never only UNKNOWN SIGNER."""
    folder = package.unpack(tmp_path)
    script = (folder / "verify.sh").read_bytes()
    named = CHANGES[which](folder)
    report = verify_package(folder, ca=package.ca, log=package.log, tsa=package.tsa)
    assert report.answer is Answer.FAIL, report.text()
    assert named in report.last or named == "SHA256SUMS"
    if which == "the script":  # who checks takes the script from elsewhere
        (folder.parent / "verify.sh").write_bytes(script)
    code, last = shell(folder, package)
    assert code == 1, last
    assert last.startswith("FAIL")
    words = SHELL_SAYS.get(named, named).split("|")
    assert any(each in last for each in words) or "SHA256SUMS" in (named, last)


def test_a_package_built_anew_with_other_keys_is_nobodys(package: Package, tmp_path: Path) -> None:
    """Consistent in itself, and 4: only fingerprints from outside tell (FORMATS §11)."""
    folder = package.unpack(tmp_path)
    other = "0" * 64
    assert verify_package(folder, ca=other, log=package.log).answer is Answer.UNKNOWN_SIGNER
    assert verify_package(folder, ca=package.ca, log=other).answer is Answer.UNKNOWN_SIGNER
    command = ["sh", str(folder / "verify.sh"), other, package.log]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 4


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(pick=st.integers(0, 10**9), bit=st.integers(0, 7))
def test_any_single_bit_is_found(
    package: Package, tmp_path_factory: pytest.TempPathFactory, pick: int, bit: int
) -> None:
    """Property: no bit of any file may change and the answer still be VERIFIED."""
    folder = _once(package, tmp_path_factory)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    path = paths[pick % len(paths)]
    whole = path.read_bytes()
    at = random.Random(pick).randrange(len(whole))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
    try:
        report = verify_package(folder, ca=package.ca, log=package.log, tsa=package.tsa)
    finally:
        path.write_bytes(whole)
    assert report.answer is Answer.FAIL, (path.name, at, bit)


@pytest.mark.parametrize("name", ["seal.tlog-proof", "seal.entry.json", "SHA256SUMS.p7s.tsr"])
def test_the_shell_finds_bits_where_no_list_helps(
    package: Package, tmp_path: Path, name: str
) -> None:
    """Eight bits each of what stands outside the list."""
    folder = package.unpack(tmp_path)
    path = folder / name
    whole = path.read_bytes()
    chance = random.Random(name)
    for _ in range(8):
        at, bit = chance.randrange(len(whole)), chance.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        assert shell(folder, package)[0] == 1, (name, at, bit)


def _once(package: Package, factory: pytest.TempPathFactory) -> Path:
    folder = factory.getbasetemp() / f"bits-{os.getpid()}"
    return folder / "VG-2026-000014" if folder.exists() else package.unpack(folder)
