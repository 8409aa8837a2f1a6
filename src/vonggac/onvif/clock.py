"""A device's clock as it says it (GetSystemDateAndTime)."""

from datetime import UTC, datetime

from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.instants import from_datetime
from vonggac.onvif.markup import Node


def offset_from(answer: Node, at_us: int) -> int | None:
    """Device less ours in µs, good to half a second; None where it says no possible UTC time.

    ``at_us``: our clock when it was said. Devices say whole seconds: on average half of one has passed.
    """
    said = answer.find("SystemDateAndTime", "UTCDateTime")
    if said is None:
        return None
    date, time = said.find("Date"), said.find("Time")
    if date is None or time is None:
        return None
    try:
        device = datetime(
            date.number("Year"),
            date.number("Month"),
            date.number("Day"),
            time.number("Hour"),
            time.number("Minute"),
            min(59, time.number("Second")),
            tzinfo=UTC,
        )
    except ValueError:
        return None
    return from_datetime(device) + SECOND_US // 2 - at_us
