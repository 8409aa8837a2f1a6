"""Writes of the room. A directive is whole when it is issued: nothing widens it, and nothing can be dated back."""

from vonggac.directives.services.drafting import lay_draft_aside, save_draft
from vonggac.directives.services.ending import (
    begin,
    complete,
    end_with_its_request,
    mark_seen_by_head,
    withdraw,
)
from vonggac.directives.services.issuing import EXECUTING, STORED_ACTS, issue, own_demand
from vonggac.directives.services.oral import (
    ORAL_ACTS,
    confirm,
    deny,
    enter_oral,
    lapse_unconfirmed,
    require_may_enter,
    settle,
)
from vonggac.directives.services.proposals import agree, propose, refuse
from vonggac.directives.services.settling import decide_policy

__all__ = [
    "EXECUTING",
    "ORAL_ACTS",
    "STORED_ACTS",
    "agree",
    "begin",
    "complete",
    "confirm",
    "decide_policy",
    "deny",
    "end_with_its_request",
    "enter_oral",
    "issue",
    "lapse_unconfirmed",
    "lay_draft_aside",
    "mark_seen_by_head",
    "own_demand",
    "propose",
    "refuse",
    "require_may_enter",
    "save_draft",
    "settle",
    "withdraw",
]
