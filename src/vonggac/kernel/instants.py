"""Instants as text: compact UTC names for files and folders, ISO 8601 for logs and JSON.

Local time exists only at the page (web) and is not made here.
"""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COMPACT = "%Y%m%dT%H%M%S"


def to_datetime(at_us: int) -> datetime:
    """An aware UTC datetime, exact to the microsecond."""
    return _EPOCH + timedelta(microseconds=at_us)


def from_datetime(at: datetime) -> int:
    """Raises ValueError on a naive datetime: whose midnight would it be?"""
    if at.tzinfo is None:
        raise ValueError("a datetime without a zone is no instant")
    return (at - _EPOCH) // timedelta(microseconds=1)


def iso(at_us: int) -> str:
    """``2026-11-22T16:45:08.123456Z``."""
    return to_datetime(at_us).strftime("%Y-%m-%dT%H:%M:%S.%f") + "Z"


def compact(at_us: int) -> str:
    """``20261122T164508123456Z``: sorts by time, safe in every file system."""
    return to_datetime(at_us).strftime(_COMPACT + "%f") + "Z"


def parse_compact(text: str) -> int:
    """The inverse of ``compact``. Raises ValueError on anything else."""
    if len(text) != 22 or not text.endswith("Z"):
        raise ValueError(f"not a compact instant: {text!r}")
    at = datetime.strptime(text[:-1], _COMPACT + "%f").replace(tzinfo=UTC)
    return from_datetime(at)


def day_folder(at_us: int) -> tuple[str, str]:
    """``("2026-11-22", "16")``: the UTC day and hour that a segment starting then is filed under."""
    at = to_datetime(at_us)
    return at.strftime("%Y-%m-%d"), at.strftime("%H")


def month(at_us: int) -> str:
    """``"2026-11"``: the key epoch of an instant is its UTC calendar month."""
    return to_datetime(at_us).strftime("%Y-%m")
