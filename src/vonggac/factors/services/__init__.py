"""Writes of the room: halves, showing a factor, enrolling and ending them."""

from vonggac.factors.services.enrolling import (
    ask_totp,
    end_factor,
    end_recovery_codes,
    forget_factors,
    keep_totp,
    new_recovery_codes,
    totp_address,
)
from vonggac.factors.services.halves import Holder, begin, end, forget_old, half_of, of_session
from vonggac.factors.services.passing import (
    Entered,
    NotPassed,
    Passed,
    enter,
    note_shown,
    show_code,
)

__all__ = [
    "Entered",
    "Holder",
    "NotPassed",
    "Passed",
    "ask_totp",
    "begin",
    "end",
    "end_factor",
    "end_recovery_codes",
    "enter",
    "forget_factors",
    "forget_old",
    "half_of",
    "keep_totp",
    "new_recovery_codes",
    "note_shown",
    "of_session",
    "show_code",
    "totp_address",
]
