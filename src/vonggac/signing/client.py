"""Asks the child process; safe to call from pages. At most two at a time in a process."""

import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Any

from vonggac.documents import framing
from vonggac.kernel.papers import LARGEST_BYTES
from vonggac.media import child
from vonggac.signing.facts import LARGEST_KEY_FILE, Found, NotChecked, NotSigned

PATIENCE_S = 40.0
_AT_A_TIME = threading.BoundedSemaphore(2)


def may_be_signed(content: bytes) -> bool:
    """Whether a PDF is worth a child process: a signature cannot be without this word in the clear."""
    return content.startswith(b"%PDF-") and b"/ByteRange" in content


def check(content: bytes, roots: Sequence[bytes], *, patience_s: float = PATIENCE_S) -> list[Found]:
    """Its signatures in their order. ``roots``: DER of the certificates that are trusted. Raises NotChecked."""
    try:
        head, _ = _asked({"do": "check"}, [content, *roots], patience_s)
    except _Failed as failed:
        raise NotChecked(failed.code) from failed
    return [Found.from_json(each) for each in head["found"]]


def sign(
    content: bytes,
    key_file: bytes,
    password: str,
    *,
    visible: str = "",
    patience_s: float = PATIENCE_S,
) -> bytes:
    """The PDF with one more signature. ``visible``: a line at the foot of the last page; empty: none.

    Raises NotSigned.
    """
    if not content.startswith(b"%PDF-"):
        raise NotSigned("not_pdf")
    if len(content) > LARGEST_BYTES:
        raise NotSigned("too_big")
    if len(key_file) > LARGEST_KEY_FILE:
        raise NotSigned("key_too_big")
    try:
        head = {"do": "sign", "password": password, "visible": visible}
        _, blobs = _asked(head, [content, key_file], patience_s)
    except _Failed as failed:
        raise NotSigned("broken" if failed.code == "unreadable" else failed.code) from failed
    return blobs[0]


class _Failed(RuntimeError):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _asked(
    head: dict[str, Any], blobs: Sequence[bytes], patience_s: float
) -> tuple[dict[str, Any], list[bytes]]:
    if not _AT_A_TIME.acquire(timeout=patience_s):
        raise _Failed("busy")
    try:
        answer = _run(framing.message(head, *blobs), patience_s)
    finally:
        _AT_A_TIME.release()
    if not answer[0].get("ok"):
        raise _Failed(str(answer[0].get("code", "failed")))
    return answer


def _run(request: bytes, patience_s: float) -> tuple[dict[str, Any], list[bytes]]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "vonggac.signing.worker"],
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child.environment(),
            creationflags=child.CREATION_FLAGS,
            timeout=patience_s,
            check=False,
        )
        return framing.parse(done.stdout)
    except subprocess.TimeoutExpired as fault:
        raise _Failed("timeout") from fault
    except (OSError, framing.Garbled) as fault:
        raise _Failed("unreadable") from fault
