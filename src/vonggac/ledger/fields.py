"""Every field that an entry may have, and what may stand in it: one word means one thing in all
types (FORMATS §4.2, §4.3).

A check is a function of the value; nothing here is free text. What people wrote stays in the
office's database, and an entry carries ``commit``, which says nothing by itself.
"""

import base64
import binascii
import re
from collections.abc import Callable
from typing import Any

from vonggac.kernel.streams import GapCause
from vonggac.ledger.canonical import MAX_ARRAY, MAX_INTEGER

Check = Callable[[Any], bool]


def _text(pattern: str) -> Check:
    compiled = re.compile(pattern)
    return lambda value: type(value) is str and compiled.fullmatch(value) is not None


def _integer(least: int = 0, most: int = MAX_INTEGER) -> Check:
    return lambda value: type(value) is int and least <= value <= most


def _or_null(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _list_of(check: Check, most: int = MAX_ARRAY) -> Check:
    return lambda value: (
        isinstance(value, list | tuple) and len(value) <= most and all(map(check, value))
    )


def _tuple_of(*checks: Check) -> Check:
    return lambda value: (
        isinstance(value, list | tuple)
        and len(value) == len(checks)
        and all(check(each) for check, each in zip(checks, value, strict=True))
    )


def _base64(value: Any) -> bool:
    try:
        raw = base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error):
        return False
    return bool(raw) and base64.b64encode(raw).decode("ascii") == value


def _range(value: Any) -> bool:
    return _tuple_of(_instant, _instant)(value) and value[0] < value[1]


def _served(value: Any) -> bool:
    return _tuple_of(_camera, _stream, _instant, _instant)(value) and value[2] < value[3]


def _clock(value: Any) -> bool:
    """``{"src":"ntp","off_us":-312,"stratum":3}``: what the machine knew of its own clock."""
    if not isinstance(value, dict) or not set(value) <= _CLOCK.keys() or "src" not in value:
        return False
    return all(_CLOCK[name](each) for name, each in value.items())


def _counts(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= 32
        and all(type(key) is str and _count(each) for key, each in value.items())
    )


def _boolean(value: Any) -> bool:
    return type(value) is bool


_count = _instant = _index = _integer()
_signed = _integer(-MAX_INTEGER)
_hash = _text("[0-9a-f]{64}")
_hex32 = _text("[0-9a-f]{32}")
_camera = _text("[a-z0-9]{2,16}")
_stream = _text("[a-z][a-z0-9]{0,15}")
_code = _text("[A-Za-z0-9][A-Za-z0-9._:/+-]{0,63}")
_person = _text("[ps]-[a-z0-9-]{1,40}")
_number_of_paper = _text(r"[\w][\w .,;:/()–-]{0,119}")
_id = _text("[0-9a-z][0-9a-z-]{0,63}")
_origin = _text(r"[!-*,-~]{1,255}")
_CLOCK: dict[str, Check] = {
    "src": _code,
    "off_us": _signed,
    "stratum": _integer(0, 16),
    "max_err_us": _count,
    "synced": _boolean,
}

FIELDS: dict[str, Check] = {
    # every entry
    "v": _integer(1, 1),
    "t": _text("[a-z]+([._][a-z]+)*"),
    "utc_us": _instant,
    "mono_us": _count,
    "boot": _text("[0-9a-z-]{1,64}"),
    "clock": _clock,
    "actor": _person,
    "commit": _hash,
    "n": _count,
    "deed": _hex32,
    # footage
    "cam": _camera,
    "stream": _stream,
    "seq": _index,
    "prev_idx": _or_null(_index),
    "segment": _hex32,
    "start_us": _instant,
    "end_us": _instant,
    "codec": _code,
    "width": _integer(0, 65_535),
    "height": _integer(0, 65_535),
    "run": _code,
    "bytes": _count,
    "sha256": _hash,
    "file_root": _hash,
    "leaves": _integer(1, 65_536),
    "sealed_bytes": _count,
    "sealed_sha256": _hash,
    "epoch": _text("[0-9]{4}-(0[1-9]|1[0-2])"),
    "cam_sig": _code,
    "cause": lambda value: type(value) is str and value in set(GapCause),
    "from_us": _instant,
    "to_us": _instant,
    "ticket": _code,
    "verdict": _code,
    "cert_fp": _hash,
    # clock
    "at_mono_us": _count,
    "reference": _code,
    # log and keys
    "origin": _origin,
    "vkey": _text(r"[!-*,-~]{1,255}\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{1,200}"),
    "note": _base64,
    "size": _count,
    "root": _hash,
    "key": _code,
    # people and use
    "session": _id,
    "subject": _person,
    "role": _code,
    "change": _code,
    "reason": _code,
    "address": _code,
    "network": _code,
    "account": _hash,
    "request": _code,
    "grant": _id,
    "view": _id,
    "act": _code,
    "basis": _code,
    "basis_ref": _number_of_paper,
    "clause": _number_of_paper,
    "purpose": _code,
    "cams": _list_of(_camera),
    "ranges": _list_of(_range),
    "served": _list_of(_served),
    "at_us": _instant,
    "until_us": _instant,
    "what": _code,
    "count": _count,
    "digest": _hash,
    "before": _hash,
    # keeping
    "rule": _code,
    "policy": _code,
    "retain_until_us": _instant,
    "batch": _code,
    "part": _index,
    "parts": _count,
    "idx": _list_of(_index, 256),
    "hold": _id,
    "case": _code,
    "by": _person,
    "approved_by": _list_of(_person, 8),
    "review_on": _text("[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "volume": _hash,
    "missing_bytes": _count,
    # books and house
    "book": _code,
    "year": _text("[0-9]{4}(-[0-9]{4})?"),
    "no": _integer(1),
    "version": _code,
    "result": _code,
    "counts": _counts,
    # exports
    "export": _code,
    "sums_sha256": _hash,
    "p7s_sha256": _hash,
    "tsr_sha256": _hash,
    # anchors
    "kind": _code,
    "name": _origin,
    "token_sha256": _hash,
    "time_s": _count,
    "since_us": _instant,
    "code": _text("[A-Z2-7]{26}"),
}
