"""How client and worker speak: one message each way on the pipe.

A message is the length of a JSON head (4 bytes, big-endian), the head, then blobs whose lengths the head names:
pictures and templates stay bytes.
"""

import json
import struct
from typing import Any

_LENGTH = struct.Struct(">I")
LARGEST_HEAD = 64 * 1024 * 1024


class Garbled(ValueError):
    """The bytes are no message."""


def message(head: dict[str, Any], *blobs: bytes) -> bytes:
    front = json.dumps(
        {**head, "blobs": [len(each) for each in blobs]}, ensure_ascii=False
    ).encode()
    return b"".join((_LENGTH.pack(len(front)), front, *blobs))


def parse(data: bytes) -> tuple[dict[str, Any], list[bytes]]:
    """Raises Garbled."""
    if len(data) < _LENGTH.size:
        raise Garbled("no head")
    (length,) = _LENGTH.unpack_from(data)
    at = _LENGTH.size + length
    if length > LARGEST_HEAD or at > len(data):
        raise Garbled("cut short")
    try:
        head = json.loads(data[_LENGTH.size : at])
    except ValueError as error:
        raise Garbled("no JSON") from error
    blobs = []
    for size in head.pop("blobs"):
        blobs.append(data[at : at + size])
        at += size
    if at != len(data):
        raise Garbled("lengths do not add up")
    return head, blobs
