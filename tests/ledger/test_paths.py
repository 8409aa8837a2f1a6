"""Proving a few entries in one reading gives what the whole tree gives (FORMATS §5; I8)."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.ledger.paths import TooShort, prove_all, prove_growth
from vonggac.ledger.tree import EMPTY_ROOT, Frontier, Levels, leaf_hash, verify_inclusion


def leaves(count: int) -> list[bytes]:
    return [sha256(bytes([each % 251, each // 251])).digest() for each in range(count)]


@given(st.data(), st.integers(1, 300))
def test_every_path_is_the_trees_own(data: st.DataObject, size: int) -> None:
    """The same siblings and root as ``tree.Levels``, which the published vectors hold."""
    wanted = data.draw(st.sets(st.integers(0, size - 1), max_size=8))
    known = leaves(size + 5)
    levels = Levels(known)
    made = prove_all(known, wanted, size)
    assert made.root == levels.root(size)
    assert made.of == {each: tuple(levels.inclusion(each, size)) for each in wanted}
    assert all(verify_inclusion(known[e], e, size, made.of[e], made.root) for e in wanted)


def test_a_log_that_is_shorter_than_said_proves_nothing() -> None:
    """A checkpoint over more than there is must not be proved against."""
    with pytest.raises(TooShort):
        prove_all(leaves(4), [1], 5)


def test_an_entry_outside_is_refused_and_no_entry_has_the_empty_root() -> None:
    """Indices count from 0."""
    with pytest.raises(ValueError, match="not in a tree"):
        prove_all(leaves(4), [4], 4)
    assert prove_all([], [], 0).root == EMPTY_ROOT


def test_growth_is_proved_from_the_peaks_alone() -> None:
    """Every pair of sizes: the same proof as a tree that keeps everything (RFC 9162 §2.1.4.1)."""
    leaves = [leaf_hash(bytes([n])) for n in range(40)]
    whole = Levels(leaves)
    for old in range(len(leaves) + 1):
        for size in range(old, len(leaves) + 1):
            grown = prove_growth(Frontier(leaves[:old]), leaves[old:], size)
            assert list(grown.proof) == (whole.consistency(old, size) if old else [])
            assert (grown.tree.size, grown.tree.root()) == (size, whole.root(size))
    with pytest.raises(ValueError, match="beginning"):
        prove_growth(Frontier(leaves), [], 3)
    with pytest.raises(TooShort):
        prove_growth(Frontier(leaves[:3]), leaves[3:5], 9)
