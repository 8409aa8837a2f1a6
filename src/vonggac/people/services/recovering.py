"""At the machine: others together, for who has lost the way in and whom nobody may help on a page (khoản 1 Điều 5)."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people.models import Account, AccountState, Person, Position, SessionEnd, StepKind
from vonggac.people.roles import BOARD
from vonggac.people.selectors import holders, positions_now
from vonggac.people.services.accounts import set_password
from vonggac.people.services.opening import temporary_password
from vonggac.people.services.sessions import end_sessions_of
from vonggac.people.services.standing import MANAGING
from vonggac.people.services.stepping import step


@transaction.atomic
def recover_password(*, account: UUID, by: Collection[UUID]) -> str:
    """The temporary password, shown once; every login ends, the whole Board is told. The second step stays.

    ``by``: who stands at the machine, each after giving the own password. Raises Refused, ValidationError.
    """
    row = Account.objects.select_for_update().get(pk=account)
    helpers = require_helpers(row.person_id, by)
    if row.state != AccountState.ACTIVE:
        raise ValidationError(_("Only an open account gets a new password."), code="state")
    at_us, password = clock.now_us(), temporary_password()
    set_password(row, password, field="password")
    row.must_change_password = True
    row.save(update_fields=["password", "must_change_password"])
    end_sessions_of(account=account, reason=SessionEnd.PASSWORD_CHANGED, at_us=at_us)
    for each in helpers:
        name = Person.objects.get(pk=each).full_name
        step(row, StepKind.RESET, by=each, reason=_("At the machine: %(who)s") % {"who": name})
        ledger.record(
            "role.change",
            actor=actor_id(each),
            subject=actor_id(row.person_id),
            change="password.recovered",
        )
    _tell(row, at_us)
    return password


def require_helpers(person: UUID, by: Collection[UUID]) -> list[UUID]:
    """Two others of Board and IT teacher; where the school has only one, that one and a colleague as witness.

    Raises Refused. Who holds no position where the person does counts for nothing (I9).
    """
    at_us = clock.now_us()
    schools = set(
        Position.objects.filter(person_id=person, to_us=None).values_list("school_id", flat=True)
    )
    witnesses, keepers = set(), set()
    for each in set(by) - {person}:
        held = [one for one in positions_now(each, at_us) if one.school in schools]
        witnesses |= {each} if held else set()
        keepers |= {each} if any(one.role in MANAGING for one in held) else set()
    if len(keepers) >= 2:
        return sorted(keepers)
    if keepers and len(witnesses) >= 2 and _keepers_but(person, schools, at_us) == keepers:
        return sorted(witnesses)
    raise Refused(
        Refusal(
            code="two_others",
            reason=_("Two others of the school board and the IT teacher do this together."),
            clause="khoản 1 Điều 5",
            next_step=_(
                "Come to the machine together; where there is only one of them, with a colleague as witness."
            ),
        )
    )


def _keepers_but(person: UUID, schools: Collection[UUID], at_us: int) -> set[UUID]:
    found: set[UUID] = set()
    for school in schools:
        open_ones = holders(school, sorted(MANAGING), at_us).filter(
            account__state=AccountState.ACTIVE
        )
        found |= set(open_ones.values_list("pk", flat=True))
    return found - {person}


def _tell(row: Account, at_us: int) -> None:
    schools = Position.objects.filter(person_id=row.person_id, to_us=None)
    told = {row.person_id}
    for school in set(schools.values_list("school_id", flat=True)):
        told |= {each.pk for each in holders(school, sorted(BOARD), at_us)}
    notices.tell(
        persons=sorted(told),
        kind=NoticeKind.PASSWORD_RECOVERED,
        params={"account": row.username, "at_us": at_us},
        key=f"password recovered {row.id.hex} {at_us}",
        url=f"/people/{row.person_id}",
        urgency=Urgency.URGENT,
    )
