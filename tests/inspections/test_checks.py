"""The leaders' checks and reminders (khoản 1 Điều 3): drawn by the system, answered in words, never removed."""

from uuid import UUID

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.scenes.schools import SchoolScene, hoa_sen, yen_cuong
from vonggac.duty import services as duty
from vonggac.duty.models import UsageLine
from vonggac.inspections import selectors, services
from vonggac.inspections.models import Finding, Inspection, Reminder
from vonggac.inspections.services import Found
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import MINUTE_US, now_us
from vonggac.web.local_time import local

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def this_month() -> str:
    return local(now_us()).strftime("%Y-%m")


def used(school: SchoolScene, by: UUID) -> UsageLine:
    """One use just now: first of the month or not, it is in this month."""
    at_us = now_us()
    return duty.write_usage_line(
        school=school.id,
        person=by,
        started_us=at_us,
        ended_us=at_us + MINUTE_US,
        basis="directive",
        basis_ref="PCĐ-2026-001",
        cameras=[{"camera": school.cameras["gate"], "name": "Cổng", "area": "Cổng trường"}],
        served=[],
        footage=None,
        form="live",
        purpose="security",
    )


def test_the_sample_is_five_of_others_uses_and_drawn_once(school: SchoolScene) -> None:
    """Nobody checks himself; nobody draws until the sample is a kind one."""
    others = {used(school, school.duty_officer).id for _ in range(7)}
    used(school, school.principal)
    row = services.begin(school=school.id, month=this_month(), by=school.principal)
    drawn = {each.line_id for each in selectors.sample(row.id)}
    assert len(drawn) == 5
    assert drawn <= others
    with pytest.raises(ValidationError):
        services.begin(school=school.id, month=this_month(), by=school.principal)
    services.begin(school=school.id, month=this_month(), by=school.vice_principal)


def test_every_use_is_answered_and_a_deviation_has_words(school: SchoolScene) -> None:
    """By the service and by the database; only by who began it, and once."""
    for _ in range(2):
        used(school, school.duty_officer)
    row = services.begin(school=school.id, month=this_month(), by=school.principal)
    both = {1: Found(True), 2: Found(False, "Không có số chỉ đạo")}
    with pytest.raises(Refused):
        services.conclude(inspection=row.id, by=school.vice_principal, found=both)
    with pytest.raises(ValidationError):
        services.conclude(inspection=row.id, by=school.principal, found={1: Found(True)})
    with pytest.raises(ValueError, match="empty"):
        services.conclude(
            inspection=row.id, by=school.principal, found={1: Found(True), 2: Found(False)}
        )
    assert not selectors.concluded(school.id, this_month())
    services.conclude(inspection=row.id, by=school.principal, found=both)
    assert selectors.concluded(school.id, this_month())
    with pytest.raises(ValidationError):
        services.conclude(inspection=row.id, by=school.principal, found=both)
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.update(in_order=True)


@pytest.mark.parametrize("month", ["2026-13", "2999-01", "", "11/2026"])
def test_a_month_that_cannot_be_checked_is_refused(school: SchoolScene, month: str) -> None:
    with pytest.raises(ValidationError):
        services.begin(school=school.id, month=month, by=school.principal)
    assert not Inspection.objects.exists()


def test_a_month_without_uses_has_no_sample(school: SchoolScene) -> None:
    used(school, school.principal)
    with pytest.raises(ValidationError):
        services.begin(school=school.id, month=this_month(), by=school.principal)


def test_only_the_board_checks_and_reminds(school: SchoolScene) -> None:
    used(school, school.principal)
    for who in (school.it_teacher, school.duty_officer, hoa_sen().principal):
        with pytest.raises(Refused):
            services.begin(school=school.id, month=this_month(), by=who)
        with pytest.raises(Refused):
            services.remind(school=school.id, to=school.duty_officer, by=who, text="Khóa màn hình")


def test_a_reminder_is_acknowledged_by_its_person_and_stays(school: SchoolScene) -> None:
    """Must be impossible: the reminded person deleting it."""
    row = services.remind(
        school=school.id, to=school.duty_officer, by=school.principal, text="Khóa màn hình"
    )
    assert selectors.to_acknowledge(school.id, school.duty_officer) == [row]
    with pytest.raises(Refused):
        services.acknowledge(reminder=row.id, by=school.it_teacher)
    services.acknowledge(reminder=row.id, by=school.duty_officer, words="Tôi sẽ nhớ")
    with pytest.raises(ValidationError):
        services.acknowledge(reminder=row.id, by=school.duty_officer)
    assert selectors.to_acknowledge(school.id, school.duty_officer) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        Reminder.objects.filter(pk=row.pk)._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        Reminder.objects.update(text="khác")


def test_nobody_reminds_himself(school: SchoolScene) -> None:
    """By the service and by the database."""
    with pytest.raises(ValidationError):
        services.remind(school=school.id, to=school.principal, by=school.principal, text="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(
            school_id=school.id,
            year=2026,
            number=1,
            to_id=school.principal,
            to_name="x",
            by_id=school.principal,
            text="x",
            at_us=now_us(),
        )
