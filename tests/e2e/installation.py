"""A whole installation in a folder of its own, driven from outside: as a user would, by the command line and HTTP."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import psutil

from tests.scenes import databases
from tests.scenes.planned import Running
from tests.scenes.witnesses import CLEAN_HERE
from vonggac.kernel.clock import SECOND_US
from vonggac.kernel.data_folder import DataFolder

ROOT = Path(__file__).parents[2]
START_S = 90.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: str, found: Callable[[], Any], seconds: float = 60.0) -> Any:
    """The first true answer. Fails with ``what`` when there is none in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = found()
        if answer:
            return answer
        time.sleep(0.2)
    raise AssertionError(f"not within {seconds} s: {what}")


@dataclass
class Installation(Running):
    """``with Installation(folder, cameras)``: a school is founded, ``vonggac up`` runs until the end of the block."""

    folder: Path
    cameras: list[dict[str, Any]]
    environment: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    school: dict[str, Any] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    def __enter__(self) -> Self:
        databases.lay(DataFolder(self.folder))
        self.school = json.loads(
            self.python("-m", "tests.e2e.found_school", str(self.folder), json.dumps(self.cameras))
        )
        self.start()
        return self

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def env(self) -> dict[str, str]:
        # The installation is nobody's test: neither the tests' settings nor their role reach it.
        own = {
            k: v
            for k, v in os.environ.items()
            if k not in ("DJANGO_SETTINGS_MODULE", "VONGGAC_ROLE")
        }
        paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        return {**own, "PYTHONPATH": paths, "VONGGAC_DATA": str(self.folder), **self.environment}

    def python(self, *arguments: str) -> str:
        """Runs Python of the tests and returns what it printed. Its words on standard error are in the failure."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.env(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def vonggac(self, *arguments: str) -> tuple[int, Any]:
        """Exit code and the JSON document of a reporting verb."""
        command = [
            sys.executable,
            "-m",
            "vonggac",
            *arguments,
            "--data",
            str(self.folder),
            "--json",
        ]
        done = subprocess.run(
            command, env=self.env(), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode in (0, 1, CLEAN_HERE), done.stderr
        return done.returncode, json.loads(done.stdout)

    def start(self) -> None:
        log = (self.folder / "supervisor.log").open("ab")
        command = [
            sys.executable,
            "-m",
            "vonggac",
            "up",
            "--data",
            str(self.folder),
            "--port",
            str(self.port),
        ]
        self.process = subprocess.Popen(command, env=self.env(), cwd=ROOT, stdout=log, stderr=log)
        log.close()

    def stop(self) -> None:
        """In order, as Ctrl-C does."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(90)
        self.process = None

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.url, timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def streams(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Figures of the streams as the recorders last said them."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for path in (self.folder / "run").glob("recorder-*.json"):
            try:
                status = json.loads(path.read_text())
            except (OSError, ValueError):
                continue
            for each in status["streams"]:
                found[each["camera"], each["stream"]] = each
        return found

    def recording(self) -> bool:
        streams = self.streams()
        return bool(streams) and all(each["state"] == "recording" for each in streams.values())

    def children(self) -> dict[str, psutil.Process]:
        """The supervisor's processes that run now, by name."""
        found: dict[str, psutil.Process] = {}
        for path in (self.folder / "run").glob("*.pid"):
            try:
                known = json.loads(path.read_text())
                process = psutil.Process(known["pid"])
                if (
                    abs(process.create_time() - known["born"]) < 1
                    and process.status() != psutil.STATUS_ZOMBIE
                ):
                    found[path.stem] = process
            except (OSError, ValueError, psutil.Error):
                continue
        return found

    def has_sealed(self, streams: int, *, seconds: int = 20) -> bool:
        """So much of so many streams lies in whole files. A first file is as short as the minute that was left."""
        sealed_us: dict[tuple[str, str], int] = {}
        for fact in self.journal():
            if fact["t"] == "segment":
                stream = fact["camera"], fact["stream"]
                length_us = fact["end_us"] - fact["start_us"]
                sealed_us[stream] = sealed_us.get(stream, 0) + length_us
        return sum(each >= seconds * SECOND_US for each in sealed_us.values()) >= streams

    def journal(self) -> list[dict[str, Any]]:
        """Every fact that the recorders wrote and the archivist has not cleared away."""
        return [
            json.loads(line)
            for path in sorted((self.folder / "spool").glob("*/*.jsonl"))
            for line in path.read_text().splitlines()
        ]
