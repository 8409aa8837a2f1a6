"""Tables of directives. Data and constraints only."""

from vonggac.directives.models.drafts import OralDraft
from vonggac.directives.models.orders import (
    MAX_CONFIRM_US,
    MAX_FOOTAGE_US,
    MAX_ORAL_US,
    MAX_VALID_US,
    ORAL_CONSTRAINTS,
    STANDING,
    USABLE,
    Directive,
    DirectiveCamera,
    DirectiveExecutor,
    DirectiveState,
    PolicyDecision,
    Proposal,
    ProposalState,
)

__all__ = [
    "MAX_CONFIRM_US",
    "MAX_FOOTAGE_US",
    "MAX_ORAL_US",
    "MAX_VALID_US",
    "ORAL_CONSTRAINTS",
    "STANDING",
    "USABLE",
    "Directive",
    "DirectiveCamera",
    "DirectiveExecutor",
    "DirectiveState",
    "OralDraft",
    "PolicyDecision",
    "Proposal",
    "ProposalState",
]
