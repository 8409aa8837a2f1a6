"""A proposal moves along REQUIREMENTS §5.6 and no other way; nobody decides on his own (I9, G4)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.scenes.flows import brought_along, only_the_flow_goes, path_to
from tests.scenes.schools import SchoolScene, hoa_sen, holder, yen_cuong
from vonggac.equipment import selectors as equipment
from vonggac.equipment import services as assets
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import TextRefused
from vonggac.ledger.models import Outbox
from vonggac.people.roles import Role
from vonggac.repairs import selectors, services
from vonggac.repairs.models import Proposal, ProposalLine, ProposedItem
from vonggac.repairs.services import Item
from vonggac.repairs.states import FLOW, ProposalState

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def a_disk(school: SchoolScene, code: str = "LT-90") -> UUID:
    """A device that is no camera of the registry."""
    made = assets.register_asset(
        school=school.id, by=school.it_teacher, code=code, kind="disk", name="Ổ đĩa cũ"
    )
    return made.id


def camera(school: SchoolScene) -> UUID:
    found = equipment.asset_of_camera(school.cameras["gate"])
    assert found is not None
    return found.id


def drafted(school: SchoolScene, *items: Item, **other: Any) -> Proposal:
    values: dict[str, Any] = {
        "school": school.id,
        "by": school.it_teacher,
        "title": "Thay nguồn camera cổng",
        "reason": "Nguồn cháy do nước mưa",
        "items": items or (Item("repair", camera(school), estimate_vnd=450_000),),
        "source": "SC-2026-001",
        "funding": "Chi thường xuyên",
    }
    return services.draft(**(values | other))


def steps(school: SchoolScene) -> dict[str, Callable[[Proposal], Any]]:
    """How each state is reached, by who may."""
    teacher, head = school.it_teacher, school.principal

    def approved(row: Proposal) -> None:
        row.refresh_from_db()
        services.approve(proposal=row.id, by=head, scope=row.scope_sha256 or "nothing")

    return {
        "submitted": lambda p: services.submit(proposal=p.id, by=teacher),
        "approved": approved,
        "declined": lambda p: services.decline(proposal=p.id, by=head, words="Chưa có kinh phí"),
        "more": lambda p: services.ask_more(proposal=p.id, by=head, words="Thêm báo giá"),
        "working": lambda p: services.begin(
            proposal=p.id, by=teacher, provider="Công ty A", cost_vnd=400_000
        ),
        "accepted": lambda p: services.accept(proposal=p.id, by=teacher, words="Hình rõ"),
        "booked": lambda p: services.book(proposal=p.id, by=teacher),
        "closed": lambda p: services.close(proposal=p.id, by=teacher),
    }


def brought_to(school: SchoolScene, state: str, *items: Item, **other: Any) -> Proposal:
    return brought_along(FLOW, state, drafted(school, *items, **other), steps(school))


@pytest.mark.parametrize("state", ProposalState.values)
def test_from_each_state_only_the_steps_of_the_flow(school: SchoolScene, state: str) -> None:
    """§5.6, transition by transition: the service and the database refuse every other."""
    only_the_flow_goes(FLOW, state, begin=lambda: drafted(school), steps=steps(school))


def test_each_step_is_a_line_with_its_entry(school: SchoolScene) -> None:
    """Numbered without gaps; never changed or removed (I7)."""
    row = brought_to(school, "closed")
    lines = selectors.lines(row.id)
    assert [each.kind for each in lines] == ["draft", *path_to(FLOW, "closed")]
    assert Outbox.objects.filter(entry_type="book.line", body__contains="DX").count() == len(lines)
    changes: tuple[Callable[[], Any], ...] = (
        lambda: ProposalLine.objects.update(text="khác"),
        lambda: ProposalLine.objects.filter(of=row)._raw_delete("default"),
        lambda: Proposal.objects.update(number=9),
        lambda: Proposal.objects.update(title="khác"),
        lambda: Proposal.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: ProposedItem.objects.update(estimate_vnd=1),
        lambda: ProposedItem.objects.filter(proposal=row)._raw_delete("default"),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_nobody_decides_on_his_own_proposal(school: SchoolScene) -> None:
    """I9, by matrix, by service, by database."""
    row = brought_to(school, "submitted")
    with pytest.raises(Refused):
        services.decline(proposal=row.id, by=school.it_teacher, words="Tự duyệt")
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=row.id).update(
            state="approved", decided_by=school.it_teacher, decided_us=1
        )


@pytest.mark.parametrize("columns", [{"decided_by": None}, {"decided_us": None}])
def test_a_decision_has_who_and_when(school: SchoolScene, columns: dict[str, None]) -> None:
    row = brought_to(school, "submitted")
    whole = {"state": "approved", "decided_by": school.principal, "decided_us": 1}
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=row.id).update(**(whole | columns))


@pytest.mark.parametrize("columns", [{"provider": ""}, {"cost_vnd": None}])
def test_it_is_carried_out_by_somebody_at_a_cost(
    school: SchoolScene, columns: dict[str, Any]
) -> None:
    row = brought_to(school, "approved")
    whole = {"state": "working", "provider": "A", "cost_vnd": 0}
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=row.id).update(**(whole | columns))


def test_what_is_approved_is_what_was_submitted(school: SchoolScene) -> None:
    """The digest on the approver's page binds the list; a page that is old approves nothing."""
    row = brought_to(school, "submitted")
    seen = row.scope_sha256
    services.ask_more(proposal=row.id, by=school.principal, words="Thêm ổ đĩa")
    items = (Item("repair", camera(school)), Item("dispose", a_disk(school)))
    services.revise(proposal=row.id, by=school.it_teacher, items=items, reason="Nguồn và ổ đĩa")
    services.submit(proposal=row.id, by=school.it_teacher)
    with pytest.raises(ValidationError):
        services.approve(proposal=row.id, by=school.principal, scope=seen)
    row.refresh_from_db()
    services.approve(proposal=row.id, by=school.principal, scope=row.scope_sha256)
    assert row.scope_sha256 != seen
    assert [each.measure for each in selectors.items(row)] == ["repair", "dispose"]


