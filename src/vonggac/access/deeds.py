"""Deeds that are no viewing, and whose position includes them: a positive list, derived from the matrix."""

from dataclasses import dataclass
from enum import StrEnum

from vonggac.access.matrix import Answer, Row, answered, printed
from vonggac.people.roles import BOARD, Power, Role


class Deed(StrEnum):
    CONFIGURE_CAMERAS = "configure_cameras"
    SEE_CONFIGURATION = "see_configuration"
    SEE_SYSTEM = "see_system"
    SEARCH = "search"
    SEE_PEOPLE = "see_people"
    MANAGE_ACCOUNTS = "manage_accounts"
    APPROVE_ACCOUNTS = "approve_accounts"
    APPOINT = "appoint"
    MANAGE_ROSTER = "manage_roster"
    OPEN_SHIFT = "open_shift"
    ISSUE_DIRECTIVE = "issue_directive"
    ORAL_DIRECTIVE = "oral_directive"
    PROPOSE_CHECK = "propose_check"
    TECHNICAL_CHECK = "technical_check"
    OWN_DEMAND = "own_demand"
    READ_DIRECTIVES = "read_directives"
    FILE_REQUEST = "file_request"
    RECEIVE_REQUESTS = "receive_requests"
    DECIDE_REQUESTS = "decide_requests"
    DECIDE_COPIES = "decide_copies"
    PLACE_HOLD = "place_hold"
    RELEASE_HOLD = "release_hold"
    READ_HOLDS = "read_holds"
    OPEN_CASE = "open_case"
    READ_CASES = "read_cases"
    DIRECT_CASES = "direct_cases"
    REPORT_VIOLATION = "report_violation"
    DECIDE_VIOLATIONS = "decide_violations"
    READ_VIOLATION_NUMBERS = "read_violation_numbers"
    REPORT_BREACH = "report_breach"
    HANDLE_BREACH = "handle_breach"
    ACKNOWLEDGE_CHANGES = "acknowledge_changes"
    SNAPSHOT_LIVE = "snapshot_live"
    PRINT = "print"
    EXPORT = "export"
    READ_PICTURES = "read_pictures"
    READ_REGISTERS = "read_registers"
    READ_USAGE_BOOK = "read_usage_book"
    OPEN_USAGE_BOOK = "open_usage_book"
    """To see something of it: all, one's own lines, or numbers and days."""
    READ_USAGE_NUMBERS = "read_usage_numbers"
    READ_OWN_USAGE = "read_own_usage"
    CORRECT_USAGE_BOOK = "correct_usage_book"
    CHECK_USAGE_BOOK = "check_usage_book"
    OPEN_AUDIT = "open_audit"
    """To see something of the system log: all of it, or one's own deeds."""
    READ_AUDIT = "read_audit"
    CHANGE_SETTINGS = "change_settings"
    SETTINGS_OF_ACCESS = "settings_of_access"
    PROPOSE_TEMPLATE = "propose_template"
    READ_REFUSALS = "read_refusals"
    INSPECT = "inspect"
    SEND_SUGGESTION = "send_suggestion"
    GATHER_SUGGESTIONS = "gather_suggestions"
    ANSWER_SUGGESTIONS = "answer_suggestions"
    KEEP_REGISTER = "keep_register"
    ENACT_REGULATION = "enact_regulation"
    OPEN_FAILURE = "open_failure"
    WORK_FAILURE = "work_failure"
    CONFIRM_FAILURE = "confirm_failure"
    READ_FAILURES = "read_failures"
    STOP_DEVICE = "stop_device"
    RESTART_DEVICE = "restart_device"
    READ_ASSETS = "read_assets"
    KEEP_ASSETS = "keep_assets"
    APPROVE_CONNECTION = "approve_connection"
    ANSWER_NETWORK = "answer_network"
    READ_DEVICE_BOOK = "read_device_book"
    WRITE_DEVICE_BOOK = "write_device_book"
    PLAN_MAINTENANCE = "plan_maintenance"
    APPROVE_MAINTENANCE = "approve_maintenance"
    ORDER_MAINTENANCE = "order_maintenance"
    DO_MAINTENANCE = "do_maintenance"
    READ_MAINTENANCE = "read_maintenance"
    CHECK_DEVICE_BOOK = "check_device_book"
    PLAN_STOCKTAKE = "plan_stocktake"
    DECIDE_STOCKTAKE = "decide_stocktake"
    TAKE_STOCK = "take_stock"
    READ_STOCKTAKES = "read_stocktakes"
    PROPOSE_REPAIR = "propose_repair"
    DECIDE_REPAIR = "decide_repair"
    READ_REPAIRS = "read_repairs"
    READ_REPORTS = "read_reports"
    DRAFT_REPORT = "draft_report"
    SIGN_REPORT = "sign_report"
    MAKE_TOKENS = "make_tokens"
    READ_TOKENS = "read_tokens"
    KEEP_WITNESSES = "keep_witnesses"
    CONFIRM_WITNESSES = "confirm_witnesses"


