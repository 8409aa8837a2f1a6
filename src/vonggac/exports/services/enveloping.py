"""The zip in an age envelope, and the proof that it opens: a file that nobody here can read again is believed only once
it was read back from the disk, opened, and found to be the package (FORMATS §10).
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

import pyrage

from vonggac.evidence import building
from vonggac.evidence.sealed_parts import PartsReader
from vonggac.exports.models import Export
from vonggac.exports.sealing import seal
from vonggac.exports.states import Envelope

ENVELOPE = "package.age"


class NotWritten(Exception):
    """What lies on the disk does not open to the package that was enveloped."""


class _Hashed:
    """Takes what is written and keeps its hash alone: nothing in clear on a disk."""

    def __init__(self) -> None:
        self.digest, self.size = sha256(), 0

    def write(self, data: bytes) -> int:
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    def flush(self) -> None: ...


class _Read(_Hashed):
    """A file that is hashed as it is read."""

    def __init__(self, file: Any) -> None:
        super().__init__()
        self._file = file

    def read(self, size: int = -1) -> bytes:
        data: bytes = self._file.read(size)
        self.write(data)
        return data


def envelope(
    row: Export, tools: building.Tools, package: building.Finished
) -> tuple[building.Finished, bytes]:
    """What is downloaded, and the one-time key, sealed; empty where the recipient has the key.

    A second key opens it too: made here for the reading back, and forgotten with this call. Raises NotWritten, OSError.
    """
    check = pyrage.x25519.Identity.generate()
    recipients = [check.to_public()]
    secret = b""
    if row.envelope == Envelope.RECIPIENT:
        recipients.insert(0, pyrage.x25519.Recipient.from_str(row.age_recipient))
    else:
        secret = seal(str(check).encode(), export=row.id, what="identity")
    path = tools.folder / ENVELOPE
    beside = path.with_suffix(".part")
    with beside.open("wb") as file:
        pyrage.encrypt_io(
            PartsReader(iter(building.package(tools.folder, tools.key))), file, recipients
        )
    made = require_package(beside, check, package)
    beside.replace(path)
    return made, secret


def require_package(
    path: Path, identity: pyrage.x25519.Identity, package: building.Finished
) -> building.Finished:
    """Size and hash of the file, which opens to that package. Raises NotWritten, OSError."""
    found = _Hashed()
    try:
        with path.open("rb") as file:
            read = _Read(file)
            pyrage.decrypt_io(read, found, [identity])
            while read.read(1 << 20):
                raise NotWritten(f"{path.name}: goes on after its end")
    except pyrage.DecryptError as fault:
        raise NotWritten(f"{path.name}: {fault}") from fault
    if (found.size, found.digest.hexdigest()) != (package.size, package.sha256):
        raise NotWritten(f"{path.name}: holds something else")
    return building.Finished(read.size, read.digest.hexdigest())
