"""Deeds that are no viewing, and whose position includes them (matrix of REQUIREMENTS §4): a positive list."""

from dataclasses import dataclass
from enum import StrEnum

from vonggac.people.roles import Role


class Deed(StrEnum):
    CONFIGURE_CAMERAS = "configure_cameras"
    SEE_CONFIGURATION = "see_configuration"
    MANAGE_ACCOUNTS = "manage_accounts"
    APPOINT = "appoint"
    MANAGE_ROSTER = "manage_roster"
    OPEN_SHIFT = "open_shift"
    ISSUE_DIRECTIVE = "issue_directive"
    OWN_DEMAND = "own_demand"
    READ_DIRECTIVES = "read_directives"
    READ_USAGE_BOOK = "read_usage_book"
    READ_OWN_USAGE = "read_own_usage"
    CORRECT_USAGE_BOOK = "correct_usage_book"
    CHANGE_SETTINGS = "change_settings"
    READ_REFUSALS = "read_refusals"
    OPEN_FAILURE = "open_failure"
    WORK_FAILURE = "work_failure"
    CONFIRM_FAILURE = "confirm_failure"
    READ_FAILURES = "read_failures"


@dataclass(frozen=True, slots=True)
class Allowed:
    """``head``: only the principal or who is in charge, whatever other role it is."""

    roles: frozenset[Role]
    clause: str
    head: bool = False


_BOARD = frozenset({Role.PRINCIPAL, Role.VICE_PRINCIPAL})
_ALL = frozenset(Role)
_BOARD_AND_IT = _BOARD | {Role.IT_TEACHER}

MATRIX: dict[Deed, Allowed] = {
    Deed.CONFIGURE_CAMERAS: Allowed(frozenset({Role.IT_TEACHER}), "khoản 2 Điều 2"),
    Deed.SEE_CONFIGURATION: Allowed(_BOARD_AND_IT, "khoản 2 Điều 2"),
    Deed.MANAGE_ACCOUNTS: Allowed(_BOARD_AND_IT, "khoản 1 Điều 4"),
    Deed.APPOINT: Allowed(_BOARD, "khoản 2 Điều 2", head=True),
    Deed.MANAGE_ROSTER: Allowed(_BOARD, "khoản 2 Điều 3"),
    Deed.OPEN_SHIFT: Allowed(frozenset({Role.DUTY_OFFICER}), "khoản 2 Điều 3"),
    Deed.ISSUE_DIRECTIVE: Allowed(_BOARD, "khoản 1 Điều 2", head=True),
    Deed.OWN_DEMAND: Allowed(_BOARD, "khoản 2 Điều 4"),
    Deed.READ_DIRECTIVES: Allowed(_ALL, "khoản 1 Điều 2"),
    Deed.READ_USAGE_BOOK: Allowed(_BOARD_AND_IT, "khoản 2 Điều 3"),
    Deed.READ_OWN_USAGE: Allowed(_ALL, "khoản 2 Điều 3"),
    Deed.CORRECT_USAGE_BOOK: Allowed(_BOARD_AND_IT, "khoản 2 Điều 3"),
    Deed.CHANGE_SETTINGS: Allowed(_BOARD, "khoản 1 Điều 2", head=True),
    Deed.READ_REFUSALS: Allowed(_BOARD_AND_IT, "khoản 3 Điều 5"),
    Deed.OPEN_FAILURE: Allowed(frozenset({Role.IT_TEACHER, Role.DUTY_OFFICER}), "khoản 5 Điều 2"),
    Deed.WORK_FAILURE: Allowed(frozenset({Role.IT_TEACHER}), "khoản 5 Điều 2"),
    Deed.CONFIRM_FAILURE: Allowed(_BOARD, "khoản 2 Điều 3"),
    Deed.READ_FAILURES: Allowed(_ALL, "khoản 4 Điều 2"),
}
