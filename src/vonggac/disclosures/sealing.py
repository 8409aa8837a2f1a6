"""What a requester told of himself, and the papers, under the installation's key, bound to their row (I11).

The key comes from ``settings.OFFICE_SEALING_KEY``, a callable: it stands in no settings listing.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings

from vonggac.vault import small
from vonggac.vault.small import Unsealable

__all__ = [
    "Unsealable",
    "facts_mark",
    "mark",
    "seal",
    "seal_facts",
    "unseal",
    "unseal_facts",
]


def seal_facts(facts: Mapping[str, str], *, request: UUID) -> bytes:
    """Texts by name; order and spacing are always the same."""
    return seal(_canonical(facts), bound_to=b"request facts " + request.bytes)


def unseal_facts(sealed: bytes, *, request: UUID) -> dict[str, str]:
    """Raises Unsealable."""
    facts: dict[str, str] = json.loads(unseal(sealed, bound_to=b"request facts " + request.bytes))
    return facts


def seal(content: bytes, *, bound_to: bytes) -> bytes:
    return small.seal(_key(), content, bound_to=bound_to)


def unseal(sealed: bytes, *, bound_to: bytes) -> bytes:
    """Raises Unsealable."""
    return small.unseal(_key(), sealed, bound_to=bound_to)


def mark(text: str) -> str:
    """The same text, the same mark; says nothing without the installation's key: finds a person's earlier requests."""
    own = hashlib.sha256(b"vonggac requester mark " + _key()).digest()
    return hmac.new(own, text.encode(), hashlib.sha256).hexdigest()


def facts_mark(facts: Mapping[str, str], *, key: bytes) -> str:
    """Binds a request's hash to what was said, without saying it."""
    return hmac.new(key, _canonical(facts), hashlib.sha256).hexdigest()


def _canonical(facts: Mapping[str, str]) -> bytes:
    return json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _key() -> bytes:
    key: bytes = settings.OFFICE_SEALING_KEY()
    return key
