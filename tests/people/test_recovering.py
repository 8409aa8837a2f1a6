"""A new password at the machine: where nobody else of the Board can approve one on a page (khoản 1 Điều 5, I9)."""

from uuid import UUID

import pytest

from tests.scenes.schools import ADDRESS, BROWSER, SchoolScene, hoa_sen, holder, login, yen_cuong
from tests.scenes.times import HandClock
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.ledger.models import Outbox
from vonggac.notices.models import Notice
from vonggac.people import selectors, services
from vonggac.people.models import Account, AccountStep, LoginSession, Position
from vonggac.people.roles import Role
from vonggac.people.services import PasswordRight


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def account_of(who: UUID) -> UUID:
    return Account.objects.get(person_id=who).id


def leave(school: SchoolScene, who: UUID, hands: HandClock) -> None:
    held = Position.objects.get(person_id=who, school_id=school.id, to_us=None)
    hands.pass_by(seconds=1)
    services.end_position(position=held.id, by=None)


def can_be_approved(school: SchoolScene, who: UUID) -> bool:
    return selectors.reset_can_be_approved(who, school.id, clock.now_us())


def test_the_page_can_help_unless_nobody_else_is_on_the_board(
    school: SchoolScene, hands: HandClock
) -> None:
    """The head orders for everybody; for the head two others are needed, one of the Board."""
    everybody = list(school.people.values())
    assert [can_be_approved(school, each) for each in everybody] == [True] * 4
    leave(school, school.vice_principal, hands)
    left = (school.principal, school.it_teacher, school.duty_officer)
    assert [can_be_approved(school, each) for each in left] == [False, True, True]


def test_two_others_set_a_temporary_password_and_it_is_written_down(school: SchoolScene) -> None:
    """Logins end, the second step is not touched, the owner and the Board are told, both stand in the ledger."""
    session = login(school.principal)
    made = services.recover_password(
        account=account_of(school.principal), by=[school.vice_principal, school.it_teacher]
    )
    assert LoginSession.objects.get(pk=session).ended_us is not None
    right = services.check_password(
        username="anh", password=made, address=ADDRESS, user_agent=BROWSER
    )
    assert isinstance(right, PasswordRight)
    assert right.must_change_password
    assert Outbox.objects.filter(body__contains='"password.recovered"').count() == 2
    assert AccountStep.objects.filter(account__person=school.principal, what="reset").count() == 2
    told = Notice.objects.filter(kind="password_recovered").values_list("person_id", flat=True)
    assert set(told) == {school.principal, school.vice_principal}


def test_the_only_keeper_needs_a_witness(school: SchoolScene, hands: HandClock) -> None:
    """One Board member: IT teacher and a colleague; neither alone, nor a stranger, nor two colleagues."""
    head, teacher, officer = school.principal, school.it_teacher, school.duty_officer
    clerk, stranger = holder(school, Role.CLERK), hoa_sen().principal
    account = account_of(head)
    with pytest.raises(Refused, match="two_others"):  # there is a vice-principal still
        services.recover_password(account=account, by=[teacher, officer])
    leave(school, school.vice_principal, hands)
    for by in (
        [teacher],
        [teacher, teacher],
        [teacher, head],
        [teacher, stranger],
        [officer, clerk],
    ):
        with pytest.raises(Refused, match="two_others"):
            services.recover_password(account=account, by=by)
    assert services.recover_password(account=account, by=[teacher, officer])


def test_two_of_another_school_help_nobody_here(school: SchoolScene) -> None:
    other = hoa_sen()
    with pytest.raises(Refused, match="two_others"):
        services.recover_password(
            account=account_of(school.principal), by=[other.principal, other.it_teacher]
        )
