"""Documents and versions: one in force at a time, nothing changed or removed (clauses 0, 1.2, 7a; I7)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.scenes.regulations import TEXT, decision, in_force, regulation
from tests.scenes.schools import SchoolScene, hoa_sen, yen_cuong
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import now_us
from vonggac.people.days import begin_of
from vonggac.regulations import selectors, services
from vonggac.regulations.models import Acknowledgement, Clause, Decision, Enactment

pytestmark = pytest.mark.django_db
NEXT = date(2026, 9, 20)


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def test_the_clerks_number_stands_and_a_second_one_of_it_is_refused(school: SchoolScene) -> None:
    """Numbers are unique by type and calendar year; without one the next is taken."""
    first = decision(school)
    assert first.label == "83/QĐ-THYC"
    assert first.school_year == "2025-2026"
    with pytest.raises(ValidationError, match="83/QĐ-THYC"):
        decision(school)
    taken = services.enter_decision(
        school=school.id,
        kind="QĐ",
        signed_on=date(2025, 12, 1),
        signer="Nguyễn Thị Ánh",
        signer_position="Hiệu trưởng",
        summary="Phân công",
        by=school.it_teacher,
    )
    assert taken.number == 84


@pytest.mark.parametrize("signed_on", [date(1999, 1, 1), date(2999, 1, 1)])
def test_a_day_that_cannot_be_is_refused(school: SchoolScene, signed_on: date) -> None:
    with pytest.raises(ValidationError):
        decision(school, signed_on)


def test_who_does_not_keep_the_register_enters_nothing(school: SchoolScene) -> None:
    with pytest.raises(Refused):
        services.enter_decision(
            school=school.id,
            kind="QĐ",
            signed_on=date(2025, 10, 9),
            signer="x",
            signer_position="",
            summary="x",
            by=school.duty_officer,
        )


def test_only_the_head_puts_a_version_in_force(school: SchoolScene) -> None:
    """Until then nobody is asked to acknowledge it."""
    made = regulation(school)
    for who in (school.it_teacher, school.vice_principal, hoa_sen().principal):
        with pytest.raises(Refused):
            services.enact(regulation=made.id, from_day=date(2025, 10, 9), by=who)
    assert selectors.in_force(school.id, now_us()) is None
    services.enact(regulation=made.id, from_day=date(2025, 10, 9), by=school.principal)
    found = selectors.in_force(school.id, now_us())
    assert found is not None
    assert found.id == made.id


def test_two_versions_are_never_in_force_at_once(school: SchoolScene) -> None:
    """The later day ends the earlier version; the same day or an earlier one is refused, by the database too."""
    old, new = in_force(school), regulation(school, NEXT, 90)
    with pytest.raises(ValidationError):
        services.enact(regulation=new.id, from_day=date(2026, 9, 19), by=school.principal)
    services.enact(regulation=new.id, from_day=NEXT, by=school.principal)
    first_us = begin_of(NEXT)
    borders = (first_us - 1, first_us)
    assert [getattr(selectors.in_force(school.id, at), "id", None) for at in borders] == [
        old.id,
        new.id,
    ]
    third = regulation(school, date(2026, 9, 21), 91)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enactment.objects.create(
            regulation=third,
            school_id=school.id,
            from_day=NEXT,
            signed_on=NEXT,
            at_us=now_us(),
        )


def test_nothing_is_in_force_before_its_signature(school: SchoolScene) -> None:
    """Điều 7: kể từ ngày ký."""
    made = regulation(school)
    with pytest.raises(ValidationError):
        services.enact(regulation=made.id, from_day=date(2025, 10, 8), by=school.principal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enactment.objects.create(
            regulation=made,
            school_id=school.id,
            from_day=date(2025, 10, 8),
            signed_on=date(2025, 10, 9),
            at_us=now_us(),
        )


def test_an_old_version_is_never_changed_or_removed(school: SchoolScene) -> None:
    in_force(school)
    for table in (Decision, Clause, Enactment):
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.all()._raw_delete("default")
    with pytest.raises(DatabaseError), transaction.atomic():
        Clause.objects.update(text="khác")


def test_a_citation_leads_to_its_clause(school: SchoolScene) -> None:
    in_force(school)
    found = selectors.clause(school.id, "nhóm 3 khoản 1 Điều 2", now_us())
    assert found is not None
    assert found.text.startswith("Dữ liệu được truy xuất")
    missing = selectors.clause(school.id, "khoản 9 Điều 3", now_us())
    assert missing is not None
    assert missing.cited == "Điều 3"
    assert selectors.clause(school.id, "Điều 99", now_us()) is None


def test_a_regulation_of_an_earlier_school_year_must_be_issued_again(school: SchoolScene) -> None:
    """Clause 0: “cần ban hành lại”."""
    in_force(school, date(2025, 10, 9))
    assert selectors.outdated(school.id, now_us()) is not None
    new = regulation(school, NEXT, 90)
    services.enact(regulation=new.id, from_day=NEXT, by=school.principal)
    assert selectors.outdated(school.id, now_us()) is None


def test_everybody_acknowledges_for_himself(school: SchoolScene) -> None:
    """Once; or on the signed list, written down by somebody else."""
    made = in_force(school)
    for _ in range(2):
        services.acknowledge(regulation=made.id, person=school.principal)
    services.acknowledge(
        regulation=made.id, person=school.duty_officer, recorded_by=school.it_teacher
    )
    with pytest.raises(Refused):
        services.acknowledge(
            regulation=made.id, person=school.it_teacher, recorded_by=school.it_teacher
        )
    with pytest.raises(ValidationError):
        services.acknowledge(regulation=made.id, person=hoa_sen().principal)
    read = {each.person: each for each in selectors.receipts(made.id, school.id, now_us())}
    assert read[school.duty_officer].on_paper
    assert not read[school.principal].on_paper
    assert Acknowledgement.objects.count() == 2
    assert selectors.unread_count(made.id, school.id, now_us()) == 2


def test_text_without_articles_says_so_beside_its_field(school: SchoolScene) -> None:
    row = decision(school)
    with pytest.raises(ValidationError) as refused:
        services.enter_regulation(
            decision=row.id, title="Quy định", text="Không có gì", by=school.it_teacher
        )
    assert "text" in refused.value.error_dict
    services.enter_regulation(decision=row.id, title="Quy định", text=TEXT, by=school.it_teacher)
    with pytest.raises(ValidationError):
        services.enter_regulation(
            decision=row.id, title="Quy định", text=TEXT, by=school.it_teacher
        )