def test_what_is_disposed_of_leaves_the_books_in_the_same_act(school: SchoolScene) -> None:
    """Cập nhật sổ tài sản: out of use with the proposal's number, for ever."""
    disk = a_disk(school)
    row = brought_to(school, "booked", Item("dispose", disk, damage="Hỏng"))
    gone = equipment.asset(school.id, disk)
    assert gone is not None
    assert gone.state == "out"
    assert gone.out_reason.startswith(row.label)


def test_a_camera_that_is_still_recorded_does_not_leave_the_books(school: SchoolScene) -> None:
    row = brought_to(school, "accepted", Item("dispose", camera(school)))
    with pytest.raises(ValidationError):
        services.book(proposal=row.id, by=school.it_teacher)
    row.refresh_from_db()
    assert row.state == "accepted"


def test_who_proposes_on_what_ground(school: SchoolScene) -> None:
    """REQUIREMENTS §4: GVTH ●; VCVH, QTM ○ with a failure, an order or a stocktake; the Board and others not."""
    for other in (school.duty_officer, holder(school, Role.NETWORK_ADMIN)):
        with pytest.raises(Refused):
            drafted(school, by=other, source="")
        assert drafted(school, by=other).source == "SC-2026-001"
    for other in (school.principal, holder(school, Role.ACCOUNTANT), holder(school, Role.CLERK)):
        with pytest.raises(Refused):
            drafted(school, by=other)


def test_an_officers_proposal_is_written_on_by_its_maker_and_the_it_teacher(
    school: SchoolScene,
) -> None:
    row = drafted(school, by=school.duty_officer)
    with pytest.raises(Refused):
        services.submit(proposal=row.id, by=holder(school, Role.NETWORK_ADMIN))
    services.submit(proposal=row.id, by=school.duty_officer)
    services.ask_more(proposal=row.id, by=school.principal, words="Báo giá")
    services.submit(proposal=row.id, by=school.it_teacher)


@pytest.mark.parametrize("wrong", ["none", "twice", "strange", "out", "added", "money"])
def test_a_list_that_cannot_be_is_refused(school: SchoolScene, wrong: str) -> None:
    disk = a_disk(school)
    if wrong == "out":
        assets.take_out(asset=disk, by=school.it_teacher, reason="Hỏng")
    lists: dict[str, tuple[Item, ...]] = {
        "twice": (Item("repair", disk), Item("dispose", disk)),
        "strange": (Item("repair", camera(hoa_sen())),),
        "out": (Item("repair", disk),),
        "added": (Item("repair"),),
        "money": (Item("repair", disk, estimate_vnd=-1),),
    }
    with pytest.raises(ValidationError):
        services.draft(
            school=school.id,
            by=school.it_teacher,
            title="Sửa",
            reason="Hỏng",
            items=lists.get(wrong, ()),
        )


def test_something_new_is_named_and_is_no_device_yet(school: SchoolScene) -> None:
    row = drafted(school, Item("add", name="Camera sân sau", estimate_vnd=1_500_000))
    (item,) = selectors.items(row)
    assert (item.asset, item.name) == (None, "Camera sân sau")
    with pytest.raises(TextRefused):
        drafted(school, Item("add"))
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposedItem.objects.create(
            proposal=row, version=9, place=1, name="x", measure="add", asset_id=a_disk(school)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        ProposedItem.objects.create(proposal=row, version=9, place=1, name="x", measure="repair")
