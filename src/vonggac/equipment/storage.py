"""What can be done to the list of volumes, and how much of one may be left free."""

from enum import StrEnum

MOST_RESERVE_BYTES = 100 * 10**12


class VolumeDeed(StrEnum):
    """Stands in ``VolumeChange.what``."""

    ADD = "add"
    RETIRE = "retire"
    FIRST = "first"
    RESERVE = "reserve"
