"""The bytes of an entry: RFC 8785 JSON within our limits, written and read strictly (FORMATS §4.1).

The same object always has the same bytes, and bytes that are not exactly those are refused: a leaf
hash then stands for one meaning only.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any, NoReturn

import rfc8785

MAX_ENTRY = 8192
MAX_DEPTH = 3
MAX_ARRAY = 512
MAX_STRING = 1024
MAX_INTEGER = (1 << 53) - 1

_KEY = re.compile(r"[a-z][a-z0-9_]{0,31}")
# C0, C1, bidirectional overrides and isolates, lone surrogates: nothing that hides or turns text
# round
_FORBIDDEN = re.compile("[\x00-\x1f\x80-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class NotCanonical(ValueError):
    """An entry that may not be written, or bytes that are not an entry."""


def jcs(value: Any) -> bytes:
    """RFC 8785 of any JSON value, without our limits.

    Raises NotCanonical where the standard allows none.
    """
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeError, RecursionError) as fault:
        raise NotCanonical(str(fault)) from fault


def dumps(entry: Mapping[str, Any]) -> bytes:
    """The canonical bytes of an entry. Raises NotCanonical on anything outside the limits."""
    if not isinstance(entry, Mapping):
        raise NotCanonical("an entry is an object")
    _check(entry, 1)
    # Within the limits (ASCII keys, no floats) this is RFC 8785, and ten times as fast as the
    # general writer.
    raw = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    if len(raw) > MAX_ENTRY:
        raise NotCanonical(f"an entry of {len(raw)} bytes")
    return raw


def loads(raw: bytes) -> dict[str, Any]:
    """The entry of these bytes. Raises NotCanonical unless they are exactly its canonical form."""
    if len(raw) > MAX_ENTRY:
        raise NotCanonical(f"an entry of {len(raw)} bytes")
    try:
        entry = _DECODER.decode(raw.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise NotCanonical(f"not JSON as it is written here: {fault}") from fault
    if not isinstance(entry, dict) or dumps(entry) != raw:
        raise NotCanonical("not its own canonical form")
    return entry


def _check(value: object, depth: int) -> None:
    kind = type(value)
    if kind is str:
        _check_text(value)
    elif kind is int:
        if not -MAX_INTEGER <= value <= MAX_INTEGER:  # type: ignore[operator]
            raise NotCanonical(f"an integer beyond 2⁵³: {value}")
    elif kind is bool or value is None:
        return
    elif depth > MAX_DEPTH:
        raise NotCanonical("nested too deeply")
    elif isinstance(value, Mapping):
        _check_object(value, depth)
    elif isinstance(value, list | tuple):
        if len(value) > MAX_ARRAY:
            raise NotCanonical(f"an array of {len(value)}")
        for each in value:
            _check(each, depth + 1)
    else:
        raise NotCanonical(f"no place for a {kind.__name__}")


def _check_object(value: Mapping[Any, Any], depth: int) -> None:
    for key, each in value.items():
        if type(key) is not str or not _KEY.fullmatch(key):
            raise NotCanonical(f"not a key: {str(key)[:40]!r}")
        _check(each, depth + 1)


def _check_text(value: object) -> None:
    text = str(value)
    if len(text) > MAX_STRING:
        raise NotCanonical(f"a string of {len(text)}")
    if text.isascii() and text.isprintable():
        return
    if _FORBIDDEN.search(text):
        raise NotCanonical("a control character, override or surrogate")
    if not unicodedata.is_normalized("NFC", text):
        raise NotCanonical("text that is not NFC")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"number not allowed: {text[:20]}")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_float=_no_number, parse_constant=_no_number
)
