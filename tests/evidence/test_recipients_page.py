"""``verify.html`` in a real browser, from a disk: the same answers as the other two verifiers (FORMATS §11, §15)."""

import base64
import hashlib
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.browser import chromium
from tests.evidence.test_tampering import change, flip, listed, planted, removed
from tests.scenes.anchored_package import anchored_package
from tests.scenes.packages import NUMBER, Package
from vonggac.evidence import recipients_page
from vonggac.evidence.recipients_page import verify_page
from vonggac.evidence.verifying.judge import verify_package

pytestmark = pytest.mark.e2e
with_package = pytest.mark.django_db(databases=["default", "archive"])

VKEY = "school.example/vonggac/1+39ed72b7+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
PROOF = """c2sp.org/tlog-proof@v1
index 3
c+Rv4eUxjkbIwCGLcLPi3JjQ3dUCXfjSoYVbgA8EC4s=
TsbAWDyn5N78mNvUkNvHFJpGFH6QHMHR6J3E9c6/FjY=
qArwkrId1wkuZje1qp7KFnSq+fskD0HbYLpjuJUmFHM=

school.example/vonggac/1
7
lx5Gv4FzZpld8hXdwS/AWSdoCy7jCteBE7ZGJ/tQuIk=

— school.example/vonggac/1 Oe1yt51zwIP7TH7rGmHMO5oS8/OM/L4z7ri5F4fBMRNVTt5m56ux8oX8lYN3yVx69vTSIvR9TkAldEZlWMbF7xO/yQg=
— witness.example/w1 IDJKvgAAAABrApLwHykZgXAEN20Swayk5DNiOC9FhMRf\
/JIWVNdPt3mB3NwT9NzqwxU+qVgSmW9OM6n0MN2noXLOXHE4FQ8wfPVtCg==
"""
ENTRY = '{"cam":"cam01","seq":3,"t":"segment","v":1}'


@pytest.fixture
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Opened after the package was made, and closed before the database is: a browser brings an event loop."""
    for each in {"package", "anchored"} & set(request.fixturenames):
        request.getfixturevalue(each)
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page, opened from a disk; nothing that it complains of, nothing that it fetches."""
    path = tmp_path / "verify.html"
    path.write_bytes(verify_page())
    context = browser.new_context(locale="vi-VN", offline=True)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(path.as_uri())
    yield opened
    context.close()
    assert complaints == []


@pytest.fixture
def parts(browser: Browser) -> Iterator[Page]:
    """The page's modules by name, for the published vectors."""
    opened = browser.new_page()
    opened.goto("file:///")
    opened.add_script_tag(content=recipients_page.script_of(exposed=True))
    yield opened
    opened.close()


def answer(page: Page, chosen: Path, **prints: str) -> tuple[int, str, list[str]]:
    page.set_input_files("#zip" if chosen.suffix == ".zip" else "#folder", chosen)
    for name, typed in prints.items():
        page.fill(f"#{name}", typed)
    page.click("#go")
    page.wait_for_selector("body[data-answer]")
    code = int(page.evaluate("document.body.dataset.answer"))
    lines = page.locator("#lines li").all_text_contents()
    return code, page.text_content("#last") or "", lines


