"""Papers signed with a USB token (PKCS#11): the key stays there, the PIN is asked once, every bad case is told."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pkcs11
import pytest
from typer.testing import CliRunner, Result

from tests.scenes.certificates import Authority, authority
from tests.scenes.usb_tokens import MODULE, PIN, Tokens, curve_key, rsa_key
from vonggac.cli.main import app
from vonggac.documents import client as documents
from vonggac.kernel.clock import DAY_US, now_us
from vonggac.signing import client, usb_token
from vonggac.signing.facts import Content, NotSigned, Signer

SOURCES = Path(__file__).parents[2] / "src"
PRINCIPAL, VICE = "Nguyễn Văn Hưởng", "Trần Thị Ngọc Ánh"


@cache
def known() -> Authority:
    return authority()


@cache
def paper_bytes() -> bytes:
    return documents.render("breach_notice", {"number": "31/TB-THYC"}, "pdf")


@pytest.fixture(scope="module", autouse=True)
def drawer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tokens]:
    """RSA as issuers give it; a curve, whose hash SoftHSM leaves to the caller; two people's in one; an empty one."""
    tokens = Tokens(tmp_path_factory.mktemp("drawer"))
    before = os.environ.get("SOFTHSM2_CONF")
    os.environ["SOFTHSM2_CONF"] = str(tokens.configuration)
    tokens.open_drawer()
    for label in ("RSA", "Curve", "Two", "Empty"):
        tokens.plug_in(label)
    tokens.hold("RSA", known(), PRINCIPAL, rsa_key(), 1)
    tokens.hold("Curve", known(), VICE, curve_key(), 1)
    tokens.hold("Two", known(), PRINCIPAL, curve_key(), 1)
    tokens.hold("Two", known(), VICE, curve_key(), 2)
    yield tokens
    pkcs11.unload(str(MODULE))
    if before is None:
        del os.environ["SOFTHSM2_CONF"]
    else:
        os.environ["SOFTHSM2_CONF"] = before


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    made = tmp_path / "thông báo.pdf"
    made.write_bytes(paper_bytes())
    return made


def sign(*arguments: object, pin: str = PIN) -> Result:
    words = ["sign", "--module", str(MODULE), *map(str, arguments)]
    return CliRunner().invoke(app, words, input=f"{pin}\n")


@pytest.mark.parametrize(("token", "name"), [("RSA", PRINCIPAL), ("Curve", VICE)])
def test_a_paper_is_signed_with_the_token_and_found_intact(
    paper: Path, token: str, name: str
) -> None:
    """Its authority stands on the token: who knows the root knows the signer. The paper itself is not touched."""
    done = sign(paper, "--token", token)
    assert done.exit_code == 0, done.output
    signed = paper.with_name("thông báo-da-ky.pdf").read_bytes()
    assert signed.startswith(paper_bytes())
    assert paper.read_bytes() == paper_bytes()
    (found,) = client.check(signed, [known().der])
    assert (found.name, found.content, found.signer) == (name, Content.INTACT, Signer.TRUSTED)


