"""What the machine knows about its own clock, for the field ``clock`` of every entry (FORMATS
§4.2).
"""

import ctypes
import sys
from typing import Any

_UNSYNCHRONISED = 0x0040
_NANOSECONDS = 0x2000
_ERROR = 5


class _Timex(ctypes.Structure):
    """``struct timex`` of Linux, adjtimex(2)."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("constant", ctypes.c_long),
        ("precision", ctypes.c_long),
        ("tolerance", ctypes.c_long),
        ("time", ctypes.c_long * 2),
        ("tick", ctypes.c_long),
        ("unused", ctypes.c_long * 32),
    )


def _adjtimex() -> Any:
    if not sys.platform.startswith("linux"):
        return None
    try:
        return ctypes.CDLL(None, use_errno=True).adjtimex
    except (OSError, AttributeError):
        return None


_READ = _adjtimex()


def clock_state() -> dict[str, Any]:
    """The kernel's own account where it has one: synchronised or not, offset, greatest error.

    Never fails.
    """
    if _READ is None:
        return {"src": "unknown"}
    state = _Timex()
    code = _READ(ctypes.byref(state))
    if code < 0:
        return {"src": "unknown"}
    if code == _ERROR or state.status & _UNSYNCHRONISED:
        return {"src": "kernel", "synced": False}
    offset_us = state.offset // 1000 if state.status & _NANOSECONDS else state.offset
    return {
        "src": "kernel",
        "synced": True,
        "off_us": int(offset_us),
        "max_err_us": max(0, int(state.maxerror)),
    }
