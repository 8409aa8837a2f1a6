"""Proof files: one entry is in the tree of one signed checkpoint (C2SP tlog-proof; FORMATS
§6.4).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from vonggac.ledger.checkpoints import SignedCheckpoint, open_checkpoint
from vonggac.ledger.notes import BadNote, Verifier, decode_base64, encode_base64
from vonggac.ledger.tree import HASH_SIZE, Levels, leaf_hash, verify_inclusion

FIRST_LINE = "c2sp.org/tlog-proof@v1"
MAX_PROOF = 128 << 10
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,15})")


class BadProof(ValueError):
    """The file is no proof, or does not prove this entry."""


@dataclass(frozen=True, slots=True)
class ProofFile:
    """The parts of a ``.tlog-proof`` file; nothing is verified yet."""

    index: int
    path: tuple[bytes, ...]
    """The leaf's sibling first, the root's child last."""
    note: bytes

    def write(self) -> bytes:
        lines = [FIRST_LINE, f"index {self.index}", *map(encode_base64, self.path), "", ""]
        return "\n".join(lines).encode() + self.note

    @classmethod
    def parse(cls, raw: bytes) -> "ProofFile":
        """Raises BadProof. An ``extra`` line is ignored: nothing authenticates it."""
        header, empty, note = raw.partition(b"\n\n")
        if len(raw) > MAX_PROOF or not empty:
            raise BadProof("not a proof")
        try:
            lines = header.decode("ascii").split("\n")
            if lines[0] != FIRST_LINE:
                raise BadProof("not a proof of this kind")
            rest = lines[2:] if lines[1:2] and lines[1].startswith("extra ") else lines[1:]
            match = _INDEX.fullmatch(rest[0]) if rest else None
            if match is None:
                raise BadProof("no index")
            path = tuple(map(decode_base64, rest[1:]))
        except (UnicodeDecodeError, BadNote) as fault:
            raise BadProof(str(fault)) from fault
        if len(path) > 64 or any(len(each) != HASH_SIZE for each in path):
            raise BadProof("not a path of hashes")
        return cls(int(match[1]), path, note)

    def verify(
        self, entry: bytes, log: Iterable[Verifier], witnesses: Iterable[Verifier] = ()
    ) -> SignedCheckpoint:
        """The checkpoint that these bytes of an entry are in. Raises BadProof.

        The signature is never skipped: a path can fit a tree of another size, and only the
        signature tells.
        """
        try:
            signed = open_checkpoint(self.note, log, witnesses)
        except BadNote as fault:
            raise BadProof(f"checkpoint: {fault}") from fault
        tree = signed.checkpoint
        if not verify_inclusion(leaf_hash(entry), self.index, tree.size, self.path, tree.root):
            raise BadProof("the entry is not in that tree")
        return signed


def prove(levels: Levels, index: int, signed: SignedCheckpoint) -> ProofFile:
    """The proof of an entry at a checkpoint.

    Raises ValueError where the tree is not that checkpoint's.
    """
    tree = signed.checkpoint
    if levels.root(tree.size) != tree.root:
        raise ValueError("another tree than the checkpoint's")
    return ProofFile(index, tuple(levels.inclusion(index, tree.size)), signed.note)
