"""A snapshot: the very frame on the screen at an instant, with mark and caption burnt in. Loads no decoder itself.

    footage = stored(at_us, opener)(grant, camera, asked_us)
    shot = shoot(grant, camera, footage, Order(mark, caption, taken_us, offset_min), asked_us=asked_us)

Where the frame comes from is a function of the Grant: ``stored`` opens recorded footage, ``live`` listens to the tap.
"""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vonggac.documents import framing
from vonggac.evidence.marks import Caption, Mark, to_plain
from vonggac.kernel.authority import Act, Grant
from vonggac.kernel.ranges import Range
from vonggac.media import child
from vonggac.playback.opening import Opener
from vonggac.playback.permission import NotPermitted
from vonggac.playback.reading import NoFootage, key_sample
from vonggac.recorder.tap_client import TapRefused, subscribe

PATIENCE_S = 20.0
_WAIT_S = 10.0
_TAP_S = 5.0
_AT_ONCE = threading.BoundedSemaphore(2)
"""A decoder is a process: two at a time, whoever asks."""


class NotTaken(Exception):
    """No picture came of it. ``code``: no_footage, unreadable, busy."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(f"{code}: {why}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Footage:
    """What the frame is decoded from: a stream's init, and fragments from a key picture on."""

    stream: str
    init: bytes
    fragments: Sequence[bytes]
    at_us: int
    """The instant whose frame is wanted."""
    segment: str = ""
    """Id of the segment; empty where the frame came from the live tap."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is written on it."""

    mark: Mark
    caption: Caption
    taken_us: int
    offset_min: int
    """Of the school's clock from UTC at the frame."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A finished picture."""

    jpeg: bytes
    frame_us: int
    """The frame's own instant."""
    frame_sha256: str
    """Of the frame's sample as recorded."""
    width: int
    height: int


Source = Callable[[Grant, str, int], Footage]
"""Of a Grant, a camera and the moment of asking. Raises NotTaken, NotPermitted."""


def stored(at_us: int, opener: Opener, streams: Sequence[str] = ("main", "sub")) -> Source:
    """The frame of a recorded instant, of the first of the streams that has it."""

    def found(grant: Grant, camera: str, asked_us: int) -> Footage:
        for stream in streams:
            try:
                still = key_sample(
                    grant, camera, stream, at_us, at_us=asked_us, opener=opener, act=Act.SNAPSHOT
                )
            except NoFootage:
                continue
            return Footage(stream, still.init, [still.fragment], at_us, still.segment)
        raise NotTaken("no_footage")

    return found


def live(run_folder: Path, streams: Sequence[str] = ("main", "sub")) -> Source:
    """The newest frame that the recorder has at the moment of asking: the frame that is being recorded."""

    def found(grant: Grant, camera: str, asked_us: int) -> Footage:
        if not grant.permits(Act.SNAPSHOT, camera, Range(asked_us, asked_us + 1), asked_us):
            raise NotPermitted(f"a snapshot of {camera} now is not in {grant.id}")
        for stream in streams:
            try:
                init, fragment = asyncio.run(_newest(run_folder, camera, stream))
            except (TapRefused, OSError, TimeoutError):
                continue
            return Footage(stream, init, [fragment], asked_us)
        raise NotTaken("no_footage")

    return found


async def _newest(run_folder: Path, camera: str, stream: str) -> tuple[bytes, bytes]:
    """Init, and all pictures since the last key picture in one fragment: how the tap greets. Raises TapRefused."""
    init = b""
    async with asyncio.timeout(_TAP_S), aclosing(subscribe(run_folder, camera, stream)) as messages:
        async for each in messages:
            if each.kind == "init":
                init = each.data
            elif each.kind == "fragment" and init and each.key:
                return init, each.data
    raise TapRefused("the stream is interrupted")


def shoot(grant: Grant, camera: str, footage: Footage, order: Order, *, asked_us: int) -> Shot:
    """Asks the grant once more, and the child process. Raises NotPermitted, NotTaken."""
    instant = Range(footage.at_us, footage.at_us + 1)
    if not grant.permits(Act.SNAPSHOT, camera, instant, asked_us):
        raise NotPermitted(f"a snapshot of {camera} at {footage.at_us} is not in {grant.id}")
    head = {
        **to_plain(order.mark, order.caption),
        "at_ticks": footage.at_us * 9 // 100,
        "taken_us": order.taken_us,
        "offset_min": order.offset_min,
    }
    said, picture = _ask(framing.message(head, footage.init, *footage.fragments))
    return Shot(
        picture,
        int(said["frame_us"]),
        str(said["frame_sha256"]),
        int(said["width"]),
        int(said["height"]),
    )


def _ask(request: bytes) -> tuple[dict[str, Any], bytes]:
    if not _AT_ONCE.acquire(timeout=_WAIT_S):
        raise NotTaken("busy")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "vonggac.evidence.stamp_worker"],
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child.environment(),
            creationflags=child.CREATION_FLAGS,
            timeout=PATIENCE_S,
            check=False,
        )
        said, blobs = framing.parse(done.stdout)
    except (subprocess.TimeoutExpired, OSError, framing.Garbled) as error:
        raise NotTaken("unreadable", type(error).__name__) from error
    finally:
        _AT_ONCE.release()
    if not said.get("ok") or not blobs or not blobs[0]:
        raise NotTaken("unreadable", str(said.get("why", "")))
    return said, blobs[0]
