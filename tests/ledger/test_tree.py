"""RFC 6962 trees against published vectors and against each other (FORMATS §15.1, §15.2)."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonggac.ledger import tree
from vonggac.ledger.tree import Frontier, Levels, leaf_hash

LEAVES = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {
    (5, 8): """
        bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b
        ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0
        d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7""",
    (6, 7): """
        0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a
        d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7""",
    (4, 5): "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    (0, 1): "",
}
CONSISTENCY = {
    (3, 7): """
        0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7
        07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7
        fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125
        837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e""",
    (2, 5): """
        5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e
        bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b""",
    (4, 8): "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    (1, 1): "",
}
HASHES = [leaf_hash(each) for each in LEAVES]


def hashes(text: str) -> list[bytes]:
    return [bytes.fromhex(each) for each in text.split()]


@pytest.mark.parametrize("size", range(9))
def test_roots_are_the_published_ones(size: int) -> None:
    """Both ways of computing a root give the constants of RFC 6962's reference."""
    assert tree.root(HASHES[:size]).hex() == ROOTS[size]
    assert Levels(HASHES).root(size).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_the_published_ones(index: int, size: int) -> None:
    """Made and checked."""
    proof = Levels(HASHES).inclusion(index, size)
    assert proof == hashes(INCLUSION[index, size])
    root = bytes.fromhex(ROOTS[size])
    assert tree.verify_inclusion(HASHES[index], index, size, proof, root)


@pytest.mark.parametrize(("old", "size"), CONSISTENCY)
def test_consistency_proofs_are_the_published_ones(old: int, size: int) -> None:
    """Made and checked."""
    proof = Levels(HASHES).consistency(old, size)
    assert proof == hashes(CONSISTENCY[old, size])
    roots = bytes.fromhex(ROOTS[old]), bytes.fromhex(ROOTS[size])
    assert tree.verify_consistency(old, size, *roots, proof)


def test_the_file_tree_of_a_segment_is_the_published_one() -> None:
    """FORMATS §15.2: leaf hashes, root, and the paths that a cut of init and fragment 2 carries."""
    leaves = [b"ftyp+moov", b"moof+mdat 1", b"moof+mdat 2", b"moof+mdat 3"]
    levels = Levels(map(leaf_hash, leaves))
    assert leaf_hash(leaves[0]).hex().startswith("70bee24aa8ad1fc5")
    assert leaf_hash(leaves[2]).hex().startswith("35562ff89f401d65")
    root = "b1442e3dd85ed31b1cdc1111fa193bdb0ee780472979e0bc1cc7cffa6f9d8ee1"
    assert levels.root().hex() == root
    assert [b64encode(each).decode() for each in levels.inclusion(0)] == [
        "wuGbAjUEfEs70jHCccY/da652dB4+Y4MbA8BtA4GD9w=",
        "ZdVQwRtWTiAvmBw9POYUbuVnBMT9xyAs9eMFwWQ1YpI=",
    ]
    assert [b64encode(each).decode() for each in levels.inclusion(2)] == [
        "716D825BsoJDAjherry9Q92UqkLi0qJbwgeUup+xAlk=",
        "a0xD+upJA582F5ASWnjBRYP/Ma8DZ8kwDwYLAlVxxFo=",
    ]


def test_proofs_of_nonsense_are_refused() -> None:
    """Indices and sizes that no tree has, and hashes that are none."""
    levels = Levels(HASHES)
    for index, size in ((8, 8), (-1, 8), (0, 9), (0, 0)):
        with pytest.raises(ValueError, match=r"leaf|leaves"):
            levels.inclusion(index, size)
    for old, size in ((0, 8), (9, 9), (5, 4)):
        with pytest.raises(ValueError, match=r"proof|leaves"):
            levels.consistency(old, size)
    with pytest.raises(ValueError, match="32"):
        levels.append(b"short")
    assert not tree.verify_inclusion(b"short", 0, 1, [], b"short")
    assert not tree.verify_inclusion(HASHES[0], 0, 0, [], HASHES[0])
    assert not tree.verify_consistency(0, 1, HASHES[0], HASHES[0], [])
    assert not tree.verify_consistency(1, 1, HASHES[0], HASHES[1], [])
    assert not tree.verify_consistency(3, 7, HASHES[0], HASHES[1], [])


@given(size=st.integers(1, 200), data=st.data())
def test_every_leaf_of_every_tree_proves_and_nothing_else_does(
    size: int, data: st.DataObject
) -> None:
    """Inclusion: the right leaf at the right place; one hash dropped, doubled, swapped or flipped does not pass."""
    leaves = [leaf_hash(bytes([n % 256, n // 256])) for n in range(size)]
    levels, frontier = Levels(leaves), Frontier(leaves)
    root = levels.root()
    assert frontier.root() == root
    index = data.draw(st.integers(0, size - 1))
    proof = levels.inclusion(index)
    assert tree.verify_inclusion(leaves[index], index, size, proof, root)
    other = data.draw(st.integers(0, size - 1).filter(lambda n: n != index) | st.just(size))
    assert not tree.verify_inclusion(leaves[index], other, size, proof, root)
    for wrong in spoiled(proof):
        assert not tree.verify_inclusion(leaves[index], index, size, wrong, root)


@given(size=st.integers(1, 200), data=st.data())
def test_every_tree_grows_out_of_every_smaller_one(size: int, data: st.DataObject) -> None:
    """Consistency: true histories prove; spoiled proofs and other roots do not."""
    levels = Levels(leaf_hash(bytes([n % 256, n // 256])) for n in range(size))
    old = data.draw(st.integers(1, size))
    proof = levels.consistency(old)
    roots = levels.root(old), levels.root()
    assert tree.verify_consistency(old, size, *roots, proof)
    assert not tree.verify_consistency(old, size, leaf_hash(b"else"), roots[1], proof)
    for wrong in spoiled(proof):
        assert not tree.verify_consistency(old, size, *roots, wrong)


def spoiled(proof: list[bytes]) -> list[list[bytes]]:
    """The ways in which FORMATS §15.4 wants a proof to fail."""
    wrong = [[*proof, leaf_hash(b"more")]]
    for at in range(len(proof)):
        flipped = bytes([proof[at][0] ^ 1]) + proof[at][1:]
        wrong += [proof[:at] + proof[at + 1 :], [*proof[:at], flipped, *proof[at + 1 :]]]
        wrong.append([*proof[:at], proof[at], *proof[at:]])
        wrong.append([*proof[:at], proof[at][:31], *proof[at + 1 :]])
    for at in range(len(proof) - 1):
        wrong.append([*proof[:at], proof[at + 1], proof[at], *proof[at + 2 :]])
    return wrong


def test_a_copy_of_a_frontier_grows_by_itself() -> None:
    """What is tried on a copy does not touch the tree."""
    frontier = Frontier(HASHES[:3])
    twin = frontier.copy()
    twin.append(HASHES[3])
    assert (frontier.size, twin.size) == (3, 4)
    assert frontier.root().hex() == ROOTS[3]
    assert twin.root().hex() == ROOTS[4]
