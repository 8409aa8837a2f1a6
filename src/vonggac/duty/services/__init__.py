"""Writes of the room: the roster, shifts with their checklists and handover, lines of the usage book."""

from vonggac.duty.services.book import (
    USAGE_BOOK,
    correct_usage_line,
    index_of,
    join_with,
    line_text,
    write_usage_line,
)
from vonggac.duty.services.closing import KEEPERS, check_month, close_month
from vonggac.duty.services.handovers import TAKERS, hand_over, take_over
from vonggac.duty.services.roster import cancel_shift, roster_shift
from vonggac.duty.services.shifts import EARLY_US, IDLE_US, close_shift, end_overdue, open_shift
from vonggac.duty.services.signatures import first_signature, second_signature

__all__ = [
    "EARLY_US",
    "IDLE_US",
    "KEEPERS",
    "TAKERS",
    "USAGE_BOOK",
    "cancel_shift",
    "check_month",
    "close_month",
    "close_shift",
    "correct_usage_line",
    "end_overdue",
    "first_signature",
    "hand_over",
    "index_of",
    "join_with",
    "line_text",
    "open_shift",
    "roster_shift",
    "second_signature",
    "take_over",
    "write_usage_line",
]
