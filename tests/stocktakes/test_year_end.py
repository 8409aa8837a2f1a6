"""Khoản 7 Điều 2: at the end of the year; which end is the head's decision, and nothing is locked by it."""

from datetime import date
from typing import Any

import pytest

from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.times import HandClock
from tests.stocktakes.scenes import planned
from vonggac.directives import services as directives
from vonggac.directives.policy import NAMES, current
from vonggac.equipment import selectors as equipment
from vonggac.equipment import services as assets
from vonggac.stocktakes import selectors, services
from vonggac.stocktakes.models import Item
from vonggac.stocktakes.selectors import YearEnd
from vonggac.stocktakes.states import Occasion

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
LAST_DAY = date(2026, 12, 31)


@pytest.fixture
def school(db: None, hands: HandClock) -> SchoolScene:
    """Founded on 22/11/2026."""
    return yen_cuong()


def test_the_stocktake_of_the_year_is_due_until_it_is_planned(
    school: SchoolScene, hands: HandClock
) -> None:
    """31/12 is the default; a withdrawn plan leaves the day open again; a demanded one does not count for it."""
    due = YearEnd(Occasion.ASSET_YEAR, LAST_DAY, planned=False)
    assert selectors.year_ends(school.id, hands.now_us()) == [due]
    assert due.shown(date(2026, 11, 22))
    assert not due.shown(date(2026, 10, 1))
    planned(school, occasion="demanded", requester="UBND xã", reason="Kiểm tra")
    assert selectors.year_ends(school.id, hands.now_us()) == [due]
    row = planned(school)
    assert selectors.year_ends(school.id, hands.now_us())[0].planned
    services.withdraw(stocktake=row.id, by=school.principal, words="Nhầm")
    assert selectors.year_ends(school.id, hands.now_us()) == [due]


def test_one_that_is_planned_late_counts_for_the_year_that_went_by(
    school: SchoolScene, hands: HandClock
) -> None:
    """In January the end of December is the nearer one."""
    hands.pass_by(days=50)
    late, coming = selectors.year_ends(school.id, hands.now_us())
    assert (late.day, late.planned) == (LAST_DAY, False)
    planned(school)
    late, coming = selectors.year_ends(school.id, hands.now_us())
    assert late.planned
    assert not coming.planned


def test_the_head_decides_which_end_of_the_year(school: SchoolScene, hands: HandClock) -> None:
    """§7.4: 31/12, the end of the school year, or both."""
    now = current(school.id)
    values = {name: getattr(now, name) for name in NAMES} | {"stocktake_school_year": True}
    directives.decide_policy(
        school=school.id,
        values=values,
        paper="96/QĐ-THYC",
        decided_on=date(2026, 11, 22),
        basis="Khoản 7 Điều 2",
        by=school.principal,
    )
    found = {each.occasion: each.day for each in selectors.year_ends(school.id, hands.now_us())}
    assert found == {Occasion.ASSET_YEAR: LAST_DAY, Occasion.SCHOOL_YEAR: date(2027, 9, 4)}


def test_the_remaining_value_is_frozen_with_the_list(school: SchoolScene, hands: HandClock) -> None:
    """C53-HD: nguyên giá, giá trị còn lại; what the books say later changes no list."""
    found = equipment.asset_of_camera(school.cameras["gate"])
    assert found is not None
    said: dict[str, Any] = {"asset": found.id, "by": school.it_teacher, "basis": "Sổ tài sản 2026"}
    assets.change_asset(**said, cost_vnd=2_000_000, left_vnd=800_000)
    row = planned(school)
    services.decide(
        stocktake=row.id,
        by=school.principal,
        decision_no="31/QĐ-THYC",
        decided_on=date(2026, 11, 22),
    )
    assets.change_asset(**said, left_vnd=400_000)
    assert Item.objects.get(stocktake=row, asset=found.id).left_vnd == 800_000
