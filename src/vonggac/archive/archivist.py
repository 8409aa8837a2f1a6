"""The one writer of the ledger and of the footage index: adopts what recorders and the office left.

A round reads journal lines and outbox rows, appends their entries (fsynced), then writes the rows: in this order,
so that a death between the two leaves an entry that the next round recognises (``adoption``). Recorders never wait
for it (I5); a line, a file or a volume that is not as it should be is a finding and holds up nothing else.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from threading import Event

from django.db import Error as DatabaseError

from vonggac.archive import bookkeeping, deeds, selectors, services, spool, volumes
from vonggac.archive.adoption import Adoption, Tail, key_of
from vonggac.archive.batch import Account, StreamKey
from vonggac.archive.event_rows import adopt_events
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.guard import observe
from vonggac.archive.hold_check import HoldChecker
from vonggac.archive.keeper import Keeper
from vonggac.archive.retention import Policy
from vonggac.archive.states import SegmentState
from vonggac.archive.trusted import Observation
from vonggac.kernel.clock import MINUTE_US, monotonic_us, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.entries import FOOTAGE
from vonggac.ledger.keys import ensure_log_key, log_verifiers
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.writer import LedgerWriter

KEEPING = frozenset({"tombstone", "delete.done", "key.roll"})
LINES_A_ROUND = 1000
DEEDS_A_ROUND = 500
TIDY_US = MINUTE_US
PAUSE_S = 0.5
LOOKED_AT_A_TIDY = 5000
"""Files whose presence is looked at once a minute, round and round: 700 000 files in under three hours."""

_log = logging.getLogger(__name__)


class IndexAhead(RuntimeError):
    """The index has followed more entries than the ledger holds: the ledger is an old copy. Nothing is written."""


@contextmanager
def opened(
    data: DataFolder,
    *,
    policy: Policy | None = None,
    seen: Callable[[], Observation] = observe,
    reached: Callable[[str], None] = lambda _: None,
    anchored: Callable[[], int | None] = lambda: None,
) -> Iterator["Archivist"]:
    """The archivist of a data folder, with the ledger and its key; made where there is none yet.

    Without a ``policy`` nothing is ever erased. ``anchored``: entries below this index are held outside the machine,
    None where nobody is asked; a tombstone waits for it before a file goes.

    Raises ``kernel.locks.Held`` where another one works, LedgerDamaged, BadNote, OSError.
    """
    key = ensure_log_key(data.keys)
    with LedgerWriter(data.ledger, key=key, earlier=log_verifiers(data.keys)[1:]) as ledger:
        yield Archivist(data, ledger, policy=policy, seen=seen, reached=reached, anchored=anchored)


class Archivist:
    """Holds no fact in memory that is not on the disk: may be killed at any instant."""

    def __init__(
        self,
        data: DataFolder,
        ledger: LedgerWriter,
        *,
        at_us: Callable[[], int] = now_us,
        policy: Policy | None = None,
        seen: Callable[[], Observation] = observe,
        reached: Callable[[str], None] = lambda _: None,
        anchored: Callable[[], int | None] = lambda: None,
    ) -> None:
        """``seen``: this machine's clocks. ``reached`` is told each step, for the crash tests."""
        self._data = data
        self._ledger = ledger
        self._at_us = at_us
        self._reached = reached
        self._tail: Tail | None = None
        self._reader: LedgerReader | None = None
        self._tidied_mono_us = 0
        self._looked_at = 0
        self._looked_again_at = 0
        self.keeper = Keeper(data, ledger, policy, seen=seen, reached=reached, anchored=anchored)
        self.held = HoldChecker(
            ledger,
            self._ledger_reader,
            lambda: list(policy.holds()) if policy else [],
            at_us=self.keeper.wall_us,
        )

    def start(self) -> None:
        """Start-up repair: finds the entries that the index has not followed. Raises IndexAhead."""
        self.keeper.load()
        self._tail = self._load_tail()
        cut = [
            Found(FindingKind.LOG, each.file, f"{each.length} torn bytes cut at {each.offset}")
            for each in self._ledger.repairs
        ]
        services.report(cut, at_us=self._at_us())
        self.tidy()

    def run(self, stop: Event) -> None:
        """Rounds until told to stop; finishes the one it is in."""
        ready = self._tried(self.start)
        while not stop.is_set():
            well = self._tried(lambda: self._turn(stop)) if ready else self._tried(self.start)
            ready = ready or well
            stop.wait(PAUSE_S if well else 10 * PAUSE_S)
        if ready and self._tried(lambda: self.drain(Event())):
            self._ledger.checkpoint()

    def _turn(self, stop: Event) -> None:
        self.drain(stop)
        self.sign()
        if monotonic_us() - self._tidied_mono_us >= TIDY_US:
            self.tidy()
        while self.keeper.turn() and not stop.is_set():
            self.drain(stop)
            self.sign()
        while self.held.turn() and not stop.is_set():
            self.drain(stop)
            self.sign()

    def _tried(self, work: Callable[[], None]) -> bool:
        """Whether it went well. A full or vanished disk: what is not adopted stays in the spool for the next time."""
        try:
            work()
        except (OSError, DatabaseError) as error:
            _log.error("the archivist waits: %s", error)
            self._tail = None
            return False
        return True

    def drain(self, stop: Event) -> None:
        """Rounds until nothing is left or somebody wants to stop."""
        while self.round() and not stop.is_set():
            self.sign()
        while adopt_events(self._data.events, at_us=self._at_us()) and not stop.is_set():
            self._reached("happened")

    def round(self) -> int:
        """Adopts one batch; how many lines and deeds it took, 0 when there was nothing new."""
        tail, self._tail = self._tail if self._tail is not None else self._load_tail(), None
        wall_us, known_us = self.keeper.clocks()
        adoption = Adoption(
            size=self._ledger.size, accounts=_accounts(tail), tail=tail, wall_us=wall_us,
            known_us=known_us, silent=self.keeper.silent,
        )  # fmt: skip
        whole = self._take_spool(adoption)
        self._take_deeds(adoption)
        if adoption.taken == 0 and tail and whole:
            self._give_up(tail)
        self._reached("planned")
        if adoption.entries:
            self._ledger.append(adoption.entries)
            self._reached("appended")
        if adoption.taken or adoption.batch.found:
            # Unmatched entries must be recognised again after a crash: the mark waits for them.
            adoption.batch.ledger_size = None if tail else self._ledger.size
            services.adopt(adoption.batch, at_us=self._at_us())
            self._reached("indexed")
        self._tail = tail
        return adoption.taken

    def sign(self) -> None:
        """A checkpoint every ten seconds or hundred entries."""
        if self._ledger.checkpoint_if_due() is not None:
            self._reached("signed")

    def tidy(self) -> None:
        """Removes consumed journals, asks the volumes, looks for missing files and for files that went missing."""
        self._tidied_mono_us = monotonic_us()
        self._sweep_spool()
        adopt_events(self._data.events, at_us=self._at_us(), everything=True)
        self.keeper.look(self._ledger_reader())
        self._tell_volumes()
        self._look_again()
        self._look_around()
        self.held.look()

    # ----------------------------------------------------------------- a round

    def _take_spool(self, adoption: Adoption) -> bool:
        """Some lines of every camera. False where a folder could not be read."""
        folder = self._data.spool
        cursors = bookkeeping.cursors()
        whole = True
        cameras = spool.cameras(folder)
        for camera in cameras:
            share = max(1, LINES_A_ROUND // len(cameras))
            try:
                lines = list(spool.unread(folder, camera, cursors, share))
            except OSError as error:
                found = Found(FindingKind.SPOOL, f"spool/{camera}", str(error), camera)
                adoption.batch.found.append(found)
                whole = False
                continue
            if lines:
                adoption.take_lines(lines)
        return whole

    def _take_deeds(self, adoption: Adoption) -> None:
        _, after = bookkeeping.progress()
        for deed in islice(deeds.read(after), DEEDS_A_ROUND):
            if isinstance(deed, deeds.AlteredDeed):
                adoption.skip_deed(deed.id, f"altered: {deed.why}")
            else:
                adoption.take_deed(deed)

    def _load_tail(self) -> Tail:
        followed, _ = bookkeeping.progress()
        if followed > self._ledger.size:
            raise IndexAhead(f"the index knows {followed} entries, the ledger {self._ledger.size}")
        reader = self._ledger_reader()
        reader.refresh()
        tail: Tail = {}
        for idx, entry in reader.objects(followed):
            key = key_of(entry)
            if key is not None:
                tail[key] = idx, entry
            elif entry["t"] in KEEPING:
                self.keeper.eraser.follow(idx, entry)
        return tail

    def _ledger_reader(self) -> LedgerReader:
        if self._reader is None:
            self._reader = LedgerReader(self._data.ledger)
        return self._reader

    def _give_up(self, tail: Tail) -> None:
        """Entries whose line or row is gone: the ledger prevails, and only ``reindex`` can follow it."""
        found = [
            Found(FindingKind.INDEX, f"entry {idx}", "nothing left to adopt it from: reindex")
            for idx, _ in tail.values()
        ]
        services.report(found, at_us=self._at_us())
        services.save_accounts(_accounts(tail))
        services.save_progress(ledger_size=self._ledger.size)
        tail.clear()

    # ----------------------------------------------------------------- tidying

    def _sweep_spool(self) -> None:
        cursors = bookkeeping.cursors()
        for path in list(spool.consumed(self._data.spool, cursors, self._at_us())):
            # Forgotten first: a file of the same name that comes later is read from its beginning.
            services.forget_spool_file(camera=path.parent.name, name=path.name)
            path.unlink()
            self._reached("swept")
        for camera, name in cursors:
            if not (self._data.spool / camera / name).exists():
                services.forget_spool_file(camera=camera, name=name)

    def _tell_volumes(self) -> None:
        """A volume that is away is one finding, however many files lie on it."""
        for each in self.keeper.states:
            if each.there:
                services.settle(FindingKind.VOLUME, [each.path])
            elif each.listed or each.footage_bytes:
                found = Found(FindingKind.VOLUME, each.path, f"cannot be read: {each.why}")
                services.report([found], at_us=self._at_us())

    def _look_again(self) -> None:
        """Files that were not as they should be: a volume may be back."""
        rows = bookkeeping.not_present(self._looked_again_at, LOOKED_AT_A_TIDY)
        self._looked_again_at = rows[-1].row if len(rows) == LOOKED_AT_A_TIDY else 0
        back: list[int] = []
        for each in rows:
            if each.volume in self.keeper.away:
                continue
            state, _ = volumes.look(each.path, each.sealed_bytes)
            if state is SegmentState.PRESENT:
                back.append(each.row)
                services.settle(FindingKind.MISSING, [str(each.path)])
                services.settle(FindingKind.MODIFIED, [str(each.path)])
        services.set_state(back, SegmentState.PRESENT)

    def _look_around(self) -> None:
        """Some of the files that should be there, from where the last look ended."""
        rows = bookkeeping.present_files(self._looked_at, LOOKED_AT_A_TIDY)
        self._looked_at = rows[-1].row if len(rows) == LOOKED_AT_A_TIDY else 0
        gone: dict[SegmentState, list[int]] = {}
        for each in rows:
            if each.volume in self.keeper.silent:
                # A network disk that hangs for a while has lost nothing.
                continue
            if each.volume in self.keeper.away:
                gone.setdefault(SegmentState.MISSING, []).append(each.row)
                continue
            state, fault = volumes.look(each.path, each.sealed_bytes)
            if state is not SegmentState.PRESENT:
                gone.setdefault(state, []).append(each.row)
                kind = _FAULT_OF[state]
                found = Found(kind, str(each.path), fault, each.camera)
                services.report([found], at_us=self._at_us())
        for state, ids in gone.items():
            services.set_state(ids, state)


_FAULT_OF = {
    SegmentState.MISSING: FindingKind.MISSING,
    SegmentState.DAMAGED: FindingKind.MODIFIED,
}


def _accounts(tail: Tail) -> dict[StreamKey, Account]:
    """Where each stream's chain has reached, in the index and in the entries that it has not followed yet."""
    accounts = {
        (row.camera, row.name): Account(
            row.next_seq, row.last_idx, row.commissioned_us, row.longest_us, row.newest_us
        )
        for row in selectors.stream_rows()
    }
    for idx, entry in tail.values():
        if entry["t"] in FOOTAGE:
            account = accounts.setdefault((entry["cam"], entry["stream"]), Account())
            account.follow(idx, entry.get("seq"))
    return accounts
