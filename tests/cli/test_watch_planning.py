"""What the office decided about watching reaches ``watch`` as it was decided."""

from uuid import uuid4

from vonggac.cli.watch_planning import watch_plan
from vonggac.kernel.events import EventKind
from vonggac.places import selectors as places
from vonggac.places.devices import Device
from vonggac.places.watching import Shape, WatchRules
from vonggac.watch.plan import WatchPlan

SQUARE = ((0, 0), (5000, 0), (5000, 5000), (0, 5000))


def row(**changes: object) -> places.CameraRow:
    facts: dict[str, object] = {
        "id": "gate01",
        "area": "Cổng",
        "name": "Cổng chính",
        "main_url": "rtsp://10.0.0.2/main",
        "sub_url": "rtsp://10.0.0.2/sub",
        "username": "admin",
        "password": "mat-khau-1",
        "transport": "tcp",
        "audio": False,
        "source_kind": "rtsp",
        "commissioned_us": 1,
        "school": uuid4(),
        "plan": None,
        "calendar": (),
        "watch": WatchRules(),
        "device": Device(onvif_url="http://10.0.0.2/onvif/device_service"),
    }
    return places.CameraRow(**facts | changes)  # type: ignore[arg-type]  # by name


def test_rules_of_a_camera_are_what_is_watched() -> None:
    rules = WatchRules(
        motion=False,
        sensitivity=8,
        zones=(Shape("Cổng", SQUARE),),
        masks=(Shape("Cây", SQUARE),),
        triggers=frozenset({EventKind.INPUT}),
    )
    plan = WatchPlan.from_json(watch_plan([row(watch=rules)]).to_json())
    (camera,) = plan.cameras
    assert (camera.camera, camera.stream) == ("gate01", "sub")
    assert (camera.motion, camera.sensitivity, camera.loops) == (False, 8, True)
    assert [zone.name for zone in (*camera.zones, *camera.masks)] == ["Cổng", "Cây"]
    assert camera.event_kinds == {EventKind.INPUT}
    assert camera.onvif_url == "http://10.0.0.2/onvif/device_service"
    assert (camera.username, camera.password) == ("admin", "mat-khau-1")


def test_without_a_sub_stream_the_main_one_is_watched() -> None:
    assert watch_plan([row(sub_url="")]).cameras[0].stream == "main"


def test_a_camera_at_another_address_is_another_installation() -> None:
    before, after = (
        watch_plan([row(main_url=url)]).cameras[0].installed for url in ("rtsp://a/1", "rtsp://b/1")
    )
    assert before != after


def test_the_same_rows_give_the_same_line() -> None:
    same = row()
    assert watch_plan([same]).to_json() == watch_plan([same]).to_json()


def test_films_that_repeat_themselves_are_no_loops() -> None:
    assert not watch_plan([row()], virtual=True).cameras[0].loops
