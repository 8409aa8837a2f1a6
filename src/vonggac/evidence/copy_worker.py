"""The child process of ``copies``: plan and clips on standard input; a file where the plan says, or a JPEG back.

One camera's copy, then it ends: what a camera sent can take nothing else along.
"""

import contextlib
import errno
import json
import os
import struct
import sys
from collections.abc import Iterator
from typing import BinaryIO

import cv2

from vonggac.documents import framing
from vonggac.evidence.copy_making import Making, NothingToShow, look
from vonggac.evidence.copy_plan import NO_ROOM, camera_plan

LENGTH = struct.Struct(">Q")
LARGEST_CLIP = 2 << 30
_NICE = 10
"""Recording goes first."""


def clips(source: BinaryIO) -> Iterator[bytes]:
    """Each with its length in front, zero behind the last. Raises EOFError where the parent ended first."""
    while True:
        front = source.read(LENGTH.size)
        if len(front) < LENGTH.size:
            raise EOFError
        (length,) = LENGTH.unpack(front)
        if not length:
            return
        clip = source.read(min(length, LARGEST_CLIP))
        if len(clip) < length:
            raise EOFError
        yield clip


def answer(source: BinaryIO) -> bytes:
    """Facts, and the picture where one was wanted."""
    plan = camera_plan(json.loads(source.readline(64 << 20)))
    try:
        if not plan.target:
            at_us, jpeg = look(plan, clips(source))
            return framing.message({"ok": True, "frame_us": at_us}, jpeg)
        making = Making(plan)
        for clip in clips(source):
            making.take(clip)
        return framing.message({"ok": True, **making.finish()})
    except NothingToShow:
        return framing.message({"ok": False, "why": "nothing"})
    except OSError as fault:
        if fault.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        return framing.message({"ok": False, "why": NO_ROOM})


def main() -> int:
    cv2.setNumThreads(1)
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_NICE)
    rest = memoryview(answer(sys.stdin.buffer))
    while rest:
        rest = rest[os.write(1, rest) :]
    return 0


if __name__ == "__main__":
    sys.exit(main())
