"""The clerk's looks at the camera network, joined from rooms that do not know each other."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from tests.scenes.schools import SchoolScene, yen_cuong
from vonggac.cli import networking
from vonggac.network import selectors
from vonggac.places.models import Camera
from vonggac.watch import network
from vonggac.watch.network import Seen

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def school(db: None) -> SchoolScene:
    made = yen_cuong()
    for place, row in enumerate(Camera.objects.exclude(pk=made.cameras["gate"])):
        Camera.objects.filter(pk=row.pk).update(main_url=f"rtsp://cam-{place}.invalid/1")
    Camera.objects.filter(pk=made.cameras["gate"]).update(
        main_url="rtsp://192.168.1.20:554/1", onvif_url="", mac="a4:14:37:00:00:20"
    )
    return made


def test_only_the_night_is_for_a_whole_look() -> None:
    assert [networking.night_of(datetime(2026, 3, 2, hour, tzinfo=UTC)) for hour in (0, 1, 5)] == [
        "",
        "2026-03-02",
        "",
    ]


def test_a_whole_look_opens_records(school: SchoolScene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The registered camera at its address is no record; a stranger beside it is one."""
    asked: list[Sequence[str]] = []

    async def look(nets: Sequence[str]) -> tuple[Seen, ...]:
        asked.append(nets)
        return (
            Seen("192.168.1.20", "a4:14:37:00:00:20", (554,)),
            Seen("192.168.1.77", "9c:14:63:00:00:77"),
        )

    monkeypatch.setattr(network, "look", look)
    networking.whole_look()
    assert asked == [("192.168.1.0/24",)]
    assert [each.ip for each in selectors.waiting(school.id)] == ["192.168.1.77"]


def test_a_glance_tells_nobody_missing(
    school: SchoolScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "glance", lambda nets: ())
    networking.glance()
    assert not selectors.waiting(school.id).exists()


def test_a_change_without_a_decision_is_not_explained(school: SchoolScene) -> None:
    camera = school.cameras["gate"]
    assert not networking.explained(camera, since_us=1 << 60)
