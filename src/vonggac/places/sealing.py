"""Camera passwords at rest, bound to the camera's id (I11).

The key comes from ``settings.OFFICE_SEALING_KEY``, a callable: it is read from its file when needed, and
stands in no settings listing.
"""

from django.conf import settings

from vonggac.vault import small
from vonggac.vault.small import Unsealable

__all__ = ["Unsealable", "seal", "unseal"]


def seal(password: str, *, camera: str) -> bytes:
    """Empty for an empty password: there is nothing to protect, and nothing to lose."""
    if not password:
        return b""
    return small.seal(_key(), password.encode(), bound_to=_bound_to(camera))


def unseal(sealed: bytes, *, camera: str) -> str:
    """Raises Unsealable: the password must be entered again."""
    if not sealed:
        return ""
    return small.unseal(_key(), sealed, bound_to=_bound_to(camera)).decode()


def _bound_to(camera: str) -> bytes:
    return b"camera password " + camera.encode()


def _key() -> bytes:
    key: bytes = settings.OFFICE_SEALING_KEY()
    return key
