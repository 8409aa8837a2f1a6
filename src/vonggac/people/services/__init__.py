"""Writes of the room: persons, accounts and positions; signing in; the life of a login."""

from vonggac.people.services.accounts import change_password, create_account, create_person
from vonggac.people.services.opening import (
    approve_account,
    open_account,
    refuse_account,
    request_account,
    set_account_state,
)
from vonggac.people.services.positions import (
    appoint,
    delegate,
    end_position,
    hand_over_head,
    withdraw_delegation,
)
from vonggac.people.services.readiness import record_pledge, record_training
from vonggac.people.services.recovering import recover_password, require_helpers
from vonggac.people.services.resets import ask_reset, carry_out_reset, decide_reset
from vonggac.people.services.reviewing import confirm_review
from vonggac.people.services.scans import attach_scan
from vonggac.people.services.sessions import (
    Active,
    Ended,
    end_lapsed,
    end_session,
    open_session,
    resume,
)
from vonggac.people.services.signing_in import PasswordRight, SignInRefused, check_password
from vonggac.people.services.standing import require_board

__all__ = [
    "Active",
    "Ended",
    "PasswordRight",
    "SignInRefused",
    "appoint",
    "approve_account",
    "ask_reset",
    "attach_scan",
    "carry_out_reset",
    "change_password",
    "check_password",
    "confirm_review",
    "create_account",
    "create_person",
    "decide_reset",
    "delegate",
    "end_lapsed",
    "end_position",
    "end_session",
    "hand_over_head",
    "open_account",
    "open_session",
    "record_pledge",
    "record_training",
    "recover_password",
    "refuse_account",
    "request_account",
    "require_board",
    "require_helpers",
    "resume",
    "set_account_state",
    "withdraw_delegation",
]
