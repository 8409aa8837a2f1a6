"""``.cut``: proof that some whole fragments, joined, are of the recorded file (FORMATS §10).

Leaf 0 is the init record. Indices rise, the lengths add up to the file, and every leaf climbs to the root that the
ledger's entry names.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from vonggac.ledger.notes import BadNote, decode_base64, encode_base64
from vonggac.ledger.tree import HASH_SIZE, Levels, leaf_hash, verify_inclusion

FIRST_LINE = "vonggac-cut/v1"
MAX_CUT = 64 << 20
_LEAF = re.compile(r"leaf (0|[1-9][0-9]{0,4}) (0|[1-9][0-9]{0,9})")


class BadCut(ValueError):
    """No cut, or not of that file."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One record that was taken along."""

    index: int
    length: int
    path: tuple[bytes, ...]


def make_cut(levels: Levels, lengths: dict[int, int]) -> bytes:
    """The file's text for these leaves (index → bytes) of the file's tree."""
    leaves = [
        Leaf(index, lengths[index], tuple(levels.inclusion(index))) for index in sorted(lengths)
    ]
    lines = [FIRST_LINE]
    for each in leaves:
        lines += [f"leaf {each.index} {each.length}", *map(encode_base64, each.path)]
    return ("\n".join(lines) + "\n").encode()


def parse_cut(raw: bytes) -> list[Leaf]:
    """Raises BadCut."""
    try:
        lines = raw.decode("ascii").split("\n")
    except UnicodeDecodeError as fault:
        raise BadCut("not ASCII") from fault
    if len(raw) > MAX_CUT or lines[0] != FIRST_LINE or lines[-1]:
        raise BadCut("not a cut")
    found: list[tuple[int, int, list[bytes]]] = []
    for line in lines[1:-1]:
        match = _LEAF.fullmatch(line)
        if match is not None:
            found.append((int(match[1]), int(match[2]), []))
        elif found:
            found[-1][2].append(_hash(line))
        else:
            raise BadCut("a hash before its leaf")
    indices = [each[0] for each in found]
    if not indices or indices[0] != 0 or any(b <= a for a, b in itertools.pairwise(indices)):
        raise BadCut("order of the leaves")
    return [Leaf(index, length, tuple(path)) for index, length, path in found]


def check_leaf(leaf: Leaf, data: bytes | memoryview, *, leaves: int, root: bytes) -> None:
    """Raises BadCut unless these bytes are that record of the recorded file."""
    if not verify_inclusion(leaf_hash(data), leaf.index, leaves, leaf.path, root):
        raise BadCut(f"fragment {leaf.index} is not of the recorded file")


def indices(leaves: Sequence[Leaf]) -> list[int]:
    return [each.index for each in leaves]


def _hash(line: str) -> bytes:
    try:
        raw = decode_base64(line)
    except BadNote as fault:
        raise BadCut(str(fault)) from fault
    if len(raw) != HASH_SIZE:
        raise BadCut("not a hash")
    return raw
