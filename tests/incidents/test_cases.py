"""A case from its first word to its end (REQUIREMENTS §5.4): who may take which step, and what stays of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.scenes.rows import copied
from tests.scenes.schools import SchoolScene, hoa_sen, holder, yesterday
from tests.scenes.times import HandClock
from vonggac.holds import selectors as holds
from vonggac.incidents import selectors, services
from vonggac.incidents.models import Case, CaseCamera, DossierLine
from vonggac.incidents.states import ORDER, CaseState, Way
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import TextRefused
from vonggac.notices.models import Notice
from vonggac.people.roles import Role

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def opened(school: SchoolScene, **more: Any) -> Case:
    values: dict[str, Any] = {
        "by": school.duty_officer,
        "cameras": [school.cameras["gate"]],
        "footage": yesterday(),
        "purpose": "security",
        "what": "Cổng mở ngoài giờ",
    }
    return services.open_case(school=school.id, **(values | more))


STEPS: dict[CaseState, Callable[[Case, UUID], Case]] = {
    CaseState.REPORTED: lambda row, by: services.report(case=row.id, by=by, words="Đã xem"),
    CaseState.DIRECTED: lambda row, by: services.direct(case=row.id, by=by, way=Way.SPOT),
    CaseState.HANDLED: lambda row, by: services.handle(case=row.id, by=by, words="Đóng cổng"),
    CaseState.RESULT: lambda row, by: services.give_result(case=row.id, by=by, words="Bình thường"),
    CaseState.CLOSED: lambda row, by: services.end(case=row.id, by=by),
}


def brought(school: SchoolScene, to: CaseState) -> Case:
    row = opened(school)
    for state in ORDER[1 : ORDER.index(to) + 1]:
        row = STEPS[state](row, school.principal)
    return row


def test_a_case_goes_through_its_states_in_order(school: SchoolScene) -> None:
    """Ghi nhận → Đã báo cáo lãnh đạo → Lãnh đạo chỉ đạo → Đang xử lý → Có kết quả → Đã kết thúc, a line each."""
    row = brought(school, CaseState.CLOSED)
    assert (row.label, row.state) == (f"VV-{row.year}-001", "closed")
    kinds = [each.kind for each in selectors.dossier(row.id)]
    assert kinds == ["noted", "held", "reported", "directed", "handled", "result", "closed"]
    assert [each.place for each in selectors.dossier(row.id)] == list(range(1, 8))


@pytest.mark.parametrize("state", ORDER)
def test_no_step_is_taken_before_or_after_its_time(school: SchoolScene, state: CaseState) -> None:
    """One step forward, and no other."""
    row = brought(school, state)
    for target, step in STEPS.items():
        if ORDER.index(target) - ORDER.index(state) != 1:
            with pytest.raises(ValidationError):
                step(row, school.principal)
    row.refresh_from_db()
    assert row.state == state


@pytest.mark.parametrize("target", list(STEPS))
def test_who_may_take_which_step(school: SchoolScene, target: CaseState) -> None:
    """The Board directs and ends; officer and IT teacher report, handle and bring the result; nobody else anything."""
    row = brought(school, ORDER[ORDER.index(target) - 1])
    board_only = target in (CaseState.DIRECTED, CaseState.CLOSED)
    strangers = [hoa_sen().principal, holder(school, Role.STAFF), holder(school, Role.CLERK)]
    hands = [school.duty_officer, school.it_teacher]
    for stranger in strangers + (hands if board_only else []):
        with pytest.raises(Refused):
            STEPS[target](row, stranger)
    STEPS[target](row, school.vice_principal if board_only else school.duty_officer)


def test_the_board_knows_without_words_and_others_report_with_them(school: SchoolScene) -> None:
    """Báo cáo lãnh đạo: the officer says what happened."""
    first, second = opened(school), opened(school)
    with pytest.raises(TextRefused):
        services.report(case=first.id, by=school.duty_officer)
    assert services.report(case=second.id, by=school.principal).state == "reported"


def test_a_case_that_nobody_reports_turns_red_after_two_hours(
    school: SchoolScene, hands: HandClock
) -> None:
    """Not reported within 2 h → red for BGH; told once."""
    row = opened(school)
    Notice.objects.all().delete()
    hands.pass_by(minutes=119)
    assert services.tell_late(at_us=hands.now_us()) == 0
    assert selectors.late(school.id, hands.now_us()) == []
    hands.pass_by(minutes=1)
    assert selectors.late(school.id, hands.now_us()) == [row]
    assert [services.tell_late(at_us=hands.now_us()) for _ in range(2)] == [1, 0]
    told = {each.person_id for each in Notice.objects.all()}
    assert told == {school.principal, school.vice_principal}
    services.report(case=row.id, by=school.duty_officer, words="x")
    assert selectors.late(school.id, hands.now_us()) == []


def test_its_footage_is_held_from_the_first_moment(school: SchoolScene) -> None:
    """Placed on opening; more from any state, by Board or IT teacher; the hold outlives the case (6.1)."""
    row = brought(school, CaseState.CLOSED)
    assert holds.held(school.cameras["gate"], row.footage)
    extra = {
        "case": row.id,
        "cameras": [school.cameras["yard"]],
        "footage": yesterday(),
        "reason": "Cần thêm",
        "review_on": holds.for_ground("case", row.label)[0].review_on,
    }
    with pytest.raises(Refused):
        services.place_hold(by=school.duty_officer, **extra)  # type: ignore[arg-type]
    made = services.place_hold(by=school.it_teacher, **extra)  # type: ignore[arg-type]
    assert selectors.dossier(row.id)[-1].ref == made.label
    assert len(selectors.holds_of(row)) == 2


def test_it_is_passed_on_once_from_any_state(school: SchoolScene) -> None:
    """+ Chuyển vụ việc vi phạm, with words, by who may report one."""
    row = brought(school, CaseState.CLOSED)
    with pytest.raises(Refused):
        services.pass_on(case=row.id, by=hoa_sen().principal, words="x")
    passed = services.pass_on(case=row.id, by=school.duty_officer, words="Có dấu hiệu vi phạm")
    assert passed.violation_us is not None
    with pytest.raises(ValidationError):
        services.pass_on(case=row.id, by=school.principal, words="x")


def test_what_can_not_be_opened(school: SchoolScene) -> None:
    """Nothing said, a fifth purpose, the future, a month and more, another school's camera, a stranger."""
    at_us = clock.now_us()
    refused: list[dict[str, Any]] = [
        {"what": " "},
        {"purpose": "attendance"},
        {"footage": Range(at_us + 1, at_us + 2)},
        {"footage": Range(at_us - 32 * clock.DAY_US, at_us)},
        {"cameras": [hoa_sen().cameras["gate"]]},
        {"by": holder(school, Role.STAFF)},
    ]
    for each in refused:
        with pytest.raises((ValidationError, ValueError, Refused)):
            opened(school, **each)
    assert not Case.objects.exists()


