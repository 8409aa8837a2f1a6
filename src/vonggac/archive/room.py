"""Which volumes there are, what each is like, and whether there is room for the next day (I6)."""

from collections.abc import Sequence

from vonggac.archive import services
from vonggac.archive.findings import FindingKind, Found
from vonggac.archive.sql import query
from vonggac.archive.volume_states import Asked, VolumeState, probe
from vonggac.archive.volumes import listed
from vonggac.kernel.data_folder import DataFolder
from vonggac.recorder.plan import FLOOR_BYTES, RESERVE_BYTES
from vonggac.vault.volumes import Volume

LOW_BYTES = 5 << 30


def look(data: DataFolder, *, at_us: int) -> list[VolumeState]:
    """Every volume of the list, then those that are not listed any more. A list that cannot be read is a finding."""
    try:
        wanted = listed(data)
        services.settle(FindingKind.VOLUME, [str(data.volumes_file)])
    except (OSError, ValueError) as error:
        wanted = [Volume(data.default_volume)]
        found = Found(FindingKind.VOLUME, str(data.volumes_file), str(error))
        services.report([found], at_us=at_us)
    states = probe(_asked(wanted))
    for each in states:
        if each.there and each.marker:
            # Remembered for when it is away, or is not listed any more.
            services.mark_volume(path=each.path, marker=each.marker)
    return states


def _asked(wanted: Sequence[Volume]) -> list[Asked]:
    rows = {
        path: (marker, size)
        for path, marker, size in query(
            "SELECT v.path, v.marker, COALESCE((SELECT SUM(d.bytes) FROM archive_daytotal d"
            " WHERE d.volume_id = v.id), 0) FROM archive_volume v ORDER BY v.id"
        )
    }
    asked = []
    for each in wanted:
        marker, size = rows.pop(str(each.path), ("", 0))
        reserve = RESERVE_BYTES if each.reserve_bytes is None else each.reserve_bytes
        asked.append(Asked(str(each.path), each.id or marker, reserve, size))
    return asked + [
        Asked(path, marker, 0, size, listed=False) for path, (marker, size) in rows.items()
    ]


def low(states: Sequence[VolumeState], bytes_a_day: int) -> bool:
    """Less than a day, or than 5 GiB, may still be written."""
    return sum(each.room_bytes for each in states) < max(LOW_BYTES, bytes_a_day)


def spent(states: Sequence[VolumeState]) -> bool:
    """There is a volume that takes footage, and none has more than its reserve: what is recorded now eats it up."""
    usable = _usable(states)
    return bool(usable) and all(each.room_bytes == 0 for each in usable)


def full(states: Sequence[VolumeState]) -> bool:
    """The reserves are eaten up, too: nothing is recorded any more."""
    return spent(states) and all(
        each.free_bytes <= min(FLOOR_BYTES, each.reserve_bytes) for each in _usable(states)
    )


def _usable(states: Sequence[VolumeState]) -> list[VolumeState]:
    return [each for each in states if each.there and each.writable and each.listed]
