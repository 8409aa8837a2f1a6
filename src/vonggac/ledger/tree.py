"""Merkle trees of RFC 6962 / RFC 9162 §2.1: roots, appending, proofs and their checks (FORMATS
§3, §5).

Pure functions over 32-byte hashes. Used for the log (leaves are entries) and for a segment (leaves
are init and fragments). A proof of one is never compared with a root of the other.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes | bytearray | memoryview) -> bytes:
    """SHA-256(0x00 ‖ data). Copies nothing, and lets other threads run while it hashes."""
    digest = sha256(b"\0")
    digest.update(data)
    return digest.digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\1" + left + right).digest()


class Frontier:
    """The roots of the complete subtrees of a growing tree: all that appending needs, O(log n)
    memory.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.size = 0
        self._peaks: list[bytes] = []
        for leaf in leaves:
            self.append(leaf)

    def append(self, leaf: bytes) -> None:
        """Adds one leaf hash."""
        peak, ones = leaf, self.size
        while ones & 1:
            peak = node_hash(self._peaks.pop(), peak)
            ones >>= 1
        self._peaks.append(peak)
        self.size += 1

    def root(self) -> bytes:
        """The root at the present size; the hash of nothing for the empty tree."""
        if not self._peaks:
            return EMPTY_ROOT
        result = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            result = node_hash(peak, result)
        return result

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """Roots of the complete subtrees, the largest first."""
        return tuple(self._peaks)

    def copy(self) -> "Frontier":
        twin = Frontier()
        twin.size, twin._peaks = self.size, self._peaks.copy()
        return twin


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    return Frontier(leaves).root()


class Levels:
    """A tree that can prove: every complete subtree's hash is kept (64 bytes a leaf), so a proof
    costs O(log n).
    """

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self._levels: list[bytearray] = [bytearray()]
        for leaf in leaves:
            self.append(leaf)

    @property
    def size(self) -> int:
        return len(self._levels[0]) // HASH_SIZE

    def append(self, leaf: bytes) -> None:
        """Adds one leaf hash. Raises ValueError where it is none."""
        if len(leaf) != HASH_SIZE:
            raise ValueError("a leaf hash has 32 bytes")
        level, value = 0, leaf
        while True:
            if level == len(self._levels):
                self._levels.append(bytearray())
            nodes = self._levels[level]
            nodes += value
            if len(nodes) // HASH_SIZE % 2:
                return
            value = node_hash(bytes(nodes[-2 * HASH_SIZE : -HASH_SIZE]), bytes(nodes[-HASH_SIZE:]))
            level += 1

    def root(self, size: int | None = None) -> bytes:
        """The root when the tree had ``size`` leaves (now, where None)."""
        size = self._checked(self.size if size is None else size)
        return self._span(0, size) if size else EMPTY_ROOT

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Path from the leaf's sibling to the root's child, in the tree of ``size``."""
        size = self._checked(self.size if size is None else size)
        if not 0 <= index < size:
            raise ValueError(f"leaf {index} is not in a tree of {size}")
        proof: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            middle = start + _split(end - start)
            if index < middle:
                proof.append(self._span(middle, end))
                end = middle
            else:
                proof.append(self._span(start, middle))
                start = middle
        return proof[::-1]

    def consistency(self, old: int, size: int | None = None) -> list[bytes]:
        """Proof that the tree of ``old`` leaves is the beginning of the tree of ``size`` (RFC
        9162 §2.1.4.1).
        """
        size = self._checked(self.size if size is None else size)
        if not 0 < old <= size:
            raise ValueError(f"no proof from {old} to {size}")
        proof: list[bytes] = []
        start, end = 0, size
        while end != old:
            middle = start + _split(end - start)
            if old <= middle:
                proof.append(self._span(middle, end))
                end = middle
            else:
                proof.append(self._span(start, middle))
                start = middle
        if start:
            proof.append(self._span(start, end))
        return proof[::-1]

    def _checked(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise ValueError(f"the tree has {self.size} leaves, not {size}")
        return size

    def _span(self, start: int, end: int) -> bytes:
        """Root over the leaves start … end-1, where start is a multiple of the span's power of
        two.
        """
        length = end - start
        if length & (length - 1) == 0:
            level = length.bit_length() - 1
            at = (start >> level) * HASH_SIZE
            return bytes(self._levels[level][at : at + HASH_SIZE])
        middle = start + _split(length)
        return node_hash(self._span(start, middle), self._span(middle, end))


def _split(count: int) -> int:
    """The largest power of two strictly smaller than ``count``."""
    return 1 << ((count - 1).bit_length() - 1)


def _all_hashes(values: Iterable[bytes]) -> bool:
    return all(len(value) == HASH_SIZE for value in values)


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes
) -> bool:
    """Whether the path leads from this leaf at this index to this root of a tree of this size
    (RFC 9162 §2.1.3.2).
    """
    if not 0 <= index < size or not _all_hashes((leaf, expected_root, *proof)):
        return False
    node, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if node & 1 or node == last:
            result = node_hash(sibling, result)
            while node and not node & 1:
                node >>= 1
                last >>= 1
        else:
            result = node_hash(result, sibling)
        node >>= 1
        last >>= 1
    return last == 0 and result == expected_root


def verify_consistency(
    old: int, size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether the tree of ``old`` leaves is the beginning of the tree of ``size`` (RFC 9162
    §2.1.4.2).
    """
    if not 0 < old <= size or not _all_hashes((old_root, new_root, *proof)):
        return False
    if old == size:
        return not proof and old_root == new_root
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    node, last = old - 1, size - 1
    while node & 1:
        node >>= 1
        last >>= 1
    first = second = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while node and not node & 1:
                node >>= 1
                last >>= 1
        else:
            second = node_hash(second, sibling)
        node >>= 1
        last >>= 1
    return last == 0 and first == old_root and second == new_root
