"""The clerk's round with the witnesses: what was signed last goes to each of them, with the proof that it only grew.

A thread of its own runs it, so that a slow witness delays no book. Nothing here signs; a witness that proves that it
remembers more, or something else, stops the ledger (``ledger.halting``).
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

from vonggac.anchors import selectors, services
from vonggac.anchors.selectors import Asked
from vonggac.kernel.clock import MINUTE_US, monotonic_us, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger import anchor_files
from vonggac.ledger.checkpoints import Checkpoint, SignedCheckpoint
from vonggac.ledger.halting import Alarm, Halt, halt, halted
from vonggac.ledger.keys import log_verifier
from vonggac.ledger.notes import Verifier
from vonggac.ledger.paths import prove_growth
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.store import notes_in
from vonggac.ledger.tree import Frontier, leaf_hash
from vonggac.witness.asking import (
    TIMEOUT_S,
    Cosigned,
    Fault,
    NoAnswer,
    Place,
    latest,
    submit,
)
from vonggac.witness.wire import AddCheckpoint

EVERY_US = 4 * MINUTE_US
"""Promised are five."""
AGAIN_US = MINUTE_US
LATE_US = 15 * MINUTE_US
TRIES = 3
"""So many in this run before a witness is late: after a night's rest the first answer is not overdue."""
_KNOWN_BYTES = 1 << 18
_log = logging.getLogger(__name__)


class Asker:
    """Belongs to one thread."""

    def __init__(self, data: DataFolder, *, timeout_s: float = TIMEOUT_S) -> None:
        self._data = data
        self._timeout_s = timeout_s
        self._reader: LedgerReader | None = None
        self._trees: dict[UUID, Frontier] = {}
        self._next_us: dict[UUID, int] = {}
        self._failed: dict[UUID, int] = {}

    def round(self) -> int:
        """Asks who is due; how many cosigned. DatabaseError, OSError and BadNote of the own log pass."""
        known = selectors.asked()
        due = [each for each in known if monotonic_us() >= self._next_us.get(each.witness, 0)]
        if not due or halted(self._data.ledger) is not None:
            return 0
        log, reader = log_verifier(self._data.keys), self._refreshed()
        signed = reader.last_checkpoint(log)
        if signed is None:
            return 0
        reader.refresh()
        anchor_files.keep_keys(self._data.ledger, [each.place.key for each in known])
        return sum(self._tried(each, signed, log) for each in due)

    def _tried(self, each: Asked, signed: SignedCheckpoint, log: Verifier) -> bool:
        try:
            made = self._cosignature(each, signed, log)
        except NoAnswer as fault:
            failed = self._failed[each.witness] = self._failed.get(each.witness, 0) + 1
            late = failed >= TRIES and now_us() - each.since_us >= LATE_US
            services.note_fault(witness=each.witness, fault=fault.fault, late=late)
            self._next_us[each.witness] = monotonic_us() + AGAIN_US
            _log.warning("witness %s: %s", each.place.name, fault)
            return False
        self._failed[each.witness] = 0
        self._next_us[each.witness] = monotonic_us() + EVERY_US
        if made is None:
            return False
        size = signed.checkpoint.size
        folder = self._data.ledger
        anchor_files.keep_cosignature(folder, size, signed.note, made.line, each.place.key)
        return services.note_cosigned(witness=each.witness, size=size, time_s=made.time_s)

    def _cosignature(self, each: Asked, signed: SignedCheckpoint, log: Verifier) -> Cosigned | None:
        """None where the witness proved that this log is not the one that it knows. Raises NoAnswer."""
        size, old = signed.checkpoint.size, each.size
        for _ in range(2):
            if old > size:
                break
            grown = prove_growth(self._tree(each.witness, old), self._leaves(old, size), size)
            asked = AddCheckpoint(old, grown.proof, signed.note)
            answer = submit(each.place, asked, log, timeout_s=self._timeout_s)
            if isinstance(answer, Cosigned):
                self._trees[each.witness] = grown.tree
                return answer
            if answer.size is None or answer.size == old:
                break
            old = answer.size
        self._confront(each, log)
        return None

    def _confront(self, each: Asked, log: Verifier) -> None:
        """It says that it remembers something else: let it show the note. Raises NoAnswer where it proves nothing."""
        found = latest(each.place, [log], timeout_s=self._timeout_s)
        alarm = None if found is None else against(self._data.ledger, found, self._refreshed())
        if found is None or alarm is None:
            raise NoAnswer(
                Fault.DISAGREES, "it shows no note that this log signed and does not have"
            )
        stop(self._data, each, alarm, found)

    def _tree(self, witness: UUID, size: int) -> Frontier:
        known = self._trees.get(witness)
        if known is not None and known.size == size:
            return known
        return Frontier(self._leaves(0, size))

    def _leaves(self, start: int, end: int) -> "map[bytes]":
        reader = self._refreshed()
        return map(leaf_hash, (raw for _index, raw in reader.entries(start, end)))

    def _refreshed(self) -> LedgerReader:
        if self._reader is None:
            self._reader = LedgerReader(self._data.ledger)
        self._reader.refresh()
        return self._reader


