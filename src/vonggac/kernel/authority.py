"""The answer to "may this person?": a Grant or a Refusal (ACCESS §1.2, §2).

The types live here because the pipeline takes a Grant and must not know ``access``; only ``access`` makes one, and
``tests/test_house.py`` holds it to that.
"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from vonggac.kernel.ranges import Range


class Act(StrEnum):
    LIVE = "live"
    PLAYBACK = "playback"
    SNAPSHOT = "snapshot"
    PRINT = "print"
    EXPORT = "export"


class Purpose(StrEnum):
    """Exactly the four of khoản 1 Điều 1; a fifth needs a new regulation."""

    SECURITY = "security"
    SAFETY = "safety"
    EDUCATION = "education"
    FIRE_SAFETY = "fire_safety"


class Basis(StrEnum):
    DIRECTIVE = "directive"
    REQUEST = "request"
    BOARD = "board"
    ROSTER = "roster"
    ASSIGNMENT = "assignment"
    """What a position is there for: the IT teacher's live view (khoản 2 Điều 2)."""
    TECHNICAL_CHECK = "technical_check"


@dataclass(frozen=True, slots=True)
class Grant:
    """Permission for one person, some cameras, one range of footage, some acts, until an instant (invariant I1)."""

    id: UUID
    person: UUID
    acts: frozenset[Act]
    cameras: frozenset[str]
    footage: Range
    """The footage that may be seen. For live view: the instants during which it may be seen."""
    valid: Range
    """When it may be seen."""
    basis: Basis
    basis_ref: str
    """Number of the paper: ``PCĐ-2026-001``, ``khoản 2 Điều 4``, the shift's id."""
    purpose: str
    audio: bool = False
    """Whether recorded sound may be heard as well: never implied by the pictures (ACCESS §1.8), never live."""

    def permits(self, act: Act, camera: str, footage: Range, at_us: int) -> bool:
        """The only test that serving makes: everything at once, and nothing outside."""
        return (
            act in self.acts
            and camera in self.cameras
            and self.footage.covers(footage)
            and at_us in self.valid
        )


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not, in the regulation's words, and what to do next. ``code`` is what tests and the ledger hold."""

    code: str
    reason: str
    clause: str
    """``khoản 1 Điều 2``."""
    next_step: str
    next_url: str = ""


class Refused(Exception):
    """A service would not do it. ``refusal`` is what the page shows and the ledger holds."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal
