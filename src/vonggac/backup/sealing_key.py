"""The key that backups are sealed for: age's X25519. Its public half lies in ``keys/``; the secret one is shown once,
for paper or a stick in the school's safe, and never kept here: who takes machine and disk cannot open a backup.
"""

from pathlib import Path

import pyrage

from vonggac.backup.faults import BackupFault, Why
from vonggac.kernel.files import write_whole

_FILE = "backup-recipient"


def new_key(keys: Path) -> str:
    """Makes a pair, keeps the public half, returns the secret one. Backups made before still need the one before."""
    made = pyrage.x25519.Identity.generate()
    write_whole(keys / _FILE, f"{made.to_public()}\n".encode())
    return str(made)


def has_key(keys: Path) -> bool:
    """Whether backups are sealed for a key already."""
    return (keys / _FILE).exists()


def recipient(keys: Path) -> pyrage.x25519.Recipient:
    """Raises BackupFault where there is none, or no key stands in its file."""
    try:
        return pyrage.x25519.Recipient.from_str((keys / _FILE).read_text("ascii").strip())
    except (OSError, ValueError, pyrage.RecipientError) as fault:
        raise BackupFault(Why.NO_KEY, str(fault)) from fault


def identity(text: str) -> pyrage.x25519.Identity:
    """The secret half as it was typed or stands in a file: lines of comment are skipped. Raises BackupFault."""
    # Notepad puts a mark before the first letter.
    lines = [each.strip("\ufeff \t") for each in text.splitlines()]
    keys = [each for each in lines if each and not each.startswith("#")]
    try:
        return pyrage.x25519.Identity.from_str(keys[0].upper())
    except (IndexError, ValueError, pyrage.IdentityError) as fault:
        raise BackupFault(Why.WRONG_KEY) from fault
