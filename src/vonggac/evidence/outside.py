"""``proofs/anchors/`` of a package: what others hold of the ledger, and that it is a beginning of the package's.

The last cosigned note and the last time-stamp, each with a consistency proof to the package's checkpoint
(``<kind>.consistency``): a stranger sees who else vouches for how many of the package's entries, and since when.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from vonggac.evidence import names
from vonggac.ledger.anchor_files import TOKEN, WITNESS, Kept, kept, witness_keys
from vonggac.ledger.checkpoints import SignedCheckpoint, open_checkpoint
from vonggac.ledger.notes import BadNote, Verifier, decode_base64, encode_base64
from vonggac.ledger.paths import prove_growth
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.tree import HASH_SIZE, Frontier, leaf_hash

FIRST_LINE = "vonggac-consistency/v1"
_SIZES = re.compile(r"from (0|[1-9][0-9]{0,15}) to (0|[1-9][0-9]{0,15})")


class BadConsistency(ValueError):
    """Not a file of this kind."""


@dataclass(frozen=True, slots=True)
class Consistency:
    """The tree of ``old`` leaves is the beginning of the tree of ``size``."""

    old: int
    size: int
    proof: tuple[bytes, ...]

    def write(self) -> bytes:
        lines = [FIRST_LINE, f"from {self.old} to {self.size}", *map(encode_base64, self.proof)]
        return "".join(f"{each}\n" for each in lines).encode()

    @classmethod
    def parse(cls, raw: bytes) -> "Consistency":
        """Raises BadConsistency."""
        try:
            first, sizes, *rest = raw.decode("ascii").split("\n")
            proof = tuple(map(decode_base64, rest[:-1]))
        except (ValueError, BadNote) as fault:
            raise BadConsistency(str(fault)) from fault
        found = _SIZES.fullmatch(sizes)
        wrong = len(proof) > 64 or any(len(each) != HASH_SIZE for each in proof)
        if first != FIRST_LINE or found is None or wrong or not rest or rest[-1]:
            raise BadConsistency("not sizes and hashes")
        return cls(int(found[1]), int(found[2]), proof)


def anchors_of(ledger: LedgerReader, log: Verifier, signed: SignedCheckpoint) -> dict[str, bytes]:
    """Files of the package by name; none where nobody outside holds this log. OSError, BadNote of a kept key pass."""
    folder, size = ledger.folder, signed.checkpoint.size
    keys = witness_keys(folder)
    found = {
        WITNESS: _newest(kept(folder, WITNESS), log, keys, size),
        TOKEN: _newest(kept(folder, TOKEN, "tsr"), log, [], size),
    }
    files: dict[str, bytes] = {}
    tree = Frontier()
    for kind, each in sorted(
        ((kind, each) for kind, each in found.items() if each), key=lambda pair: pair[1].size
    ):
        for leaf in _leaves(ledger, tree.size, each.size):
            tree.append(leaf)
        grown = prove_growth(tree, _leaves(ledger, each.size, size), size)
        files[f"{names.ANCHORS}{kind}.consistency"] = Consistency(
            each.size, size, grown.proof
        ).write()
        files |= _copied(kind, each.path)
    if files:
        files[names.CHECKPOINT] = signed.note
    if found[WITNESS] is not None:
        files[names.WITNESS_KEYS] = "".join(f"{each.vkey}\n" for each in keys).encode()
    return files


def _newest(found: list[Kept], log: Verifier, keys: list[Verifier], most: int) -> Kept | None:
    """Of this shard of the log, and no larger than what the package proves."""
    for each in reversed(found):
        try:
            told = open_checkpoint(each.path.with_suffix(".note").read_bytes(), [log], keys)
        except BadNote:
            continue
        if told.checkpoint.size <= most and (told.witnessed or not keys):
            return each
    return None


def _copied(kind: str, path: Path) -> dict[str, bytes]:
    endings = ("note",) if kind == WITNESS else ("note", "tsr", "root.pem", "chain.pem")
    return {
        f"{names.ANCHORS}{kind}.{ending}": path.with_suffix(f".{ending}").read_bytes()
        for ending in endings
    }


def _leaves(ledger: LedgerReader, start: int, end: int) -> "map[bytes]":
    return map(leaf_hash, (raw for _index, raw in ledger.entries(start, end)))
