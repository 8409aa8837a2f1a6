"""``.cut`` files: the published vector, and everything that is none (FORMATS §10, §15.2)."""

import pytest

from vonggac.evidence.cuts import BadCut, check_leaf, make_cut, parse_cut
from vonggac.ledger.tree import Levels, leaf_hash

RECORDS = (b"ftyp+moov", b"moof+mdat 1", b"moof+mdat 2", b"moof+mdat 3")
ROOT = bytes.fromhex("b1442e3dd85ed31b1cdc1111fa193bdb0ee780472979e0bc1cc7cffa6f9d8ee1")
VECTOR = b"""vonggac-cut/v1
leaf 0 9
wuGbAjUEfEs70jHCccY/da652dB4+Y4MbA8BtA4GD9w=
ZdVQwRtWTiAvmBw9POYUbuVnBMT9xyAs9eMFwWQ1YpI=
leaf 2 11
716D825BsoJDAjherry9Q92UqkLi0qJbwgeUup+xAlk=
a0xD+upJA582F5ASWnjBRYP/Ma8DZ8kwDwYLAlVxxFo=
"""


def test_the_published_cut_is_written_and_read() -> None:
    """Byte for byte as in FORMATS §15.2; both leaves climb to the entry's root."""
    levels = Levels(map(leaf_hash, RECORDS))
    assert levels.root() == ROOT
    assert make_cut(levels, {0: 9, 2: 11}) == VECTOR
    for leaf in parse_cut(VECTOR):
        check_leaf(leaf, RECORDS[leaf.index], leaves=4, root=ROOT)


def test_another_record_does_not_climb() -> None:
    """A fragment in another's place is not of the recorded file."""
    leaf = parse_cut(VECTOR)[1]
    with pytest.raises(BadCut, match="fragment 2"):
        check_leaf(leaf, RECORDS[1], leaves=4, root=ROOT)


@pytest.mark.parametrize(
    "broken",
    [
        VECTOR.replace(b"v1", b"v2", 1),
        VECTOR.replace(b"leaf 2 11", b"leaf 0 11"),
        VECTOR.replace(b"leaf 0 9", b"leaf 1 9"),
        VECTOR.replace(b"leaf 2 11", b"leaf 02 11"),
        VECTOR.replace(b"leaf 0 9\n", b""),
        VECTOR.replace(b"D9w=", b"D9x="),
        VECTOR.rstrip(b"\n"),
        b"vonggac-cut/v1\n",
        VECTOR.replace(b"leaf", "lẽaf".encode()),
    ],
)
def test_what_is_no_cut_is_refused(broken: bytes) -> None:
    """Another version, order, leading zeros, a hash before its leaf, loose base64, no end, nothing, no ASCII."""
    with pytest.raises(BadCut):
        parse_cut(broken)
