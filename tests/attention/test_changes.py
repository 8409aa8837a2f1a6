"""What was stopped or changed is written down once, stays, and waits for the Board (khoản 3, khoản 4 Điều 5)."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.equipment.test_sources import reported
from tests.scenes.schools import SchoolScene, hoa_sen, yen_cuong
from vonggac.attention import selectors, services, sources
from vonggac.attention.kinds import ChangeKind, Told
from vonggac.attention.models import Acknowledgement, Change
from vonggac.cli import endings
from vonggac.cli.changes import ChangeRound, endings_of
from vonggac.equipment import services as equipment
from vonggac.kernel.authority import Refused
from vonggac.kernel.clock import DAY_US, MINUTE_US, now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.streams import GapCause
from vonggac.network import services as network
from vonggac.places import services as places
from vonggac.places.schedule import Mode, WeekPlan, painted

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
NIGHTS = WeekPlan(painted((range(7), "18:00", "06:00", Mode.ALWAYS)))
DAYS = WeekPlan(painted((range(7), "06:00", "18:00", Mode.ALWAYS)))


@pytest.fixture
def school(db: None) -> SchoolScene:
    return yen_cuong()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    data = DataFolder(tmp_path)
    data.run.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(settings, "DATA", data)
    return data


def kinds(school: SchoolScene) -> list[str]:
    return sorted(selectors.changes(school.id).values_list("kind", flat=True))


def test_every_forbidden_act_that_rows_tell_of_is_a_line_once(
    school: SchoolScene, folder: DataFolder
) -> None:
    """A stop of all cameras is one line, a change of a plan over several cameras too; a first plan is none."""
    head, gate, yard = school.principal, school.cameras["gate"], school.cameras["yard"]
    at_us = now_us() // sources.TOGETHER_US * sources.TOGETHER_US - DAY_US
    for camera in (gate, yard):
        reported(
            camera,
            (GapCause.HOST_OFF, at_us + MINUTE_US, at_us + 5 * MINUTE_US),
            (GapCause.CAMERA_UNREACHABLE, at_us + 6 * MINUTE_US, at_us + 7 * MINUTE_US),
        )
    for plan in (NIGHTS, DAYS):
        places.decide_plan(cameras=[gate, yard], plan=plan, basis="12/QĐ", by=school.it_teacher)
    equipment.decide(school=school.id, by=head, basis="13/QĐ", seconds={}, silent=[])
    network.decide(school=school.id, by=head, watched=False, basis="14/QĐ")
    endings.note(folder, "recorder-0", "-9")
    endings.note(folder, "vonggac", endings.ORDERED)
    for _ in range(2):
        ChangeRound().run(school.id, now_us(), 2 * DAY_US)
    assert kinds(school) == ["alarms", "host", "network", "plan", "process", "stopped"]
    plan_row = Change.objects.get(kind="plan")
    assert (plan_row.by_id, plan_row.basis) == (school.it_teacher, "12/QĐ")
    stop = Change.objects.get(kind="host")
    assert (stop.at_us, stop.until_us) == (at_us + MINUTE_US, at_us + 5 * MINUTE_US)
    assert "recorder-0 (-9)" in Change.objects.get(kind="process").subject


def test_a_stop_that_goes_on_is_settled_when_it_ends(school: SchoolScene) -> None:
    for until in (None, 900, 950):
        services.gather(school=school.id, told=[Told(ChangeKind.RECORDER, "r:1", 100, until)])
    assert Change.objects.get().until_us == 900


def test_nothing_is_lost_when_nobody_looks(school: SchoolScene, folder: DataFolder) -> None:
    """Rows are neither changed nor removed, and wait however old they are."""
    services.gather(school=school.id, told=[Told(ChangeKind.STOPPED, "s:1", 1, subject="vonggac")])
    row = Change.objects.get()
    services.acknowledge(change=row.id, by=school.principal, words="Bảo trì theo kế hoạch")
    services.gather(school=school.id, told=[Told(ChangeKind.STOPPED, "s:2", 1)])
    ChangeRound().run(school.id, now_us(), 2 * DAY_US)
    assert selectors.unacknowledged(school.id).filter(ref="s:2").exists()
    changes: tuple[Callable[[], Any], ...] = (
        lambda: Change.objects.update(subject="khác"),
        lambda: Change.objects.all()._raw_delete("default"),
        lambda: Acknowledgement.objects.update(words="khác"),
        lambda: Acknowledgement.objects.all()._raw_delete("default"),
    )
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.create(
            school_id=school.id, number=9, kind="erased", ref="x", at_us=1, noted_us=1
        )


def test_the_board_acknowledges_in_words_and_nobody_his_own(school: SchoolScene) -> None:
    told = Told(ChangeKind.ALARMS, "a:1", 1, by=school.principal, basis="13/QĐ")
    services.gather(school=school.id, told=[told])
    row = Change.objects.get()
    for who in (school.it_teacher, school.duty_officer, hoa_sen().principal):
        with pytest.raises(Refused):
            services.acknowledge(change=row.id, by=who, words="Đã biết")
    with pytest.raises(Refused) as own:
        services.acknowledge(change=row.id, by=school.principal, words="Đã biết")
    assert own.value.refusal.code == "own_change"
    with pytest.raises(ValueError, match="empty"):
        services.acknowledge(change=row.id, by=school.vice_principal, words=" ")
    services.acknowledge(change=row.id, by=school.vice_principal, words="Đã biết")
    with pytest.raises(ValidationError):
        services.acknowledge(change=row.id, by=school.vice_principal, words="Lần nữa")
    assert selectors.counts(school.id, 0, 2) == {"all": 1, "unacknowledged": 0}


def test_what_the_supervisor_wrote_is_read_whatever_is_wrong_with_it(folder: DataFolder) -> None:
    """A line that is cut short costs itself and no other; a full folder stops nobody."""
    endings.note(folder, "watch", "-9")
    with (folder.run / endings.FILE).open("a") as file:
        file.write('{"at_us": 5, "prog\n[1]\n{"at_us": "x"}\n')
    endings.note(folder, "web", "1")
    assert [each.subject for each in endings_of(folder.run)] == ["watch (-9)", "web (1)"]
    assert endings_of(folder.run / "gone") == []
    endings.note(DataFolder(folder.root / "gone"), "web", "1")
