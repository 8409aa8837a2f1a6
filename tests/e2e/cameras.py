"""Virtual cameras for end-to-end tests, in a process of their own; ``python -m tests.e2e.cameras PATH=CLIP …``."""

import asyncio
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from vonggac.simcam.clip import Clip
from vonggac.simcam.server import Credentials, SimServer

USERNAME, PASSWORD = "quan-ly", "mat-khau-camera-01"


class VirtualCameras:
    """``with VirtualCameras({"gate/main": clip}) as cameras: cameras.url("gate/main")``."""

    def __init__(self, clips: dict[str, Path], *, port: int = 0) -> None:
        self._clips = clips
        self._port = port
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        named = [f"{path}={clip}" for path, clip in self._clips.items()]
        command = [sys.executable, "-m", "tests.e2e.cameras", str(self._port), *named]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self._port = int(self._process.stdout.readline())

    def stop(self) -> None:
        """All of them lose power at once."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            if self._process.stdout is not None:
                self._process.stdout.close()
            self._process = None

    def url(self, path: str) -> str:
        return f"rtsp://127.0.0.1:{self._port}/{path}"


async def serve(port: int, clips: dict[str, str]) -> None:
    async with SimServer(port=port, credentials=Credentials(USERNAME, PASSWORD)) as server:
        for path, clip in clips.items():
            server.add(path, Clip.load(Path(clip)))
        print(server.port, flush=True)  # noqa: T201  (its answer)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), dict(each.split("=", 1) for each in sys.argv[2:])))
