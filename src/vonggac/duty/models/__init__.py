"""Tables of the room: shifts, and the usage book."""

from vonggac.duty.models.book import UsageForm, UsageLine, UsageLineKey
from vonggac.duty.models.closings import MonthCheck, MonthClosing, UsageIndex
from vonggac.duty.models.shifts import (
    MAX_SHIFT_US,
    Handover,
    HandoverAnswer,
    Shift,
    ShiftCheck,
    ShiftEnd,
)

__all__ = [
    "MAX_SHIFT_US",
    "Handover",
    "HandoverAnswer",
    "MonthCheck",
    "MonthClosing",
    "Shift",
    "ShiftCheck",
    "ShiftEnd",
    "UsageForm",
    "UsageIndex",
    "UsageLine",
    "UsageLineKey",
]
