"""Secrets of factors at rest: AES-256-GCM under the installation's key, bound to whose they are (ACCESS §6.4)."""

import hashlib
import hmac
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE = 12


class Unsealable(Exception):
    """The key is another one, or the row was changed or moved to another account."""


def seal(secret: bytes, *, owner: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(_key()).encrypt(nonce, secret, _bound_to(owner))


def unseal(sealed: bytes | memoryview, *, owner: str) -> bytes:
    """Raises Unsealable."""
    raw = bytes(sealed)
    try:
        return AESGCM(_key()).decrypt(raw[:_NONCE], raw[_NONCE:], _bound_to(owner))
    except (InvalidTag, ValueError) as fault:
        raise Unsealable(owner) from fault


def code_mac(account: UUID, code: str) -> str:
    """Keyed, because a recovery code alone would be found by trying; bound to the account."""
    text = b"recovery code " + account.bytes + code.encode()
    return hmac.new(_key(), text, hashlib.sha256).hexdigest()


def _bound_to(owner: str) -> bytes:
    return b"second factor " + owner.encode()


def _key() -> bytes:
    key: bytes = settings.OFFICE_SEALING_KEY()
    return key
