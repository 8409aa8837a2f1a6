"""The subscriber's side of the live tap: what web relays and watch decodes."""

import asyncio
import contextlib
import json
import struct
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

_HEAD = struct.Struct(">cBIq")
_LARGEST_BYTES = 64 << 20
_KINDS = {b"i": "init", b"f": "fragment", b"g": "gap"}


class TapRefused(Exception):
    """No recorder offers this stream, or the token is an old one: look again in a moment."""


@dataclass(frozen=True, slots=True)
class TapMessage:
    kind: str
    """``init``, ``fragment`` or ``gap`` (the stream is interrupted; an init follows when it is back)."""
    data: bytes
    """ftyp+moov, or moof+mdat."""
    key: bool
    """A decoder can begin with this fragment."""
    start_us: int
    codec: str = ""
    """With ``init``: what the browser is asked whether it can show, ``avc1.640028``."""


def _whereabouts(run_folder: Path, camera: str, stream: str) -> tuple[int, str]:
    for path in sorted(run_folder.glob("tap-*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError):
            found = json.loads(path.read_text())
            if [camera, stream] in found["streams"]:
                return int(found["port"]), str(found["token"])
    raise TapRefused(f"no recorder offers {camera}/{stream}")


async def subscribe(
    run_folder: Path, camera: str, stream: str, *, keys_only: bool = False
) -> AsyncGenerator[TapMessage, None]:
    """Messages until the recorder goes away (then the iterator ends). Raises TapRefused, OSError.

    ``keys_only``: key frames and nothing between.

    Stop by closing the iterator (``aclosing``): the connection ends with it.
    """
    port, token = _whereabouts(run_folder, camera, stream)
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    try:
        hello = {"token": token, "camera": camera, "stream": stream, "keys": keys_only}
        writer.write(json.dumps(hello).encode() + b"\n")
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                yield await _message(reader)
    finally:
        writer.close()


async def _message(reader: asyncio.StreamReader) -> TapMessage:
    kind, key, length, start_us = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    if kind == b"r" or kind not in _KINDS or length > _LARGEST_BYTES:
        raise TapRefused("the recorder refused the subscription")
    data = await reader.readexactly(length)
    codec = ""
    if kind == b"i":
        codec = data[1 : 1 + data[0]].decode("ascii")
        data = data[1 + data[0] :]
    return TapMessage(_KINDS[kind], data, bool(key), start_us, codec)
