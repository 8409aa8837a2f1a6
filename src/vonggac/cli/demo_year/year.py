"""What every room of a demo year is given: the school, its people, its days, and chance that is the same each time."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from vonggac.cli.demo_year.walking import at, today
from vonggac.duty.years import local
from vonggac.kernel.data_folder import DataFolder
from vonggac.people.roles import Role

FREE_DAYS: tuple[tuple[date, date, str], ...] = (
    (date(2025, 9, 1), date(2025, 9, 2), "Quốc khánh"),
    (date(2026, 1, 1), date(2026, 1, 1), "Tết Dương lịch"),
    (date(2026, 2, 14), date(2026, 2, 22), "Tết Nguyên đán"),
    (date(2026, 4, 27), date(2026, 4, 27), "Nghỉ bù Giỗ Tổ Hùng Vương"),
    (date(2026, 4, 30), date(2026, 5, 1), "Ngày Giải phóng miền Nam, Quốc tế Lao động"),
    (date(2026, 9, 1), date(2026, 9, 2), "Quốc khánh"),
    (date(2027, 1, 1), date(2027, 1, 1), "Tết Dương lịch"),
    (date(2027, 2, 3), date(2027, 2, 11), "Tết Nguyên đán"),
    (date(2027, 4, 16), date(2027, 4, 16), "Giỗ Tổ Hùng Vương"),
    (date(2027, 4, 30), date(2027, 5, 3), "Ngày Giải phóng miền Nam, Quốc tế Lao động"),
)
SUMMER = ((6, 1), (8, 4))
"""Month and day: no lessons from the first to before the second, and one shift a day."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is at the school when the year begins. ``officers``: three, of whom one stands in for the others."""

    principal: UUID
    vice_principal: UUID
    it_teacher: UUID
    officers: tuple[UUID, ...]
    clerk: UUID
    accountant: UUID
    network_admin: UUID
    staff: tuple[UUID, ...]
    parents: tuple[str, ...]
    """Names of people from outside, who have no account."""

    @property
    def board(self) -> tuple[UUID, UUID]:
        return self.principal, self.vice_principal

    @property
    def everybody(self) -> dict[UUID, Role]:
        """With their role, in its order of precedence."""
        first = {
            self.principal: Role.PRINCIPAL,
            self.vice_principal: Role.VICE_PRINCIPAL,
            self.it_teacher: Role.IT_TEACHER,
        }
        officers = dict.fromkeys(self.officers, Role.DUTY_OFFICER)
        others = {
            self.clerk: Role.CLERK,
            self.accountant: Role.ACCOUNTANT,
            self.network_admin: Role.NETWORK_ADMIN,
        }
        return first | officers | others | dict.fromkeys(self.staff, Role.STAFF)


@dataclass(frozen=True, slots=True)
class Year:
    """From ``first`` (a 5 September, or later for a short year) to ``until_us``."""

    data: DataFolder
    school: UUID
    symbol: str
    cast: Cast
    areas: Sequence[UUID]
    cameras: Sequence[str]
    first: date
    until_us: int
    seed: int

    def chance(self, room: str) -> random.Random:
        """A room's own: what another room draws changes nothing for it."""
        return random.Random(f"{self.seed}/{room}")  # noqa: S311  (a play, no secret)

    @property
    def last(self) -> date:
        """The day that the year ends on: today."""
        return day_of_us(self.until_us)

    def days(self) -> Iterator[date]:
        """From the first to the last, both included."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=number)

    def working_days(self) -> Iterator[date]:
        return (each for each in self.days() if is_working(each))

    def months(self) -> Iterator[date]:
        """The first day of each calendar month that begins within the year."""
        return (each for each in self.days() if each.day == 1)


def day_of_us(at_us: int) -> date:
    """The day at the school."""
    return local(at_us).date()


def is_free(day: date) -> bool:
    return any(first <= day <= last for first, last, _ in FREE_DAYS)


def is_working(day: date) -> bool:
    """Somebody is at the school: Monday to Friday, in the summer too."""
    return day.weekday() < 5 and not is_free(day)


def is_summer(day: date) -> bool:
    return SUMMER[0] <= (day.month, day.day) < SUMMER[1]


def later(days: int, hour: int, minute: int = 0) -> int:
    """That hour, so many working days from today."""
    day = today()
    while days:
        day += timedelta(days=1)
        days -= is_working(day)
    return at(day, hour, minute)
