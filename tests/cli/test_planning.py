"""From a decision in the office to the line that a recorder is told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.scenes.schools import SchoolScene, yen_cuong
from vonggac.cli import planning
from vonggac.cli.planning import PlanMaker
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.places import services as places
from vonggac.places.schedule import CELLS_A_WEEK, WeekPlan
from vonggac.recorder.plan import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlanMaker]:
    monkeypatch.setattr(planning, "LOOK_EVERY_US", 0)
    monkeypatch.setattr("vonggac.cli.planning.connection.close", lambda: None)
    data = DataFolder(tmp_path)
    data.prepare()
    yield PlanMaker(data)


def told(maker: PlanMaker) -> str:
    maker.look()
    line = maker.line_for(0)()
    assert line is not None
    return line


def test_a_decided_plan_is_told_within_one_look_and_then_not_again(
    maker: PlanMaker, school: SchoolScene
) -> None:
    before: dict[str, Any] = json.loads(told(maker))
    assert before["cameras"] == {}, "no plan: always"
    places.decide_plan(
        cameras=[school.cameras["gate"]],
        plan=WeekPlan("e" * CELLS_A_WEEK, pre_roll_s=7),
        basis="Quyết định 12",
        by=school.principal,
    )
    line = told(maker)
    plan = Plan.from_json(line)
    assert plan.cameras.keys() == {school.cameras["gate"]}
    gate = plan.cameras[school.cameras["gate"]]
    assert gate.mode_at(now_us()) == "event"
    assert gate.mode_at(now_us() + 48 * HOUR_US) == "event"
    assert told(maker) == line
    assert json.loads(line)["streams"] == before["streams"], "nobody is connected anew"


def test_the_volumes_of_the_plan_carry_their_ids(maker: PlanMaker, school: SchoolScene) -> None:
    (volume,) = Plan.from_json(told(maker)).volumes
    assert volume.id
