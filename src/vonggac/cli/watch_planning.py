"""Plan down to ``watch``: which cameras, how each is looked at, and the way to its own clock and events."""

from collections.abc import Iterable

from vonggac.kernel.digests import facts_digest
from vonggac.places import selectors as places
from vonggac.places.watching import Shape, StreamShape
from vonggac.watch.plan import StreamFacts, WatchedCamera, WatchPlan
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
        commissioned=_facts(row.reference.main),
        commissioned_sub=_facts(row.reference.sub),
        view_since_us=row.reference.view_since_us,
        installed=facts_digest(
            {"main": row.main_url, "sub": row.sub_url, "since": row.commissioned_us}
        ),
        onvif_url=row.device.onvif_url,
        username=row.username,
        password=row.password,
        event_kinds=row.watch.triggers,
    )


def _facts(shape: StreamShape | None) -> StreamFacts | None:
    if shape is None:
        return None
    return StreamFacts(
        shape.codec,
        shape.width,
        shape.height,
        shape.milli_fps / 1000,
        shape.bits_per_second,
        shape.key_interval_us,
    )


def _zones(shapes: Iterable[Shape]) -> tuple[Zone, ...]:
    return tuple(Zone(each.name, each.points) for each in shapes)
