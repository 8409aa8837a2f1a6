"""Đề nghị cấp → Đã ký cam kết + tập huấn → Hoạt động → Tạm khóa → Thu hồi (REQUIREMENTS §5.11; khoản 1 Điều 4)."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.schools import BROWSER, SchoolScene, hoa_sen, holder, login, yen_cuong
from tests.scenes.times import HandClock
from vonggac.kernel.authority import Refused
from vonggac.people import selectors, services
from vonggac.people.models import (
    Account,
    AccountReviewLine,
    AccountState,
    AccountStep,
    LoginSession,
    PasswordReset,
    Person,
    Pledge,
    Training,
)
from vonggac.people.roles import Role

TODAY = date(2026, 11, 22)


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def lan(school: SchoolScene) -> UUID:
    """Somebody new, appointed as duty officer, with nothing else yet."""
    made = services.create_person(full_name="Hoàng Thị Lan", address="co", by=school.principal)
    services.appoint(
        person=made.id,
        school=school.id,
        role=Role.DUTY_OFFICER,
        by=school.principal,
        decision_no="90/QĐ-THYC",
    )
    return made.id


def _ask(school: SchoolScene, who: UUID, by: UUID) -> Account:
    return services.request_account(
        school=school.id, person=who, username="lan", role=Role.DUTY_OFFICER, by=by
    )


def _pledge(school: SchoolScene, who: UUID, by: UUID | None = None) -> None:
    services.record_pledge(
        person=who, school=school.id, signed_on=TODAY, by=by or school.it_teacher
    )


def _train(school: SchoolScene, who: UUID, *, passed: bool = True) -> None:
    services.record_training(
        person=who,
        school=school.id,
        held_on=TODAY,
        trainer="Lê Văn Cường",
        passed=passed,
        by=school.it_teacher,
    )


def _open(school: SchoolScene, account: UUID) -> str:
    return services.open_account(account=account, school=school.id, by=school.it_teacher)


def test_an_account_lives_in_the_order_of_the_regulation(
    school: SchoolScene, lan: UUID, hands: HandClock
) -> None:
    """Asked for, pledged and trained, approved, opened; and the temporary password opens the door."""
    account = _ask(school, lan, school.it_teacher)
    assert account.state == AccountState.REQUESTED
    _pledge(school, lan)
    account.refresh_from_db()
    assert account.state == AccountState.REQUESTED
    _train(school, lan)
    account.refresh_from_db()
    assert account.state == AccountState.PLEDGED
    services.approve_account(account=account.id, school=school.id, by=school.vice_principal)
    password = _open(school, account.id)
    answer = services.check_password(
        username="lan", password=password, address="192.168.1.9", user_agent=BROWSER
    )
    assert isinstance(answer, services.PasswordRight)
    assert answer.must_change_password
    held = [each.role for each in selectors.positions_now(lan, hands.now_us())]
    assert held == [Role.DUTY_OFFICER]
    steps = {each.what for each in selectors.steps_of(account.id)}
    assert steps == {"requested", "pledged", "approved", "opened"}


def test_nothing_is_skipped(school: SchoolScene, lan: UUID) -> None:
    """Without approval, pledge or training an account is not opened, and nobody signs in with it."""
    account = _ask(school, lan, school.it_teacher)
    with pytest.raises(ValidationError) as unapproved:
        _open(school, account.id)
    assert unapproved.value.code == "approval"
    services.approve_account(account=account.id, school=school.id, by=school.principal)
    with pytest.raises(ValidationError) as refused:
        _open(school, account.id)
    assert refused.value.code == "pledge"
    _pledge(school, lan)
    _train(school, lan, passed=False)
    with pytest.raises(ValidationError):
        _open(school, account.id)
    with pytest.raises(ValidationError):
        services.set_account_state(account=account.id, state="active", by=school.principal)
    answer = services.check_password(
        username="lan", password="", address="192.168.1.9", user_agent=BROWSER
    )
    assert isinstance(answer, services.SignInRefused)


def test_nobody_approves_what_he_asked_for_nor_his_own(school: SchoolScene, lan: UUID) -> None:
    """G4: approver ∉ {requester, subject}; and the IT teacher approves nothing."""
    account = _ask(school, lan, school.vice_principal)
    for by in (school.vice_principal, school.it_teacher, school.duty_officer, lan):
        with pytest.raises(Refused):
            services.approve_account(account=account.id, school=school.id, by=by)
    services.approve_account(account=account.id, school=school.id, by=school.principal)
    for how in ({"approved_by_id": lan}, {"approved_by_id": school.vice_principal}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Account.objects.filter(pk=account.id).update(**how)
    Account.objects.filter(pk=account.id).update(approved_by_id=None)


def test_what_the_head_asks_for_is_the_heads_order(school: SchoolScene, lan: UUID) -> None:
    """A school's first days: nobody else is there to approve; an account of the Board is the head's alone."""
    account = _ask(school, lan, school.principal)
    assert (account.requested_by_id, account.approved_by_id) == (None, school.principal)
    deputy = services.create_person(full_name="Đào Văn Phúc", address="thay", by=school.principal)
    services.appoint(
        person=deputy.id,
        school=school.id,
        role=Role.VICE_PRINCIPAL,
        by=school.principal,
        decision_no="91/QĐ",
    )
    asked = services.request_account(
        school=school.id,
        person=deputy.id,
        username="phuc",
        role=Role.VICE_PRINCIPAL,
        by=school.it_teacher,
    )
    with pytest.raises(Refused):
        services.approve_account(account=asked.id, school=school.id, by=school.vice_principal)
    services.approve_account(account=asked.id, school=school.id, by=school.principal)


def test_a_refused_account_may_be_asked_for_again_by_the_head(
    school: SchoolScene, lan: UUID
) -> None:
    """There is one account a person, for ever: what was refused or revoked is asked for again."""
    account = _ask(school, lan, school.it_teacher)
    services.refuse_account(
        account=account.id, school=school.id, by=school.principal, reason="Chưa có quyết định"
    )
    with pytest.raises(Refused):
        _ask(school, lan, school.it_teacher)
    again = _ask(school, lan, school.principal)
    assert again.id == account.id
    assert again.state == AccountState.REQUESTED


def test_an_untrained_duty_officer_holds_no_right(
    school: SchoolScene, lan: UUID, hands: HandClock
) -> None:
    """Nhóm 1 khoản 2 Điều 3: even with an open account; a training that was failed is none."""
    _ask(school, lan, school.principal)
    Account.objects.filter(person_id=lan).update(state="active")
    assert selectors.positions_now(lan, hands.now_us()) == []
    _train(school, lan)
    assert selectors.positions_now(lan, hands.now_us()) == []
    _pledge(school, lan)
    assert len(selectors.positions_now(lan, hands.now_us())) == 1


def test_nobody_records_a_pledge_or_a_training_for_himself(school: SchoolScene) -> None:
    """By IT teacher or Board, for somebody of the school; the database holds it too."""
    with pytest.raises(Refused):
        _pledge(school, school.it_teacher)
    with pytest.raises(Refused):
        _pledge(school, school.it_teacher, by=school.duty_officer)
    with pytest.raises(Person.DoesNotExist):
        _pledge(school, hoa_sen().duty_officer)
    _pledge(school, school.it_teacher, by=school.principal)
    who = school.it_teacher
    with pytest.raises(IntegrityError), transaction.atomic():
        Pledge.objects.create(person_id=who, signed_on=TODAY, recorded_by_id=who, recorded_us=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Training.objects.create(
            person_id=who, held_on=TODAY, passed=True, recorded_by_id=who, recorded_us=1
        )


def test_no_paper_is_dated_tomorrow(school: SchoolScene, hands: HandClock) -> None:
    """The school's day counts, not Greenwich's."""
    with pytest.raises(ValidationError):
        services.record_pledge(
            person=school.duty_officer,
            school=school.id,
            signed_on=TODAY + timedelta(days=1),
            by=school.it_teacher,
        )


@pytest.mark.parametrize("model", [Pledge, Training, AccountStep])
def test_papers_and_steps_only_grow(school: SchoolScene, model: type) -> None:
    """G3: whatever goes past the services meets the trigger."""
    assert model.objects.exists()  # type: ignore[attr-defined]
    for act in ("update", "delete"):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows = model.objects.all()  # type: ignore[attr-defined]
            rows.update(id=uuid4()) if act == "update" else rows.delete()


def test_the_it_teacher_suspends_and_the_board_lets_in_again(
    school: SchoolScene, hands: HandClock
) -> None:
    """REQUIREMENTS §4: thao tác, duyệt. What must stop stops at once; what comes back is approved."""
    officer = Account.objects.get(person_id=school.duty_officer).id
    hands.pass_by(seconds=1)
    services.set_account_state(
        account=officer, state="suspended", by=school.it_teacher, reason="Nghi lộ mật khẩu"
    )
    with pytest.raises(Refused):
        services.set_account_state(account=officer, state="active", by=school.it_teacher)
    hands.pass_by(seconds=1)
    services.set_account_state(account=officer, state="active", by=school.vice_principal)
    assert [each.what for each in selectors.steps_of(officer)][:2] == ["restored", "suspended"]


def test_a_duty_officer_changes_nobodys_account(school: SchoolScene) -> None:
    """The service asks too, not only the page."""
    clerk = holder(school, Role.CLERK)
    account = Account.objects.get(person_id=clerk).id
    for state in ("suspended", "revoked"):
        with pytest.raises(Refused):
            services.set_account_state(account=account, state=state, by=school.duty_officer)


def test_a_new_password_is_asked_for_approved_and_carried_out(school: SchoolScene) -> None:
    """Khoản 1 Điều 4: by the IT teacher with the Board's approval; every login ends, the first sign-in changes it."""
    session = login(school.duty_officer)
    account = Account.objects.get(person_id=school.duty_officer)
    asked = services.ask_reset(
        account=account.id, school=school.id, reason="Quên mật khẩu", by=school.it_teacher
    )
    with pytest.raises(ValidationError):
        services.carry_out_reset(reset=asked.id, school=school.id, by=school.it_teacher)
    for by in (school.it_teacher, school.duty_officer):
        with pytest.raises(Refused):
            services.decide_reset(reset=asked.id, school=school.id, approve=True, by=by)
    services.decide_reset(reset=asked.id, school=school.id, approve=True, by=school.principal)
    password = services.carry_out_reset(reset=asked.id, school=school.id, by=school.it_teacher)
    account.refresh_from_db()
    assert account.check_password(password)
    assert account.must_change_password
    assert LoginSession.objects.get(pk=session).end_reason == "password_changed"
    with pytest.raises(ValidationError):
        services.carry_out_reset(reset=asked.id, school=school.id, by=school.it_teacher)


