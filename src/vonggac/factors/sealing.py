"""Secrets of factors at rest, under the installation's key, bound to whose they are (ACCESS §6.4)."""

import hashlib
import hmac
from uuid import UUID

from django.conf import settings

from vonggac.vault import small
from vonggac.vault.small import Unsealable

__all__ = ["Unsealable", "code_mac", "seal", "unseal"]


def seal(secret: bytes, *, owner: str) -> bytes:
    return small.seal(_key(), secret, bound_to=_bound_to(owner))


def unseal(sealed: bytes | memoryview, *, owner: str) -> bytes:
    """Raises Unsealable."""
    return small.unseal(_key(), sealed, bound_to=_bound_to(owner))


def code_mac(account: UUID, code: str) -> str:
    """Keyed, because a recovery code alone would be found by trying; bound to the account."""
    text = b"recovery code " + account.bytes + code.encode()
    return hmac.new(_key(), text, hashlib.sha256).hexdigest()


def _bound_to(owner: str) -> bytes:
    return b"second factor " + owner.encode()


def _key() -> bytes:
    key: bytes = settings.OFFICE_SEALING_KEY()
    return key
