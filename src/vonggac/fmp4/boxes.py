"""Boxes of ISO 14496-12 §4.2: writing them by joining, walking through them within bounds."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

Data = bytes | bytearray | memoryview

_HEAD = struct.Struct(">I4s")
_LARGE = struct.Struct(">Q")


class Malformed(ValueError):
    """The bytes are not the box structure that they should be."""


class Box(NamedTuple):
    """Where one box lies in the data that was walked through."""

    type: bytes
    start: int
    body: int
    """Where its content begins: ``start`` + 8, or + 16 when its size is written large."""
    end: int


def box(kind: bytes, *parts: bytes) -> bytes:
    """One box around the parts; its size must fit 32 bits."""
    return b"".join((_HEAD.pack(8 + sum(map(len, parts)), kind), *parts))


def full_box(kind: bytes, version: int, flags: int, *parts: bytes) -> bytes:
    """A box whose content begins with a version and 24 flags."""
    return box(kind, struct.pack(">I", version << 24 | flags), *parts)


def walk(data: Data, start: int = 0, end: int | None = None, *, cut: bool = False) -> Iterator[Box]:
    """The boxes that lie side by side from ``start`` to ``end``; what is inside them is not looked
    at.

    Raises Malformed when a box is smaller than its head or reaches beyond ``end``. With ``cut`` the
    last box may reach beyond (a record read only in part); its ``end`` is then ``end``.
    """
    limit = len(data) if end is None else end
    at = start
    while at < limit:
        if at + 8 > limit:
            raise Malformed("a box head is cut off")
        size, kind = _HEAD.unpack_from(data, at)
        body = at + 8
        if size == 1:
            if at + 16 > limit:
                raise Malformed("a large box head is cut off")
            (size,) = _LARGE.unpack_from(data, body)
            body = at + 16
        after = limit if size == 0 else at + size
        if after < body:
            raise Malformed("a box is smaller than its head")
        if after > limit:
            if not cut:
                raise Malformed(f"box {kind!r} reaches beyond the data")
            after = limit
        yield Box(kind, at, body, after)
        at = after


def children(data: Data, parent: Box, skip: int = 0) -> Iterator[Box]:
    """The boxes inside ``parent``, after ``skip`` bytes of its own fields."""
    if parent.body + skip > parent.end:
        raise Malformed(f"box {parent.type!r} is cut off")
    return walk(data, parent.body + skip, parent.end)


def child(data: Data, parent: Box, *path: bytes) -> Box:
    """The first box down the path of types. Raises Malformed when there is none."""
    for kind in path:
        found = next((inner for inner in children(data, parent) if inner.type == kind), None)
        if found is None:
            raise Malformed(f"no {kind!r} in {parent.type!r}")
        parent = found
    return parent


def unpack(layout: struct.Struct, data: Data, at: int, end: int) -> tuple[int, ...]:
    """Fields at ``at``, which must lie before ``end``. Raises Malformed otherwise."""
    if at < 0 or at + layout.size > end or end > len(data):
        raise Malformed("a field is cut off")
    return layout.unpack_from(data, at)
