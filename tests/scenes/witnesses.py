"""A small log in memory that a test can grow and fork, and a witness over HTTP on the loopback."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vonggac.ledger.checkpoints import Checkpoint
from vonggac.ledger.notes import KeyKind, Signer
from vonggac.ledger.tree import Levels, leaf_hash
from vonggac.witness.asking import Place
from vonggac.witness.keeping import Witness, ensure_key, trust
from vonggac.witness.server import WitnessServer
from vonggac.witness.wire import AddCheckpoint

CLEAN_HERE = 4
"""``vonggac verify`` where nothing disagrees and the school has no witness to ask (FORMATS §11)."""
NAME = "witness.example/w1"


class Log:
    """A log with its key: ``note`` at any size, ``ask`` for any step."""

    def __init__(self, origin: str = "school.example/vonggac/1", salt: str = "") -> None:
        self.key = Signer.from_seed(origin, bytes(range(32)))
        self.salt = salt
        self.tree = Levels()

    def grown(self, size: int) -> "Log":
        while self.tree.size < size:
            self.tree.append(leaf_hash(f"{self.salt}{self.tree.size}".encode()))
        return self

    def fork(self, at: int, salt: str) -> "Log":
        """The same log up to ``at``, and another one behind."""
        twin = Log(self.key.name, self.salt).grown(at)
        twin.salt = salt
        return twin

    def checkpoint(self, size: int) -> Checkpoint:
        return Checkpoint(self.key.name, size, self.tree.root(size))

    def note(self, size: int) -> bytes:
        return self.checkpoint(size).sign(self.key)

    def ask(self, old: int, size: int) -> bytes:
        proof = tuple(self.tree.consistency(old, size)) if 0 < old <= size else ()
        return AddCheckpoint(old, proof, self.note(size)).write()


def witness_in(folder: Path, *logs: Log, name: str = NAME) -> Witness:
    """With a key of its own."""
    key = ensure_key(folder, name)
    for each in logs:
        trust(folder, each.key.verifier.vkey)
    return Witness(folder, key)


@contextmanager
def served(witness: Witness) -> Iterator[Place]:
    """Its place, while it answers."""
    with WitnessServer(witness, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield Place(f"http://127.0.0.1:{server.port}", witness.verifier)
        finally:
            server.shutdown()
            thread.join()


def witness_key(seed: int = 7, name: str = NAME) -> Signer:
    return Signer.from_seed(name, bytes([seed]) * 32, KeyKind.WITNESS)
