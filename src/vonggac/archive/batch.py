"""What one round of the archivist changes in the index: facts that the ledger holds already, to be written together."""

from dataclasses import dataclass, field

from vonggac.archive.findings import Found
from vonggac.archive.spool import Cursors
from vonggac.archive.states import SegmentState
from vonggac.kernel.clock import DAY_US
from vonggac.kernel.streams import GapCause
from vonggac.vault.facts import SegmentFacts

StreamKey = tuple[str, str]
"""(camera, stream name)."""


@dataclass(slots=True)
class Account:
    """Where the chain of one stream's entries has reached."""

    next_seq: int = 0
    last_idx: int | None = None
    commissioned_us: int | None = None
    longest_us: int = 0
    newest_us: int | None = None

    def due_from(self, end_us: int, *, wall_us: int, known_us: int) -> int | None:
        """From when a segment's days count where its own times are behind: the clock was set back. None: from its end.

        Without this, footage of today that says 2000 would be erased at once when the clock is right again.
        """
        latest_us = max(wall_us, known_us)
        newest_us = min(self.newest_us if self.newest_us is not None else end_us, latest_us)
        if end_us <= latest_us:
            self.newest_us = max(self.newest_us or end_us, end_us)
        if wall_us < known_us - DAY_US:
            newest_us = max(newest_us, known_us)
        return newest_us if end_us < newest_us - DAY_US else None

    def note(self, from_us: int, idx: int, length_us: int = 0) -> None:
        """A fact from then on stands in the ledger at ``idx``: nothing before the first one needs explaining."""
        self.follow(idx)
        self.longest_us = max(self.longest_us, length_us)
        self.commission(from_us)

    def follow(self, idx: int, seq: int | None = None) -> None:
        """An entry of the stream stands in the ledger at ``idx``: the next one comes after it."""
        self.last_idx = idx if self.last_idx is None else max(self.last_idx, idx)
        if seq is not None:
            self.next_seq = max(self.next_seq, seq + 1)

    def commission(self, from_us: int) -> None:
        if self.commissioned_us is None or from_us < self.commissioned_us:
            self.commissioned_us = from_us


@dataclass(frozen=True, slots=True)
class AdoptedSegment:
    facts: SegmentFacts
    volume: str
    path: str
    idx: int
    seq: int
    state: SegmentState
    due_from_us: int | None = None


@dataclass(frozen=True, slots=True)
class AdoptedGap:
    key: StreamKey
    cause: GapCause
    from_us: int
    to_us: int | None
    detail: str
    idx: int


@dataclass(frozen=True, slots=True)
class AdoptedStep:
    camera: str
    from_us: int
    to_us: int
    mono_us: int
    idx: int


@dataclass(slots=True)
class Batch:
    """Everything of one round. Written in one transaction or not at all."""

    segments: list[AdoptedSegment] = field(default_factory=list)
    gaps: list[AdoptedGap] = field(default_factory=list)
    steps: list[AdoptedStep] = field(default_factory=list)
    accounts: dict[StreamKey, Account] = field(default_factory=dict)
    cursors: Cursors = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    ledger_size: int | None = None
    outbox_id: int | None = None
