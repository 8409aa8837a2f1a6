"""Camera passwords at rest: AES-256-GCM under the installation's key, bound to the camera's id (I11).

The key comes from ``settings.OFFICE_SEALING_KEY``, a callable: it is read from its file when needed, and
stands in no settings listing.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class Unsealable(Exception):
    """The key is another one, or the row was changed: the password must be entered again."""


def seal(password: str, *, camera: str) -> bytes:
    """Empty for an empty password: there is nothing to protect, and nothing to lose."""
    if not password:
        return b""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, password.encode(), _bound_to(camera))


def unseal(sealed: bytes, *, camera: str) -> str:
    """Raises Unsealable."""
    if not sealed:
        return ""
    try:
        plain = AESGCM(_key()).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound_to(camera))
    except (InvalidTag, ValueError) as fault:
        raise Unsealable(camera) from fault
    return plain.decode()


def _bound_to(camera: str) -> bytes:
    return b"camera password " + camera.encode()


def _key() -> bytes:
    return settings.OFFICE_SEALING_KEY()
