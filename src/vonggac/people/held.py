"""What a person holds and has signed, and when accounts are reviewed next: the answers of ``people.selectors``."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from vonggac.people.roles import BOARD, OPERATING, Role


@dataclass(frozen=True, slots=True)
class PositionNow:
    """A position held at the asked instant."""

    id: UUID
    person: UUID
    school: UUID
    role: Role
    acting_head: bool

    @property
    def is_board(self) -> bool:
        return self.role in BOARD

    @property
    def is_head(self) -> bool:
        """The principal, or the vice-principal in charge: has every power of the principal."""
        return self.role == Role.PRINCIPAL or self.acting_head


@dataclass(frozen=True, slots=True)
class Readiness:
    """What the person has signed and passed; None: not yet."""

    pledged_on: date | None
    trained_on: date | None

    def for_role(self, role: str) -> bool:
        """A pledge for everybody; a training passed for who lays hands on the system."""
        return self.pledged_on is not None and (
            self.trained_on is not None or role not in OPERATING
        )


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """The next account review, and whether a whole quarter went by without one.

    ``due_us``: the last instant of its quarter; where one went by, of that one.
    """

    quarter: str
    due_us: int
    done: bool
    overdue: bool
