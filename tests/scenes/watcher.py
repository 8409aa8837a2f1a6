"""``watch`` as the supervisor runs it, and films of a yard through which somebody walks at known seconds."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tests.faults.recorder import ENVIRONMENT, wait_for
from tests.scenes.planned import PlannedProcess
from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.events import Event, EventKind, parse_event
from vonggac.media.encode import Picture, VideoSettings, write_file
from vonggac.watch.plan import WatchedCamera, WatchPlan

WIDTH, HEIGHT, FPS = 640, 360, 5


def walk(
    path: Path, *, seconds: int = 30, walks: tuple[tuple[int, int], ...] = ((10, 20),)
) -> Path:
    """A textured yard; in each of ``walks`` (from, to, in seconds) a person crosses it from left to right."""
    write_file(
        path, _pictures(seconds, walks), VideoSettings(WIDTH, HEIGHT, fps=FPS, gop=10, quality=24)
    )
    return path


def _pictures(seconds: int, walks: tuple[tuple[int, int], ...]) -> Iterator[Picture]:
    dice = np.random.default_rng(5)
    coarse = dice.integers(60, 190, (HEIGHT // 20, WIDTH // 20, 1)).astype(np.uint8)
    yard = np.repeat(np.kron(coarse, np.ones((20, 20, 1), np.uint8)), 3, axis=2)
    for number in range(seconds * FPS):
        picture = yard.copy()
        noise = dice.integers(-3, 4, (*yard.shape[:2], 1))
        for start, end in walks:
            share = (number / FPS - start) / (end - start)
            if 0 <= share < 1:
                x = int(share * (WIDTH - 50))
                picture[140:300, x : x + 50] = (30, 40, 90)
        yield np.clip(picture.astype(np.int16) + noise, 0, 255).astype(np.uint8)


@dataclass
class Watcher(PlannedProcess):
    """``with Watcher(data) as watch: watch.plan(WatchedCamera("gate", "main"))``."""

    data: DataFolder
    process: "subprocess.Popen[bytes] | None" = None
    started_us: int = 0

    @property
    def log_file(self) -> Path:
        return self.data.logs / "watch.log"

    def start(self) -> None:
        self.started_us = now_us()
        command = [sys.executable, "-m", "vonggac.cli.watching", "--data", str(self.data.root)]
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                command, env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=log, stderr=log
            )

    def plan(self, *cameras: WatchedCamera) -> None:
        """What is to be watched from now on."""
        self.tell(WatchPlan(cameras).to_json())

    # what it says

    def cameras(self) -> dict[str, dict[str, Any]]:
        """Status by camera, as last written by this process."""
        try:
            status = json.loads((self.data.run / "watch.json").read_text())
        except (OSError, ValueError):
            return {}
        if status["at_us"] < self.started_us:
            return {}
        return {each["camera"]: each for each in status["cameras"]}

    def state(self, camera: str) -> str:
        return str(self.cameras().get(camera, {}).get("state", ""))

    def looks(self, *cameras: str, seconds: float = 60.0) -> None:
        """Waits until all of them are looked at."""
        wait_for(
            f"{cameras} are looked at",
            lambda: all(self.state(camera) == "looking" for camera in cameras),
            seconds,
        )

    def events(self, camera: str, kind: EventKind | None = None) -> list[Event]:
        """Of each event the last word, in the order of their first."""
        found: dict[str, Event] = {}
        for path in sorted((self.data.events / camera).glob("*.watch.jsonl")):
            for line in path.read_bytes().splitlines():
                event = parse_event(line, camera)
                found[event.id] = event
        return [each for each in found.values() if kind in (None, each.kind)]

    def event(self, camera: str, kind: EventKind, seconds: float = 30.0) -> Event:
        """The newest of the kind, as soon as there is one."""
        found: list[Event] = wait_for(
            f"{kind.value} at {camera}", lambda: self.events(camera, kind), seconds
        )
        return found[-1]
