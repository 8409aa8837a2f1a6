"""Reads of the room."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from vonggac.kernel.ranges import Range
from vonggac.kernel.text import fold
from vonggac.people.days import day_of, quarter_of, quarter_range
from vonggac.people.held import PositionNow, Readiness, ReviewDue
from vonggac.people.models import (
    Account,
    AccountReview,
    AccountReviewLine,
    AccountState,
    AccountStep,
    Delegation,
    LoginSession,
    PasswordReset,
    Person,
    Pledge,
    Position,
    ResetState,
    SignedScan,
    SignInEvent,
    Training,
)
from vonggac.people.roles import BOARD, Power, Role
from vonggac.people.tally import within
from vonggac.prepared import Prepared


def person(person_id: UUID) -> Person:
    """With the account. Raises Person.DoesNotExist."""
    found = _person(person_id)
    if not found:
        raise Person.DoesNotExist(person_id)
    return found[0]


@Prepared
def _person(person_id: UUID) -> QuerySet[Person]:
    return Person.objects.select_related("account").filter(pk=person_id)


def people(school: UUID, search: str = "") -> QuerySet[Person]:
    """Everybody who has or had a position at the school, or an account asked for there, by given name."""
    found = Person.objects.filter(
        Q(positions__school_id=school) | Q(account__school_id=school)
    ).select_related("account")
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


def roles_held(school: UUID, at_us: int) -> dict[UUID, list[Role]]:
    """Who holds which positions at the school at that instant, by precedence: with an account or without one.

    What somebody may do is ``positions_now``'s to say.
    """
    found: dict[UUID, list[Role]] = {}
    rows = Position.objects.filter(_held_at(at_us), school_id=school)
    for person, role in rows.values_list("person_id", "role"):
        found.setdefault(person, []).append(Role(role))
    return {person: sorted(roles, key=list(Role).index) for person, roles in found.items()}


def positions_now(person_id: UUID, at_us: int) -> list[PositionNow]:
    """Positions of an active account's person at that instant; none once the account is stopped (G9).

    A duty officer's counts from pledge and training on (nhóm 1 khoản 2 Điều 3).
    """
    return [
        PositionNow(key, person, school, Role(role), acting_head)
        for key, person, school, role, acting_head in _positions_now(person_id, at_us)
    ]


@Prepared
def _positions_now(person_id: UUID, at_us: int) -> QuerySet[Position, tuple[Any, ...]]:
    pledged = Exists(Pledge.objects.filter(person_id=OuterRef("person_id")))
    trained = Exists(Training.objects.filter(person_id=OuterRef("person_id"), passed=True))
    rows = Position.objects.filter(
        ~Q(role=Role.DUTY_OFFICER) | (pledged & trained),
        _held_at(at_us),
        person_id=person_id,
        person__account__state=AccountState.ACTIVE,
    )
    return rows.values_list("id", "person_id", "school_id", "role", "acting_head")


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


def delegations(school: UUID) -> QuerySet[Delegation]:
    """Giấy ủy quyền of the school, newest first."""
    rows = Delegation.objects.filter(school_id=school).order_by("-made_us")
    return rows.select_related("giver", "receiver", "withdrawn_by")


def stands_for_head(person_id: UUID, school: UUID, power: Power, at_us: int) -> bool:
    """The head; or a vice-principal to whom the head of this instant left the power, for this instant."""
    held = [each for each in positions_now(person_id, at_us) if each.school == school]
    if any(each.is_head for each in held):
        return True
    if not any(each.is_board for each in held):
        return False
    head = head_of(school, at_us)
    papers = Delegation.objects.filter(
        school_id=school,
        receiver_id=person_id,
        giver=head,
        from_us__lte=at_us,
        to_us__gt=at_us,
        withdrawn_us__isnull=True,
    )
    return head is not None and any(power.value in each.powers for each in papers)


def positions_of(person_id: UUID, school: UUID) -> QuerySet[Position]:
    """All that the person held or holds at the school, newest first."""
    rows = Position.objects.filter(person_id=person_id, school_id=school)
    return rows.select_related("ended_by").order_by("-from_us")


def positions_before(school: UUID, day: date) -> QuerySet[Position]:
    """Positions that are held and whose decision was signed before that day, or is not known; by given name."""
    held = Position.objects.filter(school_id=school, to_us=None)
    old = held.filter(Q(decided_on__lt=day) | Q(decided_on=None))
    return old.select_related("person").order_by("person__sort_key")


def position(school: UUID, position_id: UUID) -> Position | None:
    """Held or ended; None for another school's."""
    found = Position.objects.filter(school_id=school).select_related("person")
    return found.filter(pk=position_id).first()


