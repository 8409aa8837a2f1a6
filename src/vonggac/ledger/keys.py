"""The log's own key: a file that one user can read (FORMATS §2).

Only the ledger's writer loads it.
"""

import secrets
from pathlib import Path

from vonggac.kernel.files import write_whole
from vonggac.ledger.notes import Signer, Verifier

_PRIVATE = "log.key"
_PUBLIC = "log.vkey"
_EARLIER = "log.earlier.vkeys"


def new_origin() -> str:
    """Name of a new log: ``school-<10 hex>/vonggac/1``.

    The last part rises only at an authorised restore.
    """
    return f"school-{secrets.token_hex(5)}/vonggac/1"


def ensure_log_key(folder: Path, origin: str | None = None) -> Signer:
    """The log's key; made with ``origin`` (or a new one) where there is none.

    Raises BadNote on a damaged file.

    Call it under the writer's lock, or before any writer runs: two callers at once could make two
    keys.
    """
    path = folder / _PRIVATE
    if not path.exists():
        write_whole(path, Signer.generate(origin or new_origin()).private_text().encode() + b"\n")
    signer = Signer.parse(path.read_text("utf-8"))
    public = folder / _PUBLIC
    text = signer.verifier.vkey + "\n"
    if not public.exists() or public.read_text("utf-8") != text:
        write_whole(public, text.encode())
    return signer


def replace_log_key(folder: Path, origin: str) -> Signer:
    """A new key; the private part of the old one is gone. Only for a new shard (``shards``)."""
    made = Signer.generate(origin)
    write_whole(folder / _PRIVATE, made.private_text().encode() + b"\n")
    return ensure_log_key(folder)


def add_earlier(folder: Path, key: Verifier) -> None:
    """Remembers the public key of a shard that is over; safe to repeat."""
    path = folder / _EARLIER
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    if key.vkey not in lines:
        write_whole(path, "".join(f"{each}\n" for each in (key.vkey, *lines)).encode())


def log_verifiers(folder: Path) -> list[Verifier]:
    """The log's public key, and those of its earlier shards (``shards``). Raises as ``log_verifier``."""
    earlier = folder / _EARLIER
    lines = earlier.read_text("utf-8").splitlines() if earlier.exists() else []
    return [log_verifier(folder), *(Verifier.parse(each) for each in lines if each)]


def log_verifier(folder: Path) -> Verifier:
    """The log's public key.

    Raises FileNotFoundError before the first start, BadNote on a damaged file.
    """
    return Verifier.parse((folder / _PUBLIC).read_text("utf-8").strip())
