"""The known time of this archive: follows the ledger's entries and this moment's clocks, and is kept in the index."""

from dataclasses import asdict
from typing import Any

from vonggac.archive import services
from vonggac.archive.sql import query
from vonggac.archive.trusted import CONFIRMED, Observation, TrustedTime
from vonggac.kernel.clock import boot_id, monotonic_us, now_us
from vonggac.ledger.reader import LedgerReader
from vonggac.ledger.timekeeping import clock_state

ENTRIES_A_TIME = 20_000


def observe() -> Observation:
    """This machine's clocks, now."""
    return Observation(now_us(), monotonic_us(), boot_id(), clock_state().get("synced") is True)


class Guard:
    """Not for several threads at once."""

    def __init__(self) -> None:
        self.time = TrustedTime()
        self.followed = 0
        self.whole = False
        """Every entry was looked at: before that nothing is erased."""

    def load(self) -> None:
        rows = query(
            "SELECT followed, known_us, mono_us, boot, ahead_us, synced_mono_us, left_us"
            " FROM archive_timeguard WHERE id = 1"
        )
        if rows:
            self.followed, *fields = rows[0]
            self.time = TrustedTime(*fields)

    def follow(self, reader: LedgerReader) -> None:
        """Some more entries of a reader that was refreshed; when none is left, ``whole``."""
        until = min(reader.size, self.followed + ENTRIES_A_TIME)
        for idx, entry in reader.objects(self.followed, until):
            self.saw(entry)
            self.followed = idx + 1
        self.whole = self.followed >= reader.size

    def saw(self, entry: dict[str, Any]) -> None:
        if entry["t"] == "config.change" and entry.get("what") == CONFIRMED:
            self.time.confirmed(entry["utc_us"])
        self.time.saw(
            Observation(
                entry["utc_us"],
                entry["mono_us"],
                entry["boot"],
                entry["clock"].get("synced") is True,
            )
        )

    def save(self) -> None:
        services.save_guard(followed=self.followed, **asdict(self.time))
