"""What the documents say of the product is so: commands, variables, tests, links, and the words of its pages."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.core import TyperGroup, TyperOption

from vonggac.archive.findings import FindingKind
from vonggac.cli.main import app
from vonggac.kernel.streams import GapCause

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(
    [*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "bench").glob("*.md")],
    key=lambda path: path.as_posix(),
)
CATALOGUE = ROOT / "src" / "vonggac" / "web" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
LONGEST_LINE = 125
CLAIM = (
    "Any change, removal, insertion, reordering or re-dating of footage or of ledger entries older than the last"
    " outside anchor can be detected by anyone who holds that anchor. What is newer can be detected only by the"
    " machine itself. Content that was false before it reached the machine can be detected only where the camera"
    " signs its stream."
)
NEVER_CLAIMED = ("tamper-proof", "tamperproof", "unalterable", "court-approved", "blockchain")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    """One line of text, without quotation marks of Markdown."""
    return " ".join(path.read_text("utf-8").replace("\n> ", "\n").split())


def verbs() -> Iterator[tuple[str, Any]]:
    """``camera test`` and so on: what ``--help`` shows to people."""
    group = typer.main.get_command(app)
    assert isinstance(group, TyperGroup)
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from ((f"{name} {each}", inner) for each, inner in command.commands.items())
        elif not command.hidden:
            yield name, command


def options(command: Any) -> set[str]:
    return {
        name
        for each in command.params
        if isinstance(each, TyperOption)
        for name in (*each.opts, *each.secondary_opts)
        if name != "--help"
    }


def test_every_verb_and_option_is_documented() -> None:
    """docs/settings.md has a row for each verb with all of its options, and no others; the README names each verb."""
    rows = re.findall(r"^\| `([^`]+)` \| (`--.*) \|$", _settings(), re.MULTILINE)
    told = {
        verb.removesuffix(" URL"): set(re.findall(r"`(--[a-z-]+)", rest)) for verb, rest in rows
    }
    assert told == {name: options(command) for name, command in verbs()}
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [
        name for name, _ in verbs() if f"`{name}" not in readme and f"py {name}" not in readme
    ] == []


def test_every_environment_variable_is_documented() -> None:
    """In docs/settings.md stands each variable that something reads, and no other."""
    sources = [
        ROOT / "run.py",
        *(p for f in ("src", "tests", "bench") for p in (ROOT / f).rglob("*.py")),
    ]
    read = {name for path in sources for name in _variables(path.read_text("utf-8"))}
    assert _variables(_settings()) == read


def _variables(text: str) -> set[str]:
    return set(re.findall(r"\bVONGGAC_[A-Z_]*[A-Z]\b", text))


def _settings() -> str:
    return (DOCS / "settings.md").read_text("utf-8")


def test_every_command_in_the_documents_is_one_of_run_py() -> None:
    source = (ROOT / "run.py").read_text("utf-8")
    known = {name.split()[0] for name, _ in verbs()} | {"test", "check", "VERB"}
    used = {
        (named(page), verb)
        for page in PAGES
        for verb in re.findall(r"python3 run\.py ([A-Za-z-]*[A-Za-z])", page.read_text("utf-8"))
    }
    assert {each for each in used if each[1] not in known} == set()
    assert [verb for verb in known if verb not in source] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_test_that_is_named_exists(page: Path) -> None:
    """A name belongs to the file that is named before it in the same paragraph or bullet."""
    everywhere = {name for path in (ROOT / "tests").rglob("test_*.py") for name in _tests(path)}
    wrong = []
    for block in re.split(r"\n\n|\n(?=- )", page.read_text("utf-8")):
        here = everywhere
        for file, name in re.findall(r"`(tests/[\w/]*\w\.py)`|`(test_\w+)`", block):
            if file and not (ROOT / file).is_file():
                wrong.append(file)
            elif file:
                here = _tests(ROOT / file)
            elif name not in here:
                wrong.append(name)
    assert wrong == []


def test_every_abuse_has_its_test() -> None:
    """docs/abuse.md: a line without a test is a promise."""
    text = (DOCS / "abuse.md").read_text("utf-8")
    lines = re.findall(r"^- \*\*.*?(?=\n\n|\n- |\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(lines) > 30
    shown = re.compile(r"`tests/[\w/]+\.py`:\s+`test_\w+`")
    assert [line.split("**")[1] for line in lines if not shown.search(line)] == []


@cache
def _tests(path: Path) -> set[str]:
    return {
        node.name
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    inside = [link for link in links if not link.startswith("https://")]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_no_line_is_longer_than_a_screen(page: Path) -> None:
    lines = page.read_text("utf-8").splitlines()
    assert [n for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE] == []


def test_the_version_is_the_changelogs() -> None:
    newest = re.search(
        r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    command = [sys.executable, "-m", "vonggac", "--version"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT / "src")
    assert newest is not None
    assert said.stdout.strip() == newest.group(1)


def test_every_cause_and_every_finding_is_explained() -> None:
    recording, integrity = (DOCS / "recording.md").read_text("utf-8"), prose(DOCS / "integrity.md")
    assert [each.value for each in GapCause if f"`{each.value}`" not in recording] == []
    assert [each.value for each in FindingKind if f"| `{each.value}` |" not in integrity] == []


def test_no_more_is_claimed_than_holds() -> None:
    """FORMATS §1: the public claim word for word, and words that are never used of the product."""
    assert CLAIM in prose(DOCS / "integrity.md")
    boasts = {
        (named(page), word)
        for page in PAGES
        for word in NEVER_CLAIMED
        if word in page.read_text("utf-8").lower()
    }
    assert {page for page, _ in boasts} <= {"docs/integrity.md"}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_guide_speaks_the_words_of_the_pages(language: str) -> None:
    """Bold is what stands on a page, word for word; bold that ends in a full stop is a heading of the guide."""
    pattern = r'^msgid (".*"(?:\n".*")*)\nmsgstr(?:\[0\])? (".*"(?:\n".*")*)'
    pairs = re.findall(pattern, CATALOGUE.read_text("utf-8"), re.MULTILINE)
    shown = {_joined(pair[language == "vi"]).lower() for pair in pairs} | {"en"}
    guide = prose(DOCS / f"user-guide.{language}.md")
    bold = [word for each in re.findall(r"\*\*(.+?)\*\*", guide) for word in each.split(" … ")]
    assert [each for each in bold if not each.endswith(".") and each.lower() not in shown] == []


def _joined(literal: str) -> str:
    return "".join(ast.literal_eval(line) for line in literal.splitlines())
