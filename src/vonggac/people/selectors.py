"""Reads of the room."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from vonggac.kernel.text import fold
from vonggac.people.models import Account, AccountState, Person, Position, SignInEvent
from vonggac.people.roles import BOARD, Role


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


def person(person_id: UUID) -> Person:
    """Raises Person.DoesNotExist."""
    return Person.objects.select_related("account").get(pk=person_id)


def people(school: UUID, search: str = "") -> QuerySet[Person]:
    """Everybody who has or had a position at the school, by given name."""
    found = Person.objects.filter(positions__school_id=school).select_related("account")
    if search.strip():
        found = found.filter(search__contains=fold(search))
    return found.distinct()


def holders(school: UUID, roles: Iterable[Role], at_us: int) -> QuerySet[Person]:
    """Who holds one of the roles at that instant, by given name."""
    return Person.objects.filter(
        _held_at(at_us, prefix="positions__"),
        positions__school_id=school,
        positions__role__in=list(roles),
    ).distinct()


def positions_now(person_id: UUID, at_us: int) -> list[PositionNow]:
    """Positions of an active account's person at that instant; none once the account is stopped (G9)."""
    rows = Position.objects.filter(
        _held_at(at_us), person_id=person_id, person__account__state=AccountState.ACTIVE
    )
    return [PositionNow(r.id, r.person_id, r.school_id, Role(r.role), r.acting_head) for r in rows]


def head_of(school: UUID, at_us: int) -> Person | None:
    """Người đứng đầu (hoặc phụ trách) trường at that instant."""
    row = (
        Position.objects.filter(_held_at(at_us), school_id=school)
        .filter(Q(role=Role.PRINCIPAL) | Q(acting_head=True))
        .select_related("person")
        .first()
    )
    return None if row is None else row.person


def role_at(person_id: UUID, school: UUID, at_us: int) -> str:
    """The role code that a book prints beside the name; the highest where several are held, "" for none."""
    order = list(Role)
    held = Position.objects.filter(_held_at(at_us), person_id=person_id, school_id=school)
    roles = sorted((Role(each.role) for each in held), key=order.index)
    return roles[0].value if roles else ""


def account_of(person_id: UUID) -> Account | None:
    return Account.objects.filter(person_id=person_id).first()


def account(account_id: UUID) -> Account:
    """Raises Account.DoesNotExist."""
    return Account.objects.select_related("person").get(pk=account_id)


def account_named(username: str) -> Account | None:
    """By the name it signs in with."""
    return Account.objects.filter(username=username.strip().lower()).first()


def sign_in_history(account_id: UUID, limit: int = 50) -> list[SignInEvent]:
    """Newest first: what the owner of the account is shown (khoản 1 Điều 5)."""
    return list(SignInEvent.objects.filter(account_id=account_id).order_by("-at_us")[:limit])


def anybody() -> bool:
    """False on a fresh machine: then the first-run page opens."""
    return Account.objects.exists()


def _held_at(at_us: int, prefix: str = "") -> Q:
    begun = Q(**{f"{prefix}from_us__lte": at_us})
    not_over = Q(**{f"{prefix}to_us__isnull": True}) | Q(**{f"{prefix}to_us__gt": at_us})
    return begun & not_over
