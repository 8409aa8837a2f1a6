"""Proofs of a few entries of a long log, in one reading: memory for their paths only, not 64 bytes an entry.

A log of a school has millions of entries a year; ``tree.Levels`` would hold all of them to prove sixty.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from vonggac.ledger.tree import EMPTY_ROOT, Frontier, node_hash

Node = tuple[int, int]
"""(level, place) of a complete subtree: it spans leaves ``place << level`` … ``(place + 1) << level``."""


class TooShort(ValueError):
    """Fewer leaves came than the tree has."""


@dataclass(frozen=True, slots=True)
class Paths:
    """What one reading gave: the root at ``size``, and the inclusion path of every wanted leaf."""

    size: int
    root: bytes
    of: dict[int, tuple[bytes, ...]]


def prove_all(leaves: Iterable[bytes], wanted: Collection[int], size: int) -> Paths:
    """Paths of the wanted leaves in the tree of the first ``size`` leaf hashes.

    Raises ValueError on an index outside, TooShort where the leaves end before.
    """
    if any(not 0 <= each < size for each in wanted):
        raise ValueError(f"a leaf that is not in a tree of {size}")
    spans = {index: list(_siblings(index, size)) for index in wanted}
    needed = set(_subtrees(0, size))
    for each in spans.values():
        needed.update(node for span in each for node in _subtrees(*span))
    known = _gather(leaves, needed, size)
    of = {index: tuple(_fold(*span, known) for span in each) for index, each in spans.items()}
    return Paths(size, _fold(0, size, known) if size else EMPTY_ROOT, of)


@dataclass(frozen=True, slots=True)
class Growth:
    """The tree as it has grown: what proves that the old one is its beginning, and where the next proof begins."""

    proof: tuple[bytes, ...]
    tree: Frontier


def prove_growth(old: Frontier, leaves: Iterable[bytes], size: int) -> Growth:
    """Consistency from ``old`` to ``size`` (RFC 9162 §2.1.4.1); ``leaves``: the hashes from ``old.size`` on, only.

    An empty beginning needs no proof. Raises ValueError where the tree would shrink, TooShort where the leaves end.
    """
    if old.size > size:
        raise ValueError(f"a tree of {old.size} is not the beginning of one of {size}")
    spans = list(_growth_spans(old.size, size)) if old.size else []
    needed = {node for span in spans for node in _subtrees(*span)}
    tree = old.copy()
    known = dict(zip(_subtrees(0, old.size), old.peaks, strict=True))
    known |= _gather(leaves, needed, size, tree)
    return Growth(tuple(_fold(*span, known) for span in spans), tree)


def _growth_spans(old: int, size: int) -> Iterator[tuple[int, int]]:
    beside: list[tuple[int, int]] = []
    start, end = 0, size
    while end != old:
        middle = start + (1 << ((end - start - 1).bit_length() - 1))
        if old <= middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((start, middle))
            start = middle
    if start:
        beside.append((start, end))
    return reversed(beside)


def _gather(
    leaves: Iterable[bytes], needed: set[Node], size: int, grown: Frontier | None = None
) -> dict[Node, bytes]:
    """The needed nodes that end behind ``grown``, which takes the leaves as they come."""
    known: dict[Node, bytes] = {}
    peaks = list(grown.peaks) if grown else []
    count = grown.size if grown else 0
    for leaf in leaves:
        if count == size:
            break
        if grown is not None:
            grown.append(leaf)
        value, level, place = leaf, 0, count
        if (level, place) in needed:
            known[level, place] = value
        while place & 1:
            value = node_hash(peaks.pop(), value)
            level, place = level + 1, place >> 1
            if (level, place) in needed:
                known[level, place] = value
        peaks.append(value)
        count += 1
    if count < size:
        raise TooShort(f"{count} leaves of {size}")
    return known


def _siblings(index: int, size: int) -> Iterator[tuple[int, int]]:
    """Spans beside the path, the leaf's sibling first (RFC 9162 §2.1.3.1)."""
    beside: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + (1 << ((end - start - 1).bit_length() - 1))
        if index < middle:
            beside.append((middle, end))
            end = middle
        else:
            beside.append((start, middle))
            start = middle
    return reversed(beside)


def _subtrees(start: int, end: int) -> Iterator[Node]:
    """The complete subtrees that make up the span, from left to right."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def _fold(start: int, end: int, known: dict[Node, bytes]) -> bytes:
    hashes = [known[node] for node in _subtrees(start, end)]
    result = hashes.pop()
    while hashes:
        result = node_hash(hashes.pop(), result)
    return result
