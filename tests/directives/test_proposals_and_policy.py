"""Proposals to check data (REQUIREMENTS §5.3), orders to an operator, requests, and the settings of access."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.schools import SchoolScene, hoa_sen, yen_cuong, yesterday
from tests.scenes.times import HandClock
from vonggac.directives import policy, selectors, services
from vonggac.directives.models import Directive, PolicyDecision, Proposal
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose, Refused
from vonggac.kernel.ids import new_uuid

TODAY = date(2026, 11, 22)


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def propose(school: SchoolScene, **more: object) -> Proposal:
    values: dict[str, object] = {
        "by": school.duty_officer,
        "school": school.id,
        "cameras": [school.cameras["yard"]],
        "footage": yesterday(),
        "purpose": Purpose.SECURITY,
        "reason": "Có người lạ ở sân sau giờ học",
    } | more
    return services.propose(**values)  # type: ignore[arg-type]


def issue(school: SchoolScene, **more: object) -> Directive:
    values: dict[str, object] = {
        "issuer": school.vice_principal,
        "school": school.id,
        "cameras": [school.cameras["gate"]],
        "footage": yesterday(),
        "acts": [Act.PLAYBACK],
        "executors": [school.duty_officer],
        "purpose": Purpose.SAFETY,
        "valid_to_us": clock.now_us() + clock.DAY_US,
    } | more
    return services.issue(**values)  # type: ignore[arg-type]


def decide(school: SchoolScene, **values: bool | int) -> PolicyDecision:
    return services.decide_policy(
        school=school.id, values=values, paper="QĐ 12/QĐ-THYC", decided_on=TODAY,
        basis="Họp Ban Giám hiệu", by=school.principal,
    )  # fmt: skip


def test_an_agreed_proposal_is_a_directive_of_exactly_that_for_who_proposed_it(
    school: SchoolScene,
) -> None:
    row = propose(school)
    assert [each.id for each in selectors.proposals_waiting(school.id, clock.now_us())] == [row.id]
    made = services.agree(proposal=row.id, by=school.vice_principal)
    assert (made.footage, made.direct, made.issuer_role) == (row.footage, True, "PHT")
    assert [each.person_id for each in made.executors.all()] == [school.duty_officer]
    assert [each.camera_id for each in made.cameras.all()] == row.cameras
    assert made.act_set == {Act.PLAYBACK}
    for again in (
        lambda: services.agree(proposal=row.id, by=school.principal),
        lambda: services.refuse(proposal=row.id, by=school.principal, reason="Thôi"),
    ):
        with pytest.raises(ValidationError):
            again()


def test_who_answers_a_proposal_and_until_when(school: SchoolScene, hands: HandClock) -> None:
    """The Board of that school; unanswered it lapses and makes no directive."""
    row = propose(school, by=school.it_teacher)
    for who in (school.duty_officer, school.it_teacher, hoa_sen().principal):
        with pytest.raises(Refused):
            services.agree(proposal=row.id, by=who)
    services.refuse(proposal=row.id, by=school.principal, reason="Không cần thiết")
    late = propose(school)
    hands.pass_by(days=3)
    assert selectors.proposal_label(late, clock.now_us()) == "hết hạn"
    with pytest.raises(ValidationError):
        services.agree(proposal=late.id, by=school.principal)
    with pytest.raises(Refused):
        propose(school, by=school.principal)
    with pytest.raises(ValidationError):
        propose(school, cameras=[])
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=row.pk).update(answered_by=school.it_teacher)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=late.pk).update(reason="Khác")


def test_a_board_member_orders_an_operator_with_a_deadline_and_the_head_is_told(
    school: SchoolScene, hands: HandClock
) -> None:
    """Yêu cầu trực tiếp: not for a copy, not without a deadline, not by a vice-principal where the school is strict."""
    due_us = clock.now_us() + clock.HOUR_US
    row = issue(school, direct=True, due_us=due_us)
    assert row.head_to_be_told
    hands.pass_by(hours=1)
    assert [each.id for each in selectors.overdue(school.id, clock.now_us())] == [row.id]
    for wrong in ({"due_us": None}, {"due_us": 5}, {"due_us": clock.now_us() + 3 * clock.DAY_US}):
        with pytest.raises(ValidationError):
            issue(school, direct=True, **wrong)
    later_us = clock.now_us() + clock.HOUR_US
    with pytest.raises(Refused):
        issue(school, direct=True, due_us=later_us, acts=[Act.EXPORT])
    decide(school, strict_vice_principal=True)
    with pytest.raises(Refused) as refused:
        issue(school, direct=True, due_us=later_us)
    assert refused.value.refusal.code == "strict_vice_principal"


def test_a_request_is_agreed_to_by_whom_the_policy_says_and_never_by_or_for_its_subject(
    school: SchoolScene,
) -> None:
    """Any Board member for viewing, the head for what leaves the school; each is a setting (REQUIREMENTS §7.1)."""
    request = new_uuid()
    issue(school, request=request, supervised=True, max_views=1)
    with pytest.raises(Refused) as refused:
        issue(school, request=request, acts=[Act.PLAYBACK, Act.EXPORT])
    assert refused.value.refusal.code == "may_not_approve"
    decide(school, copy_by_vice_principal=True)
    assert issue(school, request=request, acts=[Act.EXPORT]).act_set == {Act.EXPORT}
    decide(school, viewing_by_head_only=True)
    with pytest.raises(Refused):
        issue(school, request=request)
    for subject in (school.principal, school.duty_officer):
        with pytest.raises(Refused) as refused:
            issue(school, issuer=school.principal, request=request, subjects=[subject])
        assert refused.value.refusal.code == "own_footage"
    with pytest.raises(ValidationError):
        issue(school, issuer=school.principal, request=request, max_views=0)


def test_the_settings_of_access_are_the_heads_decisions_and_each_stands(
    school: SchoolScene, hands: HandClock
) -> None:
    """With number, date and basis; old and new value; within bounds; nothing is rewritten."""
    assert policy.current(school.id) == policy.Policy()
    hands.pass_by(minutes=2)
    row = decide(school, oral_minutes=30, strict_vice_principal=True)
    now = policy.current(school.id)
    assert (now.oral_minutes, now.strict_vice_principal) == (30, True)
    assert (row.before["oral_minutes"], row.values["oral_minutes"]) == (60, 30)
    hands.set_wall(
        hands.now_us() - clock.MINUTE_US
    )  # the clock is set back: the last decision counts all the same
    decide(school, live_everywhere=True)
    assert policy.current(school.id).oral_minutes == 30
    assert policy.current(school.id).live_everywhere
    hands.pass_by(minutes=1)
    assert policy.current(hoa_sen().id) == policy.Policy()
    wrong: list[dict[str, bool | int]] = [
        {"oral_minutes": 61}, {"oral_minutes": True}, {"supervised": 0}, {"nosuch": 1},
        {"oral_confirm_hours": 0}, {"oral_minutes": 30},
    ]  # fmt: skip
    for each in wrong:
        with pytest.raises(ValidationError):
            decide(school, **each)
    for who in (school.vice_principal, school.it_teacher):
        with pytest.raises(Refused):
            services.decide_policy(
                school=school.id, values={"supervised": False}, paper="1", decided_on=TODAY,
                basis="x", by=who,
            )  # fmt: skip
    for day in (TODAY + timedelta(days=1), TODAY - timedelta(days=400)):
        with pytest.raises(ValidationError):
            services.decide_policy(
                school=school.id, values={"supervised": False}, paper="1", decided_on=day,
                basis="x", by=school.principal,
            )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyDecision.objects.update(values={})
