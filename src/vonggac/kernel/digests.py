"""One digest for facts that are bound to something: a directive's scope, a grant's, a configuration's."""

import hashlib
import json
from collections.abc import Mapping


def facts_digest(facts: Mapping[str, object]) -> str:
    """SHA-256, hex, of the facts as JSON: sorted keys, no spaces, no floats. Raises ValueError."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if _has_float(facts):
        raise ValueError("a float has more than one spelling")
    return hashlib.sha256(text.encode()).hexdigest()


def _has_float(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(_has_float(each) for each in value.values())
    if isinstance(value, list | tuple):
        return any(_has_float(each) for each in value)
    return isinstance(value, float)
