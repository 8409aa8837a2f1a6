"""What a camera is compared with: rows are added with a basis, the newest counts, the ledger is told."""

import pytest
from django.db import DatabaseError, transaction

from tests.places.test_decisions import row_of, told
from tests.scenes.schools import SchoolScene, yen_cuong
from vonggac.cli.watch_planning import watch_plan
from vonggac.kernel.text import TextRefused
from vonggac.places import selectors, services
from vonggac.places.models import StreamsAccepted, ViewAccepted
from vonggac.places.watching import Reference, StreamShape
from vonggac.watch.plan import StreamFacts, WatchPlan

MAIN = StreamShape("h264", 1920, 1080, 25_000, 3_000_000, 2_000_000)
SUB = StreamShape("h264", 640, 360, 5_000, 300_000, 2_000_000)


@pytest.fixture
def school() -> SchoolScene:
    return yen_cuong()


def test_accepted_streams_reach_the_plan_of_watch(school: SchoolScene) -> None:
    """The newest counts; a camera that nobody accepted is learnt by ``watch``."""
    gate = school.cameras["gate"]
    assert row_of(school, "gate").reference == Reference()
    for main in (SUB, MAIN):
        services.accept_streams(
            camera=gate, main=main, sub=SUB, basis="BB 03", by=school.it_teacher
        )
    assert row_of(school, "gate").reference == Reference(MAIN, SUB)
    (watched,) = WatchPlan.from_json(watch_plan([row_of(school, "gate")]).to_json()).cameras
    assert watched.commissioned == StreamFacts("h264", 1920, 1080, 25.0, 3_000_000, 2_000_000)
    assert watched.commissioned_sub == StreamFacts("h264", 640, 360, 5.0, 300_000, 2_000_000)
    assert [each["cam"] for each in told("streams.accepted")] == [gate, gate]


def test_an_accepted_view_gives_watch_another_beginning(school: SchoolScene) -> None:
    """Another ``view_since_us`` is another plan: the place is learnt anew."""
    gate = school.cameras["gate"]
    before = watch_plan([row_of(school, "gate")]).cameras[0]
    made = services.accept_view(camera=gate, basis="Cô Ánh cho quay camera", by=school.it_teacher)
    after = watch_plan([row_of(school, "gate")]).cameras[0]
    assert (before.view_since_us, after.view_since_us) == (0, made.decided_us)
    assert before != after
    assert len(told("view.accepted")) == 1


def test_nothing_is_accepted_without_a_basis(school: SchoolScene) -> None:
    gate = school.cameras["gate"]
    with pytest.raises(TextRefused):
        services.accept_view(camera=gate, basis=" ", by=school.it_teacher)
    with pytest.raises(TextRefused):
        services.accept_streams(camera=gate, main=MAIN, sub=None, basis="", by=school.it_teacher)
    assert selectors.references() == {}


def test_what_was_accepted_is_not_changed_or_removed(school: SchoolScene) -> None:
    """By no hand, not even one that goes round the services."""
    gate = school.cameras["gate"]
    services.accept_view(camera=gate, basis="x", by=school.it_teacher)
    services.accept_streams(camera=gate, main=MAIN, sub=None, basis="x", by=school.it_teacher)
    for table in (ViewAccepted, StreamsAccepted):
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.update(basis="y")
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.all().delete()


def test_a_row_that_is_no_stream_is_none() -> None:
    """Then ``watch`` learns by itself."""
    assert StreamShape.from_json({}) is None
    assert StreamShape.from_json({"codec": 3}) is None
    assert StreamShape.from_json({"width": "1920"}) is None
    assert StreamShape.from_json(MAIN.as_json()) == MAIN