def readiness(person_id: UUID) -> Readiness:
    signed = Pledge.objects.filter(person_id=person_id).aggregate(last=Max("signed_on"))
    passed = Training.objects.filter(person_id=person_id, passed=True)
    return Readiness(signed["last"], passed.aggregate(last=Max("held_on"))["last"])


def pledges(person_id: UUID) -> QuerySet[Pledge]:
    rows = Pledge.objects.filter(person_id=person_id).select_related("recorded_by")
    return rows.prefetch_related("scans__scan")


def trainings(person_id: UUID) -> QuerySet[Training]:
    rows = Training.objects.filter(person_id=person_id).select_related("recorded_by")
    return rows.prefetch_related("scans__scan")


def trained_together(training: UUID, school: UUID) -> list[Training]:
    """Everybody of the school at that training: same day, same trainer; by given name. Empty for a stranger's."""
    row = Training.objects.filter(pk=training).first()
    if row is None:
        return []
    found = Training.objects.filter(
        held_on=row.held_on, trainer=row.trainer, person__in=people(school)
    )
    rows = list(found.select_related("person").order_by("person__sort_key"))
    return rows if any(each.pk == row.pk for each in rows) else []


def signed_paper(signed: UUID, person_id: UUID) -> Pledge | Training | None:
    """A pledge or a training of this person."""
    training = Training.objects.filter(pk=signed, person_id=person_id).first()
    return training or Pledge.objects.filter(pk=signed, person_id=person_id).first()


def has_signed(scan_id: UUID, person_id: UUID) -> bool:
    """Whether the file is of a paper that this person signed."""
    of_person = Q(pledge__person_id=person_id) | Q(training__person_id=person_id)
    return SignedScan.objects.filter(of_person, scan_id=scan_id).exists()


def steps_of(account_id: UUID) -> QuerySet[AccountStep]:
    """The life of the account, newest first."""
    return AccountStep.objects.filter(account_id=account_id).select_related("by")


def accounts(school: UUID) -> list[Account]:
    """Of everybody of the school, by given name, each with ``last_sign_in_us`` (None: never)."""
    of_school = Person.objects.filter(
        Q(positions__school_id=school) | Q(account__school_id=school)
    ).values("pk")
    rows = Account.objects.filter(person__in=of_school).select_related("person")
    last = Max("sessions__started_us")
    return list(rows.annotate(last_sign_in_us=last).order_by("person__sort_key"))


def open_resets(school: UUID) -> QuerySet[PasswordReset]:
    """New passwords that wait for a decision or for being carried out, oldest first."""
    rows = PasswordReset.objects.filter(
        school_id=school, state__in=[ResetState.ASKED, ResetState.APPROVED]
    )
    return rows.select_related("person", "asked_by", "decided_by", "account").order_by("asked_us")


def reset_can_be_approved(person_id: UUID, school: UUID, at_us: int) -> bool:
    """Whether the school has two others who may ask for and approve a new password of this person, or a head who
    orders it; else only the machine's own way is left (``services.recover_password``).
    """
    open_ones = {"account__state": AccountState.ACTIVE}
    others = holders(school, [*BOARD, Role.IT_TEACHER], at_us).filter(**open_ones)
    askers = {each.pk for each in others} - {person_id}
    board = holders(school, list(BOARD), at_us).filter(**open_ones)
    deciders = {each.pk for each in board} - {person_id}
    head = head_of(school, at_us)
    return bool(deciders) and (len(askers) > 1 or (head is not None and head.pk in deciders))


def waiting_accounts(school: UUID) -> QuerySet[Account]:
    """Asked for and not opened yet, oldest first."""
    rows = Account.objects.filter(
        school_id=school, state__in=[AccountState.REQUESTED, AccountState.PLEDGED]
    )
    return rows.select_related("person", "requested_by", "approved_by").order_by("created_us")


def reviews(school: UUID) -> QuerySet[AccountReview]:
    """Rà soát tài khoản, newest first."""
    return AccountReview.objects.filter(school_id=school).select_related("confirmed_by")


