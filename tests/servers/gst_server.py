"""An RTSP server that is not ours, in a child process: Debian's gst-rtsp-server.

``tests/setup.py`` installs what it needs. The child runs under the system's Python, where GStreamer's bindings are,
and ends with its parent. On a busy machine the library sometimes fails an assertion of its own while a stream begins
(gst_rtsp_media_get_rates, 1.22): it is started again, as a camera that resets itself.
"""

import signal
import subprocess
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Self

_PYTHON = "/usr/bin/python3"
_SCRIPT = Path(__file__).with_name("gst_serve.py")


@cache
def available() -> bool:
    """Whether this machine has the server."""
    probe = "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer"
    if not Path(_PYTHON).exists():
        return False
    return subprocess.run([_PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


class GstServer:
    """``with GstServer({"gate": file}) as server: server.url("gate")`` - each file in an endless loop."""

    def __init__(self, files: Mapping[str, Path], port: int = 0) -> None:
        self.port = port
        self._files = dict(files)
        self._process: subprocess.Popen[str] | None = None
        self._resets = threading.Semaphore(0)
        self._changing = threading.Lock()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Listens on ``port``, or on a free one that ``port`` then is. Raises RuntimeError."""
        with self._changing:
            self._start()

    def _start(self) -> None:
        pairs = [f"{path}={file}" for path, file in self._files.items()]
        process = subprocess.Popen(
            [_PYTHON, str(_SCRIPT), str(self.port), *pairs],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        line = process.stdout.readline().strip()
        if not line.isdigit():
            _end(process)
            raise RuntimeError("the GStreamer server did not start: see tests/setup.py")
        self.port = int(line)
        self._process = process
        threading.Thread(target=self._mind, args=[process], daemon=True).start()

    def _mind(self, process: "subprocess.Popen[str]") -> None:
        aborted = process.wait() == -signal.SIGABRT
        with self._changing:
            if aborted and self._process is process:
                _end(process)
                self._start()
                self._resets.release()

    def has_reset_itself(self, patience_s: float = 30) -> bool:
        """Since this was asked last; waits for it."""
        return self._resets.acquire(timeout=patience_s)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def url(self, path: str) -> str:
        return f"rtsp://127.0.0.1:{self.port}/{path.strip('/')}"

    def close(self) -> None:
        """Cuts every client off; ``start`` brings it back on the same port."""
        with self._changing:
            process, self._process = self._process, None
            if process is not None:
                _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
