"""A report goes from its draft to the signature and no other way; what is signed stays (nhóm 6 khoản 2 Điều 3)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.reports.conftest import Steps, drafted, issued, last_month, shown
from tests.scenes.flows import path_to, the_database_refuses
from tests.scenes.schools import SchoolScene, hoa_sen, holder
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import now_us
from vonggac.kernel.text import TextRefused
from vonggac.ledger.models import Outbox
from vonggac.people.days import day_of
from vonggac.people.roles import Role
from vonggac.reports import selectors, services
from vonggac.reports.models import Report, ReportLine
from vonggac.reports.states import FLOW, ReportState

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


def steps(school: SchoolScene) -> Steps:
    """How each state is reached, by who may."""
    head, teacher = school.principal, school.it_teacher
    return {
        "submitted": lambda r: services.submit(report=r.id, by=teacher),
        "returned": lambda r: services.give_back(report=r.id, by=head, words="Bổ sung mục III"),
        "issued": lambda r: services.issue(report=r.id, by=head, digest=shown(r)),
        "void": lambda r: services.void(report=r.id, by=teacher, words="Lập nhầm"),
    }


@pytest.mark.parametrize("state", ReportState.values)
def test_from_each_state_only_the_steps_of_the_flow(school: SchoolScene, state: str) -> None:
    """Move by move: the service and the database refuse every other."""
    for to, step in steps(school).items():
        row = drafted(school)
        for each in path_to(FLOW, state):
            steps(school)[each](row)
        row.refresh_from_db()
        assert row.state == state
        if FLOW.allows(state, to):
            step(row)
            row.refresh_from_db()
            assert row.state == to
            continue
        with pytest.raises(ValidationError):
            step(row)
        if to != state:
            the_database_refuses(row, to)


def test_each_step_is_a_line_with_its_entry(school: SchoolScene) -> None:
    """The line of issue names the digest, so that the ledger binds the numbers (I7, I10)."""
    row = issued(school, drafted(school))
    lines = selectors.lines(row.id)
    assert [each.kind for each in lines] == ["draft", "submitted", "issued"]
    assert lines[-1].ref == row.digest
    assert Outbox.objects.filter(entry_type="book.line").count() == len(lines)


def test_an_issued_report_cannot_be_changed_in_any_column(school: SchoolScene) -> None:
    """Frozen by the database: not a text, not a number, not its lines."""
    row = issued(school, drafted(school))
    own = Report.objects.filter(pk=row.pk)
    changes: tuple[Callable[[], Any], ...] = (
        lambda: own.update(numbers="{}"),
        lambda: own.update(digest="0" * 64),
        lambda: own.update(paper_no=99),
        lambda: own.update(general="khác"),
        lambda: own.update(issued_us=1),
        lambda: own.update(to_day=row.from_day),
        lambda: own._raw_delete("default"),
        lambda: ReportLine.objects.update(text="khác"),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_texts_are_written_until_it_is_submitted(school: SchoolScene) -> None:
    """And again after it was returned; the database holds the same."""
    row, teacher = drafted(school), school.it_teacher
    services.write_texts(report=row.id, by=teacher, shortcomings="Thiếu một camera")
    services.submit(report=row.id, by=teacher)
    with pytest.raises(ValidationError):
        services.write_texts(report=row.id, by=teacher, shortcomings="khác")
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=row.pk).update(shortcomings="khác")
    services.give_back(report=row.id, by=school.principal, words="Bổ sung")
    services.write_texts(report=row.id, by=teacher, shortcomings="Thiếu hai camera")
    row.refresh_from_db()
    assert row.shortcomings == "Thiếu hai camera"


def test_who_submitted_does_not_sign(school: SchoolScene) -> None:
    """I9: refused by the service and by the database."""
    row = drafted(school)
    services.submit(report=row.id, by=school.principal)
    with pytest.raises(Refused) as refused:
        services.issue(report=row.id, by=school.principal, digest=shown(row))
    assert refused.value.refusal.code == "own_report"
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=row.pk).update(
            state="issued",
            issued_by_id=school.principal,
            issued_us=1,
            issued_on=day_of(now_us()),
            paper_year=2026,
            paper_no=1,
            numbers="{}",
            digest="0",
        )


@pytest.mark.parametrize("missing", ["paper_no", "numbers", "digest", "issued_on", "issued_us"])
def test_nothing_is_issued_without_its_numbers(school: SchoolScene, missing: str) -> None:
    """NULL is no way round the check: every column has its own test."""
    row = drafted(school)
    services.submit(report=row.id, by=school.it_teacher)
    whole: dict[str, Any] = {
        "state": "issued",
        "issued_by_id": school.principal,
        "issued_us": 1,
        "issued_on": day_of(now_us()),
        "paper_year": 2026,
        "paper_no": 1,
        "numbers": "{}",
        "digest": "0",
    }
    nothing = "" if missing in ("numbers", "digest") else None
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=row.pk).update(**whole | {missing: nothing})


def test_a_report_is_signed_after_its_period(school: SchoolScene) -> None:
    """This month can be drafted and not signed; an ad hoc one never reaches beyond today."""
    today = day_of(now_us())
    row = drafted(school, kind="month", day=today)
    services.submit(report=row.id, by=school.it_teacher)
    with pytest.raises(Refused) as refused:
        services.issue(report=row.id, by=school.principal, digest=shown(row))
    assert refused.value.refusal.code == "not_over"
    with pytest.raises(ValidationError):
        drafted(school, to_day=today + timedelta(days=1))
    with pytest.raises(ValidationError):
        drafted(school, kind="month", day=today + timedelta(days=62))


def test_a_period_has_one_report_until_it_is_void(school: SchoolScene) -> None:
    """By the service, and by the database."""
    first = drafted(school, kind="month", day=last_month(), demand="")
    with pytest.raises(ValidationError):
        drafted(school, kind="month", day=last_month().replace(day=1), demand="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(
            school_id=school.id,
            year=2026,
            number=77,
            state="draft",
            opened_us=1,
            kind="month",
            from_day=first.from_day,
            to_day=first.to_day,
        )
    services.void(report=first.id, by=school.it_teacher, words="Lập nhầm")
    again = drafted(school, kind="month", day=last_month(), demand="")
    assert again.from_day == first.from_day


def test_the_paper_takes_the_next_number_or_the_clerks(school: SchoolScene) -> None:
    """One series a calendar year; a number is given once (FORMS §2)."""
    one = issued(school, drafted(school))
    two = issued(school, drafted(school), paper_no=5)
    three = issued(school, drafted(school))
    assert [each.paper_no for each in (one, two, three)] == [1, 5, 6]
    assert services.paper_label(two) == "05/BC-THYC"
    row = drafted(school)
    services.submit(report=row.id, by=school.it_teacher)
    for wrong in (5, 0, 100_000):
        with pytest.raises(ValidationError):
            services.issue(report=row.id, by=school.principal, digest=shown(row), paper_no=wrong)


@pytest.mark.parametrize(
    ("who", "step"),
    [
        (Role.DUTY_OFFICER, "draft"),
        (Role.CLERK, "draft"),
        (Role.STAFF, "draft"),
        (Role.IT_TEACHER, "sign"),
        (Role.VICE_PRINCIPAL, "sign"),
        (Role.CLERK, "sign"),
    ],
)
def test_only_whose_position_includes_it(school: SchoolScene, who: Role, step: str) -> None:
    """The IT teacher or the Board drafts, the principal signs."""
    person = school.people.get(who) or holder(school, who)
    if step == "draft":
        with pytest.raises(Refused):
            services.draft(school=school.id, by=person, kind="month", day=last_month())
        return
    row = drafted(school)
    services.submit(report=row.id, by=school.it_teacher)
    with pytest.raises(Refused):
        services.issue(report=row.id, by=person, digest=shown(row))
    with pytest.raises(Refused):
        services.give_back(report=row.id, by=person, words="Không")


def test_another_school_has_no_part_in_it(school: SchoolScene) -> None:
    row, other = drafted(school), hoa_sen()
    assert selectors.report(other.id, row.id) is None
    with pytest.raises(Refused):
        services.submit(report=row.id, by=other.it_teacher)


@pytest.mark.parametrize(
    "wrong",
    [
        {"demand": ""},
        {"demand": "a\u202eb"},
        {"from_day": None},
        {"from_day": last_month() - timedelta(days=500)},
        {"kind": "week"},
        {"kind": "month"},
        {"upward": "x" * 201},
    ],
)
def test_a_draft_that_cannot_be_is_refused(school: SchoolScene, wrong: dict[str, Any]) -> None:
    with pytest.raises((ValidationError, TextRefused, ValueError)):
        drafted(school, **wrong)
    assert not Report.objects.exists()
