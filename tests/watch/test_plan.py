"""The plan of ``watch``: whole over the pipe, nothing else taken for one."""

import pytest

from vonggac.kernel.events import EventKind
from vonggac.watch.plan import StreamFacts, WatchedCamera, WatchPlan
from vonggac.watch.sighting import Zone

GATE = WatchedCamera(
    "gate01",
    "sub",
    zones=(Zone("Cổng", ((0, 0), (5000, 0), (5000, 10_000))),),
    masks=(Zone("Cây", ((1, 2), (3, 4), (5, 6))),),
    sensitivity=7,
    commissioned=StreamFacts("h264", 1920, 1080, 25.0, 3_000_000, 2_000_000),
    commissioned_sub=StreamFacts("h264", 640, 360, 5.0, 300_000, 2_000_000),
    view_since_us=1_700_000_000_000_000,
    onvif_url="http://10.0.0.2/onvif/device_service",
    username="admin",
    password="mat-khau-1",
    event_kinds=frozenset({EventKind.MOTION}),
)


def test_a_plan_survives_its_line() -> None:
    plan = WatchPlan((GATE, WatchedCamera("yard02", "main", motion=False)))
    assert "\n" not in plan.to_json()
    assert WatchPlan.from_json(plan.to_json()) == plan


def test_no_password_is_in_its_repr() -> None:
    assert "mat-khau-1" not in repr(GATE)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", '{"cameras": [{}]}', '{"cameras": [{"camera": "../x", "stream": "sub"}]}'],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        WatchPlan.from_json(text)
