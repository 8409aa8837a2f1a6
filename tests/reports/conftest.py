"""What the tests of reports share."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.scenes.schools import SchoolScene, yen_cuong
from vonggac.kernel.clock import now_us
from vonggac.people.days import day_of
from vonggac.reports import selectors, services
from vonggac.reports.models import Report

Steps = dict[str, Callable[[Report], Any]]


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def last_month() -> date:
    return day_of(now_us()).replace(day=1) - timedelta(days=1)


def drafted(school: SchoolScene, **more: Any) -> Report:
    """Of a few days before today, so that a test can have as many as it likes."""
    to_day = day_of(now_us()) - timedelta(days=1)
    asked = {"kind": "ad_hoc", "from_day": to_day - timedelta(days=9), "to_day": to_day}
    return services.draft(
        school=school.id,
        by=school.it_teacher,
        **{**asked, "demand": "Theo yêu cầu của Hiệu trưởng", **more},
    )


def shown(row: Report) -> str:
    """The digest of the numbers that the signer's page shows."""
    row.refresh_from_db()
    return selectors.digest_of(row, selectors.numbers_of(row))


def issued(school: SchoolScene, row: Report, **more: Any) -> Report:
    services.submit(report=row.id, by=school.it_teacher)
    services.issue(report=row.id, by=school.principal, digest=shown(row), **more)
    row.refresh_from_db()
    return row
