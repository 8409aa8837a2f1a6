"""What the machine measures of a camera, and that a failing measure cannot be passed (2.6c; REQUIREMENTS §7.3)."""

from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.maintenance.scenes import NOWHERE, answers, asset_of, ordered
from tests.scenes.schools import SchoolScene, yen_cuong
from tests.scenes.times import HandClock
from vonggac.kernel.clock import SECOND_US
from vonggac.maintenance import measuring, selectors, services
from vonggac.maintenance.measuring import Measured, measure
from vonggac.maintenance.models import Check
from vonggac.maintenance.states import Item
from vonggac.watch.clocks import CameraClock

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


def test_of_a_camera_that_never_recorded_nothing_is_measured(
    school: SchoolScene, tmp_path: Path, hands: HandClock
) -> None:
    assert measure(school.cameras["gate"], run_folder=tmp_path, at_us=hands.now_us()) == {}


@pytest.mark.parametrize(
    ("offset_us", "fails"),
    [(0, False), (4_999_999, False), (5_000_000, True), (-5_000_000, True), (-4_000_000, False)],
)
def test_a_clock_fails_from_five_seconds_on(
    school: SchoolScene, tmp_path: Path, hands: HandClock, offset_us: int, fails: bool
) -> None:
    gate = school.cameras["gate"]
    known = {gate: CameraClock(offset_us, hands.now_us(), "onvif")}
    with patch.object(measuring, "camera_clocks", return_value=known):
        found = measure(gate, run_folder=tmp_path, at_us=hands.now_us())
    assert found == {Item.CLOCK: Measured(offset_us, 5 * SECOND_US, fails)}


def measured(values: Mapping[Item, Measured]) -> object:
    return patch("vonggac.maintenance.services.working.measure", return_value=dict(values))


def test_what_fails_by_measure_is_not_called_in_order(school: SchoolScene) -> None:
    """By the service, and by the database for who writes past it; the value before is kept."""
    row = ordered(school, "calibration")
    slow = {Item.CLOCK: Measured(7 * SECOND_US, 5 * SECOND_US, fails=True)}
    right = {Item.CLOCK: Measured(100_000, 5 * SECOND_US, fails=False)}
    gate, teacher = asset_of(school), school.it_teacher
    with measured(slow):  # type: ignore[attr-defined]  # a patch is one
        services.start(order=row.id, by=teacher, run_folder=NOWHERE)
        with pytest.raises(ValidationError):
            services.check_device(
                order=row.id,
                asset=gate,
                by=teacher,
                found=answers("calibration"),
                run_folder=NOWHERE,
            )
    before = selectors.measured_before(row)[gate][Item.CLOCK]
    assert (before.measured["value"], before.measured["fails"], before.by) == (
        7_000_000,
        True,
        None,
    )
    with measured(right):  # type: ignore[attr-defined]  # a patch is one
        services.check_device(
            order=row.id, asset=gate, by=teacher, found=answers("calibration"), run_folder=NOWHERE
        )
    assert selectors.checks(row)[gate][Item.CLOCK].measured["value"] == 100_000
    with pytest.raises(IntegrityError), transaction.atomic():
        Check.objects.create(
            order=row,
            asset_id=gate,
            place=99,
            item=Item.CLOCK,
            verdict="good",
            measured={"value": 7_000_000, "fails": True},
            at_us=1,
            by_id=teacher,
        )