def test_a_token_that_cannot_hash_signs_a_hash(paper: Path, drawer: Tokens) -> None:
    """RSA with CKM_RSA_PKCS alone, as many tokens have it; in a process of its own, without a terminal."""
    poorer = drawer.folder / "poorer.conf"
    whole = drawer.configuration.read_text()
    poorer.write_text(f"{whole}slots.mechanisms = CKM_RSA_PKCS\n")
    done = subprocess.run(
        [sys.executable, "-m", "vonggac", "sign", "--module", MODULE, "--token", "RSA", paper],
        env={**os.environ, "SOFTHSM2_CONF": str(poorer), "PYTHONPATH": str(SOURCES)},
        input=f"{PIN}\n",
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert PIN not in done.stdout + done.stderr
    (found,) = client.check(paper.with_name("thông báo-da-ky.pdf").read_bytes(), [known().der])
    assert (found.content, found.signer) == (Content.INTACT, Signer.TRUSTED)


def test_the_pin_is_asked_once_for_many_papers_and_shown_nowhere(
    paper: Path, tmp_path: Path
) -> None:
    second, out = tmp_path / "hai.pdf", tmp_path / "out"
    second.write_bytes(paper_bytes())
    out.mkdir()
    done = sign(paper, second, "--token", "RSA", "--into", out)
    assert done.exit_code == 0, done.output
    assert done.output.count("PIN") == 1
    assert PIN not in done.output
    assert sorted(each.name for each in out.iterdir()) == ["hai-da-ky.pdf", "thông báo-da-ky.pdf"]


def test_a_second_signature_leaves_the_first_whole(paper: Path) -> None:
    assert sign(paper, "--token", "RSA").exit_code == 0
    once = paper.with_name("thông báo-da-ky.pdf")
    assert sign(once, "--token", "Curve").exit_code == 0
    twice = once.with_name("thông báo-da-ky-da-ky.pdf").read_bytes()
    first, second = client.check(twice, [known().der])
    assert (first.name, second.name) == (PRINCIPAL, VICE)
    assert first.content in (Content.INTACT, Content.ADDED)
    assert {first.signer, second.signer} == {Signer.TRUSTED}


def test_without_a_paper_the_tokens_and_their_holders_are_listed() -> None:
    """No PIN: it is what the tokens show to anybody."""
    done = sign(pin="")
    assert done.exit_code == 0, done.output
    assert "PIN" not in done.output
    for said in ("RSA", "Curve", "Two", "Empty", PRINCIPAL, VICE):
        assert said in done.output
    assert "CA thử nghiệm" not in done.output


def test_one_bad_paper_does_not_keep_the_others_from_being_signed(
    paper: Path, tmp_path: Path
) -> None:
    text, broken = tmp_path / "a.pdf", tmp_path / "b.pdf"
    text.write_text("xin chào")
    broken.write_bytes(b"%PDF-1.7\n%%EOF")
    done = sign(text, broken, tmp_path / "none.pdf", tmp_path, paper, "--token", "RSA")
    assert done.exit_code == 1, done.output
    assert "only a PDF" in done.output
    assert "cannot be read" in done.output
    assert paper.with_name("thông báo-da-ky.pdf").exists()


def test_a_copy_that_is_there_is_never_written_over(paper: Path) -> None:
    there = paper.with_name("thông báo-da-ky.pdf")
    there.write_text("kept")
    assert sign(paper, "--token", "RSA").exit_code == 1
    assert there.read_text() == "kept"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--token", "RSA"], "does not take this PIN"),
        ([], "several tokens"),
        (["--token", "Other"], "no such token"),
        (["--token", "Empty"], "no key"),
        (["--token", "Two"], "several certificates"),
        (["--token", "Two", "--holder", "Nobody"], "no key"),
    ],
)
def test_what_is_wrong_with_the_token_is_said_and_nothing_is_written(
    paper: Path, arguments: list[str], said: str
) -> None:
    done = sign(paper, *arguments, pin="1357" if said.startswith("does") else PIN)
    assert done.exit_code == 2, done.output
    assert said in " ".join(done.output.split())
    assert list(paper.parent.iterdir()) == [paper]


def test_among_several_certificates_the_holder_is_named(paper: Path) -> None:
    assert sign(paper, "--token", "Two", "--holder", VICE).exit_code == 0
    (found,) = client.check(paper.with_name("thông báo-da-ky.pdf").read_bytes(), [])
    assert found.name == VICE


def test_a_file_that_is_no_module_is_told(paper: Path) -> None:
    for module in (paper, paper.with_name("none.so")):
        words = ["sign", "--module", str(module), str(paper)]
        done = CliRunner().invoke(app, words, input=f"{PIN}\n")
        assert done.exit_code == 2
        assert "no PKCS#11 module" in " ".join(done.output.split())


def test_an_expired_certificate_does_not_sign(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vonggac.signing.making.now_us", lambda: now_us() + 800 * DAY_US)
    done = sign(paper, "--token", "RSA")
    assert done.exit_code == 1
    assert "has expired" in done.output


@pytest.mark.parametrize(
    ("fault", "code"),
    [(pkcs11.PinLocked, "pin_locked"), (pkcs11.DeviceRemoved, "failed")],
)
def test_a_locked_or_pulled_token_is_told(
    fault: type[Exception], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SoftHSM neither locks nor can be pulled out: what the library raises then."""

    class Gone:
        def open(self, **_: object) -> None:
            raise fault

    monkeypatch.setattr(usb_token, "only_token", lambda *_: Gone())
    with pytest.raises(NotSigned) as refused, usb_token.opened(MODULE, PIN):
        pass
    assert refused.value.code == code
