"""A violation moves along REQUIREMENTS §5.9 and no other way; nobody decides for himself (I9, G4)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.scenes.flows import only_the_flow_goes, path_to
from tests.scenes.schools import SchoolScene, hoa_sen, holder, yen_cuong
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.ledger.models import Outbox
from vonggac.people.roles import Role
from vonggac.violations import selectors, services
from vonggac.violations.models import Violation, ViolationLine
from vonggac.violations.services import Concerned
from vonggac.violations.states import FLOW, ViolationState

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def found(school: SchoolScene, *persons: UUID, by: UUID | None = None) -> Violation:
    return services.report(
        school=school.id,
        by=by or school.it_teacher,
        rule="5.2",
        what="Cắm ổ USB lạ vào máy ghi hình",
        happened_us=now_us() - HOUR_US,
        where="Phòng trực",
        concerned=[Concerned(name="", person=each) for each in persons],
    )


def steps(school: SchoolScene) -> dict[str, Callable[[Violation], Any]]:
    """How each state is reached, by who may."""
    head, teacher = school.principal, school.it_teacher
    return {
        "minuted": lambda v: services.minute(violation=v.id, by=teacher, words="Đã lập"),
        "reported": lambda v: services.report_to_board(violation=v.id, by=teacher),
        "verifying": lambda v: services.verify(violation=v.id, by=head),
        "none": lambda v: services.conclude(violation=v.id, by=head, violated=False, words="Không"),
        "violated": lambda v: services.conclude(violation=v.id, by=head, violated=True, words="Có"),
        "proposed": lambda v: services.propose(violation=v.id, by=head, words="Nhắc nhở"),
        "settled": lambda v: services.settle(
            violation=v.id,
            by=head,
            decision_no="12/QĐ-THYC",
            outcome="Nhắc nhở",
            damage_vnd=500_000,
        ),
        "compensated": lambda v: services.compensate(
            violation=v.id, by=head, compensated_vnd=500_000
        ),
        "ended": lambda v: services.end(violation=v.id, by=head),
    }


@pytest.mark.parametrize("state", ViolationState.values)
def test_from_each_state_only_the_steps_of_the_flow(school: SchoolScene, state: str) -> None:
    """§5.9, transition by transition: the service and the database refuse every other."""
    only_the_flow_goes(FLOW, state, begin=lambda: found(school), steps=steps(school))


def test_each_step_is_a_line_with_its_entry(school: SchoolScene) -> None:
    """Numbered without gaps; never changed or removed (I7)."""
    row = found(school)
    for each in path_to(FLOW, "ended"):
        steps(school)[each](row)
    lines = selectors.lines(row.id)
    assert [each.place for each in lines] == list(range(1, len(lines) + 1))
    assert [each.state for each in lines] == ["found", *path_to(FLOW, "ended")]
    assert Outbox.objects.filter(entry_type="book.line").count() == len(lines)
    changes: tuple[Callable[[], Any], ...] = (
        lambda: ViolationLine.objects.update(text="khác"),
        lambda: ViolationLine.objects.filter(of=row)._raw_delete("default"),
        lambda: Violation.objects.update(number=9),
        lambda: Violation.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: Violation.objects.update(what="khác"),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_who_is_concerned_does_not_decide(school: SchoolScene) -> None:
    """A vice-principal who is concerned sees the notice and nothing else; the principal decides."""
    row = found(school, school.vice_principal)
    steps(school)["minuted"](row)
    steps(school)["reported"](row)
    with pytest.raises(Refused) as refused:
        services.verify(violation=row.id, by=school.vice_principal)
    assert refused.value.refusal.code == "involved"
    assert not selectors.readable(school.id, school.vice_principal).exists()
    assert selectors.about(school.id, school.vice_principal).get() == row


def test_who_wrote_the_minutes_does_not_conclude(school: SchoolScene) -> None:
    """Refused by the service, and by the database."""
    row = found(school, by=school.principal)
    services.minute(violation=row.id, by=school.principal, words="Đã lập")
    services.report_to_board(violation=row.id, by=school.principal)
    services.verify(violation=row.id, by=school.principal)
    with pytest.raises(Refused) as refused:
        services.conclude(violation=row.id, by=school.principal, violated=True, words="Có")
    assert refused.value.refusal.code == "own_minutes"
    with pytest.raises(IntegrityError), transaction.atomic():
        Violation.objects.filter(pk=row.pk).update(
            state="violated", concluded_by_id=school.principal, concluded_us=now_us()
        )
    services.conclude(violation=row.id, by=school.vice_principal, violated=True, words="Có")


def test_a_person_states_for_himself_while_it_is_verified(school: SchoolScene) -> None:
    """Neither before nor after, nor anybody else in their name by this way."""
    row = found(school, school.duty_officer)
    with pytest.raises(ValidationError):
        services.state(violation=row.id, by=school.duty_officer, words="Tôi không làm")
    for each in ("minuted", "reported", "verifying"):
        steps(school)[each](row)
    with pytest.raises(Refused):
        services.state(violation=row.id, by=school.it_teacher, words="Người ấy không làm")
    services.state(violation=row.id, by=school.duty_officer, words="Tôi không làm")
    (own,) = selectors.own_statements(row.id, school.duty_officer)
    assert own.text == "Tôi không làm"
    steps(school)["none"](row)
    with pytest.raises(ValidationError):
        services.state(violation=row.id, by=school.duty_officer, words="Thêm")


def test_only_whose_position_includes_it_reports(school: SchoolScene) -> None:
    """Matrix row “Vụ việc vi phạm”: clerk and staff report nothing here, another school neither."""
    for who in (holder(school, Role.CLERK), holder(school, Role.STAFF), hoa_sen().principal):
        with pytest.raises(Refused):
            found(school, by=who)


def test_a_reporter_reads_what_he_reported_and_no_more(school: SchoolScene) -> None:
    own, other = found(school, by=school.duty_officer), found(school)
    assert selectors.readable(school.id, school.duty_officer).get() == own
    with pytest.raises(Refused):
        services.minute(violation=other.id, by=school.duty_officer, words="Đã lập")


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""},
        {"what": "a\u202eb"},
        {"happened_us": 1 << 60},
        {"concerned": [Concerned(name=str(n)) for n in range(21)]},
        {"concerned": [Concerned(name="")]},
    ],
)
def test_a_report_that_cannot_be_is_refused(school: SchoolScene, wrong: dict[str, Any]) -> None:
    said = {"rule": "5.5", "what": "Chép dữ liệu", "happened_us": now_us() - HOUR_US}
    with pytest.raises((ValidationError, ValueError)):
        services.report(school=school.id, by=school.it_teacher, **{**said, **wrong})
    assert not Violation.objects.exists()


def test_handled_wants_a_number_and_compensation_a_damage(school: SchoolScene) -> None:
    """Khoản 2 Điều 6: recorded, with the decision's number."""
    row = found(school)
    for each in path_to(FLOW, "proposed"):
        steps(school)[each](row)
    with pytest.raises(ValueError, match="empty"):
        services.settle(violation=row.id, by=school.principal, decision_no=" ", outcome="Nhắc nhở")
    services.settle(
        violation=row.id, by=school.principal, decision_no="12/QĐ-THYC", outcome="Nhắc nhở"
    )
    with pytest.raises(ValidationError):
        services.compensate(violation=row.id, by=school.principal, compensated_vnd=1)
