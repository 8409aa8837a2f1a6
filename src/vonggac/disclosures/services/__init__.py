"""Writes of the room: from filing a request to closing it. Every step re-reads its row within the transaction."""

from vonggac.disclosures.services.carrying import (
    begin,
    close_medium,
    complete,
    hand_over,
    mark_extracted,
    write_minutes,
)
from vonggac.disclosures.services.clockwork import follow
from vonggac.disclosures.services.deciding import (
    agree,
    enter_superior_decision,
    escalate,
    refuse,
)
from vonggac.disclosures.services.filing import answer_more, edit, file, name_subjects, send
from vonggac.disclosures.services.limits import decide_limits
from vonggac.disclosures.services.ordering import Scope
from vonggac.disclosures.services.papers import attach, read
from vonggac.disclosures.services.receiving import (
    answer_no_data,
    ask_more,
    enter_filed_paper,
    extend,
    put_to_board,
    receive,
    withdraw,
)

__all__ = [
    "Scope",
    "agree",
    "answer_more",
    "answer_no_data",
    "ask_more",
    "attach",
    "begin",
    "close_medium",
    "complete",
    "decide_limits",
    "edit",
    "enter_filed_paper",
    "enter_superior_decision",
    "escalate",
    "extend",
    "file",
    "follow",
    "hand_over",
    "mark_extracted",
    "name_subjects",
    "put_to_board",
    "read",
    "receive",
    "refuse",
    "send",
    "withdraw",
    "write_minutes",
]
