"""The bytes of an entry (FORMATS §4.1, §15.3)."""

import hashlib
import json
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from vonggac.ledger import canonical
from vonggac.ledger.canonical import NotCanonical
from vonggac.ledger.tree import leaf_hash

SEGMENT = (
    b'{"bytes":42,"cam":"c7f3a","codec":"avc1.640028","end_us":1795330860000000,"file_root":'
    b'"b1442e3dd85ed31b1cdc1111fa193bdb0ee780472979e0bc1cc7cffa6f9d8ee1","leaves":4,"prev_idx":3,'
    b'"seq":41,"sha256":"bf5d42a2a75de0b37573fcad7a12a6663948dac903d559c22a3c878c996239c9",'
    b'"start_us":1795330800000000,"stream":"main","t":"segment","utc_us":1795330865250000,"v":1}'
)


def test_the_published_object_has_the_published_bytes() -> None:
    """The general form, with keys that an entry may not have."""
    value = {
        "z": [],
        "b": 9007199254740991,
        "a": 'é€"\\/😀\x7f',
        "n": None,
        "B": -1,
        "t": True,
    }
    raw = canonical.jcs(value)
    assert raw.hex() == (
        "7b2242223a2d312c2261223a22c3a9e282ac5c225c5c2ff09f98807f222c2262223a393030373139393235"
        "343734303939312c226e223a6e756c6c2c2274223a747275652c227a223a5b5d7d"
    )
    assert (
        hashlib.sha256(raw).hexdigest()
        == "75baaa49b0dae755246f959fdcbc9252dc308c7c7416c66a90e0ec60f98ffd61"
    )


def test_the_published_entry_has_the_published_leaf() -> None:
    """352 bytes, read and written again."""
    assert len(SEGMENT) == 352
    assert canonical.dumps(canonical.loads(SEGMENT)) == SEGMENT
    assert (
        leaf_hash(SEGMENT).hex()
        == "61f683b3d4af466dcd6a981fd28e8c4f303eae1d23fe5a1621199e66fb59cc54"
    )


@pytest.mark.parametrize(
    "value",
    [
        9007199254740992,
        -9007199254740992,
        1.5,
        float("nan"),
        float("inf"),
        "\ud800",
        "xa\u0301c",
        "line\nbreak",
        "\x85",
        "\u202egnp.exe",
        "\u2066hidden",
        b"bytes",
        "x" * 1025,
        [0] * 513,
        [[[0]]],
        {"a": {"b": {}}},
        {"Upper": 1},
        {"": 1},
        {1: 1},
        object(),
    ],
    ids=[str(number) for number in range(20)],
)
def test_what_may_not_stand_in_an_entry_is_refused_when_writing(value: object) -> None:
    """Numbers that readers disagree on, text that hides, sizes without bound."""
    with pytest.raises(NotCanonical):
        canonical.dumps({"a": value})


def test_an_entry_has_at_most_8_kib() -> None:
    """Refused when writing and when reading."""
    with pytest.raises(NotCanonical):
        canonical.dumps({f"k{n}": "x" * 1000 for n in range(9)})
    with pytest.raises(NotCanonical):
        canonical.loads(b'{"a":"' + b"x" * 9000 + b'"}')
    with pytest.raises(NotCanonical):
        canonical.dumps([])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "raw",
    [
        b'{"a":1,"a":2}',
        b'{"a":1e400}',
        b'{"a":1.0}',
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1}\n',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":"\\u0041"}',
        b'{"a":"\\/"}',
        b'{"a":-0}',
        b'{"a":01}',
        b'{"a":"\xff"}',
        b"[]",
        b"1",
        b"",
        b'{"a":' * 4000,
        b"[" * 8000,
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"a":"e\xcc\x81"}',
        b'{"a":"\\ud800"}',
    ],
    ids=lambda raw: repr(raw[:20]),
)
def test_bytes_that_are_not_their_own_canonical_form_are_refused(raw: bytes) -> None:
    """Python's own reader would take most of them."""
    with pytest.raises(NotCanonical):
        canonical.loads(raw)


def test_the_general_writer_refuses_what_the_standard_does() -> None:
    """NaN and lone surrogates have no canonical form at all."""
    for value in (float("nan"), "\ud800", 2**60):
        with pytest.raises(NotCanonical):
            canonical.jcs([value])


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.text(max_size=20).filter(lambda text: _allowed(text)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,31}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=10,
)


def _allowed(text: str) -> bool:
    try:
        canonical.dumps({"a": text})
    except NotCanonical:
        return False
    return True


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,31}", fullmatch=True), values, max_size=6))
def test_every_entry_within_the_limits_is_rfc_8785_and_comes_back(entry: dict[str, Any]) -> None:
    """Our fast writer agrees with the general one, and the strict reader takes what it wrote."""
    try:
        raw = canonical.dumps(entry)
    except NotCanonical:
        return  # nested more deeply than an entry may be
    assert raw == rfc8785.dumps(entry)
    assert canonical.loads(raw) == entry


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_whatever_is_read_is_refused_or_its_own_canonical_form(raw: bytes) -> None:
    """No third answer."""
    try:
        entry = canonical.loads(raw)
    except NotCanonical:
        return
    assert (
        json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == raw
    )
