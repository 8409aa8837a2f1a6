"""A recorder group as the supervisor runs it: a process, plans on its standard input, facts in files."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.scenes.planned import PlannedProcess
from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.recorder.plan import Plan, StreamPlan
from vonggac.recorder.wanted import CameraPlan
from vonggac.vault.keys import MachineKeyholder, epoch_of
from vonggac.vault.volumes import Volume, read_marker

ROOT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}


def wait_for(what: str, found: Callable[[], Any], seconds: float = 60.0) -> Any:
    """The first true answer. Fails with ``what`` when there is none in time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = found()
        if answer:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"not within {seconds} s: {what}")


def camera(name: str, url: str, **more: str) -> StreamPlan:
    """The main stream of a camera whose id is its name."""
    return StreamPlan(name, "main", url, **more)  # type: ignore[arg-type]  # text fields only


@dataclass
class Recorder(PlannedProcess):
    """``with Recorder(folder) as recorder: recorder.plan(camera("gate", url))``."""

    folder: Path
    volumes: Sequence[Path] = ()
    reserve_bytes: int = 0
    environment: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.data = DataFolder(self.folder)
        self.data.prepare()
        self.keys = MachineKeyholder(self.data.keys)

    @property
    def log_file(self) -> Path:
        return self.data.logs / "recorder-0.log"

    def start(self) -> None:
        command = [sys.executable, "-m", "vonggac.cli.recording", "--group", "0"]
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--data", str(self.folder)],
                env=ENVIRONMENT | self.environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
            )

    def plan(self, *streams: StreamPlan, cameras: dict[str, CameraPlan] | None = None) -> None:
        """What is to be recorded from now on; ``cameras``: of those, when."""
        epoch = self.keys.ensure(epoch_of(now_us()))
        folders = tuple(self.volumes) or (self.data.default_volume,)
        volumes = tuple(Volume(each, read_marker(each)) for each in folders)
        keys = {epoch.epoch: epoch.public_bytes}
        plan = Plan(streams, volumes, keys, self.reserve_bytes, cameras or {})
        self.tell(plan.to_json())

    # what it says

    def streams(self) -> dict[str, dict[str, Any]]:
        """Figures by camera, as last written."""
        try:
            status = json.loads((self.data.run / "recorder-0.json").read_text())
        except (OSError, ValueError):
            return {}
        return {each["camera"]: each for each in status["streams"]}

    def state(self, name: str) -> str:
        return str(self.streams().get(name, {}).get("state", ""))

    def states(self) -> dict[str, str]:
        return {name: str(each["state"]) for name, each in self.streams().items()}

    def all_record(self, names: Iterable[str], seconds: float = 60.0) -> None:
        wanted = set(names)
        wait_for(
            f"{sorted(wanted)} record",
            lambda: wanted <= {n for n, state in self.states().items() if state == "recording"},
            seconds,
        )

    def facts(self, name: str, kind: str = "") -> list[dict[str, Any]]:
        """Lines of the camera's journal that are whole."""
        lines = [
            json.loads(line)
            for path in sorted((self.data.spool / name).glob("*.jsonl"))
            for line in path.read_bytes().split(b"\n")[:-1]
        ]
        return [line for line in lines if kind in ("", line["t"])]

    def segments(self, name: str) -> list[dict[str, Any]]:
        return self.facts(name, "segment")

    def gaps(self, name: str) -> list["Gap"]:
        """Gaps of the stream in the order they were told, those that are still open with ``to_us`` 0."""
        found: dict[tuple[str, int], int] = {}
        for fact in self.facts(name):
            if fact["t"] in ("gap.open", "gap.close"):
                found[fact["cause"], fact["from_us"]] = fact.get("to_us", 0)
        return [Gap(cause, from_us, to_us) for (cause, from_us), to_us in found.items()]

    def causes(self, name: str) -> list[str]:
        """Causes of the gaps after the first connection and before the orderly end."""
        return [gap.cause for gap in self.gaps(name) if gap.cause not in BY_OURSELVES][
            1 if self.gaps(name)[0].cause == "camera_unreachable" else 0 :
        ]

    def unbroken(self, name: str) -> bool:
        """From its first picture to the orderly end there is no gap, and no instant without footage."""
        segments = sorted(self.segments(name), key=lambda each: int(each["start_us"]))
        joined = all(
            later["start_us"] <= earlier["end_us"] for earlier, later in pairwise(segments)
        )
        return bool(segments) and joined and self.causes(name) == []

    def holes(self, name: str) -> list[float]:
        """Seconds of each stretch without footage between the first picture and the last."""
        spans = sorted((each["start_us"], each["end_us"]) for each in self.segments(name))
        at_us, found = spans[0][0], []
        for from_us, to_us in spans:
            if from_us > at_us:
                found.append((from_us - at_us) / 1e6)
            at_us = max(at_us, to_us)
        return found

    def seconds_without_account(self, name: str) -> float:
        """Of the time since commissioning and until the last fact: what is neither footage nor a gap (I4)."""
        spans = [(each["start_us"], each["end_us"]) for each in self.segments(name)]
        gaps = self.gaps(name)
        until_us = max([to for _, to in spans] + [max(gap.from_us, gap.to_us) for gap in gaps])
        spans += [(gap.from_us, gap.to_us or until_us) for gap in gaps]
        at_us, holes_us = int(self.facts(name, "commissioned")[0]["from_us"]), 0
        for from_us, to_us in sorted(spans):
            holes_us += max(0, from_us - at_us)
            at_us = max(at_us, to_us)
        return holes_us / 1e6


@dataclass(frozen=True)
class Gap:
    cause: str
    from_us: int
    to_us: int

    @property
    def seconds(self) -> float:
        return (self.to_us - self.from_us) / 1e6


BY_OURSELVES = ("recorder_stopped",)
