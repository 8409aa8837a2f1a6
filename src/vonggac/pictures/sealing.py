"""Kept pictures at rest: AES-256-GCM under the installation's key, bound to their row (I11)."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from vonggac.kernel.files import write_whole
from vonggac.vault import small
from vonggac.vault.small import Unsealable

__all__ = ["Unsealable", "forget", "keep", "kept"]


def keep(picture: bytes, *, snapshot: UUID) -> None:
    """Durable when it returns. Raises OSError."""
    write_whole(_path(snapshot), small.seal(_key(), picture, bound_to=_bound_to(snapshot)))


def kept(*, snapshot: UUID) -> bytes:
    """Raises Unsealable, OSError."""
    return small.unseal(_key(), _path(snapshot).read_bytes(), bound_to=_bound_to(snapshot))


def forget(*, snapshot: UUID) -> None:
    """Of a picture whose row was not written."""
    _path(snapshot).unlink(missing_ok=True)


def _path(snapshot: UUID) -> Path:
    folder: Path = settings.DATA.pictures
    return folder / snapshot.hex


def _bound_to(snapshot: UUID) -> bytes:
    return b"snapshot " + snapshot.bytes


def _key() -> bytes:
    key: bytes = settings.OFFICE_SEALING_KEY()
    return key
