"""An order moves along REQUIREMENTS §5.7 and no other way; what is not in order is not passed (2.6c, I9, G7)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from tests.maintenance.scenes import (
    NOWHERE,
    answers,
    asset_of,
    brought_to,
    checked,
    ordered,
    steps,
)
from tests.scenes.flows import the_database_refuses
from tests.scenes.schools import SchoolScene, hoa_sen, holder, yen_cuong
from vonggac.equipment import selectors as equipment
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import TextRefused
from vonggac.ledger.models import Outbox
from vonggac.maintenance import selectors, services
from vonggac.maintenance.models import Check, Order, OrderLine
from vonggac.maintenance.states import FLOW, OrderState
from vonggac.people.roles import Role

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


@pytest.mark.parametrize("state", OrderState.values)
def test_from_each_state_only_the_steps_of_the_flow(school: SchoolScene, state: str) -> None:
    """§5.7, transition by transition: the service and the database refuse every other."""
    for to, step in steps(school).items():
        row = brought_to(school, state)
        if FLOW.allows(state, to):
            step(row)
            row.refresh_from_db()
            assert row.state == to
            continue
        if to == "due":  # the clerk's round passes over what is not planned
            step(row)
            row.refresh_from_db()
            assert row.state == state
        elif (state, to) != ("planned", "planned"):  # postponed twice is no move
            with pytest.raises(ValidationError):
                step(row)
        if to != state:
            the_database_refuses(row, to)


def test_each_step_is_a_line_with_its_entry(school: SchoolScene) -> None:
    """Numbered without gaps; never changed or removed (I7)."""
    row = brought_to(school, "done")
    kinds = [each.kind for each in selectors.lines(row.id)]
    assert kinds == ["planned", "working", "checked", "confirming", "done"]
    assert Outbox.objects.filter(entry_type="book.line", body__contains='"BT"').count() == len(
        kinds
    )
    for change in ("update", "remove"):
        with pytest.raises(DatabaseError), transaction.atomic():
            lines = OrderLine.objects.filter(of=row)
            lines.update(text="khác") if change == "update" else lines._raw_delete("default")


def test_what_is_not_in_order_opens_a_failure_and_is_never_confirmed(school: SchoolScene) -> None:
    """Không đạt → opens SC."""
    row = brought_to(school, "failed")
    assert row.failures.startswith("SC-")
    (failure,) = equipment.failures(school.id)
    assert (failure.label, failure.camera_id) == (row.failures, school.cameras["gate"])
    assert row.label in failure.lines.get(what="opened").text
    with pytest.raises(ValidationError):
        services.confirm(order=row.id, by=school.principal)


def test_the_database_confirms_nothing_that_is_not_in_order(school: SchoolScene) -> None:
    """2.6c: “Đạt” is impossible against what was found, also for who writes past the services."""
    row = ordered(school)
    services.start(order=row.id, by=school.it_teacher, run_folder=NOWHERE)
    the_database_refuses(Order.objects.get(pk=row.id), "confirming")  # nobody has looked
    checked(school, row, lens="bad")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE maintenance_order SET state = 'confirming', conclusion = 'x' WHERE id = %s",
            [row.id.hex],
        )
    checked(school, row)  # looked at again: the newer lines count
    services.hand_in(order=row.id, by=school.it_teacher, conclusion="Đã lau")
    row.refresh_from_db()
    assert row.state == "confirming"


def test_every_device_and_every_item_is_answered_before_it_is_handed_in(
    school: SchoolScene,
) -> None:
    row = ordered(school, "maintenance", "gate", "yard")
    services.start(order=row.id, by=school.it_teacher, run_folder=NOWHERE)
    with pytest.raises(ValidationError):
        services.hand_in(order=row.id, by=school.it_teacher, conclusion="Xong")
    lacking = dict(list(answers().items())[1:])
    with pytest.raises(ValidationError):
        services.check_device(
            order=row.id,
            asset=asset_of(school),
            by=school.it_teacher,
            found=lacking,
            run_folder=NOWHERE,
        )
    services.check_device(
        order=row.id,
        asset=asset_of(school),
        by=school.it_teacher,
        found=answers(),
        run_folder=NOWHERE,
    )
    with pytest.raises(ValidationError):  # the yard's camera is still to be checked
        services.hand_in(order=row.id, by=school.it_teacher, conclusion="Xong")


def test_nobody_confirms_his_own_work_and_only_the_board_does(school: SchoolScene) -> None:
    """I9, by service and by database."""
    row = brought_to(school, "confirming")
    for other in (school.it_teacher, school.duty_officer):
        with pytest.raises(Refused):
            services.confirm(order=row.id, by=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=row.id).update(
            state="done", confirmed_by=school.it_teacher, confirmed_us=1
        )


@pytest.mark.parametrize("columns", [{"confirmed_by": None}, {"confirmed_us": None}])
def test_done_is_nothing_without_who_and_when(
    school: SchoolScene, columns: dict[str, None]
) -> None:
    row = brought_to(school, "confirming")
    whole = {"state": "done", "confirmed_by": school.principal, "confirmed_us": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=row.id).update(**(whole | columns))


def test_only_who_began_it_writes_what_was_found(school: SchoolScene) -> None:
    row = ordered(school)
    services.start(order=row.id, by=school.duty_officer, run_folder=NOWHERE)
    with pytest.raises(Refused):
        checked(school, row)
    with pytest.raises(Refused):
        services.start(
            order=ordered(school).id, by=holder(school, Role.ACCOUNTANT), run_folder=NOWHERE
        )


def test_a_device_is_stopped_under_the_orders_number_and_runs_again_when_it_is_in_order(
    school: SchoolScene,
) -> None:
    """G7: stopped under BT, restarted after its test was passed."""
    row = ordered(school)
    services.start(order=row.id, by=school.it_teacher, run_folder=NOWHERE)
    services.stop(order=row.id, asset=asset_of(school), by=school.it_teacher, words="Tháo nguồn")
    assert equipment.stopped_tickets(school.id)[school.cameras["gate"]] == row.label
    checked(school, row)
    services.hand_in(order=row.id, by=school.it_teacher, conclusion="Đã lắp lại, hình rõ")
    assert not equipment.stopped_tickets(school.id)
    kinds = [each.kind for each in selectors.lines(row.id)]
    assert kinds.count("restarted") == 1


def test_what_did_not_pass_stays_stopped_until_its_test_is_passed(school: SchoolScene) -> None:
    row = ordered(school)
    services.start(order=row.id, by=school.it_teacher, run_folder=NOWHERE)
    gate = asset_of(school)
    services.stop(order=row.id, asset=gate, by=school.it_teacher, words="Tháo nguồn")
    checked(school, row, power="bad")
    services.hand_in(order=row.id, by=school.it_teacher, conclusion="Cháy nguồn")
    assert equipment.stopped_tickets(school.id)
    services.restart(order=row.id, asset=gate, by=school.it_teacher, words="Thay nguồn, hình rõ")
    assert not equipment.stopped_tickets(school.id)
    with pytest.raises(ValidationError):
        services.restart(order=row.id, asset=gate, by=school.it_teacher, words="Lần nữa")


def test_it_is_postponed_by_the_board_to_a_later_day_with_a_reason(school: SchoolScene) -> None:
    row = ordered(school)
    later = row.due_on + timedelta(days=9)
    with pytest.raises(Refused):
        services.postpone(order=row.id, by=school.it_teacher, due_on=later, reason="Bận")
    with pytest.raises(TextRefused):
        services.postpone(order=row.id, by=school.principal, due_on=later, reason=" ")
    with pytest.raises(ValidationError):
        services.postpone(order=row.id, by=school.principal, due_on=row.due_on, reason="Bận")
    services.postpone(order=row.id, by=school.principal, due_on=later, reason="Nghỉ lễ")
    row.refresh_from_db()
    assert (row.state, row.due_on) == ("planned", later)


def test_what_was_found_is_never_changed_or_removed(school: SchoolScene) -> None:
    """I7."""
    row = brought_to(school, "confirming")
    for change in ("update", "remove"):
        with pytest.raises(DatabaseError), transaction.atomic():
            found = Check.objects.filter(order=row)
            found.update(verdict="good") if change == "update" else found._raw_delete("default")


def test_what_cannot_be_ordered(school: SchoolScene) -> None:
    """Another school's device, none at all, a day that is over, a calibration of what is no camera."""
    other = hoa_sen()
    with pytest.raises(ValidationError):
        ordered_by(school, assets=[asset_of(other)])
    with pytest.raises(ValidationError):
        ordered_by(school, assets=[])
    with pytest.raises(ValidationError):
        ordered_by(school, responsible=other.it_teacher)
    with pytest.raises(Refused):
        ordered_by(school, by=school.duty_officer)


def ordered_by(school: SchoolScene, **other: object) -> Order:
    row = ordered(school)
    values: dict[str, object] = {
        "school": school.id,
        "by": school.it_teacher,
        "work": "maintenance",
        "what": "Vệ sinh",
        "assets": [asset_of(school)],
        "due_on": row.due_on,
        "responsible": school.it_teacher,
        "reason": "Mưa bão",
    }
    return services.open_order(**(values | other))  # type: ignore[arg-type]  # one of them is wrong on purpose
