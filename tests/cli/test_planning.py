"""From a decision in the office to the line that a recorder is told."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.scenes.schools import SchoolScene, yen_cuong
from vonggac.archive.models import Gap, Stream
from vonggac.cli import planning
from vonggac.cli.planning import PlanMaker
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.places import services as places
from vonggac.places.schedule import CELLS_A_WEEK, WeekPlan
from vonggac.recorder.plan import Plan

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def maker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PlanMaker]:
    monkeypatch.setattr(planning, "LOOK_EVERY_US", 0)
    monkeypatch.setattr("vonggac.cli.planning.connection.close", lambda: None)
    monkeypatch.setattr(connections["archive"], "close", lambda: None)
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


def test_a_camera_without_a_journal_is_told_what_the_index_knows(
    maker: PlanMaker, school: SchoolScene, tmp_path: Path
) -> None:
    """A restored folder: the recorder goes on from there. Where there is a journal, that alone counts."""
    at_us, gate = now_us(), school.cameras["gate"]
    stream = Stream.objects.create(camera=gate, name="main", newest_us=at_us)
    Gap.objects.create(stream=stream, cause="stream_stalled", from_us=at_us, ledger_idx=1)
    plan = Plan.from_json(told(maker))
    (main,) = [each for each in plan.streams if each.key == (gate, "main")]
    assert (main.known_until_us, main.known_gap) == (at_us, "stream_stalled")
    others = [each for each in plan.streams if each is not main]
    assert {each.known_until_us for each in others} == {0}
    (tmp_path / "spool" / gate).mkdir(parents=True)
    (tmp_path / "spool" / gate / "one.jsonl").touch()
    again = Plan.from_json(told(PlanMaker(DataFolder(tmp_path))))
    assert {each.known_until_us for each in again.streams} == {0}
