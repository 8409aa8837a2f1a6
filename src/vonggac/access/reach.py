"""Which cameras a person may see live, now, and by what (matrix of REQUIREMENTS §4, first row)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from vonggac.access import refusals
from vonggac.directives import policy
from vonggac.duty import selectors as duty
from vonggac.kernel import clock
from vonggac.kernel.authority import Basis, Refusal
from vonggac.people.held import PositionNow
from vonggac.people.roles import Role
from vonggac.places import selectors as places

STANDING_US = 8 * clock.HOUR_US
"""A grant by position lasts as long as a login can."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The cameras, and what a grant for them would stand on."""

    position: PositionNow
    cameras: frozenset[str]
    to_us: int
    basis: Basis
    basis_ref: str
    shift: UUID | None = None


def live_reach(person: UUID, held: Iterable[PositionNow], at_us: int) -> Reach | Refusal:
    """The Board and the IT teacher: the school's cameras. A duty officer: those of the open shift."""
    positions = sorted(held, key=lambda each: list(Role).index(each.role))
    if not positions:
        return refusals.no_position()
    first = positions[0]
    if first.is_board:
        return _whole_school(first, Basis.BOARD, "khoản 1 Điều 3", at_us)
    if first.role == Role.IT_TEACHER:
        return _whole_school(first, Basis.ASSIGNMENT, "khoản 2 Điều 2", at_us)
    if first.role == Role.DUTY_OFFICER:
        return _by_shift(person, first, at_us)
    return refusals.not_for_your_role("khoản 2 Điều 3", positions)


def _whole_school(position: PositionNow, basis: Basis, ref: str, at_us: int) -> Reach:
    cameras = frozenset(places.areas_of(position.school))
    return Reach(position, cameras, at_us + STANDING_US, basis, ref)


def _by_shift(person: UUID, position: PositionNow, at_us: int) -> Reach | Refusal:
    shift = duty.open_shift_of(person, at_us)
    if shift is None or shift.school != position.school:
        return refusals.no_open_shift()
    everywhere = policy.current(position.school).live_everywhere
    cameras = frozenset(
        camera
        for camera, area in places.areas_of(position.school).items()
        if everywhere or area in shift.areas
    )
    return Reach(position, cameras, shift.to_us, Basis.ROSTER, "khoản 2 Điều 3", shift.id)
