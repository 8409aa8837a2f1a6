"""Directives: by the head, numbered, whole when issued, never widened, ended at once (khoản 1 Điều 2)."""

from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.rows import copied
from tests.scenes.schools import SchoolScene, directive, hoa_sen, person, yen_cuong, yesterday
from tests.scenes.times import HandClock
from vonggac.directives import selectors, services
from vonggac.directives.models import Directive, DirectiveCamera, DirectiveExecutor
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Purpose, Refused
from vonggac.kernel.ranges import Range
from vonggac.people import selectors as people
from vonggac.people import services as people_services
from vonggac.people.roles import Role
from vonggac.places import services as places


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def _issue(school: SchoolScene, **more: object) -> Directive:
    values: dict[str, object] = {
        "issuer": school.principal,
        "school": school.id,
        "cameras": [school.cameras["gate"]],
        "footage": yesterday(),
        "acts": [Act.PLAYBACK],
        "executors": [school.duty_officer],
        "purpose": Purpose.SAFETY,
        "valid_to_us": clock.now_us() + clock.HOUR_US,
    } | more
    return services.issue(**values)  # type: ignore[arg-type]


def _demand(school: SchoolScene, who: UUID) -> Directive:
    return services.own_demand(
        person=who,
        school=school.id,
        cameras=[school.cameras["gate"]],
        footage=yesterday(),
        acts=[Act.PLAYBACK],
        purpose=Purpose.SECURITY,
        valid_to_us=clock.now_us() + clock.HOUR_US,
    )


def test_only_the_head_issues(school: SchoolScene) -> None:
    """Not the vice-principal, not the IT teacher, not another school's principal."""
    for who in (
        school.vice_principal,
        school.it_teacher,
        school.duty_officer,
        hoa_sen().principal,
    ):
        with pytest.raises(Refused) as refused:
            _issue(school, issuer=who)
        assert refused.value.refusal.code == "not_head"


def test_a_vice_principal_in_charge_has_the_heads_powers(
    school: SchoolScene, hands: HandClock
) -> None:
    """Phó Hiệu trưởng phụ trách: as QĐ 83 itself was signed."""
    head = people.positions_now(school.principal, hands.now_us())[0]
    deputy = people.positions_now(school.vice_principal, hands.now_us())[0]
    hands.pass_by(seconds=1)
    people_services.end_position(position=head.id, by=None)
    people_services.end_position(position=deputy.id, by=None)
    people_services.appoint(
        person=school.vice_principal,
        school=school.id,
        role=Role.VICE_PRINCIPAL,
        acting_head=True,
        by=None,
    )
    hands.pass_by(seconds=1)
    assert _issue(school, issuer=school.vice_principal).label == "PCĐ-2026-001"
    with pytest.raises(Refused):
        _issue(school)


def test_numbers_run_per_school_and_calendar_year(school: SchoolScene, hands: HandClock) -> None:
    """PCĐ-2026-001, 002 …, and from 001 again at New Year in Việt Nam, seven hours before Greenwich."""
    other = hoa_sen()
    assert [_issue(school).label for _ in range(2)] == ["PCĐ-2026-001", "PCĐ-2026-002"]
    assert directive(other).label == "PCĐ-2026-001"
    hands.pass_by(days=39, hours=17)  # 01/01/2027 00:00 local, still 2026 in Greenwich
    assert _issue(school).label == "PCĐ-2027-001"


def test_what_can_not_be_ordered(school: SchoolScene) -> None:
    """Every part of the scope is needed, within bounds, of this school."""
    other = hoa_sen()
    now_us = clock.now_us()
    refused: list[dict[str, object]] = [
        {"cameras": []},
        {"cameras": [other.cameras["gate"]]},
        {"cameras": [school.cameras["gate"], "nosuch"]},
        {"acts": []},
        {"acts": [Act.LIVE]},
        {"executors": []},
        {"executors": [school.principal]},
        {"executors": [school.vice_principal]},
        {"executors": [other.duty_officer]},
        {"executors": [person("Người Lạ", "nguoila")]},
        {"valid_to_us": now_us},
        {"valid_to_us": now_us + 93 * clock.DAY_US},
        {"footage": Range(now_us - 93 * clock.DAY_US, now_us)},
        {"purpose": "attendance"},
    ]
    for more in refused:
        with pytest.raises((ValidationError, ValueError)):
            _issue(school, **more)
    assert Directive.objects.count() == 0