@dataclass(frozen=True, slots=True)
class Allowed:
    """``head``: only the principal or who is in charge, whatever other role it is; or a vice-principal to whom the
    head left ``power`` by a giấy ủy quyền, for its time. ``ticket``: roles that it belongs to only while an open
    failure or maintenance order of that device is theirs (○ ticket).
    """

    roles: frozenset[Role]
    clause: str
    head: bool = False
    power: Power | None = None
    ticket: frozenset[Role] = frozenset()


_IT = frozenset({Role.IT_TEACHER})
_OFFICER = printed(Row.LIVE, "○ shift + areas")
_NEVER_WITHOUT = answered(Row.PLAYBACK, Answer.ALLOWED, Answer.WITH_BASIS)
"""Who can come to stored footage at all, by right or with a basis."""
_BOARD_AND_IT = BOARD | _IT

_OF_THE_TABLE: dict[Deed, Allowed] = {
    Deed.CONFIGURE_CAMERAS: Allowed(
        printed(Row.CONFIGURATION, "● with basis"),
        "khoản 2 Điều 2",
        ticket=printed(Row.CONFIGURATION, "○ ticket"),
    ),
    Deed.SEE_CONFIGURATION: Allowed(answered(Row.CONFIGURATION), "khoản 2 Điều 2"),
    Deed.SEARCH: Allowed(_NEVER_WITHOUT, "khoản 1 Điều 2"),
    Deed.READ_DIRECTIVES: Allowed(_NEVER_WITHOUT, "khoản 1 Điều 2"),
    Deed.MANAGE_ACCOUNTS: Allowed(printed(Row.ACCOUNTS, "duyệt", "thao tác"), "khoản 1 Điều 4"),
    Deed.APPROVE_ACCOUNTS: Allowed(printed(Row.ACCOUNTS, "duyệt"), "khoản 1 Điều 4"),
    Deed.OPEN_SHIFT: Allowed(_OFFICER, "khoản 2 Điều 3"),
    Deed.ISSUE_DIRECTIVE: Allowed(
        answered(Row.DIRECTIVE), "khoản 1 Điều 2", head=True, power=Power.ISSUE_DIRECTIVE
    ),
    Deed.ORAL_DIRECTIVE: Allowed(printed(Row.DIRECTIVE, "draft “khẩn bằng lời”"), "khoản 1 Điều 2"),
    Deed.TECHNICAL_CHECK: Allowed(answered(Row.TECHNICAL_CHECK), "khoản 6 Điều 2"),
    Deed.OWN_DEMAND: Allowed(answered(Row.PLAYBACK), "khoản 2 Điều 4"),
    Deed.FILE_REQUEST: Allowed(answered(Row.FILE_REQUEST), "khoản 3 Điều 4"),
    Deed.DECIDE_REQUESTS: Allowed(answered(Row.APPROVE_VIEWING), "khoản 3 Điều 4"),
    Deed.DECIDE_COPIES: Allowed(
        printed(Row.APPROVE_COPY, "●", "setting"),
        "khoản 3 Điều 4",
        head=True,
        power=Power.APPROVE_COPY,
    ),
    Deed.SNAPSHOT_LIVE: Allowed(answered(Row.LIVE_SNAPSHOT), "khoản 2 Điều 3"),
    Deed.PRINT: Allowed(answered(Row.PRINT, Answer.ALLOWED, Answer.WITH_BASIS), "khoản 5 Điều 5"),
    Deed.EXPORT: Allowed(printed(Row.EXPORT, "○ executor"), "khoản 5 Điều 5"),
    Deed.READ_USAGE_BOOK: Allowed(answered(Row.USAGE_BOOK), "khoản 2 Điều 3"),
    Deed.OPEN_USAGE_BOOK: Allowed(
        answered(Row.USAGE_BOOK, Answer.ALLOWED, Answer.OWN)
        | printed(Row.USAGE_BOOK, "number + date only"),
        "khoản 2 Điều 3",
    ),
    Deed.READ_USAGE_NUMBERS: Allowed(
        answered(Row.USAGE_BOOK) | printed(Row.USAGE_BOOK, "number + date only"), "khoản 2 Điều 3"
    ),
    Deed.READ_OWN_USAGE: Allowed(
        answered(Row.USAGE_BOOK, Answer.ALLOWED, Answer.OWN), "khoản 2 Điều 3"
    ),
    Deed.OPEN_AUDIT: Allowed(
        answered(Row.AUDIT, Answer.ALLOWED, Answer.OWN) | printed(Row.AUDIT, "read only"),
        "khoản 1 Điều 4",
    ),
    Deed.READ_AUDIT: Allowed(
        answered(Row.AUDIT) | printed(Row.AUDIT, "read only"), "khoản 1 Điều 4"
    ),
    Deed.SEND_SUGGESTION: Allowed(printed(Row.SUGGESTION, "●"), "Điều 7"),
    Deed.ANSWER_SUGGESTIONS: Allowed(printed(Row.SUGGESTION, "answer"), "Điều 7"),
    Deed.DECIDE_VIOLATIONS: Allowed(
        printed(Row.VIOLATION, "●", "● (not if involved)"), "khoản 2 Điều 6"
    ),
    Deed.READ_VIOLATION_NUMBERS: Allowed(
        printed(Row.VIOLATION, "●", "● (not if involved)", "file number"), "khoản 2 Điều 3"
    ),
    Deed.REPORT_VIOLATION: Allowed(
        printed(Row.VIOLATION, "●", "● (not if involved)", "report"), "khoản 2 Điều 3"
    ),
    Deed.CHANGE_SETTINGS: Allowed(BOARD, "khoản 1 Điều 2", head=True),
    Deed.OPEN_FAILURE: Allowed(
        printed(Row.FAILURE, "●", "open", "report a fault"), "khoản 5 Điều 2"
    ),
    Deed.WORK_FAILURE: Allowed(
        printed(Row.FAILURE, "●"), "khoản 5 Điều 2", ticket=printed(Row.FAILURE, "work")
    ),
    Deed.CONFIRM_FAILURE: Allowed(printed(Row.FAILURE, "confirm"), "khoản 2 Điều 3"),
    Deed.STOP_DEVICE: Allowed(
        answered(Row.STOP_DEVICE, Answer.ALLOWED, Answer.WITH_BASIS), "khoản 5 Điều 2"
    ),
    Deed.RESTART_DEVICE: Allowed(printed(Row.STOP_DEVICE, "●", "○ ticket"), "khoản 5 Điều 2"),
    Deed.WRITE_DEVICE_BOOK: Allowed(answered(Row.DEVICE_BOOK), "khoản 4 Điều 2"),
    Deed.PLAN_MAINTENANCE: Allowed(printed(Row.MAINTENANCE_PLAN, "lập"), "khoản 6 Điều 2"),
    Deed.APPROVE_MAINTENANCE: Allowed(printed(Row.MAINTENANCE_PLAN, "duyệt"), "khoản 6 Điều 2"),
    Deed.PLAN_STOCKTAKE: Allowed(answered(Row.STOCKTAKE), "khoản 7 Điều 2"),
    Deed.DECIDE_STOCKTAKE: Allowed(answered(Row.STOCKTAKE) & BOARD, "khoản 7 Điều 2"),
    Deed.TAKE_STOCK: Allowed(printed(Row.STOCKTAKE, "●", "member"), "khoản 7 Điều 2"),
    Deed.PROPOSE_REPAIR: Allowed(
        answered(Row.REPAIR_PROPOSAL, Answer.ALLOWED, Answer.WITH_BASIS), "khoản 5 Điều 2"
    ),
    Deed.DECIDE_REPAIR: Allowed(printed(Row.REPAIR_PROPOSAL, "duyệt"), "khoản 5 Điều 2"),
}

