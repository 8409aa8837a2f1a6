"""In the child: a stream that sends FFmpeg to another address ends the process before anything is connected there.

Which address may be opened is judged before the child starts (ACCESS §3.4). FFmpeg follows ``3xx`` of RTSP by itself
and has no switch against it; but it says so first, in the thread that is about to connect. HTTP has a switch
(``ffmpeg_stream.options``).
"""

import logging
import os
from collections.abc import Callable

import av.logging

from vonggac.kernel.redaction import redact
from vonggac.media.framing import fault_message
from vonggac.rtsp import faults

_SAID = "Redirecting to "


class _LastWord(logging.Handler):
    def __init__(self, write: Callable[[bytes], object]) -> None:
        super().__init__(logging.INFO)
        self._write = write

    def emit(self, record: logging.LogRecord) -> None:
        _before, said, where = record.getMessage().partition(_SAID)
        if said:
            try:
                self._write(fault_message(faults.redirected(redact(f"to {where.strip()}"))))
            finally:
                os._exit(0)


def refuse_redirects(write: Callable[[bytes], object]) -> None:
    """From now on, in this whole process; called once. The fault ``redirected`` is the last thing written."""
    av.logging.set_skip_repeated(False)
    av.logging.set_level(av.logging.INFO)
    logger = logging.getLogger("libav")
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(_LastWord(write))
