"""A new shard: how a log goes on after people have put an older copy back, or found it altered (FORMATS §5).

The entries that are here stay where they are, so every index holds; a new key with a new origin signs from here on, and
the first thing that it signs is a ``restore`` entry, which cites the last tree that somebody outside holds of the old
shard. The old private key is destroyed: the old origin is never signed again. Each witness has to be told the new key
by a person, so that no insider can pass an old copy off as lawful in silence.
"""

import re
from pathlib import Path

from vonggac.kernel.clock import now_us
from vonggac.kernel.files import sync_folder
from vonggac.ledger.anchor_files import ANCHORS
from vonggac.ledger.checkpoints import SignedCheckpoint, open_checkpoint
from vonggac.ledger.halting import HALT, Halt, halted, write_halt
from vonggac.ledger.keys import add_earlier, log_verifier, log_verifiers, replace_log_key
from vonggac.ledger.notes import BadNote, Verifier, encode_base64
from vonggac.ledger.store import notes_in
from vonggac.ledger.writer import LedgerWriter

_SHARD = re.compile(r"(.*/vonggac/)([1-9][0-9]{0,5})")


def begin_shard(folder: Path, keys: Path, *, outside: SignedCheckpoint | None = None) -> Verifier:
    """The new key; ``outside``: what a witness holds of the old shard. Nothing else may run.

    Stays halted until the ``restore`` entry is signed: a death in between is taken up by calling it again, as one more
    shard. Raises BadNote, LedgerDamaged, ``locks.Held``; OSError passes.
    """
    old = log_verifier(keys)
    cited = _largest([*_proofs(folder, old), *([outside] if outside else [])])
    cited = cited or _last(folder, log_verifiers(keys))
    if halted(folder) is None:
        write_halt(folder, Halt("RESTORE", "", 0, 0, now_us()))
    add_earlier(keys, old)
    key = replace_log_key(keys, next_origin(old.name))
    with LedgerWriter(folder, key=key, earlier=log_verifiers(keys)[1:], anew=True) as writer:
        writer.append([_restore(old, cited)])
        (folder / HALT).unlink()
        sync_folder(folder)
        writer.checkpoint()
    return key.verifier


def next_origin(origin: str) -> str:
    """``…/vonggac/2`` for ``…/vonggac/1``. Raises BadNote."""
    found = _SHARD.fullmatch(origin)
    if found is None:
        raise BadNote(f"an origin without a shard: {origin}")
    return f"{found[1]}{int(found[2]) + 1}"


def _restore(old: Verifier, cited: SignedCheckpoint | None) -> dict[str, object]:
    if cited is None:
        return {"t": "restore", "origin": old.name, "size": 0, "root": "0" * 64}
    told = cited.checkpoint
    entry = {"t": "restore", "origin": old.name, "size": told.size, "root": told.root.hex()}
    return entry | {"note": encode_base64(cited.note)}


def _last(folder: Path, logs: list[Verifier]) -> SignedCheckpoint | None:
    """The newest that is here: of the shard that ends, or of one before it where that died before it signed."""
    notes = notes_in(folder)
    return open_checkpoint(notes[-1], logs) if notes else None


def _proofs(folder: Path, old: Verifier) -> list[SignedCheckpoint]:
    """Notes that stopped this log."""
    found = []
    for path in sorted((folder / ANCHORS / "proofs").glob("*.note")):
        try:
            found.append(open_checkpoint(path.read_bytes(), [old]))
        except BadNote:
            continue  # of an earlier shard
    return found


def _largest(found: list[SignedCheckpoint]) -> SignedCheckpoint | None:
    return max(found, key=lambda each: each.checkpoint.size, default=None)