def test_nothing_is_back_dated(school: SchoolScene, hands: HandClock) -> None:
    """Issue and validity are the clock's, and the database holds it."""
    row = _issue(school)
    assert row.issued_us == row.valid_from_us == hands.now_us()
    copy = copied(Directive, row.pk) | {"number": 9, "valid_from_us": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Directive.objects.create(**copy)


def test_an_issued_directive_is_not_widened(school: SchoolScene) -> None:
    """Not in time, range, acts or purpose, not by one camera or one executor more, not by SQL."""
    row = _issue(school)
    rows = Directive.objects.filter(pk=row.pk)
    for attempt in (
        lambda: rows.update(valid_to_us=row.valid_to_us + 1),
        lambda: rows.update(footage_to_us=row.footage_to_us + 1),
        lambda: rows.update(acts=["export", "playback"]),
        lambda: rows.update(purpose="education"),
        lambda: rows.update(state="draft"),
        lambda: rows._raw_delete("default"),
        lambda: DirectiveCamera.objects.create(directive=row, camera_id=school.cameras["yard"]),
        lambda: DirectiveCamera.objects.filter(directive=row).update(
            camera_id=school.cameras["yard"]
        ),
        lambda: DirectiveExecutor.objects.create(
            directive=row, person_id=school.it_teacher, issuer_id=row.issuer_id, own_demand=False
        ),
        lambda: DirectiveExecutor.objects.filter(directive=row)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="directive_"), transaction.atomic():
            attempt()


def test_the_issuer_does_not_execute_his_own_order(school: SchoolScene) -> None:
    """I9, held by the database on the row of the executor, both ways round."""
    row = _issue(school)
    copy = copied(Directive, row.pk) | {"number": 9, "state": "draft"}
    draft = Directive.objects.create(**copy)
    for who, own in ((school.principal, False), (school.duty_officer, True)):
        with pytest.raises(IntegrityError, match="issuer_is_not_executor"), transaction.atomic():
            DirectiveExecutor.objects.create(
                directive=draft, person_id=who, issuer_id=school.principal, own_demand=own
            )


def test_withdrawing_is_the_heads_or_the_issuers(school: SchoolScene) -> None:
    """Thu hồi needs a reason, and is final."""
    row = _issue(school)
    with pytest.raises(Refused):
        services.withdraw(directive=row.id, by=school.duty_officer, reason="x")
    with pytest.raises(Refused):
        services.withdraw(directive=row.id, by=hoa_sen().principal, reason="x")
    services.withdraw(directive=row.id, by=school.principal, reason="Đã rõ sự việc")
    assert selectors.in_force_for(school.duty_officer, clock.now_us()) == []
    with pytest.raises(ValidationError):
        services.complete(directive=row.id, by=school.duty_officer, result="x")
    with pytest.raises(IntegrityError, match="revive"), transaction.atomic():
        Directive.objects.filter(pk=row.pk).update(
            state="issued", withdrawn_us=None, withdrawn_by=None
        )


def test_completing_needs_a_result(school: SchoolScene) -> None:
    """Hoàn thành, by an executor."""
    row = _issue(school)
    services.begin(directive=row.id)
    services.begin(directive=row.id)
    with pytest.raises(Refused):
        services.complete(directive=row.id, by=school.it_teacher, result="x")
    with pytest.raises(ValueError, match="empty"):
        services.complete(directive=row.id, by=school.duty_officer, result=" ")
    done = services.complete(directive=row.id, by=school.duty_officer, result="Không có gì lạ")
    assert (done.state, done.result) == ("completed", "Không có gì lạ")


def test_an_expired_directive_is_called_so(school: SchoolScene, hands: HandClock) -> None:
    """Hết hiệu lực is what the clock says, not a state that a job must set."""
    row = _issue(school)
    assert [each.id for each in selectors.in_force_for(school.duty_officer, hands.now_us())] == [
        row.id
    ]
    hands.pass_by(hours=1)
    assert selectors.in_force_for(school.duty_officer, hands.now_us()) == []
    assert selectors.state_label(row, hands.now_us()) != selectors.state_label(row, 0)


def test_a_board_members_own_demand_is_the_directive(school: SchoolScene) -> None:
    """Khoản 2 Điều 4: written by itself, without approval; only for himself."""
    row = _demand(school, school.principal)
    assert row.own_demand
    assert [each.person_id for each in row.executors.all()] == [school.principal]
    assert not row.head_to_be_told
    for who in (school.it_teacher, school.duty_officer, hoa_sen().principal):
        with pytest.raises(Refused) as refused:
            _demand(school, who)
        assert refused.value.refusal.code == "not_board"


def test_the_head_is_told_of_a_vice_principals_demand(school: SchoolScene) -> None:
    """Until the head has seen it, it stands on the head's home page."""
    row = _demand(school, school.vice_principal)
    assert [each.id for each in selectors.for_head_to_see(school.id)] == [row.id]
    with pytest.raises(Refused):
        services.mark_seen_by_head(directive=row.id, by=school.vice_principal)
    services.mark_seen_by_head(directive=row.id, by=school.principal)
    assert selectors.for_head_to_see(school.id) == []


def test_the_strict_setting_ends_the_vice_principals_own_right(school: SchoolScene) -> None:
    """PHT phải có chỉ đạo của Hiệu trưởng: default off; the principal is untouched by it."""
    places.set_strict_vice_principal(school=school.id, strict=True, by=school.principal)
    with pytest.raises(Refused) as refused:
        _demand(school, school.vice_principal)
    assert refused.value.refusal.code == "strict_vice_principal"
    _demand(school, school.principal)


def test_lists_show_a_person_his_own(school: SchoolScene) -> None:
    """And no school another's."""
    row = _issue(school)
    directive(hoa_sen())
    assert [each.id for each in selectors.directives(school.id)] == [row.id]
    assert list(selectors.directives(school.id, person=school.it_teacher)) == []
    assert [each.id for each in selectors.directives(school.id, person=school.duty_officer)] == [
        row.id
    ]


def test_the_database_refuses(school: SchoolScene) -> None:
    """Each remaining constraint, on create(), nulls included."""
    good = copied(Directive, _issue(school).pk)
    good |= {"number": 5, "state": "draft"}
    for change in (
        {"number": 1},
        {"number": 0},
        {"purpose": "attendance"},
        {"issuer_role": "GVTH"},
        {"footage_to_us": good["footage_from_us"]},
        {"footage_to_us": good["footage_from_us"] + 93 * clock.DAY_US},
        {"valid_to_us": good["valid_from_us"]},
        {"state": "withdrawn"},
        {"state": "withdrawn", "withdrawn_us": 1, "withdraw_reason": "x"},
        {"state": "withdrawn", "withdrawn_us": 1, "withdrawn_by_id": good["issuer_id"]},
        {"withdrawn_us": 1},
        {"state": "completed", "result": "x"},
        {"state": "completed", "completed_us": 1},
        {"completed_us": 1},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Directive.objects.create(**(good | change))
    Directive.objects.create(**good)
