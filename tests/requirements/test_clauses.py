"""REQUIREMENTS §3 row by row, §5 machine by machine, §6 invariant by invariant: each is held by a named test."""

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.requirements import held, papers, table
from tests.requirements.shapes import Clause
from vonggac.documents.forms import FORMS
from vonggac.kernel.authority import Purpose

TESTS = Path(__file__).parents[1]
# Copied by hand from the specification, never from the code: 43 rows.
ROWS = """
0 1.1 1.2 2.1a 2.1b 2.2a 2.2b 2.3a 2.3b 2.4 2.5a 2.5b 2.6a 2.6b 2.6c 2.6d 2.6e 2.7a 2.7b 3.1a 3.1b 3.2-1 3.2-2a 3.2-2b
3.2-2c 3.2-3 3.2-4a 3.2-4b 3.2-5 3.2-6 3.2-7 4.1 4.2 4.3 5.1 5.2 5.3 5.4 5.5 6.1 6.2 7a 7b
""".split()  # noqa: SIM905 - 43 rows are read, and checked, best as they stand
MACHINES = ["5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "5.10", "5.11"]
INVARIANTS = ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "G10"]
NOTHING_IMPOSSIBLE = {"2.1a", "2.6a", "2.6d", "2.6e", "3.1a", "3.2-7", "4.2"}
"""Rows whose last column is a dash."""


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((TESTS / file).read_text("utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(each.name for each in ast.walk(tree) if isinstance(each, kinds))


def test_every_row_of_the_specification_is_here_once() -> None:
    assert sorted(each.id for each in table.CLAUSES) == sorted(ROWS)
    assert len(ROWS) == 43


def test_every_machine_and_every_invariant_is_here_once() -> None:
    assert [each.id for each in held.MACHINES] == MACHINES
    assert [each.id for each in held.INVARIANTS] == INVARIANTS


@pytest.mark.parametrize("clause", table.CLAUSES, ids=lambda each: each.id)
def test_a_clause_has_a_page_and_a_test_and_a_refusal(clause: Clause) -> None:
    """Every page is one of the product's, every form one of the catalogue's."""
    assert clause.shown
    assert clause.refused or clause.id in NOTHING_IMPOSSIBLE
    assert clause.pages
    for name in clause.pages:
        assert table.address(name).startswith("/")
    assert table.missing(FORMS, clause.forms) == []


def test_every_test_that_is_named_exists() -> None:
    gone = [
        each
        for each in table.every_test()
        if "test_" + each.partition("::")[2] not in names_in(each.partition("::")[0])
    ]
    assert gone == []


def test_every_form_is_asked_for_by_a_clause() -> None:
    asked = {code for each in table.CLAUSES for code in each.forms}
    assert set(FORMS) - asked == set()


def test_the_page_is_what_the_table_says() -> None:
    """``PYTHONPATH=src:. DJANGO_SETTINGS_MODULE=tests.settings python -m tests.requirements`` writes it."""
    assert table.PAGE.read_text("utf-8") == table.page()


def test_every_form_stands_on_the_page_of_forms_with_where_it_is_filled() -> None:
    """The same command writes it."""
    assert set(papers.FILLED_AT) == set(FORMS)
    assert papers.PAGE.read_text("utf-8") == papers.page()


def test_there_are_the_four_purposes_of_the_regulation() -> None:
    """Khoản 1 Điều 1: a fifth needs a new version of the regulation."""
    assert {each.value for each in Purpose} == {"security", "safety", "education", "fire_safety"}
