"""The child process: ``python -m vonggac.signing.worker`` checks or signs one PDF and ends. Started by ``client``.

It alone loads pyHanko. Memory and computing time are bounded, and no memory image of it is written when it breaks.
"""

import sys
from typing import Any, BinaryIO

from vonggac.documents import framing
from vonggac.kernel.bounds import bound_this_process
from vonggac.signing import checking, key_files, making
from vonggac.signing.facts import NotChecked, NotSigned

MEMORY_BYTES = 2 << 30
CPU_S = 30


def answer(request: bytes) -> bytes:
    """Raises Garbled."""
    head, blobs = framing.parse(request)
    try:
        return _done(head, blobs)
    except (NotChecked, NotSigned) as refused:
        return framing.message({"code": refused.code})
    except Exception:  # noqa: BLE001  (whatever a stranger's file did)
        return framing.message({"code": "unreadable" if head["do"] == "check" else "failed"})


def _done(head: dict[str, Any], blobs: list[bytes]) -> bytes:
    if head["do"] == "check":
        found = checking.check(blobs[0], blobs[1:])
        return framing.message({"ok": True, "found": [each.as_json() for each in found]})
    signer = key_files.signer(blobs[1], head["password"])
    made = making.sign(blobs[0], signer, visible=head["visible"])
    return framing.message({"ok": True}, made)


def main(source: BinaryIO, out: BinaryIO) -> int:
    bound_this_process(MEMORY_BYTES, CPU_S)
    try:
        out.write(answer(source.read()))
        out.flush()
    except (BrokenPipeError, framing.Garbled):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
