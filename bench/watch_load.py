"""Recording and watching together: N cameras, each 1080p25 main and 640×360 sub at 5 pictures a second, H.264.

    python -m bench.watch_load [--cameras 4] [--seconds 30] [--record main sub] [--watch sub]

Prints processor time of recorder and of ``watch`` a camera (one core = 100 %), their memory, and of ``watch`` what it
looked at and what it dropped. ``--watch ""`` watches nothing: the difference is what the tap costs the recorder;
``--watch main`` is a camera without a sub stream. What simcam takes is not counted.
"""

import argparse
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.recording import GROUP_SIZE, serve
from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.instants import month
from vonggac.recorder.plan import Plan, StreamPlan
from vonggac.vault.keys import MachineKeyholder
from vonggac.vault.volumes import Volume
from vonggac.watch.plan import WatchedCamera, WatchPlan

WARM_UP_S = 20.0


@dataclass(frozen=True)
class Load:
    """Of all processes of one kind together."""

    cpu_percent: float
    """Of one core."""
    pss_mb: float


class Running:
    """A product process with its plan said."""

    def __init__(self, line: str, *arguments: str) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-m", *arguments], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self.child.stdin is not None
        self.child.stdin.write(line.encode() + b"\n")
        self.child.stdin.flush()
        self.process = psutil.Process(self.child.pid)

    def cpu_s(self) -> float:
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def pss_mb(self) -> float:
        return float(self.process.memory_full_info().pss) / 1e6


def begin(
    data: DataFolder, port: int, cameras: int, recorded: tuple[str, ...], watched: str
) -> list[Running]:
    epoch = MachineKeyholder(data.keys).ensure(month(now_us()))
    names = [f"cam{number}" for number in range(cameras)]
    found = []
    for group, first in enumerate(range(0, cameras, GROUP_SIZE)):
        streams = tuple(
            StreamPlan(name, stream, f"rtsp://127.0.0.1:{port}/{name}/{stream}")
            for name in names[first : first + GROUP_SIZE]
            for stream in recorded
        )
        line = Plan(
            streams, (Volume(data.default_volume),), {epoch.epoch: epoch.public_bytes}
        ).to_json()
        entrance = ("vonggac.cli.recording", "--group", str(group), "--data", str(data.root))
        found.append(Running(line, *entrance))
    if watched:
        plan = WatchPlan(tuple(WatchedCamera(name, watched, loops=False) for name in names))
        found.append(Running(plan.to_json(), "vonggac.cli.watching", "--data", str(data.root)))
    return found


def measured(running: list[Running], seconds: float, *, rest: bool) -> tuple[Load, Load]:
    """Recorders and watch over the same stretch of time."""
    recorders, watch = (running, []) if rest else (running[:-1], running[-1:])
    time.sleep(WARM_UP_S)
    before = [each.cpu_s() for each in running]
    began = time.monotonic()
    time.sleep(seconds)
    lasted = time.monotonic() - began
    used = {id(each): each.cpu_s() - was for each, was in zip(running, before, strict=True)}

    def load(group: list[Running]) -> Load:
        cpu = sum(used[id(each)] for each in group)
        return Load(100 * cpu / lasted, sum(each.pss_mb() for each in group))

    return load(recorders), load(watch)


def run(cameras: int, seconds: float, recorded: tuple[str, ...], watched: str) -> str:
    context = multiprocessing.get_context("spawn")
    port: multiprocessing.Queue[int] = context.Queue()
    ready = context.Event()
    server = context.Process(target=serve, args=(port, ready, cameras, True), daemon=True)
    server.start()
    address = port.get(timeout=120)
    folder = Path(tempfile.mkdtemp(prefix="vonggac-bench-watch-"))
    data = DataFolder(folder)
    data.prepare()
    running = begin(data, address, cameras, recorded, watched)
    try:
        recorder, watch = measured(running, seconds, rest=not watched)
        status = {} if not watched else json.loads((data.run / "watch.json").read_text())
    finally:
        for each in reversed(running):
            each.child.terminate()
        for each in running:
            each.child.wait(30)
        server.terminate()
        shutil.rmtree(folder)
    seen = status.get("cameras", [])
    looks = sum(each["looks"] for each in seen)
    dropped = sum(each["dropped"] for each in seen)
    busy = sum(each["busy_s"] for each in seen)
    both = recorder.cpu_percent + watch.cpu_percent
    return (
        f"| {cameras}, {'+'.join(recorded)} recorded, {watched or 'nothing'} watched "
        f"| {recorder.cpu_percent / cameras:.2f} "
        f"| **{watch.cpu_percent / cameras:.2f}** | {both / (psutil.cpu_count() or 1):.1f} "
        f"| {recorder.pss_mb:.0f} | {watch.pss_mb:.0f} "
        f"| {1000 * busy / max(looks, 1):.2f} | {looks} | {dropped} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cameras", type=int, nargs="*", default=[4])
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--record", nargs="+", choices=["main", "sub"], default=["main", "sub"])
    parser.add_argument("--watch", choices=["main", "sub", ""], default="sub", help='"": nothing')
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    print(
        "| cameras | recorder %/camera | watch %/camera | both, % of the machine | recorder PSS MB "
        "| watch PSS MB | ms a look | looks | dropped |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for cameras in options.cameras:
        print(run(cameras, options.seconds, tuple(options.record), options.watch), flush=True)


if __name__ == "__main__":
    main()