def against(
    folder: Path, found: SignedCheckpoint, reader: LedgerReader | None = None
) -> Alarm | None:
    """What a tree that this log has signed, and somebody else remembers, says of the log that is here."""
    told = found.checkpoint
    if told in _known(folder, found):
        return None
    reader = reader or LedgerReader(folder)
    reader.refresh()
    if told.size > reader.size:
        return Alarm.ROLLBACK
    leaves = map(leaf_hash, (raw for _index, raw in reader.entries(0, told.size)))
    return None if Frontier(leaves).root() == told.root else Alarm.FORK


def _known(folder: Path, found: SignedCheckpoint) -> set[Checkpoint]:
    """The newest checkpoints of here: mostly it is one of them, and nothing need be read."""
    known = set()
    text = found.checkpoint.text.encode()
    for note in notes_in(folder, last_bytes=_KNOWN_BYTES):
        if note.startswith(text):
            known.add(found.checkpoint)
    return known


def stop(data: DataFolder, each: Asked, alarm: Alarm, found: SignedCheckpoint) -> None:
    """Nothing is signed from now on; people are told."""
    size = found.checkpoint.size
    here = LedgerReader(data.ledger).size
    _log.critical("%s: %s holds a tree of %d, %d are here", alarm, each.place.name, size, here)
    halt(data.ledger, Halt(alarm.value, each.place.name, size, here, now_us()), found.note)
    services.note_alarm(witness=each.witness, alarm=alarm, size=size)


def ask_first(data: DataFolder, *, timeout_s: float = 5.0) -> list[Alarm]:
    """Before the first new checkpoint of a start: does anybody remember more, or something else (FORMATS §5)?

    Who does not answer holds up nothing. OSError passes.
    """
    if not notes_in(data.ledger, last_bytes=_KNOWN_BYTES):
        return []
    known, alarms = selectors.asked(), []
    answers = recollections(data, timeout_s=timeout_s)
    for each, (_name, found) in zip(known, answers, strict=True):
        alarm = against(data.ledger, found) if found is not None else None
        if alarm is not None and found is not None:
            stop(data, each, alarm, found)
            alarms.append(alarm)
    return alarms


def recollections(
    data: DataFolder, *, timeout_s: float = TIMEOUT_S
) -> list[tuple[str, SignedCheckpoint | None]]:
    """What each witness remembers now; None where it does not answer, or shows nothing that holds."""
    known = selectors.asked()
    if not known:
        return []
    log = log_verifier(data.keys)
    with ThreadPoolExecutor(max_workers=min(8, len(known))) as pool:
        answers = list(pool.map(lambda each: _latest(each.place, log, timeout_s), known))
    return [(each.place.name, found) for each, found in zip(known, answers, strict=True)]


def _latest(place: Place, log: Verifier, timeout_s: float) -> SignedCheckpoint | None:
    try:
        return latest(place, [log], timeout_s=timeout_s)
    except NoAnswer as fault:
        _log.warning("witness %s does not answer: %s", place.name, fault)
        return None
