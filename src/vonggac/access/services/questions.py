"""What ``may`` is asked, as a value."""

from dataclasses import dataclass
from uuid import UUID

from vonggac.kernel.authority import Act, Purpose
from vonggac.kernel.ranges import Range


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked, at the instant that counts."""

    person: UUID
    act: Act
    cameras: frozenset[str]
    footage: Range
    at_us: int
    purpose: Purpose | None = None
    technical: bool = False
    """Ten seconds of one camera in low resolution, once a day: to see that it records."""
    case: str = ""
    """Number of the case that a live snapshot is for: what officers and the IT teacher need (khoản 2 Điều 3)."""
