"""Keys of packages at rest: AES-256-GCM under the installation's key, bound to the export (I11)."""

import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class Unsealable(Exception):
    """The installation's key is another one, or the row was changed."""


def seal(secret: bytes, *, export: UUID, what: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, secret, _bound(export, what))


def unseal(sealed: bytes, *, export: UUID, what: str) -> bytes:
    """Raises Unsealable."""
    try:
        return AESGCM(_key()).decrypt(sealed[:_NONCE], sealed[_NONCE:], _bound(export, what))
    except (InvalidTag, ValueError) as fault:
        raise Unsealable(str(export)) from fault


def _bound(export: UUID, what: str) -> bytes:
    return f"export {what} {export.hex}".encode()


def _key() -> bytes:
    key: bytes = settings.OFFICE_SEALING_KEY()
    return key
