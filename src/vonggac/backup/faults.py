"""Why a backup was not made, or could not be taken back: codes, which the command line and the pages put into words."""

import errno
from enum import StrEnum

FULL = (errno.ENOSPC, errno.EDQUOT)
"""Of an OSError: no room on the disk."""


class Why(StrEnum):
    NO_KEY = "no_key"
    """There is no key yet that backups are sealed for."""
    NO_FOLDER = "no_folder"
    """The folder is not there: a disk that is not plugged in."""
    INSIDE = "inside"
    """The folder lies inside the data folder: it would go with it."""
    BUSY = "busy"
    """Another backup is being made."""
    DISK_FULL = "disk_full"
    NOT_WRITTEN = "not_written"
    """The disk does not take it, or gives back something else than was written."""
    OFFICE_DAMAGED = "office_damaged"
    """The office's database does not pass its own check."""
    LEDGER_DAMAGED = "ledger_damaged"
    WRONG_KEY = "wrong_key"
    DAMAGED = "damaged"
    """The backup is not whole, or not ours."""
    NO_FILE = "no_file"
    """There is no backup of that name: a slip, or a disk that is not plugged in."""
    NOT_EMPTY = "not_empty"
    """Restoring is into an empty folder only."""


class BackupFault(Exception):
    """``detail``: a path or the system's own word, for the log."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why}: {detail}" if detail else str(why))
        self.why, self.detail = why, detail
