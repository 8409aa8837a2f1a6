"""A regulation's text becomes clauses that everything cites."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scenes.regulations import TEXT
from vonggac.regulations.clauses import Undivided, cited, divided, numbers


def test_articles_and_clauses_in_their_order() -> None:
    """What stands under no number belongs to what was before; the preamble is left out."""
    parts = divided(TEXT)
    assert [each.cited for each in parts] == [
        "Điều 1",
        "khoản 1 Điều 1",
        "khoản 2 Điều 1",
        "Điều 2",
        "khoản 1 Điều 2",
        "khoản 2 Điều 2",
        "Điều 3",
    ]
    assert parts[4].text.endswith("- Việc xem được ghi vào sổ.")
    assert parts[6].text == "Quy định này có hiệu lực kể từ ngày ký."
    assert parts[1].heading == "Mục đích"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Không có điều nào", "no_article"),
        ("Điều 1. A\n1. x\n1. y", "twice"),
        ("Điều 1. A\nĐiều 1. B", "twice"),
        ("Điều 1. A\n" + "\n".join(f"{n}. x" for n in range(1, 400)), "too_many"),
    ],
)
def test_a_text_that_cannot_be_cited_is_refused(text: str, code: str) -> None:
    with pytest.raises(Undivided) as refused:
        divided(text)
    assert refused.value.code == code


@given(st.integers(1, 99), st.integers(0, 99))
def test_what_is_cited_is_found_again(article: int, clause: int) -> None:
    assert numbers(f"nhóm 1 {cited(article, clause)}") == (article, clause)


def test_a_text_that_cites_nothing_names_no_clause() -> None:
    assert numbers("theo luật") is None
