"""Days kept are the principal's decision: camera before area before school, 30 where none was made (khoản 3 Điều 2)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.places.test_decisions import code, told
from tests.scenes.schools import SchoolScene, hoa_sen, yen_cuong
from vonggac.kernel.text import TextRefused
from vonggac.places import selectors, services
from vonggac.places.models import RetentionDecision


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def decide(school: SchoolScene, days: int | None, **more: Any) -> RetentionDecision:
    values: dict[str, Any] = {"paper": "12/QĐ-THYC", "decided_on": date(2026, 1, 5)} | more
    return services.decide_retention(school=school.id, days=days, by=school.principal, **values)


def test_thirty_days_before_anything_was_decided(school: SchoolScene) -> None:
    """The default of the house, and the tombstone says so."""
    gate = school.cameras["gate"]
    assert selectors.retention_days(gate) == 30
    assert selectors.retention()[gate] == selectors.Kept(30, "default", "default")


def test_the_nearest_decision_counts(school: SchoolScene) -> None:
    """A camera's own, then its area's, then the school's; taken back, the next wider one again."""
    gate, yard, hall = (school.cameras[each] for each in ("gate", "yard", "corridor"))
    decide(school, 20)
    decide(school, 60, area=school.areas["gate"])
    decide(school, 7, camera=yard)
    assert [selectors.retention_days(each) for each in (gate, yard, hall)] == [60, 7, 20]
    decide(school, None, camera=yard)
    decide(school, 25, area=school.areas["gate"])
    assert [selectors.retention_days(each) for each in (gate, yard, hall)] == [25, 20, 20]
    assert selectors.retention()[gate].scope == "area"
    assert len(told("retention")) == 5


def test_a_school_decides_for_itself(school: SchoolScene) -> None:
    """Hoa Sen's number is not Yên Cường's, and nobody decides about another's camera."""
    other = hoa_sen()
    decide(school, 10)
    assert selectors.retention_days(other.cameras["gate"]) == 30
    with pytest.raises(ValidationError) as refused:
        decide(school, 10, camera=other.cameras["gate"])
    assert code(refused, "camera") == "camera"
    with pytest.raises(ValidationError) as refused:
        decide(school, 10, area=other.areas["gate"])
    assert code(refused, "area") == "area"


def test_a_camera_out_of_use_keeps_its_days_and_an_unknown_one_the_longest(
    school: SchoolScene,
) -> None:
    """Nothing is erased too early because a row is missing."""
    gate = school.cameras["gate"]
    decide(school, 60, camera=gate)
    services.take_out_of_use(camera=gate, reason="Hỏng", by=school.it_teacher)
    assert selectors.retention_days(gate) == 60
    assert selectors.retention_days("zzzzzz") == 60


@pytest.mark.parametrize(
    ("days", "more", "field", "why"),
    [
        (6, {}, "days", "few"),
        (0, {}, "days", "few"),
        (-5, {}, "days", "few"),
        (91, {}, "reason", "reason"),
        (366, {"reason": "x"}, "days", "many"),
        (10**9, {"reason": "x"}, "days", "many"),
        (None, {}, "days", "none"),
        (30, {"decided_on": date(2999, 1, 1)}, "decided_on", "future"),
    ],
)
def test_nonsense_is_refused_in_words(
    school: SchoolScene, days: int | None, more: dict[str, Any], field: str, why: str
) -> None:
    """7 to 90 days, more with a reason, never for ever, never decided tomorrow."""
    with pytest.raises(ValidationError) as refused:
        decide(school, days, **more)
    assert code(refused, field) == why
    assert not RetentionDecision.objects.exists()


def test_more_than_ninety_days_with_a_reason_and_a_paper(school: SchoolScene) -> None:
    """The reason stays with the decision; a decision without a number is none."""
    made = decide(school, 120, reason="Vụ việc cổng trường, công an yêu cầu")
    assert (made.days, selectors.retention_days(school.cameras["yard"])) == (120, 120)
    with pytest.raises(TextRefused):
        decide(school, 30, paper=" ")


def test_the_database_refuses(school: SchoolScene) -> None:
    """Whatever the code does."""
    good = decide(school, 30)
    changes: tuple[dict[str, Any], ...] = (
        {"days": 6},
        {"days": 91},
        {"days": 366, "reason": "x"},
        {"days": None},
        {"area_id": school.areas["gate"], "camera_id": school.cameras["gate"]},
    )
    for number, change in enumerate(changes, start=5):
        values: dict[str, Any] = {
            "days": 30,
            "paper": "x",
            "decided_on": date(2026, 1, 1),
            "number": number,
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            RetentionDecision.objects.create(
                school_id=school.id, together=good.id, decided_us=1, **(values | change)
            )
