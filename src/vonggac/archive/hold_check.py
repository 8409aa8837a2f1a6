"""Reads the footage of a hold again once it is placed, and says what became of it (FORMATS §9.2, §9.3).

Called by the archivist between its rounds, a few files at a time. The entry's hash is what the bytes are held against;
the account stands in the ledger (``verify.run``) and in the index.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vonggac.archive import services
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.gone import HeldFile, held_files, hold_checks
from vonggac.archive.retention import HeldRange, widened
from vonggac.archive.states import SegmentState
from vonggac.archive.verification import digest_of
from vonggac.kernel.clock import DAY_US, MINUTE_US
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.writer import LedgerWriter
from vonggac.vault.errors import SegmentError

FILES_A_TURN = 8
SETTLED_US = 5 * MINUTE_US
"""What a camera recorded is in the index by then: a hold that reaches to now is read a little later."""
AGAIN_US = DAY_US
"""Where something was missing: a volume may be back."""


@dataclass
class _Tally:
    files: int = 0
    byte_count: int = 0
    damaged: int = 0
    missing: int = 0
    gone: int = 0


class HoldChecker:
    """Belongs to one archivist."""

    def __init__(
        self,
        ledger: LedgerWriter,
        reader: Callable[[], LedgerReader],
        holds: Callable[[], list[HeldRange]],
        *,
        at_us: Callable[[], int],
    ) -> None:
        self._ledger = ledger
        self._reader = reader
        self._holds = holds
        self._at_us = at_us
        self._work: Iterator[None] | None = None
        self._asked = False

    def look(self) -> None:
        """Once a minute: the next ``turn`` asks what is held."""
        self._asked = True

    def turn(self) -> bool:
        """A few files; whether there may be more at once."""
        if self._work is None:
            if not self._asked:
                return False
            self._asked, self._work = False, self._all()
        running, self._work = self._work, None
        if next(running, self) is self:
            return False
        # An error above leaves nothing behind: the next look begins anew.
        self._work = running
        return True

    def _all(self) -> Iterator[None]:
        now_us, held = self._at_us(), self._holds()
        known = hold_checks({each.hold for each in held})
        for each in held:
            if each.footage.to_us + SETTLED_US > now_us:
                continue
            done = known.get((each.hold, each.camera))
            ill = done is not None and done.missing + done.damaged > 0
            if done is None or (ill and now_us - done.at_us >= AGAIN_US):
                yield from self._check(each)

    def _check(self, held: HeldRange) -> Iterator[None]:
        tally, found = _Tally(), list[Found]()
        for number, file in enumerate(held_files(held.camera, widened(held.footage)), 1):
            fault = self._judge(file, tally)
            if fault:
                subject = f"{held.hold}/{file.ledger_idx}"
                found.append(Found(FindingKind.HELD, subject, fault, held.camera, file.ledger_idx))
            else:
                services.settle(FindingKind.HELD, [f"{held.hold}/{file.ledger_idx}"])
            if number % FILES_A_TURN == 0:
                yield
        self._tell(held, tally)
        services.report(found, at_us=self._at_us())
        yield

    def _judge(self, file: HeldFile, tally: _Tally) -> str:
        if file.state in (SegmentState.ERASING, SegmentState.ERASED):
            tally.gone += 1
            return ""
        reader = self._reader()
        reader.refresh()
        entry = reader.parsed(file.ledger_idx)
        try:
            if file.path is None:
                raise FileNotFoundError(f"no file is known for entry {file.ledger_idx}")
            size, digest = digest_of(file.path)
        except (OSError, SegmentError) as error:
            tally.missing += 1
            return f"under a hold, and cannot be read: {error}"
        if (size, digest) != (entry["sealed_bytes"], entry["sealed_sha256"]):
            tally.damaged += 1
            return f"under a hold: {size} bytes with another SHA-256 than the entry's: {file.path}"
        tally.files += 1
        tally.byte_count += size
        return ""

    def _tell(self, held: HeldRange, tally: _Tally) -> None:
        counts = {
            "files": tally.files,
            "bytes": tally.byte_count,
            "damaged": tally.damaged,
            "missing": tally.missing,
            "gone": tally.gone,
        }
        well = tally.damaged + tally.missing == 0
        entry = {
            "t": "verify.run",
            "result": "clean" if well else "findings",
            "what": f"hold:{held.hold}:{held.camera}",
            "counts": counts,
            "from_us": held.footage.from_us,
            "to_us": held.footage.to_us,
        }
        self._ledger.append([entry])
        services.save_hold_check(
            hold=held.hold, camera=held.camera, at_us=self._at_us(), counts=counts
        )