def test_the_database_refuses(school: SchoolScene) -> None:
    """Constraints and triggers, nulls included: past the services nothing goes back, away or two steps."""
    row = opened(school)
    good = copied(Case, row.pk)
    cases, lines = Case.objects.filter(pk=row.pk), DossierLine.objects.filter(case=row)
    line = copied(DossierLine, lines[0].pk)
    at_us = row.noted_us
    for attempt in (
        lambda: cases.update(state="reported"),
        lambda: cases.update(reported_us=at_us),
        lambda: cases.update(state="directed", reported_us=at_us, way="spot"),
        lambda: cases.update(way="spot"),
        lambda: cases.update(result="x"),
        lambda: cases.update(closed_us=at_us),
        lambda: cases.update(what="khác"),
        lambda: cases._raw_delete("default"),
        lambda: lines.update(text="khác"),
        lambda: lines._raw_delete("default"),
        lambda: CaseCamera.objects.update(case=row),
        lambda: Case.objects.create(**good),
        lambda: Case.objects.create(**(good | {"number": 0})),
        lambda: Case.objects.create(**(good | {"number": 2, "purpose": "attendance"})),
        lambda: Case.objects.create(**(good | {"number": 2, "what": ""})),
        lambda: Case.objects.create(**(good | {"number": 2, "footage_to_us": 0})),
        lambda: Case.objects.create(
            **(good | {"number": 2, "state": "reported", "reported_us": at_us})
        ),
        lambda: DossierLine.objects.create(**line),
        lambda: DossierLine.objects.create(**(line | {"place": 0})),
        lambda: DossierLine.objects.create(**(line | {"place": 9, "kind": "rumour"})),
        lambda: DossierLine.objects.create(**(line | {"place": 9, "kind": "use"})),
        lambda: DossierLine.objects.create(**(line | {"place": 9, "usage_no": 1})),
        lambda: DossierLine.objects.create(**(line | {"place": 9, "kind": "correction"})),
        lambda: DossierLine.objects.create(**(line | {"place": 9, "corrects_id": lines[0].pk})),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    ended = Case.objects.filter(pk=brought(school, CaseState.CLOSED).pk)
    for change in ({"result": "khác"}, {"way": "police"}, {"state": "result", "closed_us": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ended.update(**change)
