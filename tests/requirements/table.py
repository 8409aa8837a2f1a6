"""docs/clauses.md, made of the lines that the tests check: nothing in it is written by hand."""

import re
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.urls import get_resolver

from tests.requirements import access, conduct, devices, held
from tests.requirements.shapes import Clause, Held, Tests
from vonggac.documents.forms import FORMS

PAGE = Path(__file__).parents[2] / "docs" / "clauses.md"
CLAUSES = sorted(
    (*access.CLAUSES, *conduct.CLAUSES, *devices.CLAUSES),
    key=lambda each: [(int(n), letter) for n, letter in re.findall(r"(\d+)([a-z]?)", each.id)],
)
_BEGINNING = """\
# Clause by clause

*Written by `python -m tests.requirements`; a test compares. Read by: whoever asks what became of a clause.*

Every requirement that the school's regulation makes, where a person meets it, the paper it gives, and the tests that
show it and that refuse its opposite. H: enforced; R: kept on record; B: reported; P: done by people, with help.
"""


def page() -> str:
    """The whole text."""
    parts = [_BEGINNING]
    parts += [_clause(each) for each in CLAUSES]
    parts.append("## State machines\n")
    parts += [_held(each) for each in held.MACHINES]
    parts.append("## Invariants of the governance\n")
    parts += [_held(each) for each in held.INVARIANTS]
    return "\n".join(parts)


def _clause(each: Clause) -> str:
    lines = [f"## {each.id} ({each.kinds})", "", each.words + ".", ""]
    if each.pages:
        lines += _wrapped("Pages: " + ", ".join(f"`{address(name)}`" for name in each.pages))
    if each.forms:
        lines += _wrapped("Forms: " + ", ".join(FORMS[code].title for code in each.forms))
    lines += _tests("Held by", each.shown)
    if each.refused:
        lines += _tests("What must be impossible is refused", each.refused)
    return "\n".join([*lines, ""])


def _held(each: Held) -> str:
    return "\n".join(
        [f"### {each.id}", "", each.words + ".", "", *_tests("Held by", each.tests), ""]
    )


def _tests(heading: str, tests: Tests) -> list[str]:
    by_file: dict[str, list[str]] = {}
    for each in tests:
        file, _, name = each.partition("::")
        by_file.setdefault(file, []).append(f"`test_{name}`")
    said = (f"`tests/{file}`: {', '.join(names)}" for file, names in by_file.items())
    return [f"- {heading}:", *(line for each in said for line in _wrapped(each, "  "))]


def _wrapped(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        120,
        initial_indent=f"{indent}- ",
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def address(name: str) -> str:
    """The page's address as a pattern: ``/failures/<failure>``. Raises LookupError."""
    found = get_resolver().reverse_dict.getlist(name)
    if not found:
        raise LookupError(name)
    possible, parameters = found[0][0][0]
    return "/" + str(possible) % {each: f"<{each}>" for each in parameters}


def every_test() -> Iterator[str]:
    """All that are named, of clauses, machines and invariants."""
    for each in CLAUSES:
        yield from (*each.shown, *each.refused)
    for one in (*held.MACHINES, *held.INVARIANTS):
        yield from one.tests


def missing(there: Iterable[str], asked: Iterable[str]) -> list[str]:
    """What is asked for and not there."""
    known = set(there)
    return [each for each in asked if each not in known]
