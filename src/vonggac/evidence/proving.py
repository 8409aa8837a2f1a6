"""Entries and their proofs at one checkpoint: what goes under ``proofs/`` and into ``custody.jsonl``."""

from collections.abc import Iterable
from dataclasses import dataclass

from vonggac.ledger.checkpoints import SignedCheckpoint
from vonggac.ledger.notes import Verifier
from vonggac.ledger.paths import prove_all
from vonggac.ledger.proofs import ProofFile
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.tree import leaf_hash


class NotSignedYet(Exception):
    """The last checkpoint is older than an entry that is to be proved: it comes within seconds."""


@dataclass(frozen=True, slots=True)
class Proven:
    """Proofs by ledger index, all at one checkpoint."""

    signed: SignedCheckpoint
    proofs: dict[int, ProofFile]


def prove_entries(ledger: LedgerReader, log: Verifier, indices: Iterable[int]) -> Proven:
    """Reads the log once. Raises NotSignedYet, BadNote, ValueError where the log is not the checkpoint's."""
    wanted = set(indices)
    signed = ledger.last_checkpoint(log)
    ledger.refresh()
    if signed is None or max(wanted, default=-1) >= signed.checkpoint.size:
        raise NotSignedYet(f"entry {max(wanted, default=0)}")
    size = signed.checkpoint.size
    leaves = (leaf_hash(raw) for _index, raw in ledger.entries(0, size))
    made = prove_all(leaves, wanted, size)
    if made.root != signed.checkpoint.root:
        raise ValueError("the log is not what its checkpoint says")
    note = signed.note
    return Proven(signed, {index: ProofFile(index, path, note) for index, path in made.of.items()})


def find_deed(ledger: LedgerReader, deed: str, start: int = 0) -> int | None:
    """The index of the entry that an outbox row became; None where it is not appended yet."""
    mark = f'"deed":"{deed}"'.encode()
    ledger.refresh()
    for index, raw in ledger.entries(start):
        if mark in raw:
            return index
    return None
