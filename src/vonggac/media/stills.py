"""One picture out of a fragment as JPEG, decoded by a warm child process. Leaves ``av`` out.

Called by playback's pages and by the test of a new camera. A fragment may be anything a camera
sent: a decoder that crashes or hangs on it takes only the child along, and the next picture gets a
new one.
"""

import contextlib
import subprocess
import threading
from typing import Self

from vonggac.media import child, framing

PATIENCE_S = 5.0
_STARTING_S = 20.0
"""For the child to load FFmpeg, on a machine that is busy recording."""


class StillFailed(Exception):
    """No picture: the reason is for the technician."""


class StillDecoder:
    """One child, one picture at a time; may be called from several threads."""

    def __init__(self, *, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm(self) -> None:
        """Starts the child, so that the first picture need not wait for it. Raises StillFailed."""
        with self._lock:
            self._running()

    def decode(
        self,
        init: bytes,
        fragment: bytes,
        at_ticks: int | None = None,
        max_width: int | None = None,
    ) -> bytes:
        """The picture on the screen at ``at_ticks`` of the video's own times; the first, a key
        picture, when None.

        For the first, the fragment may end behind its sample (``key_bytes``). Never wider than
        ``max_width``. Raises StillFailed, at the latest after the patience given.
        """
        instant = framing.FIRST_PICTURE if at_ticks is None else at_ticks
        front = framing.STILL.pack(len(init), len(fragment), instant, max_width or 0)
        with self._lock:
            process = self._running()
            kind, payload = self._exchange(process, (front, init, fragment), self._patience_s)
        if kind == framing.PICTURE:
            return payload
        raise StillFailed(payload.decode(errors="replace"))

    def close(self) -> None:
        """Ends the child. The next ``decode`` would start another."""
        with self._lock:
            self._drop()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._drop()
        self._process = subprocess.Popen(
            child.command(child.STILLS),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=child.environment(),
            creationflags=child.CREATION_FLAGS,
        )
        kind, _ = self._exchange(self._process, (), _STARTING_S)
        if kind != framing.READY:
            self._drop()
            raise StillFailed("the decoder did not start")
        return self._process

    def _exchange(
        self, process: subprocess.Popen[bytes], said: tuple[bytes, ...], patience_s: float
    ) -> tuple[bytes, bytes]:
        """Says it and hears the answer. A child that is late is killed, which ends the reading too."""
        assert process.stdin is not None and process.stdout is not None  # noqa: S101  (both are pipes)
        late = threading.Timer(patience_s, process.kill)
        late.daemon = True
        late.start()
        try:
            for piece in said:
                process.stdin.write(piece)
            process.stdin.flush()
            front = process.stdout.read(framing.HEAD.size)
            kind, length = framing.head(front) if len(front) == framing.HEAD.size else (b"", 0)
            payload = process.stdout.read(length)
            if not kind or len(payload) != length:
                raise EOFError
        except (OSError, EOFError, framing.Garbled) as error:
            self._drop()
            raise StillFailed("the decoder crashed or hung") from error
        finally:
            late.cancel()
        return kind, payload

    def _drop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
