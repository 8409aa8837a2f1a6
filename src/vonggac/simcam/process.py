"""A simulator in a child process, held from synchronous code: end-to-end tests and bench."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Served:
    """One stream of a ``SimProcess``."""

    path: str
    file: Path
    audio: bool = True
    phase_us: int = 0
    oddities: Mapping[str, object] = field(default_factory=dict)
    """Fields of ``faults.Oddities`` that differ."""


class SimProcess:
    """``with SimProcess([Served("gate/main", file)]) as cameras: cameras.do("kill", path=…)``."""

    def __init__(
        self,
        streams: Sequence[Served],
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        username: str = "",
        password: str = "",
        trickle: bool = False,
        within: Sequence[str] = (),
        onvif: dict[str, Any] | None = None,
    ) -> None:
        """``within``: a command that runs it somewhere else, such as ``ip netns exec school``.

        ``onvif``: ``{}`` for a device a key, ``{"recorder": True}`` for one with all; see ``__main__``.
        """
        self._within = list(within)
        self.host, self.port, self.onvif_port = host, port, 0
        self._config: dict[str, Any] = {
            "host": host,
            "port": port,
            "username": username,
            "password": password,
            "trickle": trickle,
            "streams": [
                {
                    "path": each.path,
                    "file": str(each.file),
                    "audio": each.audio,
                    "phase_us": each.phase_us,
                    "oddities": dict(each.oddities),
                }
                for each in streams
            ],
        }
        if onvif is not None:
            self._config["onvif"] = onvif
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        child = [sys.executable, "-m", "vonggac.simcam", json.dumps(self._config)]
        command = [*self._within, *child]
        package = Path(__file__).resolve().parents[2]
        paths = [str(package), os.environ.get("PYTHONPATH", "")]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        try:
            answer = self._answer()
            self.port = int(answer["port"])
            self.onvif_port = int(answer.get("onvif_port", 0))
        except RuntimeError:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        if self._process is None:
            raise RuntimeError("not started")
        return self._process.pid

    def url(self, path: str) -> str:
        """The stream's address, without credentials."""
        return f"rtsp://{self.host}:{self.port}/{path}"

    def xaddr(self, key: str) -> str:
        """The ONVIF address of a device: the streams' key, or ``nvr``."""
        return f"http://{self.host}:{self.onvif_port}/{key}/onvif/device_service"

    def do(self, deed: str, **arguments: object) -> None:
        """A method of ``SimServer`` by its name. Raises ValueError where it refuses."""
        if self._process is None or self._process.stdin is None:
            raise RuntimeError("not started")
        self._process.stdin.write(json.dumps({"do": deed, **arguments}) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        if "error" in answer:
            raise ValueError(str(answer["error"]))

    def _answer(self) -> dict[str, Any]:
        if self._process is None or self._process.stdout is None:
            raise RuntimeError("not started")
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the simulator ended with {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def close(self) -> None:
        """Ends the child; its clients lose their connections."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
