"""What a line of the table of clauses holds."""

from dataclasses import dataclass

Tests = tuple[str, ...]
"""``room/test_file.py::name``, without the ``test_`` before the name."""


def of(file: str, *names: str) -> Tests:
    """Tests of one file."""
    return tuple(f"{file}::{name}" for name in names)


@dataclass(frozen=True)
class Clause:
    """One requirement that the school's regulation makes."""

    id: str
    kinds: str
    """H: enforced, R: kept on record, B: reported, P: done by people with the software's help."""
    words: str
    """The regulation's own."""
    pages: tuple[str, ...] = ()
    """URL names, the first one where a person begins."""
    forms: tuple[str, ...] = ()
    """Codes of ``documents.forms``."""
    shown: Tests = ()
    """That it does so."""
    refused: Tests = ()
    """That what must be impossible is."""


@dataclass(frozen=True)
class Held:
    """A state machine, or an invariant of the governance, and the tests that hold it."""

    id: str
    words: str
    tests: Tests
