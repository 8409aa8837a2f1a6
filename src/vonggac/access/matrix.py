"""The permission matrix of REQUIREMENTS §4 as data, cell by cell as it is printed there.

``access.deeds`` derives who may do what from it, and nothing else decides by a table of its own. A person from
outside the school has no column: no account, no act.
"""

from dataclasses import dataclass
from enum import StrEnum

from vonggac.people.roles import Role


class Answer(StrEnum):
    """What the sign of a cell says. ``SHARE``: no sign but words: that part of the act and no more."""

    ALLOWED = "●"
    WITH_BASIS = "○"
    NO = "–"
    OWN = "◐"
    SHARE = ""


class Row(StrEnum):
    """The acts of the table, in its order."""

    LIVE = "live"
    PLAYBACK = "playback"
    TECHNICAL_CHECK = "technical_check"
    LIVE_SNAPSHOT = "live_snapshot"
    PRINT = "print"
    EXPORT = "export"
    DIRECTIVE = "directive"
    FILE_REQUEST = "file_request"
    APPROVE_VIEWING = "approve_viewing"
    APPROVE_COPY = "approve_copy"
    USAGE_BOOK = "usage_book"
    DEVICE_BOOK = "device_book"
    FAILURE = "failure"
    STOP_DEVICE = "stop_device"
    MAINTENANCE_PLAN = "maintenance_plan"
    STOCKTAKE = "stocktake"
    REPAIR_PROPOSAL = "repair_proposal"
    VIOLATION = "violation"
    SUGGESTION = "suggestion"
    CONFIGURATION = "configuration"
    RETENTION = "retention"
    ACCOUNTS = "accounts"
    AUDIT = "audit"
    ERASE = "erase"


@dataclass(frozen=True, slots=True)
class Cell:
    """``printed`` as in the table; ``words`` without the sign."""

    printed: str
    answer: Answer
    words: str


COLUMNS: tuple[Role, ...] = tuple(Role)


# One line a row, one column a role, in the order HT | PHT | GVTH | VCVH | QTM | VT | KT | NV | GS.
_TABLE: dict[Row, str] = {
    Row.LIVE: "● | ● | ● | ○ shift + areas | – (test image with ticket, masked) | – | – | – | –",
    Row.PLAYBACK: "● (auto-directive) | ● (auto-directive; HT notified) | ○ | ○ | – | – | – | – | –",
    Row.TECHNICAL_CHECK: "● | ● | ● | ● | – | – | – | – | –",
    Row.LIVE_SNAPSHOT: "● | ● | ● with a case | ● with a case | – | – | – | – | –",
    Row.PRINT: "● | ● | ○ | ○ | – | – | – | – | –",
    Row.EXPORT: (
        "○ approves; executes via operator | ○ | ○ executor | ○ executor | – | – | – | – | –"
    ),
    Row.DIRECTIVE: "● | ● (delegated) | – | draft “khẩn bằng lời” | – | – | – | – | –",
    Row.FILE_REQUEST: "● | ● | ● | ● | ● | ● for outsiders | ● | ● | –",
    Row.APPROVE_VIEWING: "● | ● | – | – | – | – | – | – | –",
    Row.APPROVE_COPY: "● | setting | – | – | – | – | – | – | –",
    Row.USAGE_BOOK: "● | ● | ● | ◐ | – | number + date only | – | ◐ about own requests | ●",
    Row.DEVICE_BOOK: "– | – | ● | ● | ○ ticket | – | – | – | –",
    Row.FAILURE: "confirm | confirm | ● | open | work | – | – | report a fault | –",
    Row.STOP_DEVICE: "● | ● | ○ ticket | ○ stop only | ○ ticket | – | – | – | –",
    Row.MAINTENANCE_PLAN: "duyệt | duyệt | lập | – | – | – | – | – | –",
    Row.STOCKTAKE: "● | ● | member | member | – | – | ● | – | –",
    Row.REPAIR_PROPOSAL: "duyệt | duyệt | ● | ○ | ○ | – | view cost | – | –",
    Row.VIOLATION: (
        "● | ● (not if involved) | report | report | – | file number | – | ◐ own case notice | –"
    ),
    Row.SUGGESTION: "answer | answer | ● | ● | ● | ● | ● | ● | –",
    Row.CONFIGURATION: "● sees | ● sees | ● with basis | – | ○ ticket | – | – | – | –",
    Row.RETENTION: "● only | – | propose | – | – | – | – | – | –",
    Row.ACCOUNTS: "duyệt | duyệt | thao tác | – | – | – | – | – | –",
    Row.AUDIT: "● | ● | read only | ◐ | – | – | – | – | ●",
    Row.ERASE: "– | – | – | – | – | – | – | – | –",
}


def _cell(printed: str) -> Cell:
    sign = next((each for each in Answer if each and printed.startswith(each)), Answer.SHARE)
    return Cell(printed, sign, printed.removeprefix(sign).strip())


MATRIX: dict[Row, dict[Role, Cell]] = {
    row: dict(zip(COLUMNS, map(_cell, line.split(" | ")), strict=True))
    for row, line in _TABLE.items()
}


def cell(row: Row, role: Role) -> Cell:
    """What the table says where row and column meet."""
    return MATRIX[row][role]


def answered(row: Row, *answers: Answer) -> frozenset[Role]:
    """The roles whose cell bears one of the signs; ALLOWED where none is named."""
    wanted = answers or (Answer.ALLOWED,)
    return frozenset(role for role, each in MATRIX[row].items() if each.answer in wanted)


def printed(row: Row, *texts: str) -> frozenset[Role]:
    """The roles whose cell reads as one of ``texts``. Raises LookupError for a text that stands in no cell."""
    found = frozenset(role for role, each in MATRIX[row].items() if each.printed in texts)
    if {MATRIX[row][role].printed for role in found} != set(texts):
        raise LookupError(f"{row}: {texts}")
    return found
