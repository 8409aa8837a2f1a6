"""Plan down to ``watch``: which cameras, how each is looked at, and the way to its own clock and events."""

from collections.abc import Iterable

from vonggac.kernel.digests import facts_digest
from vonggac.places import selectors as places
from vonggac.places.watching import Shape
from vonggac.watch.plan import WatchedCamera, WatchPlan
from vonggac.watch.sighting import Zone


def watch_plan(rows: Iterable[places.CameraRow], *, virtual: bool = False) -> WatchPlan:
    """``virtual``: cameras may be simulated ones, which show the same film again and again and are no loops."""
    return WatchPlan(tuple(watched(row, virtual=virtual) for row in rows))


def watched(row: places.CameraRow, *, virtual: bool = False) -> WatchedCamera:
    """One camera: its sub stream where it has one."""
    return WatchedCamera(
        camera=row.id,
        stream="sub" if row.sub_url else "main",
        zones=_zones(row.watch.zones),
        masks=_zones(row.watch.masks),
        sensitivity=row.watch.sensitivity,
        motion=row.watch.motion,
        loops=not virtual,
        installed=facts_digest(
            {"main": row.main_url, "sub": row.sub_url, "since": row.commissioned_us}
        ),
        onvif_url=row.device.onvif_url,
        username=row.username,
        password=row.password,
        event_kinds=row.watch.triggers,
    )


def _zones(shapes: Iterable[Shape]) -> tuple[Zone, ...]:
    return tuple(Zone(each.name, each.points) for each in shapes)
