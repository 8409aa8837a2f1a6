"""What others hold of the ledger, inside a package: checked by command and page, told by the script (FORMATS §11)."""

from collections.abc import Callable
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from tests.evidence.test_package import sh
from tests.scenes.anchored_package import WITNESS, anchored_package
from tests.scenes.packages import Package
from vonggac.evidence import names
from vonggac.evidence.outside import Consistency
from vonggac.evidence.verifying.anchors import NONE, check_anchors
from vonggac.evidence.verifying.answers import Answer, Fail, Report
from vonggac.evidence.verifying.footage import check_log_key, check_proofs
from vonggac.evidence.verifying.judge import verify_package
from vonggac.evidence.verifying.sources import open_source
from vonggac.ledger.checkpoints import Checkpoint
from vonggac.ledger.notes import parse_note

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def made(
    db: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Package, Path]:
    folder = tmp_path_factory.getbasetemp() / "anchored-store"
    folder.mkdir(exist_ok=True)
    package = anchored_package(folder)
    return package, package.unpack(tmp_path)


def test_it_says_who_else_holds_the_ledger(made: tuple[Package, Path]) -> None:
    package, folder = made
    report = verify_package(folder, ca=package.ca, log=package.log, tsa=package.tsa)
    assert report.answer == Answer.VERIFIED, report.text()
    text = report.text()
    assert f"OK    witness {WITNESS.name}, " in text
    assert WITNESS.verifier.fingerprint in text
    assert "OK    ledger time-stamped " in text
    assert NONE not in text
    code, said = sh(folder, package.ca, package.log, package.tsa)
    assert code == 0, said
    assert "OK    ledger time-stamped, " in said
    assert "NOTE  proofs/anchors: cosignatures" in said


def test_without_one_every_checker_says_so(package: Package, tmp_path: Path) -> None:
    folder = package.unpack(tmp_path)
    assert NONE in verify_package(folder).text()
    assert "NOTE  no outside anchor" in sh(folder)[1]


def flipped(raw: bytes) -> bytes:
    at = len(raw) * 2 // 3
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


def other_tree(raw: bytes) -> bytes:
    """A note of the same size that the log's own key could have signed: of another tree."""
    note = parse_note(raw)
    told = Checkpoint.parse(note.text)
    return raw.replace(
        note.text.encode(), Checkpoint(told.origin, told.size, b"x" * 32).text.encode()
    )


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("witness.note", flipped),
        ("witness.note", other_tree),
        ("witness.note", lambda raw: raw[: raw.rindex("\u2014".encode())]),
        ("witness.consistency", flipped),
        ("witness.consistency", lambda raw: b"\n".join(raw.split(b"\n")[:-2]) + b"\n"),
        ("witness.consistency", lambda raw: raw.replace(b" to ", b" to 1")),
        ("token.consistency", lambda _raw: Consistency(1, 2, ()).write()),
        ("token.note", flipped),
        ("token.tsr", flipped),
        ("checkpoint.note", flipped),
    ],
    ids=count(),
)
def test_an_anchor_that_does_not_hold_fails(
    made: tuple[Package, Path], name: str, how: Callable[[bytes], bytes]
) -> None:
    """Even where the list was made anew, as its signer could: asked of the check itself."""
    _package, folder = made
    path = folder / names.ANCHORS / name
    path.write_bytes(how(path.read_bytes()))
    with open_source(folder) as source, pytest.raises(Fail) as caught:
        listed = dict.fromkeys(set(source.sizes) - set(names.UNLISTED), "")
        for each in listed:
            listed[each] = sha256((folder / each).read_bytes()).hexdigest()
        key = check_log_key(source)
        check_anchors(source, listed, key, check_proofs(source, key, listed, Report()), Report())
    assert caught.value.file.startswith(names.ANCHORS)
