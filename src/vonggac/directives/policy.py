"""What REQUIREMENTS §7.1–7.2 leaves to the head, as it is decided now. Read by access, directives and disclosures."""

from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from vonggac.directives import selectors
from vonggac.kernel import clock
from vonggac.kernel.authority import Act
from vonggac.people import selectors as people
from vonggac.people.held import PositionNow
from vonggac.people.roles import Power
from vonggac.places import selectors as places

COPIES = frozenset({Act.PRINT, Act.EXPORT})
"""Data leaves the system."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The defaults are those of the requirements; ``strict_vice_principal`` stands with the school."""

    strict_vice_principal: bool = False
    """A vice-principal needs a directive of the head (khoản 1 Điều 2)."""
    live_everywhere: bool = False
    """A duty officer within the shift sees every camera live, not the areas of the roster only."""
    viewing_by_head_only: bool = False
    """Else any member of the Board approves a viewing."""
    copy_by_vice_principal: bool = False
    """Else the head alone lets data leave the school."""
    supervised: bool = True
    """What an approved request gives by default: at school, with somebody beside."""
    oral_confirm_hours: int = 24
    oral_minutes: int = 60
    receive_days: int = 1
    """Working days until a request is received."""
    decide_days: int = 3
    """Working days until it is decided."""
    hold_after_refusal_days: int = 7
    case_red_hours: int = 2
    """A case that nobody reported to the Board is red after so long."""

    stocktake_asset_year: bool = True
    """The devices are counted at 31/12, the end of the asset year (khoản 7 Điều 2)."""
    stocktake_school_year: bool = False
    """They are counted at the end of the school year."""

    supervisor: bool = False
    """The role GS: reads books and the audit log, never video. Off: a position as GS includes nothing."""

    @property
    def oral_confirm_us(self) -> int:
        return self.oral_confirm_hours * clock.HOUR_US

    @property
    def oral_footage_us(self) -> int:
        return self.oral_minutes * clock.MINUTE_US

    def may_approve(self, position: PositionNow, acts: frozenset[Act]) -> bool:
        """Whether the position may agree to a request for these acts (khoản 3 Điều 4, khoản 5 Điều 5)."""
        if position.is_head:
            return True
        views = not self.viewing_by_head_only or _left(position, Power.APPROVE_REQUEST)
        copies = self.copy_by_vice_principal or not acts & COPIES
        copies = copies or _left(position, Power.APPROVE_COPY)
        return position.is_board and views and copies


def _left(position: PositionNow, power: Power) -> bool:
    """By a giấy ủy quyền that stands now."""
    return people.stands_for_head(position.person, position.school, power, clock.now_us())


BOUNDS: dict[str, tuple[int, int]] = {
    "oral_confirm_hours": (1, 24),
    "oral_minutes": (1, 60),
    "receive_days": (1, 2),
    "decide_days": (1, 10),
    "hold_after_refusal_days": (7, 90),
    "case_red_hours": (1, 24),
}
"""Never looser than the requirements' own number where that is a limit; the law's outer limits else."""
NAMES = tuple(each.name for each in fields(Policy))


def current(school: UUID) -> Policy:
    """As the head's last decision says it; the defaults where there is none."""
    decided: dict[str, Any] = selectors.decided_values(school)
    known = {name: value for name, value in decided.items() if name in NAMES}
    known["strict_vice_principal"] = places.school(school).strict_vice_principal
    return Policy(**known)
