"""Text at the edge: composed, visible, bounded (ACCESS 10.6, LANGUAGE §2)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.kernel.text import TextRefused, fold, one_line, paragraph


def _code(text: str, *, max_length: int = 20) -> str:
    with pytest.raises(TextRefused) as refused:
        one_line("name", text, max_length=max_length)
    assert refused.value.field == "name"
    return refused.value.code


def test_a_line_is_composed_trimmed_and_single_spaced() -> None:
    """What two keyboards type differently is stored once."""
    assert one_line("name", "  Ho\u0300a   Bi\u0300nh ", max_length=20) == "Hòa Bình"


def test_what_hides_or_reorders_is_refused() -> None:
    """Control, bidirectional and zero-width characters, and those that are nobody's."""
    assert {_code(f"a{each}b") for each in "\x00\x1b\x7f\x85\ue000"} == {"control"}
    assert {_code(f"a{each}b") for each in "\u202e\u2066\u200b\ufeff"} == {"hidden"}
    assert _code("a\nb") == _code("a\rb") == "lines"
    assert _code(" \u00a0 ") == "empty"


def test_length_counts_composed_characters() -> None:
    """Twenty ế typed as sixty characters fit into twenty."""
    typed = unicodedata.normalize("NFD", "ế") * 20
    assert len(one_line("name", typed, max_length=20)) == 20
    assert _code("ế" * 21) == "too_long"


def test_a_paragraph_keeps_its_lines_and_nothing_else() -> None:
    """Windows line ends become plain ones; a tab or a lone carriage return is refused."""
    assert paragraph("text", " một\r\nhai ", max_length=20) == "một\nhai"
    for text in ("a\tb", "a\rb"):
        with pytest.raises(TextRefused):
            paragraph("text", text, max_length=20)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    """Whatever was typed: the search column and the search box meet."""
    assert fold(fold(text)) == fold(text)