def test_the_it_teacher_alone_gets_into_no_account(school: SchoolScene) -> None:
    """ACCESS 7.1: nor does anybody decide about the own password, whoever asked."""
    account = Account.objects.get(person_id=school.vice_principal)
    asked = services.ask_reset(
        account=account.id, school=school.id, reason="Quên", by=school.it_teacher
    )
    with pytest.raises(Refused):
        services.decide_reset(
            reset=asked.id, school=school.id, approve=True, by=school.vice_principal
        )
    with pytest.raises(Refused):
        services.ask_reset(
            account=account.id, school=school.id, reason="Quên", by=school.vice_principal
        )
    with pytest.raises(PasswordReset.DoesNotExist):
        stranger = hoa_sen()
        services.decide_reset(
            reset=asked.id, school=stranger.id, approve=True, by=stranger.principal
        )


@pytest.mark.parametrize(
    "how",
    [
        {"state": "done"},
        {"state": "approved"},
        {"state": "approved", "decided_us": 1},
        {"state": "x"},
        {"decided_by_id": "person"},
        {"decided_by_id": "asked_by"},
        {"state": "done", "decided_by_id": "head", "decided_us": 1},
        {"state": "done", "decided_by_id": "head", "decided_us": 1, "done_by_id": "person"},
        {"reason": "khác"},
    ],
)
def test_the_database_refuses_a_reset_that_was_not_decided(
    school: SchoolScene, how: dict[str, object]
) -> None:
    """I9, with every nullable column tried as NULL; and what was asked stands."""
    account = Account.objects.get(person_id=school.duty_officer)
    asked = services.ask_reset(
        account=account.id, school=school.id, reason="Quên", by=school.it_teacher
    )
    folk = {
        "person": school.duty_officer,
        "asked_by": school.it_teacher,
        "head": school.principal,
    }
    values = {key: folk.get(str(value), value) for key, value in how.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        PasswordReset.objects.filter(pk=asked.id).update(**values)


def test_an_account_has_one_open_reset(school: SchoolScene) -> None:
    """The second asker is told in words."""
    account = Account.objects.get(person_id=school.duty_officer).id
    services.ask_reset(account=account, school=school.id, reason="Quên", by=school.it_teacher)
    with pytest.raises(ValidationError):
        services.ask_reset(account=account, school=school.id, reason="Quên", by=school.principal)


def _answers(school: SchoolScene, **changed: UUID) -> dict[UUID, str]:
    answers = {each.id: "keep" for each in selectors.accounts(school.id)}
    return answers | {who: answer for answer, who in changed.items()}


def test_the_board_reviews_all_accounts_every_quarter(
    school: SchoolScene, hands: HandClock
) -> None:
    """Khoản 1 Điều 4: what is not to go on is suspended at once; each account stays on record as it stood."""
    login(school.principal)
    officer = Account.objects.get(person_id=school.duty_officer)
    review = services.confirm_review(
        school=school.id, answers=_answers(school, suspend=officer.id), by=school.principal
    )
    officer.refresh_from_db()
    assert review.quarter == "2026-Q4"
    assert officer.state == AccountState.SUSPENDED
    lines = {each.account_id: each for each in review.lines.all()}
    assert lines[officer.id].roles == "VCVH"
    assert lines[officer.id].state == AccountState.ACTIVE
    head = Account.objects.get(person_id=school.principal).id
    assert lines[head].last_sign_in_us == hands.now_us()
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountReviewLine.objects.update(answer="keep")


def test_a_review_is_the_boards_and_passes_over_nobody(school: SchoolScene) -> None:
    """An account that came while the page was open is asked about; another school's is none of them."""
    with pytest.raises(Refused):
        services.confirm_review(school=school.id, answers=_answers(school), by=school.it_teacher)
    answers = _answers(school)
    holder(school, Role.CLERK)
    with pytest.raises(ValidationError):
        services.confirm_review(school=school.id, answers=answers, by=school.principal)
    with pytest.raises(ValidationError):
        services.confirm_review(school=school.id, answers=_answers(hoa_sen()), by=school.principal)


def test_a_quarter_without_a_review_is_overdue(school: SchoolScene, hands: HandClock) -> None:
    """Due by the quarter's end; overdue once a whole one went by; a school founded today owes nothing."""
    since_us = hands.now_us()
    due = selectors.review_due(school.id, since_us, hands.now_us())
    assert (due.quarter, due.done, due.overdue) == ("2026-Q4", False, False)
    hands.pass_by(days=60)
    due = selectors.review_due(school.id, since_us, hands.now_us())
    assert due.overdue
    assert (
        due.due_us < hands.now_us()
    )  # what is late was due before, not at the end of this quarter
    services.confirm_review(school=school.id, answers=_answers(school), by=school.principal)
    due = selectors.review_due(school.id, since_us, hands.now_us())
    assert (due.quarter, due.done, due.overdue) == ("2027-Q1", True, False)
    hands.pass_by(days=90)
    assert not selectors.review_due(school.id, since_us, hands.now_us()).overdue
    hands.pass_by(days=90)
    assert selectors.review_due(school.id, since_us, hands.now_us()).overdue
