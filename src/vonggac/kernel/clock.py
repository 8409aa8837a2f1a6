"""The one clock. Every instant in the product is an integer of microseconds since 1970, UTC, and comes from here."""

import time
from functools import cache
from pathlib import Path

SECOND_US = 1_000_000
MINUTE_US = 60 * SECOND_US
HOUR_US = 60 * MINUTE_US
DAY_US = 24 * HOUR_US

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def now_us() -> int:
    """The wall clock of this machine: may step when somebody sets it."""
    return time.time_ns() // 1_000


def monotonic_us() -> int:
    """A clock that only goes forward within one boot; its zero means nothing."""
    return time.monotonic_ns() // 1_000


@cache
def boot_id() -> str:
    """Names this boot of the machine, so that "the host was off" can be told from "the process was stopped"."""
    try:
        return _BOOT_ID.read_text().strip()
    except OSError:
        # Without Linux's boot id, the boot minute names the boot well enough to tell two apart.
        return f"boot-{(now_us() - monotonic_us()) // MINUTE_US}"
