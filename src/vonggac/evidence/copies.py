"""Viewing copies: one playable MP4 per camera beside the masters, labelled, marked, covered where a person drew.

Decoding and encoding happen in a child process per camera (``copy_worker``); nothing here loads a decoder. The copy
shows the approved window exactly; the master has up to one group of pictures more.
"""

import contextlib
import errno
import json
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from typing import Any

from vonggac.archive.selectors import segments_between
from vonggac.documents import framing
from vonggac.evidence import names
from vonggac.evidence.copy_plan import NO_ROOM, CameraPlan, CopyPlan
from vonggac.evidence.cutting import Clip
from vonggac.evidence.extras import Bench, Extra
from vonggac.evidence.manifest import CameraFacts
from vonggac.kernel.authority import Act, Grant
from vonggac.kernel.clock import now_us
from vonggac.kernel.instants import compact
from vonggac.kernel.ranges import Range
from vonggac.media import child
from vonggac.playback import reading
from vonggac.playback.opening import Opener

PATIENCE_S = 1800.0
"""For one clip, which is a minute of footage, and the ones that wait in the pipe before it."""
_LENGTH_BYTES = 8


class NotCopied(Exception):
    """No copy came of it: nothing could be decoded, or the child ended."""


def viewing_copies(bench: Bench) -> Iterable[Extra]:
    """The producer. Nothing where the order wants none. Raises NotCopied."""
    plan = bench.order.copies
    if plan is None:
        return
    for camera in bench.order.cameras:
        mine = [each for each in bench.clips if each.row.camera == camera.id]
        if mine:
            yield _copy(bench, plan, camera, mine)


def _copy(bench: Bench, plan: CopyPlan, camera: CameraFacts, mine: list[Clip]) -> Extra:
    window = bench.order.window
    target = bench.folder / f"{camera.id}.mp4"
    asked = CameraPlan(
        number=bench.order.number,
        recipient=plan.recipient,
        camera=camera.place,
        from_us=window.from_us,
        to_us=window.to_us,
        offset_min=plan.offset_min,
        masks=tuple(each for each in plan.masks if each.camera == camera.id),
        target=str(target),
    )
    said, _ = run(asked, (bench.read(each) for each in mine))
    made = {
        "label": "NOT EVIDENCE",
        "from_us": window.from_us,
        "to_us": window.to_us,
        "watermark": "tiled",
        **{name: value for name, value in said.items() if name != "ok"},
    }
    if plan.masks_sha256:
        made["masks_sha256"] = plan.masks_sha256
    return Extra(
        f"{names.VIEWING}NOT-EVIDENCE_{camera.id}_{compact(window.from_us)}.mp4",
        "viewing",
        target,
        derived_from=tuple(names.video(each.stem) for each in mine),
        made=made,
    )


def clips_between(grant: Grant, camera: str, window: Range, opener: Opener) -> Iterator[bytes]:
    """Init and fragments of the main stream, without sound, to be looked at. Raises as ``reading.read``."""
    for row in segments_between(camera, "main", window):
        found = row.fragments_in(window)
        if found is None:
            continue
        how: dict[str, Any] = {"at_us": now_us(), "opener": opener, "act": Act.EXPORT}
        init = reading.read_init(grant, row.segment, **how)
        yield init + reading.read(grant, row.segment, *found, **how).data


def run(
    plan: CameraPlan, clips: Iterable[bytes], *, patience_s: float = PATIENCE_S
) -> tuple[dict[str, Any], bytes]:
    """Starts the child for one plan: its facts, and the JPEG where ``target`` is empty.

    Raises NotCopied; OSError where its disk is full.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "vonggac.evidence.copy_worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=child.environment(),
        creationflags=child.CREATION_FLAGS,
    )
    assert process.stdin is not None and process.stdout is not None  # noqa: S101  (both are pipes)
    try:
        # A child that gave up has its reason to tell.
        with contextlib.suppress(BrokenPipeError), process.stdin as pipe:
            for piece in _said(plan, clips):
                _within(process, lambda given=piece: pipe.write(given), patience_s)
            _within(process, pipe.flush, patience_s)
        answer = _within(process, process.stdout.read, patience_s)
        said, blobs = framing.parse(answer)
    except (OSError, framing.Garbled) as error:
        raise NotCopied(type(error).__name__) from error
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    if said.get("why") == NO_ROOM:
        raise OSError(errno.ENOSPC, "no room for a viewing copy")
    if not said.pop("ok", False):
        raise NotCopied(str(said.get("why", "")))
    return said, blobs[0] if blobs else b""


def _said(plan: CameraPlan, clips: Iterable[bytes]) -> Iterator[bytes]:
    yield json.dumps(plan.to_plain()).encode() + b"\n"
    for clip in clips:
        yield len(clip).to_bytes(_LENGTH_BYTES, "big")
        yield clip
    yield bytes(_LENGTH_BYTES)


def _within(process: subprocess.Popen[bytes], do: Any, patience_s: float) -> Any:
    """A child that hangs is killed, which ends the writing and the reading too."""
    late = threading.Timer(patience_s, process.kill)
    late.daemon = True
    late.start()
    try:
        return do()
    finally:
        late.cancel()
