"""Small things at rest (a camera's password, an app's secret, a paper): AES-256-GCM, bound to whose they are (I11).

Bound means: a sealed value that is moved to another row, or another file's place, does not open.
"""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class Unsealable(Exception):
    """The key is another one, or what was sealed was changed or moved."""


def seal(key: bytes, plain: bytes, *, bound_to: bytes) -> bytes:
    """nonce (12 bytes) ‖ ciphertext ‖ tag (16 bytes); ``key`` has 32 bytes."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def unseal(key: bytes, sealed: bytes | memoryview, *, bound_to: bytes) -> bytes:
    """Raises Unsealable."""
    raw = bytes(sealed)
    try:
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], bound_to)
    except (InvalidTag, ValueError) as fault:
        raise Unsealable from fault
