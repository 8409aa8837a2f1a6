"""The child process: ``python -m vonggac.media.worker source|stills``, started by ``pyav_source``
and ``stills``.

Speaks through standard input and output (``framing``). Ends when its input does.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from io import FileIO

from vonggac.kernel.redaction import redact
from vonggac.media import framing
from vonggac.media.child import SOURCE, STILLS
from vonggac.media.ffmpeg_stream import read_stream
from vonggac.media.redirects import refuse_redirects
from vonggac.media.still_pictures import NoPicture, StillPictures
from vonggac.rtsp import faults

Write = Callable[[bytes], None]


def write_to(descriptor: int) -> Write:
    """Writes all of what it is given, straight to the pipe."""

    def write(data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    return write


def read_source(source: FileIO, write: Write) -> None:
    """One request, then the stream until it ends or nobody listens any more."""
    request = framing.StreamRequest.from_line(source.readline(1 << 16))
    # FFmpeg blocks without looking up: a thread waits for the parent to go.
    threading.Thread(target=_end_with, args=(source,), daemon=True).start()
    refuse_redirects(write)
    try:
        read_stream(request, write)
    except Exception as error:  # noqa: BLE001  (whatever it is, the recorder must hear why)
        fault = faults.garbage(redact(f"{type(error).__name__}: {error}"))
        write(framing.fault_message(fault))


def _end_with(source: FileIO) -> None:
    while source.read(1):
        pass
    os._exit(0)


def give_stills(source: FileIO, write: Write) -> None:
    """Request after request, with decoders kept warm."""
    pictures = StillPictures()
    write(framing.message(framing.READY, b""))
    while len(front := _exactly(source, framing.STILL.size)) == framing.STILL.size:
        init_size, fragment_size, at_ticks, max_width = framing.STILL.unpack(front)
        init, fragment = _exactly(source, init_size), _exactly(source, fragment_size)
        instant = None if at_ticks == framing.FIRST_PICTURE else at_ticks
        try:
            answer = pictures.jpeg(init, fragment, instant, max_width or None)
            write(framing.message(framing.PICTURE, answer))
        except NoPicture as error:
            write(framing.message(framing.FAILURE, str(error).encode()))


def _exactly(source: FileIO, size: int) -> bytes:
    """So many bytes, or fewer at the end of the input."""
    found = bytearray()
    while len(found) < size and (piece := source.read(size - len(found))):
        found += piece
    return bytes(found)


_MODES: dict[str, Callable[[FileIO, Write], None]] = {SOURCE: read_source, STILLS: give_stills}


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or arguments[0] not in _MODES:
        return 2
    # A Ctrl-C is for the parent, which ends us by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Unbuffered: no lock is held by the waiting thread when the process ends, and no unit waits.
    source = FileIO(0, "rb", closefd=False)
    try:
        _MODES[arguments[0]](source, write_to(1))
    except (BrokenPipeError, framing.Garbled):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
