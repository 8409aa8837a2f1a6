"""A private key in two halves that say nothing alone: one is random, the other is the key XOR it (FORMATS §2).

Written for two sealed envelopes: 58 letters and digits in groups, with four bytes that find a slip of the pen.
"""

import base64
import binascii
import secrets
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec

_SIZE, _CHECK = 32, 4
_MISREAD = str.maketrans("018", "OIB")


class BadHalf(ValueError):
    """Not a half, a slip in copying it, or halves that do not belong together."""


def split(key: bytes) -> tuple[str, str]:
    """Two halves of 32 bytes. The same key gives others every time."""
    first = secrets.token_bytes(_SIZE)
    second = bytes(a ^ b for a, b in zip(first, key, strict=True))
    return _text(1, first), _text(2, second)


def join(first: str, second: str, public: object) -> bytes:
    """The key of the halves, in either order, held against the public key. Raises BadHalf."""
    halves = dict([_parse(first), _parse(second)])
    if halves.keys() != {1, 2}:
        raise BadHalf("the same half twice")
    key = bytes(a ^ b for a, b in zip(halves[1], halves[2], strict=True))
    try:
        made = ec.derive_private_key(int.from_bytes(key, "big"), ec.SECP256R1())
    except ValueError:
        raise BadHalf("halves of two different keys") from None
    if made.public_key() != public:
        raise BadHalf("halves of another key")
    return key


def _text(number: int, half: bytes) -> str:
    letters = base64.b32encode(half + _check(number, half)).decode("ascii").rstrip("=")
    groups = "-".join(letters[at : at + 5] for at in range(0, len(letters), 5))
    return f"{number}/2 {groups}"


def _parse(text: str) -> tuple[int, bytes]:
    number, _, letters = text.strip().partition("/2")
    plain = "".join(each for each in letters.upper().translate(_MISREAD) if each.isalnum())
    try:
        raw = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except (binascii.Error, ValueError) as fault:
        raise BadHalf("not a half") from fault
    half, check = raw[:_SIZE], raw[_SIZE:]
    if number not in ("1", "2") or len(half) != _SIZE or check != _check(int(number), half):
        raise BadHalf("a slip in copying the half")
    return int(number), half


def _check(number: int, half: bytes) -> bytes:
    return sha256(b"vonggac-ca-half/v1\n%d\n" % number + half).digest()[:_CHECK]
