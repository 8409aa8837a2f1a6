"""Small sealed things: whole, unchanged and in their own place, or not at all (I11)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.vault.small import Unsealable, seal, unseal

KEY = bytes(range(32))


@given(st.binary(max_size=200))
def test_what_was_sealed_comes_back(plain: bytes) -> None:
    sealed = seal(KEY, plain, bound_to=b"row 1")
    assert unseal(KEY, sealed, bound_to=b"row 1") == plain
    assert len(sealed) == len(plain) + 28


@given(st.binary(min_size=1, max_size=50), st.data())
def test_one_changed_bit_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, plain, bound_to=b"row 1"))
    at = data.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[at // 8] ^= 1 << at % 8
    with pytest.raises(Unsealable):
        unseal(KEY, bytes(sealed), bound_to=b"row 1")


@pytest.mark.parametrize("cut", [0, 5, 12, 27])
def test_a_torn_one_does_not_open(cut: int) -> None:
    with pytest.raises(Unsealable):
        unseal(KEY, seal(KEY, b"secret", bound_to=b"row 1")[:cut], bound_to=b"row 1")


def test_in_another_row_it_does_not_open() -> None:
    with pytest.raises(Unsealable):
        unseal(KEY, seal(KEY, b"secret", bound_to=b"row 1"), bound_to=b"row 2")
