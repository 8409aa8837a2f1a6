"""Reads of the room."""

from vonggac.disclosures.selectors.deciding import (
    Candidates,
    board_of,
    candidates,
    deciders,
    decisions_of,
    earlier_refusals,
    refusal_of,
    refusal_to_decide,
)
from vonggac.disclosures.selectors.footage import Left, anything_left, left
from vonggac.disclosures.selectors.limits import limits_history, limits_of
from vonggac.disclosures.selectors.printed import blank_data, forms_data, printable_forms
from vonggac.disclosures.selectors.rows import (
    Facts,
    facts_of,
    for_page,
    handover_of,
    line_words,
    media_due,
    minutes_of,
    paper_for,
    request,
    requests_of,
    sealed_of,
    sent_requests,
    standing_decision,
    waiting_for,
)
from vonggac.disclosures.selectors.totals import Totals, figures, sent_per, totals

__all__ = [
    "Candidates",
    "Facts",
    "Left",
    "Totals",
    "anything_left",
    "blank_data",
    "board_of",
    "candidates",
    "deciders",
    "decisions_of",
    "earlier_refusals",
    "facts_of",
    "figures",
    "for_page",
    "forms_data",
    "handover_of",
    "left",
    "limits_history",
    "limits_of",
    "line_words",
    "media_due",
    "minutes_of",
    "paper_for",
    "printable_forms",
    "refusal_of",
    "refusal_to_decide",
    "request",
    "requests_of",
    "sealed_of",
    "sent_per",
    "sent_requests",
    "standing_decision",
    "totals",
    "waiting_for",
]
