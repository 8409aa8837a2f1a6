"""What a witness remembers of each log, and when it signs: the state machine of C2SP tlog-witness.

The memory of a log is one file, its last cosigned note: origin, size and root stand in it. It is replaced whole, on the
disk before anybody hears of it; checking and replacing are one step under one lock, so two requests at once can never
roll it back. A file that does not hold is no beginning: the witness refuses that log until a person has looked.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.kernel.files import write_whole
from vonggac.ledger.checkpoints import Checkpoint, open_checkpoint
from vonggac.ledger.notes import BadNote, KeyKind, Note, Signer, Verifier, parse_note
from vonggac.ledger.tree import EMPTY_ROOT, verify_consistency
from vonggac.witness.wire import SIZE_TYPE, AddCheckpoint, BadRequest, origin_hash

KEY = "witness.key"
PUBLIC = "witness.vkey"
LOGS = "logs.vkeys"
_PLAIN = "text/plain; charset=utf-8"


class MemoryDamaged(Exception):
    """What is remembered of a log cannot be read: nothing is signed for it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Of HTTP: a status, and a body."""

    status: int
    body: bytes = b""
    content_type: str = _PLAIN


def ensure_key(folder: Path, name: str) -> Signer:
    """The witness's key; made with ``name`` where there is none. Raises BadNote on a damaged file or another name."""
    path = folder / KEY
    if not path.exists():
        made = Signer.generate(name, KeyKind.WITNESS)
        write_whole(path, made.private_text().encode() + b"\n")
    signer = Signer.parse(path.read_text("utf-8"))
    if signer.verifier.kind is not KeyKind.WITNESS or (name and signer.name != name):
        raise BadNote(f"{path} is the key of {signer.name}")
    write_whole(folder / PUBLIC, signer.verifier.vkey.encode() + b"\n", mode=0o644)
    return signer


def trusted_logs(folder: Path) -> list[Verifier]:
    """Keys of the logs that this witness signs for, as the file says now. Raises BadNote on a line that is none."""
    path = folder / LOGS
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    found = [Verifier.parse(each.strip()) for each in lines if each.strip()]
    if any(each.kind is not KeyKind.LOG for each in found):
        raise BadNote("the key of a witness among those of logs")
    return found


def trust(folder: Path, vkey: str) -> Verifier:
    """Adds a log's key; safe to repeat. Raises BadNote."""
    log, known = Verifier.parse(vkey.strip()), trusted_logs(folder)
    if log.kind is not KeyKind.LOG:
        raise BadNote("not the key of a log")
    if log not in known:
        lines = "".join(f"{each.vkey}\n" for each in (*known, log))
        write_whole(folder / LOGS, lines.encode())
    return log


class Witness:
    """For several threads at once; one process a folder (the caller's lock)."""

    def __init__(
        self,
        folder: Path,
        key: Signer,
        *,
        at_us: Callable[[], int] = now_us,
        reached: Callable[[str], None] = lambda _: None,
    ) -> None:
        """``reached`` is told each step, for the crash tests."""
        self._folder = folder
        self._key = key
        self._at_us = at_us
        self._reached = reached
        self._lock = threading.Lock()

    @property
    def verifier(self) -> Verifier:
        return self._key.verifier

    def add_checkpoint(self, body: bytes) -> Answer:
        """The whole of ``POST add-checkpoint``. OSError passes, and then nothing was signed."""
        try:
            asked = AddCheckpoint.parse(body)
            note = parse_note(asked.note)
            new = Checkpoint.parse(note.text, any_root=True)
        except (BadRequest, BadNote) as fault:
            return _refused(400, str(fault))
        logs = [each for each in trusted_logs(self._folder) if each.name == new.origin]
        if not logs:
            return _refused(404, "this witness does not know that log")
        try:
            note.verified(logs)
        except BadNote as fault:
            return _refused(403, str(fault))
        if asked.old > new.size:
            return _refused(400, "the old tree is larger than the new one")
        with self._lock:
            try:
                held = self._held(new.origin, logs)
            except MemoryDamaged as fault:
                return _refused(500, str(fault))
            return _objection(asked, new, held) or self._accept(note, new.origin, logs)

    def latest(self, digest: str) -> Answer:
        """``GET <hex SHA-256 of origin>/checkpoint``: the last cosigned note."""
        path = self._path(digest)
        if len(digest) != 64 or set(digest) - set("0123456789abcdef") or not path.exists():
            return _refused(404, "nothing was seen of that log")
        return Answer(200, path.read_bytes())

    def _held(self, origin: str, logs: list[Verifier]) -> Checkpoint | None:
        path = self._path(origin_hash(origin))
        if not path.exists():
            return None
        try:
            found = open_checkpoint(path.read_bytes(), logs, [self._key.verifier])
        except BadNote as fault:
            raise MemoryDamaged(f"{path}: {fault}") from fault
        if found.checkpoint.origin != origin or self._key.name not in found.witnessed:
            raise MemoryDamaged(f"{path} is not what this witness has signed")
        return found.checkpoint

    def _accept(self, note: Note, origin: str, logs: list[Verifier]) -> Answer:
        """The new memory first, on the disk; then the answer."""
        line = self._key.line(note.text, second=self._at_us() // SECOND_US).encode()
        self._reached("checked")
        # Of the lines that came along only the log's own are kept: the others nobody has verified.
        write_whole(self._path(origin_hash(origin)), note.only(logs) + line)
        self._reached("persisted")
        return Answer(200, line)

    def _path(self, digest: str) -> Path:
        return self._folder / "seen" / digest


def _objection(asked: AddCheckpoint, new: Checkpoint, held: Checkpoint | None) -> Answer | None:
    """Why this checkpoint is not signed; None where it is the same tree, grown."""
    size = held.size if held else 0
    if asked.old != size:
        return Answer(409, f"{size}\n".encode(), SIZE_TYPE)
    if held is None or size == 0:
        fits = not asked.proof and (new.size > 0 or new.root == EMPTY_ROOT)
    else:
        fits = verify_consistency(size, new.size, held.root, new.root, asked.proof)
    return None if fits else _refused(422, "not the tree that was seen before, grown")


def _refused(status: int, why: str) -> Answer:
    return Answer(status, why.encode()[:500] + b"\n")
