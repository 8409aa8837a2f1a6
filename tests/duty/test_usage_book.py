"""The usage book only grows, is numbered per school year, and its lines are committed to the ledger (I7)."""

import hashlib
import hmac
import json

import pytest
from django.db import IntegrityError, transaction

from tests.scenes.rows import copied
from tests.scenes.schools import SchoolScene, hoa_sen, yen_cuong
from tests.scenes.times import HandClock
from vonggac.duty import selectors, services
from vonggac.duty.models import UsageLine, UsageLineKey
from vonggac.duty.years import school_year
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.instants import from_datetime, to_datetime
from vonggac.kernel.ranges import Range
from vonggac.ledger.models import Outbox


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def _line(school: SchoolScene, **more: object) -> UsageLine:
    at_us = clock.now_us()
    values: dict[str, object] = {
        "person": school.duty_officer,
        "started_us": at_us,
        "ended_us": at_us,
        "basis": "directive",
        "basis_ref": "PCĐ-2026-001, khoản 1 Điều 2",
        "cameras": [{"camera": "gate22", "name": "Cổng 1", "area": "Cổng trường"}],
        "served": [{"camera": "gate22", "ranges": [[10, 20]]}],
        "footage": Range(10, 20),
        "form": "playback",
        "purpose": "safety",
    } | more
    return services.write_usage_line(school=school.id, **values)  # type: ignore[arg-type]


def test_numbers_run_per_school_and_school_year(school: SchoolScene, hands: HandClock) -> None:
    """1, 2, 3 … and from 1 again in the new year's book; each school has its own."""
    other = hoa_sen()
    assert [_line(school).number for _ in range(3)] == [1, 2, 3]
    assert _line(other).number == 1
    hands.pass_by(days=365)
    line = _line(school)
    assert (line.school_year, line.number) == ("2027-2028", 1)
    assert selectors.school_years(school.id) == ["2027-2028", "2026-2027"]


def test_the_school_year_begins_on_the_schools_own_day_in_local_time() -> None:
    """05/9 00:00 in Việt Nam is 04/9 17:00 in Greenwich."""
    noon = to_datetime(0).replace(year=2026, month=9, day=4, hour=16, minute=59, second=59)
    last_us = from_datetime(noon)
    assert school_year(last_us, month=9, day=5) == "2025-2026"
    assert school_year(last_us + clock.SECOND_US, month=9, day=5) == "2026-2027"


def test_a_line_says_who_it_was_as_it_was_then(school: SchoolScene) -> None:
    """Column (3) is copied, so that a later change of position changes no old line."""
    line = _line(school)
    assert (line.person_name, line.person_role) == ("Phạm Thị Dung", "VCVH")


def test_a_line_is_neither_changed_nor_removed(school: SchoolScene) -> None:
    """Not by the ORM, not by SQL: triggers stand under the services."""
    line = _line(school)
    for attempt in (
        lambda: UsageLine.objects.filter(pk=line.pk).update(note="khác"),
        lambda: UsageLine.objects.filter(pk=line.pk)._raw_delete("default"),
        lambda: line.save(),
    ):
        with pytest.raises(IntegrityError, match="usage_line_is_not"), transaction.atomic():
            attempt()


def test_a_correction_is_a_new_line_that_names_the_old(school: SchoolScene) -> None:
    """Đính chính dòng số …; the old line stays as it was."""
    old = _line(school)
    new = services.correct_usage_line(line=old.id, text="Sai giờ kết thúc", by=school.it_teacher)
    assert (new.number, new.corrects_id, new.form) == (2, old.id, "correction")
    assert "Sai giờ kết thúc" in new.note
    assert list(old.corrections.all()) == [new]


def test_a_stranger_corrects_nothing(school: SchoolScene) -> None:
    """The Board, the IT teacher, and whose use it was; nobody of another school."""
    line = _line(school, person=school.it_teacher)
    for stranger in (school.duty_officer, hoa_sen().principal):
        with pytest.raises(Refused):
            services.correct_usage_line(line=line.id, text="x", by=stranger)
    services.correct_usage_line(line=line.id, text="x", by=school.vice_principal)


def test_the_ledger_commits_to_the_line_and_says_nothing_of_it(school: SchoolScene) -> None:
    """HMAC of the line's text under a key of its own: provable now, silent once the key is erased."""
    line = _line(school)
    entry = json.loads(Outbox.objects.filter(entry_type="book.line").latest("id").body)
    key = UsageLineKey.objects.get(line=line).key
    stored = UsageLine.objects.get(pk=line.pk)
    expected = hmac.new(bytes(key), services.line_text(stored), hashlib.sha256).hexdigest()
    assert (entry["book"], entry["year"], entry["no"]) == ("usage", "2026-2027", 1)
    assert entry["commit"] == expected
    assert "Dung" not in json.dumps(entry, ensure_ascii=False)


def test_own_lines_only(school: SchoolScene) -> None:
    """◐ of the matrix: a duty officer reads the lines of her own use."""
    mine = _line(school)
    _line(school, person=school.vice_principal)
    assert list(selectors.usage_lines(school.id, person=school.duty_officer)) == [mine]
    assert selectors.usage_lines(hoa_sen().id).count() == 0


def test_the_database_refuses(school: SchoolScene) -> None:
    """Each constraint, on create(), nulls included."""
    good = copied(UsageLine, _line(school).pk)
    for change in (
        {},  # the same number again
        {"number": 0},
        {"number": 2, "ended_us": good["started_us"] - 1},
        {"number": 2, "form": "peek"},
        {"number": 2, "purpose": "attendance"},
        {"number": 2, "footage_to_us": None},
        {"number": 2, "footage_from_us": None},
        {"number": 2, "footage_to_us": good["footage_from_us"]},
        {"number": 2, "form": "correction"},
        {"number": 2, "corrects_id": UsageLine.objects.values_list("id", flat=True).first()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            UsageLine.objects.create(**(good | change))
    UsageLine.objects.create(**(good | {"number": 2}))