@pytest.fixture
def anchored(db: None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package that a witness holds, unpacked."""
    store = tmp_path_factory.getbasetemp() / "anchored-store"
    store.mkdir(exist_ok=True)
    return anchored_package(store).unpack(tmp_path / "anchored")


@pytest.fixture
def folder(package: Package, tmp_path: Path) -> Path:
    return package.unpack(tmp_path / "given")


@pytest.fixture
def zipped(package: Package, tmp_path: Path) -> Path:
    path = tmp_path / f"{NUMBER}.zip"
    path.write_bytes(package.zip)
    return path


@with_package
@pytest.mark.parametrize("as_zip", [True, False], ids=["zip", "folder"])
def test_a_good_package_is_verified_for_who_names_its_signers(
    page: Page, package: Package, folder: Path, zipped: Path, as_zip: bool
) -> None:
    """Fingerprints as they are typed from paper: capitals, colons, blanks."""
    typed = " ".join(package.log[at : at + 4] for at in range(0, 64, 4)).upper()
    code, last, lines = answer(page, zipped if as_zip else folder, ca=package.ca, log=typed)
    assert (code, last.startswith("VERIFIED")) == (0, True), last
    assert page.inner_text("#verdict") == "ĐÃ XÁC MINH · VERIFIED"
    assert any("not checked by this page" in each for each in lines)


@with_package
def test_it_says_what_the_other_verifier_says(page: Page, package: Package, folder: Path) -> None:
    """Line by line, but for the signatures that it leaves to the others."""
    _, _, lines = answer(page, folder)
    with ThreadPoolExecutor() as beside:  # where no event loop of a browser runs
        theirs = beside.submit(verify_package, folder).result().lines
    assert [each for each in theirs if each not in lines and "continuity" in each] == []
    only_theirs = [each for each in theirs if each not in lines]
    assert all(re.search("signature|time-stamp|READ-ME", each) for each in only_theirs)


@with_package
def test_it_checks_who_else_holds_the_ledger(anchored: Path, page: Page) -> None:
    """Cosignature and consistency, as the other verifier says them; either altered fails, and is named."""
    _, _, lines = answer(page, anchored)
    with ThreadPoolExecutor() as beside:
        theirs = beside.submit(verify_package, anchored).result().lines
    told = [each for each in theirs if "witness" in each]
    assert len(told) == 2
    assert [each for each in told if each not in lines] == []
    assert any("token.tsr is not checked by this page" in each for each in lines)


ANCHORS = """async ([files, vkey]) => {
  const source = new Map(Object.entries(files).map(([name, said]) => [name, new Blob([said])])), said = [];
  const log = await verifying.parseKey("log.vkey", new TextEncoder().encode(vkey)), tell = (line) => said.push(line);
  const proved = new Map([["proofs/a", { index: 0 }], ["seal", { index: 999 }]]);
  try { await verifying.checkAnchors(source, source, log, proved, tell, tell); } catch (fault) { return fault.message; }
  return said;
}"""


@with_package
def test_an_altered_anchor_is_named(anchored: Path, parts: Page) -> None:
    """Asked of the check itself: in a whole package the list and the seal tell it first."""
    inside = [*(anchored / "proofs" / "anchors").glob("*"), anchored / "keys" / "witnesses.vkeys"]
    files = {each.relative_to(anchored).as_posix(): each.read_text("latin-1") for each in inside}
    files = {name: said.encode("latin-1").decode("utf-8", "ignore") for name, said in files.items()}
    vkey = (anchored / "keys" / "log.vkey").read_text()
    good = parts.evaluate(ANCHORS, [files, vkey])
    assert any("1 of the 1 of this package" in each for each in good), good
    for kind, old, new in (
        ("witness.consistency", "\nfrom ", "\nfrom 1"),
        ("token.consistency", "to ", "to 1"),
        ("checkpoint.note", "\u2014", "-"),
        ("witness.note", "witness.example/w1 ", "witness.example/w2 "),
    ):
        name = f"proofs/anchors/{kind}"
        changed = files | {name: files[name].replace(old, new, 1)}
        assert name in parts.evaluate(ANCHORS, [changed, vkey])
    for name in ("proofs/anchors/witness.note", "proofs/anchors/witness.consistency"):
        *rest, last = files[name].rstrip("\n").split("\n")
        at = len(last) - 8
        last = last[:at] + ("A" if last[at] != "A" else "B") + last[at + 1 :]
        assert name in parts.evaluate(ANCHORS, [files | {name: "\n".join([*rest, last, ""])}, vkey])


@with_package
def test_keys_from_the_package_itself_are_no_signer(
    page: Page, package: Package, zipped: Path
) -> None:
    code, last, _ = answer(page, zipped)
    assert (code, last.startswith("UNKNOWN SIGNER")) == (4, True)
    assert answer(page, zipped, ca=package.ca, log="00" * 32)[0] == 4


CHANGES = [
    change("video/*.mp4", flip(100)),
    change("proofs/*.tlog-proof", flip(60)),
    change("manifest.json", flip(20)),
    change("custody.jsonl", flip(20)),
    change("READ-ME-FIRST.pdf", flip(20)),
    change("keys/log.vkey", flip(20)),
    change("SHA256SUMS.p7s", flip(20), "seal.entry.json"),
    change("SHA256SUMS.p7s.tsr", flip(20), "seal.entry.json"),
    change("seal.entry.json", flip(20), "seal.tlog-proof"),
    planted,
    removed,
]


@with_package
@pytest.mark.parametrize("broken", CHANGES, ids=range(len(CHANGES)))
def test_one_changed_byte_is_found_and_its_file_named(
    page: Page, package: Package, folder: Path, broken: Any
) -> None:
    named = broken(folder)
    code, last, _ = answer(page, folder, ca=package.ca, log=package.log)
    assert (code, last.startswith(f"FAIL  {named}:")) == (1, True), last


@with_package
def test_a_list_made_anew_does_not_help(page: Page, package: Package, folder: Path) -> None:
    """The seal is in the log, and names the list."""
    change("video/*.mp4", flip(100))(folder)
    listed(folder)
    code, last, _ = answer(page, folder, ca=package.ca, log=package.log)
    assert (code, last) == (1, "FAIL  seal.entry.json: another package's entry")


def test_what_is_no_package_cannot_be_judged(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "holiday.zip"
    path.write_bytes(b"PK nothing of the kind")
    code, last, _ = answer(page, path)
    assert (code, last.startswith("CANNOT JUDGE")) == (3, True)


def test_the_policy_allows_this_script_and_nothing_else() -> None:
    """§11: by its own hash; no network, no form, no other script."""
    page = verify_page().decode()
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    for text in (script, style):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert not re.search(r"https?://|\bfetch\(|XMLHttpRequest|WebSocket|import\(", page)


def test_hashes_are_those_of_the_standard(parts: Page) -> None:
    """Our own, in pieces of any length, against the platform's."""
    wrong = parts.evaluate(
        """async () => {
            const wrong = [];
            for (const size of [0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 100003]) {
                const data = Uint8Array.from({ length: size }, (_, at) => (at * 7 + size) & 255);
                const theirs = verifying.hex(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
                for (const piece of [1, 63, 64, 1000]) {
                    const made = new verifying.Sha256();
                    for (let at = 0; at < size; at += piece) made.add(data.subarray(at, at + piece));
                    if (verifying.hex(made.digest()) !== theirs) wrong.push([size, piece]);
                }
            }
            return wrong;
        }"""
    )
    assert wrong == []


PROVES = """async ([vkey, proof, entry, byHand]) => {
    const { utf8 } = verifying;
    try {
        const log = await verifying.parseKey("k", utf8(vkey));
        if (byHand) {
            const text = proof.slice(proof.indexOf("\\n\\n") + 2), cut = text.lastIndexOf("\\n\\n");
            const line = text.slice(cut + 2).split("\\n")[0].split(" ")[2];
            const signature = verifying.unbase64(line).subarray(4);
            return await verifying.verifyByHand(log.key, signature, utf8(text.slice(0, cut + 1)));
        }
        return await verifying.verifyProof("p", utf8(proof), utf8(entry), log);
    } catch (fault) { return fault.message; }
}"""


def test_the_published_proof_holds(parts: Page) -> None:
    """§15.4; and its signature by the arithmetic that stands in where a browser has none."""
    assert parts.evaluate(PROVES, [VKEY, PROOF, ENTRY, False]) == 3
    assert parts.evaluate(PROVES, [VKEY, PROOF, ENTRY, True]) is True
    assert parts.evaluate(PROVES, [VKEY, PROOF.replace("\n7\n", "\n8\n"), ENTRY, True]) is False


MUST_FAIL = [
    ("index 3", "index 2"),
    ("\n7\n", "\n8\n"),
    ("\n7\n", "\n07\n"),
    ("TsbAWDyn5N78mNvUkNvHFJpGFH6QHMHR6J3E9c6/FjY=\n", ""),
    ("C4s=", "C4t="),
    ("O/yQg=", "O/yQA="),
    ("\n\nschool", "\nschool"),
]


def test_what_must_fail_fails(parts: Page) -> None:
    """§15.4, the list of what must."""
    for old, new in MUST_FAIL:
        changed = PROOF.replace(old, new, 1)
        assert isinstance(parts.evaluate(PROVES, [VKEY, changed, ENTRY, False]), str), (old, new)
    assert isinstance(parts.evaluate(PROVES, [VKEY, PROOF, ENTRY.replace("3", "4"), False]), str)


def test_json_that_is_not_canonical_is_refused(parts: Page) -> None:
    for text in ('{"a":1,"a":2}', '{"a":1.0}', '{"a": 1}', '{"b":1,"a":2}', "[1]"):
        assert refusal(parts, text), text


def refusal(parts: Page, text: str) -> str:
    said: str = parts.evaluate(
        """(text) => {
            try { verifying.strictly("f", verifying.utf8(text)); return ""; } catch (fault) { return fault.message; }
        }""",
        text,
    )
    return said
