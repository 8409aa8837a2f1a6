"""Search, filters and the monthly closing of the usage book (FORMS §3.1, G3, G8)."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from tests.duty.test_usage_book import _line
from tests.scenes.rows import copied
from tests.scenes.schools import SchoolScene, hoa_sen, yen_cuong
from tests.scenes.times import HandClock
from vonggac.duty import selectors, services
from vonggac.duty.models import MonthCheck, MonthClosing, UsageIndex
from vonggac.duty.selectors import BookFilter
from vonggac.kernel.authority import Refused
from vonggac.ledger.checkpoints import Checkpoint, printed_line
from vonggac.ledger.models import Outbox

YEAR = "2026-2027"
POINT = Checkpoint("school-0000000000/vonggac/1", 412, bytes(32))


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def found(school: SchoolScene, **wanted: Any) -> list[int]:
    return list(selectors.numbers(school.id, YEAR, BookFilter(**wanted)))


def closed(school: SchoolScene, month: str, **more: Any) -> MonthClosing:
    values: dict[str, Any] = {"by": school.it_teacher, "checkpoint": POINT}
    return services.close_month(school=school.id, school_year=YEAR, month=month, **(values | more))


def test_words_are_found_without_their_marks(school: SchoolScene) -> None:
    """“xe dap” finds “Xe đạp”; every word counts; numbers of papers too."""
    _line(school, purpose_detail="Xe đạp của học sinh lớp 4B", basis_ref="PCĐ-2026-004")
    _line(school, purpose_detail="Người lạ ở cổng")
    assert found(school, text="xe dap") == [1]
    assert found(school, text="DUNG cong") == [1, 2]
    assert found(school, text="pcd-2026-004") == [1]
    assert found(school, text="xe lạ") == []
    assert selectors.newest_found(school.id, YEAR, BookFilter(text="dung")) == [2, 1]
    assert found(hoa_sen(), text="xe") == []


def test_filters_by_person_camera_form_basis_and_days(
    school: SchoolScene, hands: HandClock
) -> None:
    """Each alone; camera ids are whole words."""
    first = _line(school)
    hands.pass_by(days=2)
    other = [{"camera": "gate2", "name": "Cổng 2", "area": "Cổng"}]
    _line(school, person=school.principal, form="live", basis="board", cameras=other, footage=None)
    assert found(school, person=school.principal) == [2]
    assert found(school, camera="gate22") == [1]
    assert found(school, camera="gate2") == [2]
    assert found(school, form="live") == [2]
    assert found(school, basis="directive") == [1]
    assert found(school, to_us=first.started_us + 1) == [1]
    assert found(school, from_us=first.started_us + 1) == [2]
    assert found(school) == [1, 2]
    assert [each.number for each in selectors.lines_of(school.id, YEAR, [2, 1])] == [1, 2]


def test_months_are_closed_in_their_order_once_over(school: SchoolScene, hands: HandClock) -> None:
    """Cộng tháng: lượt by form; the printed line is the ledger's code of that moment (FORMATS §7.3)."""
    _line(school)
    line = _line(school, form="live", footage=None)
    services.correct_usage_line(line=line.id, text="x", by=school.it_teacher)
    with pytest.raises(ValidationError):
        closed(school, "2026-11")
    hands.pass_by(days=30)
    _line(school)
    hands.pass_by(days=30)
    with pytest.raises(ValidationError):
        closed(school, "2026-12")
    with pytest.raises(ValidationError):
        closed(school, "2026-11", checkpoint=None)
    row = closed(school, "2026-11")
    assert (row.from_number, row.to_number) == (1, 3)
    assert row.counts == {"playback": 1, "live": 1, "correction": 1}
    assert row.printed == printed_line("2027-01-21", POINT)
    assert row.printed.split("  ")[1:][0] == "412"
    assert closed(school, "2026-12").from_number == 4
    assert selectors.months_to_close(school.id, YEAR) == []
    kinds = list(Outbox.objects.order_by("id").values_list("entry_type", flat=True))
    assert kinds.count("print") == 2


def test_another_of_the_board_checks_a_month(school: SchoolScene, hands: HandClock) -> None:
    """Người ghi sổ and người kiểm tra are two persons, the second of the Board; once."""
    other = hoa_sen().principal
    _line(school)
    hands.pass_by(days=30)
    for stranger in (school.duty_officer, other):
        with pytest.raises(Refused):
            closed(school, "2026-11", by=stranger)
    row = closed(school, "2026-11", by=school.vice_principal)
    assert selectors.closings_to_check(school.id) == [row]
    for refused in (school.vice_principal, school.it_teacher, other):
        with pytest.raises(Refused):
            services.check_month(closing=row.id, by=refused)
    services.check_month(closing=row.id, by=school.principal)
    with pytest.raises(ValidationError):
        services.check_month(closing=row.id, by=school.principal)
    assert selectors.closings(school.id, YEAR)[0].check_row.checker_name == "Nguyễn Thị Ánh"


def test_the_database_holds_the_months(school: SchoolScene, hands: HandClock) -> None:
    """Closed stays closed; no gap between months; constraints, nulls included."""
    _line(school)
    hands.pass_by(days=30)
    row = closed(school, "2026-11")
    good = copied(MonthClosing, row.pk)
    check = {"closing": row, "keeper_id": row.keeper_id, "checker_id": school.principal, "at_us": 1}
    after = {"month": "2026-12", "from_number": 2, "to_number": 2}
    for attempt in (
        lambda: MonthClosing.objects.update(code="x"),
        lambda: MonthClosing.objects.all()._raw_delete("default"),
        lambda: MonthClosing.objects.create(**good),
        lambda: MonthClosing.objects.create(**(good | after | {"from_number": 3, "to_number": 3})),
        lambda: MonthClosing.objects.create(**(good | after | {"to_number": 1})),
        lambda: MonthClosing.objects.create(**(good | after | {"code": ""})),
        lambda: MonthClosing.objects.create(**(good | after | {"size": 0})),
        lambda: MonthCheck.objects.create(**(check | {"checker_id": row.keeper_id})),
        lambda: MonthCheck.objects.create(**(check | {"keeper_id": school.duty_officer})),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()
    MonthCheck.objects.create(**check)
    for attempt in (
        lambda: MonthCheck.objects.update(remarks="x"),
        lambda: MonthCheck.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            attempt()


def test_filters_and_months_are_answered_by_indexes(school: SchoolScene) -> None:
    """A page of a year with 100 000 lines: no scan of the lines themselves, no sorting by hand."""
    _line(school)

    def plan(query: Any) -> str:
        sql, values = query.query.sql_with_params()
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
            return " | ".join(str(each[3]) for each in cursor.fetchall())

    for wanted in (BookFilter(), BookFilter(person=school.principal), BookFilter(text="xe")):
        told = plan(selectors.numbers(school.id, YEAR, wanted))
        assert "USING" in told
        assert "TEMP B-TREE" not in told
        assert "duty_usageline" not in told
    assert UsageIndex.objects.count() == 1
