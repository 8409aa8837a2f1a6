"""Writes of the room: persons, accounts and positions; signing in; the life of a login."""

from vonggac.people.services.accounts import (
    appoint,
    change_password,
    create_account,
    create_person,
    end_position,
    reset_password,
    set_account_state,
)
from vonggac.people.services.sessions import (
    Active,
    Ended,
    end_lapsed,
    end_session,
    open_session,
    resume,
)
from vonggac.people.services.signing_in import PasswordRight, SignInRefused, check_password

__all__ = [
    "Active",
    "Ended",
    "PasswordRight",
    "SignInRefused",
    "appoint",
    "change_password",
    "check_password",
    "create_account",
    "create_person",
    "end_lapsed",
    "end_position",
    "end_session",
    "open_session",
    "reset_password",
    "resume",
    "set_account_state",
]
