"""A breach goes its way and no other; the 72 hours are shown, late is written down and never refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.scenes.flows import only_the_flow_goes, path_to
from tests.scenes.schools import SchoolScene, hoa_sen, holder, yen_cuong
from vonggac.breaches import selectors, services
from vonggac.breaches.models import Breach, BreachLine, BreachNotice, NamedLeader
from vonggac.breaches.states import FLOW, BreachState
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import HOUR_US, MINUTE_US, now_us
from vonggac.ledger.models import Outbox
from vonggac.notices.models import Notice
from vonggac.people.roles import Role

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
SECRET = "em Trần Minh Khôi lớp 3A"


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def facts(hours: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "discovered_us": now_us() - hours * HOUR_US,
        "discovered_by": "Phụ huynh báo tin",
        "how": "Thấy đoạn hình trên mạng xã hội",
        "happened": "published",
        "what": f"Đoạn hình cổng trường bị đăng lên mạng, có {SECRET}",
        "data_kinds": ["footage"],
        "pupils": 12,
        **more,
    }


def opened(school: SchoolScene, hours: int = 1, **more: Any) -> Breach:
    return services.report(school=school.id, by=school.it_teacher, **facts(hours, **more))


def notice(school: SchoolScene, row: Breach, **more: Any) -> BreachNotice:
    said = {
        "to": "authority",
        "number": "31/TB-THYC",
        "recipient": "Công an xã Yên Cường",
        "sent_us": now_us(),
        **more,
    }
    return services.send_notice(breach=row.id, by=school.principal, **said)


def closing(school: SchoolScene, row: Breach, **more: str) -> Breach:
    said = {"cause": "USB thất lạc", "measures": "Thu hồi", "lessons": "Mã hóa bản trích"}
    return services.close(breach=row.id, by=school.principal, **{**said, **more})


def steps(school: SchoolScene) -> dict[str, Callable[[Breach], Any]]:
    """How each state is reached, by who may."""

    def decided(notify: bool) -> Callable[[Breach], Any]:
        return lambda row: services.decide(
            breach=row.id, by=school.principal, notify=notify, words="Đã cân nhắc"
        )

    return {
        "to_notify": decided(True),
        "no_notice": decided(False),
        "notified": lambda row: notice(school, row),
        "closed": lambda row: closing(school, row),
    }


@pytest.mark.parametrize("state", BreachState.values)
def test_from_each_state_only_the_steps_of_the_flow(school: SchoolScene, state: str) -> None:
    """Transition by transition: the service and the database refuse every other."""
    also = [("notified", "notified")]  # a further notice
    only_the_flow_goes(FLOW, state, begin=lambda: opened(school), steps=steps(school), also=also)


def test_nothing_of_a_breach_is_changed_or_removed(school: SchoolScene) -> None:
    """I7: neither what was said at first, nor a line, nor a notice, nor who was named."""
    row = opened(school)
    for each in path_to(FLOW, "notified"):
        steps(school)[each](row)
    services.name_leader(
        school=school.id,
        by=school.principal,
        leader=school.vice_principal,
        contact="0900",
        basis="1",
    )
    changes: tuple[Callable[[], Any], ...] = (
        lambda: Breach.objects.update(discovered_us=1),
        lambda: Breach.objects.update(what="khác"),
        lambda: Breach.objects.filter(pk=row.pk)._raw_delete("default"),
        lambda: BreachLine.objects.update(text="khác"),
        lambda: BreachNotice.objects.update(sent_us=1),
        lambda: BreachNotice.objects.all()._raw_delete("default"),
        lambda: NamedLeader.objects.update(contact="khác"),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_ledger_has_numbers_and_no_names(school: SchoolScene) -> None:
    """One entry a line, which tells book, year, number and a commitment."""
    row = opened(school)
    services.weigh(breach=row.id, by=school.it_teacher, consequences=SECRET, pupils=30, staff=None)
    entries = [each.body for each in Outbox.objects.filter(entry_type="book.line")]
    assert len(entries) == 2
    assert SECRET not in str(entries)
    assert "Phụ huynh" not in str(entries)


def test_the_board_and_the_named_leader_are_told_at_48_71_and_72_hours(
    school: SchoolScene,
) -> None:
    """Each once; of what passed while the machine was off, the last."""
    row = opened(school, hours=0)
    start = row.discovered_us

    def urgent() -> set[tuple[str, str]]:
        found = Notice.objects.filter(
            key__startswith=f"breach:{row.id.hex}", person_id=school.principal
        )
        return {(each.kind, each.key[-1]) for each in found}

    assert urgent() == {("breach_found", "0")}
    assert services.follow(at_us=start + 48 * HOUR_US - 1) == 0
    for hours in (48, 71, 72):
        assert services.follow(at_us=start + hours * HOUR_US) == 1
        assert services.follow(at_us=start + hours * HOUR_US + MINUTE_US) == 0
    assert urgent() == {
        ("breach_found", "0"),
        ("breach_due", "1"),
        ("breach_due", "2"),
        ("breach_late", "3"),
    }
    other = opened(school, hours=0)
    assert services.follow(at_us=other.discovered_us + 90 * HOUR_US) == 1
    assert services.follow(at_us=other.discovered_us + 91 * HOUR_US) == 0


def test_the_hours_stop_when_the_notice_is_sent_or_not_owed(school: SchoolScene) -> None:
    sent, none = opened(school), opened(school)
    for each in path_to(FLOW, "notified"):
        steps(school)[each](sent)
    steps(school)["no_notice"](none)
    assert services.follow(at_us=now_us() + 80 * HOUR_US) == 0
    steps(school)["to_notify"](none)
    assert services.follow(at_us=now_us() + 80 * HOUR_US) == 1


def test_a_late_notice_is_taken_with_its_reason(school: SchoolScene) -> None:
    """Late is recorded as late, by service and database, and never refused."""
    row = opened(school, hours=100)
    steps(school)["to_notify"](row)
    with pytest.raises(ValidationError) as missing:
        notice(school, row)
    assert "late_reason" in missing.value.message_dict
    sent = notice(school, row, late_reason="Nghỉ lễ, không ai trực")
    assert sent.late
    assert selectors.counts(school.id, 0, now_us() + 1)["late"] == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        BreachNotice.objects.create(
            breach=row, place=9, to="authority", number="1", recipient="x", sent_us=2, due_us=1,
            line_id=selectors.lines(row.id)[0].pk, by_id=school.principal, entered_us=3,
        )  # fmt: skip


def test_the_persons_concerned_are_told_without_a_limit(school: SchoolScene) -> None:
    """Where asked, at any time before the end; the authority is told of news by a further notice."""
    row = opened(school, hours=100)
    told = notice(school, row, to="subjects", recipient="Phụ huynh lớp 3A")
    assert not told.late
    row.refresh_from_db()
    assert row.state == "found"
    steps(school)["to_notify"](row)
    notice(school, row, late_reason="Nghỉ lễ")
    notice(school, row, late_reason="Bổ sung")
    kinds = [each.kind for each in selectors.lines(row.id)]
    assert kinds == ["found", "subjects", "to_notify", "notified", "further"]


@pytest.mark.parametrize("text", ["cause", "measures", "lessons"])
def test_closing_needs_cause_measures_and_lessons(school: SchoolScene, text: str) -> None:
    row = opened(school)
    steps(school)["no_notice"](row)
    with pytest.raises(ValueError, match="empty"):
        closing(school, row, **{text: " "})
    with pytest.raises(IntegrityError), transaction.atomic():
        Breach.objects.filter(pk=row.pk).update(state="closed", cause="1", measures="2")


def test_who_may_report_and_who_decides(school: SchoolScene) -> None:
    """A reporter reads his own; the Board decides; another school finds nothing."""
    clerk = holder(school, Role.CLERK)
    for who in (holder(school, Role.STAFF), holder(school, Role.ACCOUNTANT), hoa_sen().principal):
        with pytest.raises(Refused):
            services.report(school=school.id, by=who, **facts())
    row = services.report(school=school.id, by=clerk, **facts())
    assert selectors.one(school.id, clerk, row.id) == row
    assert selectors.one(school.id, school.it_teacher, row.id) is None
    for step in (steps(school)["to_notify"],):
        with pytest.raises(Refused):
            services.decide(breach=row.id, by=clerk, notify=True, words="")
        step(row)
    with pytest.raises(Refused):
        services.add_line(breach=row.id, by=school.it_teacher, kind="note", words="x")
    services.add_line(breach=row.id, by=clerk, kind="measure", words="Đã gỡ bài")


def test_the_leader_is_named_by_the_head_from_the_board(school: SchoolScene) -> None:
    """§7.4: one at a time; nobody named, or who left the Board, is nobody."""
    assert selectors.leader(school.id) is None
    said = {"contact": "0912 000 111", "basis": "15/QĐ-THYC"}
    with pytest.raises(Refused):
        services.name_leader(
            school=school.id, by=school.vice_principal, leader=school.vice_principal, **said
        )
    with pytest.raises(ValidationError):
        services.name_leader(
            school=school.id, by=school.principal, leader=school.it_teacher, **said
        )
    for who in (school.principal, school.vice_principal):
        services.name_leader(school=school.id, by=school.principal, leader=who, **said)
    named = selectors.leader(school.id)
    assert named is not None
    assert named.leader_id == school.vice_principal
    said_so = Outbox.objects.filter(entry_type="config.change", body__contains="breach.leader")
    assert said_so.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": ""},
        {"how": "a\u202eb"},
        {"discovered_us": 1 << 60},
        {"discovered_us": 0},
        {"happened": "stolen"},
        {"data_kinds": []},
        {"data_kinds": ["faces"]},
        {"pupils": -1},
        {"others": 10**9},
    ],
)
def test_a_report_that_cannot_be_is_refused(school: SchoolScene, wrong: dict[str, Any]) -> None:
    with pytest.raises((ValidationError, ValueError)):
        services.report(school=school.id, by=school.it_teacher, **{**facts(), **wrong})
    assert not Breach.objects.exists()