def review_lines(review: UUID) -> list[AccountReviewLine]:
    """Of a review, each account as it stood then, by given name."""
    rows = AccountReviewLine.objects.filter(review_id=review)
    return list(rows.select_related("account__person").order_by("account__person__sort_key"))


def review_due(school: UUID, since_us: int, at_us: int) -> ReviewDue:
    """``since_us``: when the school was founded here; before it nothing was due (khoản 1 Điều 4)."""
    from_us, to_us = quarter_range(at_us)
    done = reviews(school).filter(confirmed_us__gte=from_us).exists()
    before_us, _ = quarter_range(from_us - 1)
    missed = since_us < from_us and not reviews(school).filter(confirmed_us__gte=before_us).exists()
    overdue = missed and not done
    return ReviewDue(quarter_of(at_us), (from_us if overdue else to_us) - 1, done, overdue)


def account_of(person_id: UUID) -> Account | None:
    return Account.objects.filter(person_id=person_id).first()


def has_account(person: UUID) -> bool:
    return bool(_has_account(person))


@Prepared
def _has_account(person: UUID) -> QuerySet[Account, Any]:
    return Account.objects.filter(person_id=person).order_by().values_list("pk", flat=True)


def account(account_id: UUID) -> Account:
    """Raises Account.DoesNotExist."""
    return Account.objects.select_related("person").get(pk=account_id)


def account_named(username: str) -> Account | None:
    """By the name it signs in with."""
    return Account.objects.filter(username=username.strip().lower()).first()


def sign_in_history(account_id: UUID, limit: int = 50) -> list[SignInEvent]:
    """Newest first: what the owner of the account is shown (khoản 1 Điều 5)."""
    return list(SignInEvent.objects.filter(account_id=account_id).order_by("-at_us")[:limit])


def last_human_us(person_id: UUID) -> int | None:
    """When a hand of that person touched anything last, in any login; None: never."""
    logins = LoginSession.objects.filter(account__person_id=person_id)
    return logins.order_by("-last_human_us").values_list("last_human_us", flat=True).first()


def managers(school: UUID) -> QuerySet[Position]:
    """Who was and is entrusted with the system (khoản 2 Điều 2), the newest first."""
    rows = Position.objects.filter(school_id=school, role=Role.IT_TEACHER)
    return rows.select_related("person", "person__account").order_by("-from_us")


def manager(school: UUID, at_us: int) -> Position | None:
    """The one manager of that instant; the database has no second."""
    return next(iter(_manager(school, at_us)), None)


@Prepared
def _manager(school: UUID, at_us: int) -> QuerySet[Position]:
    return managers(school).filter(_held_at(at_us))[:1]


def without_manager_since(school: UUID, since_us: int, at_us: int) -> int | None:
    """From when on nobody manages the system: the position is vacant, or the account of its holder is not open.

    None: somebody does. ``since_us``: when the school was founded here, for one that never had a manager.
    """
    held = manager(school, at_us)
    if held is None:
        ended = managers(school).filter(to_us__lte=at_us).aggregate(last=Max("to_us"))["last"]
        return int(ended or since_us)
    row = getattr(held.person, "account", None)
    if row is None or row.state != AccountState.ACTIVE:
        steps = AccountStep.objects.filter(account=row).aggregate(last=Max("at_us"))["last"]
        return max(held.from_us, int(steps or 0))
    return None


def anybody() -> bool:
    """False on a fresh machine: then the first-run page opens."""
    return Account.objects.exists()


def login_session(session: UUID) -> LoginSession | None:
    """With its account."""
    return next(iter(_login_session(session)), None)


@Prepared
def _login_session(session: UUID) -> QuerySet[LoginSession]:
    return LoginSession.objects.filter(pk=session).select_related("account")


def _held_at(at_us: int, prefix: str = "") -> Q:
    begun = Q(**{f"{prefix}from_us__lte": at_us})
    not_over = Q(**{f"{prefix}to_us__isnull": True}) | Q(**{f"{prefix}to_us__gt": at_us})
    return begun & not_over


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: account reviews confirmed and trainings held in the span (I10)."""
    first, last = day_of(span.from_us), day_of(span.to_us - 1)
    trained = Training.objects.filter(
        held_on__range=(first, last), person__positions__school=school
    )
    return {
        "reviews": reviews(school).filter(within("confirmed_us", span)).count(),
        "trained": trained.distinct().count(),
    }