_BESIDE_THE_TABLE: dict[Deed, Allowed] = {
    Deed.SEE_SYSTEM: Allowed(
        _NEVER_WITHOUT | {Role.NETWORK_ADMIN, Role.SUPERVISOR}, "khoản 4 Điều 2"
    ),
    Deed.SEE_PEOPLE: Allowed(_NEVER_WITHOUT | {Role.CLERK, Role.SUPERVISOR}, "khoản 1 Điều 5"),
    Deed.APPOINT: Allowed(BOARD, "khoản 2 Điều 2", head=True),
    Deed.MANAGE_ROSTER: Allowed(BOARD, "khoản 2 Điều 3"),
    Deed.PROPOSE_CHECK: Allowed(_IT | _OFFICER, "khoản 2 Điều 3"),
    Deed.RECEIVE_REQUESTS: Allowed(_IT | {Role.CLERK}, "khoản 3 Điều 4"),
    Deed.PLACE_HOLD: Allowed(_BOARD_AND_IT, "khoản 1 Điều 6"),
    Deed.REPORT_BREACH: Allowed(_BOARD_AND_IT | _OFFICER | {Role.CLERK}, "khoản 5 Điều 5"),
    Deed.HANDLE_BREACH: Allowed(BOARD, "khoản 5 Điều 5"),
    Deed.ACKNOWLEDGE_CHANGES: Allowed(BOARD, "khoản 3 Điều 5"),
    Deed.RELEASE_HOLD: Allowed(BOARD, "khoản 1 Điều 6"),
    Deed.READ_HOLDS: Allowed(_BOARD_AND_IT | {Role.SUPERVISOR}, "khoản 1 Điều 6"),
    Deed.OPEN_CASE: Allowed(_BOARD_AND_IT | _OFFICER, "khoản 2 Điều 3"),
    Deed.READ_CASES: Allowed(_BOARD_AND_IT | _OFFICER, "khoản 2 Điều 3"),
    Deed.DIRECT_CASES: Allowed(BOARD, "khoản 2 Điều 3"),
    Deed.READ_PICTURES: Allowed(
        _BOARD_AND_IT | _OFFICER | {Role.CLERK, Role.SUPERVISOR}, "khoản 2 Điều 3"
    ),
    Deed.READ_REGISTERS: Allowed(_BOARD_AND_IT | {Role.CLERK, Role.SUPERVISOR}, "khoản 5 Điều 5"),
    Deed.CORRECT_USAGE_BOOK: Allowed(_BOARD_AND_IT, "khoản 2 Điều 3"),
    Deed.CHECK_USAGE_BOOK: Allowed(BOARD, "khoản 2 Điều 3"),
    Deed.SETTINGS_OF_ACCESS: Allowed(BOARD, "khoản 1 Điều 2", head=True),
    Deed.PROPOSE_TEMPLATE: Allowed(_IT, "khoản 2 Điều 3"),
    Deed.READ_REFUSALS: Allowed(_BOARD_AND_IT, "khoản 3 Điều 5"),
    Deed.INSPECT: Allowed(BOARD, "khoản 1 Điều 3"),
    Deed.GATHER_SUGGESTIONS: Allowed(_IT | {Role.CLERK}, "Điều 7"),
    Deed.KEEP_REGISTER: Allowed(_BOARD_AND_IT | {Role.CLERK}, "Điều 7"),
    Deed.ENACT_REGULATION: Allowed(BOARD, "Điều 7", head=True),
    Deed.READ_ASSETS: Allowed(
        _NEVER_WITHOUT | {Role.NETWORK_ADMIN, Role.ACCOUNTANT, Role.SUPERVISOR}, "khoản 2 Điều 2"
    ),
    Deed.KEEP_ASSETS: Allowed(_IT | {Role.ACCOUNTANT}, "khoản 2 Điều 2"),
    Deed.APPROVE_CONNECTION: Allowed(BOARD, "khoản 2 Điều 5"),
    Deed.ANSWER_NETWORK: Allowed(_BOARD_AND_IT, "khoản 2 Điều 5"),
    Deed.READ_DEVICE_BOOK: Allowed(
        _NEVER_WITHOUT | {Role.NETWORK_ADMIN, Role.SUPERVISOR}, "khoản 4 Điều 2"
    ),
    Deed.CHECK_DEVICE_BOOK: Allowed(BOARD, "khoản 1 Điều 3"),
    Deed.ORDER_MAINTENANCE: Allowed(_BOARD_AND_IT, "khoản 6 Điều 2"),
    Deed.DO_MAINTENANCE: Allowed(answered(Row.DEVICE_BOOK), "khoản 6 Điều 2"),
    Deed.READ_MAINTENANCE: Allowed(
        _NEVER_WITHOUT | {Role.NETWORK_ADMIN, Role.ACCOUNTANT, Role.SUPERVISOR}, "khoản 6 Điều 2"
    ),
    Deed.READ_FAILURES: Allowed(
        _NEVER_WITHOUT | {Role.NETWORK_ADMIN, Role.SUPERVISOR}, "khoản 4 Điều 2"
    ),
    Deed.READ_STOCKTAKES: Allowed(
        printed(Row.STOCKTAKE, "●", "member") | {Role.SUPERVISOR}, "khoản 7 Điều 2"
    ),
    Deed.READ_REPAIRS: Allowed(
        printed(Row.REPAIR_PROPOSAL, "duyệt", "●", "○", "view cost") | {Role.SUPERVISOR},
        "khoản 5 Điều 2",
    ),
    Deed.READ_REPORTS: Allowed(_BOARD_AND_IT | {Role.CLERK, Role.SUPERVISOR}, "khoản 2 Điều 3"),
    Deed.DRAFT_REPORT: Allowed(_BOARD_AND_IT, "khoản 2 Điều 3"),
    Deed.SIGN_REPORT: Allowed(BOARD, "khoản 2 Điều 3", head=True),
    Deed.MAKE_TOKENS: Allowed(BOARD, "khoản 1 Điều 4", head=True),
    Deed.READ_TOKENS: Allowed(_BOARD_AND_IT, "khoản 1 Điều 4"),
    Deed.KEEP_WITNESSES: Allowed(_IT, "khoản 2 Điều 2"),
    Deed.CONFIRM_WITNESSES: Allowed(BOARD, "khoản 1 Điều 2", head=True),
}
"""Deeds for which the matrix has no row of their own (ADR 0017 says why each)."""

MATRIX: dict[Deed, Allowed] = {**_OF_THE_TABLE, **_BESIDE_THE_TABLE}
