"""The child process of ``snapshots``: decodes the frame of an instant, burns mark and band in, answers a JPEG.

One picture, then it ends: what a camera sent can take nothing else along.
"""

import os
import sys
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from vonggac.documents import framing
from vonggac.evidence.marks import from_plain
from vonggac.evidence.stamping import burn, jpeg, with_band
from vonggac.kernel.bounds import bound_this_process
from vonggac.kernel.clock import SECOND_US
from vonggac.media.paper_worker import CPU_S, MEMORY_BYTES
from vonggac.media.still_pictures import NoPicture, StillPictures


def stamped(
    said: dict[str, Any], init: bytes, fragments: list[bytes]
) -> tuple[dict[str, Any], bytes]:
    """The answer's facts and the picture. Raises NoPicture."""
    mark, caption = from_plain(said)
    found = StillPictures().exact(init, fragments, int(said["at_ticks"]))
    frame_us = found.time * SECOND_US // found.clock_hz
    zone = timezone(timedelta(minutes=int(said["offset_min"])))
    marked = burn(found.image, mark, _local(int(said["taken_us"]), zone)[:-4])
    sheet = with_band(marked, caption, _local(frame_us, zone), found.sha256)
    facts = {
        "ok": True,
        "frame_us": frame_us,
        "frame_sha256": found.sha256,
        "width": sheet.width,
        "height": sheet.height,
    }
    return facts, jpeg(sheet)


def _local(at_us: int, zone: timezone) -> str:
    """``13/10/2025 09:21:05.250``."""
    whole, rest = divmod(at_us, SECOND_US)
    at = datetime.fromtimestamp(whole, UTC).astimezone(zone)
    return f"{at:%d/%m/%Y %H:%M:%S}.{rest // 1000:03d}"


def main() -> int:
    bound_this_process(MEMORY_BYTES, CPU_S)
    said, blobs = framing.parse(sys.stdin.buffer.read())
    try:
        facts, picture = stamped(said, blobs[0], blobs[1:])
    except NoPicture as error:
        facts, picture = {"ok": False, "why": str(error)[:200]}, b""
    rest = memoryview(framing.message(facts, picture))
    while rest:
        rest = rest[os.write(1, rest) :]
    return 0


if __name__ == "__main__":
    sys.exit(main())
