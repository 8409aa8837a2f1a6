"""The application's own secrets: made at the first start, kept in files that one user can read (I11)."""

import secrets

from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.files import write_whole


def application_secret(data: DataFolder) -> str:
    """Django's signing key of this installation."""
    return _kept(data, "application-secret").hex()


def sealing_key(data: DataFolder) -> bytes:
    """32 bytes that seal camera passwords in the office database."""
    return _kept(data, "office-sealing-key")


def _kept(data: DataFolder, name: str) -> bytes:
    path = data.keys / name
    if not path.exists():
        write_whole(path, secrets.token_bytes(32))
    return path.read_bytes()
