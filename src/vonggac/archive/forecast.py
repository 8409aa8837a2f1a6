"""How long the volumes suffice: bytes a day of the last days, against the room and the days that were decided."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from vonggac.archive.sql import query
from vonggac.archive.volume_states import VolumeState
from vonggac.kernel.clock import DAY_US, now_us

LOOKED_BACK_DAYS = 7
_SHORTEST_US = DAY_US // 24
"""A rate is not told from less recorded time than this."""


@dataclass(frozen=True, slots=True)
class CameraForecast:
    camera: str
    bytes_a_day: int
    decided_days: int | None
    """None: nobody could tell."""
    kept_days: float
    """Age of the oldest footage."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What will be, if the coming days are as the last ones."""

    days_possible: int | None
    """“đủ N ngày”: every camera's footage fits for so many days; None: too little recorded to tell."""
    bytes_a_day: int
    needed_bytes: int
    """For all cameras' decided days."""
    capacity_bytes: int
    """Footage that is there and room that is left, without the reserves."""
    room_bytes: int
    full_at_us: int | None
    """When the room is used up before the decided days are reached; None: it suffices."""
    cameras: tuple[CameraForecast, ...]

    @property
    def enough(self) -> bool:
        return self.needed_bytes <= self.capacity_bytes

    @property
    def missing_bytes(self) -> int:
        return max(0, self.needed_bytes - self.capacity_bytes)

    def to_json(self) -> dict[str, Any]:
        derived = {"enough": self.enough, "missing_bytes": self.missing_bytes}
        return asdict(self) | {"cameras": [asdict(each) for each in self.cameras]} | derived


def forecast(
    states: Sequence[VolumeState],
    days_of: Callable[[str], int | None] = lambda _: None,
    *,
    at_us: int | None = None,
) -> Forecast:
    """``states``: of every volume, as ``archive.status`` or a probe tells. ``days_of``: None where nobody can tell."""
    moment_us = now_us() if at_us is None else at_us
    rates = bytes_a_day(moment_us)
    oldest = _oldest()
    cameras = tuple(
        CameraForecast(
            camera,
            rates.get(camera, 0),
            days_of(camera),
            round(max(0, moment_us - oldest[camera]) / DAY_US, 1) if camera in oldest else 0.0,
        )
        for camera in sorted(rates | oldest)
    )
    daily = sum(each.bytes_a_day for each in cameras)
    needed = sum(each.bytes_a_day * (each.decided_days or 0) for each in cameras)
    room = sum(each.room_bytes for each in states)
    # What lies on a retired volume goes in time and is not replaced there: no room for what comes.
    capacity = room + sum(each.footage_bytes for each in states if each.listed and each.there)
    full_at_us = moment_us + room * DAY_US // daily if daily and needed > capacity else None
    possible = capacity // daily if daily else None
    return Forecast(possible, daily, needed, capacity, room, full_at_us, cameras)


def bytes_a_day(at_us: int) -> dict[str, int]:
    """Of each camera, both streams: the mean over the last whole days, over what there is where there is less."""
    today = at_us // DAY_US
    rows = query(
        "SELECT t.camera, d.day, SUM(d.bytes), MAX(d.span_us) FROM archive_daytotal d"
        " JOIN archive_stream t ON t.id = d.stream_id WHERE d.day >= %s AND d.day <= %s"
        " GROUP BY t.camera, d.day",
        (today - LOOKED_BACK_DAYS, today),
    )
    days: dict[str, dict[int, tuple[int, int]]] = {}
    for camera, day, size, span_us in rows:
        days.setdefault(camera, {})[day] = size, span_us
    return {camera: _rate(each, today) for camera, each in days.items()}


def _rate(days: Mapping[int, tuple[int, int]], today: int) -> int:
    first = min(days)
    whole = [size for day, (size, _) in days.items() if first < day < today]
    if whole:
        return sum(whole) // (today - 1 - first)
    size = sum(each for each, _ in days.values())
    span_us = sum(each for _, each in days.values())
    return size * DAY_US // span_us if span_us >= _SHORTEST_US else 0


def _oldest() -> dict[str, int]:
    rows = query(
        "SELECT t.camera, MIN(r.from_us) FROM archive_stream t"
        " JOIN archive_stretch r ON r.stream_id = t.id AND r.kind = 1 GROUP BY t.camera"
    )
    return dict(rows)
