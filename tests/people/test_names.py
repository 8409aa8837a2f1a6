"""Names sort and are found as Vietnamese readers expect (LANGUAGE §2)."""

import unicodedata

from vonggac.kernel.text import fold
from vonggac.people.names import given_name, sort_key

IN_ORDER = [
    "Lê Văn An",
    "Nguyễn Văn Ánh",
    "Nguyễn Thị Ăn",
    "Trần Thị Ân",
    "Bùi Văn Dũng",
    "Đỗ Thị Đào",
    "Hoàng Thị Hoà",
    "Nguyễn Văn Hoan",
    "Nguyễn Văn Hoàn",
    "Nguyễn Văn Hoản",
    "Trần Văn Hoàng",
    "Vũ Văn Uy",
    "Phạm Thị Ước",
    "Ngô Văn Yên",
]


def _mixed(names: list[str]) -> list[str]:
    return names[2:] + names[:2]


def test_names_sort_by_given_name_in_the_vietnamese_alphabet() -> None:
    """Ánh stands with the A, Đào after D, and the order of tones decides last."""
    assert sorted(_mixed(IN_ORDER), key=sort_key) == IN_ORDER


def test_names_typed_as_several_characters_sort_alike() -> None:
    """Unicode tổ hợp of some keyboards is the same name."""
    decomposed = [unicodedata.normalize("NFD", each) for each in IN_ORDER]
    assert sorted(_mixed(decomposed), key=sort_key) == decomposed


def test_the_same_given_name_sorts_by_family_name_then_middle() -> None:
    """Bùi Văn An, Lê Thị An, Lê Văn An."""
    names = ["Bùi Văn An", "Lê Thị An", "Lê Văn An"]
    assert sorted(_mixed(names), key=sort_key) == names


def test_an_empty_name_has_a_key() -> None:
    """Nothing typed is no crash."""
    assert sort_key("") == ""
    assert given_name("  ") == ""


def test_both_spellings_of_hoa_fold_alike() -> None:
    """Hoà, Hòa and a decomposed hòa are one search; đ is d."""
    spellings = ("Hoàng Thị Hoà", "Hoàng Thị Hòa", unicodedata.normalize("NFD", "hoàng  thị hòa"))
    assert {fold(each) for each in spellings} == {"hoang thi hoa"}
    assert fold("Đường") == "duong"
