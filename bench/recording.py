"""Recording by copy: Vọng Gác against ``ffmpeg -c copy -f segment``, one process a camera, on the same virtual cameras.

    python bench/recording.py [--cameras 16 32 64] [--seconds 60]

Ours includes sealing (AES-256-GCM), hashing (SHA-256 three times), fdatasync a GOP, the journal and the live tap's
readiness; the floor writes plain files and syncs nothing. Both in one run, one after the other, the order alternating.
Prints a Markdown table: CPU seconds a camera-hour, memory (PSS) a camera, ratio, frames lost.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path

import psutil

from bench.clips import main_clip, sub_clip
from vonggac.kernel.clock import now_us
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.instants import month
from vonggac.recorder.plan import Plan, StreamPlan
from vonggac.simcam.clip import Clip
from vonggac.simcam.server import SimServer
from vonggac.vault.keys import MachineKeyholder
from vonggac.vault.volumes import Volume

WARM_UP_S = 12.0
GROUP_SIZE = 32


@dataclass(frozen=True)
class Figures:
    cpu_s_per_camera_hour: float
    pss_mb_per_camera: float
    frames_expected: int
    frames_lost: int


def serve(port: "multiprocessing.Queue[int]", ready: Event, cameras: int, sub: bool) -> None:
    """The virtual cameras, in a process of their own so that their cost is nobody else's."""

    async def main() -> None:
        async with SimServer() as server:
            clip, small = Clip.load(main_clip()), Clip.load(sub_clip()) if sub else None
            for number in range(cameras):
                server.add(f"cam{number}/main", clip, phase_us=number * 2_000_000 // cameras)
                if small is not None:
                    server.add(f"cam{number}/sub", small, phase_us=number * 2_000_000 // cameras)
            port.put(server.port)
            ready.set()
            await asyncio.Event().wait()

    asyncio.run(main())


def measure(processes: list[psutil.Process], seconds: float, cameras: int) -> tuple[float, float]:
    time.sleep(WARM_UP_S)
    before, began = sum(map(_cpu, processes)), time.monotonic()
    time.sleep(seconds)
    used, lasted = sum(map(_cpu, processes)) - before, time.monotonic() - began
    memory = sum(process.memory_full_info().pss for process in processes) / 1e6
    return used / lasted * 3600 / cameras, memory / cameras


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def ours(port: int, cameras: int, seconds: float, sub: bool) -> Figures:
    folder = Path(tempfile.mkdtemp(prefix="vonggac-bench-"))
    data = DataFolder(folder)
    data.prepare()
    epoch = MachineKeyholder(data.keys).ensure(month(now_us()))
    names = [f"cam{number}" for number in range(cameras)]
    children = []
    for group in range(0, cameras, GROUP_SIZE):
        streams = tuple(
            StreamPlan(name, stream, f"rtsp://127.0.0.1:{port}/{name}/{stream}")
            for name in names[group : group + GROUP_SIZE]
            for stream in (("main", "sub") if sub else ("main",))
        )
        plan = Plan(streams, (Volume(data.default_volume),), {epoch.epoch: epoch.public_bytes})
        command = [
            sys.executable,
            "-m",
            "vonggac.cli.recording",
            "--group",
            str(group),
            "--data",
            str(folder),
        ]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert child.stdin is not None
        child.stdin.write(plan.to_json().encode() + b"\n")
        child.stdin.flush()
        children.append(child)
    try:
        cpu, memory = measure([psutil.Process(each.pid) for each in children], seconds, cameras)
        damaged = _damaged(data)
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(30)
    expected, kept = _frames(data)
    shutil.rmtree(folder)
    return Figures(cpu, memory, expected, expected - kept + damaged)


def _damaged(data: DataFolder) -> int:
    status = [json.loads(path.read_text()) for path in data.run.glob("recorder-*.json")]
    return sum(
        stream["damaged_units"] + stream["interruptions"]
        for each in status
        for stream in each["streams"]
    )


def _frames(data: DataFolder) -> tuple[int, int]:
    """Frames that the recorded time must hold at the clip's rate, and GOP for GOP what the files hold in time."""
    expected = kept = 0
    for path in data.spool.glob("*/*.jsonl"):
        spans: dict[str, list[tuple[int, int]]] = {}
        for line in path.read_text().splitlines():
            fact = json.loads(line)
            if fact["t"] == "segment":
                spans.setdefault(fact["stream"], []).append((fact["start_us"], fact["end_us"]))
        for stream, found in spans.items():
            rate = 25 if stream == "main" else 5
            whole = max(end for _, end in found) - min(start for start, _ in found)
            expected += round(whole * rate / 1e6)
            kept += sum(round((end - start) * rate / 1e6) for start, end in found)
    return expected, kept


def floor(port: int, cameras: int, seconds: float, sub: bool) -> Figures:
    folder = Path(tempfile.mkdtemp(prefix="vonggac-bench-floor-"))
    children = []
    for number in range(cameras):
        for stream in ("main", "sub") if sub else ("main",):
            url = f"rtsp://127.0.0.1:{port}/cam{number}/{stream}"
            segment = [
                "-f",
                "segment",
                "-segment_time",
                "60",
                "-segment_format",
                "mp4",
                "-reset_timestamps",
                "1",
            ]
            output = str(folder / f"{number}-{stream}-%03d.mp4")
            command = [
                "ffmpeg",
                "-v",
                "error",
                "-rtsp_transport",
                "tcp",
                "-i",
                url,
                "-c",
                "copy",
                *segment,
                output,
            ]
            children.append(
                subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
    try:
        cpu, memory = measure([psutil.Process(each.pid) for each in children], seconds, cameras)
    finally:
        for child in children:
            child.terminate()
        for child in children:
            child.wait(30)
    shutil.rmtree(folder)
    return Figures(cpu, memory, 0, 0)


def run(cameras: int, seconds: float, sub: bool, turn: int) -> str:
    context = multiprocessing.get_context("spawn")
    port: multiprocessing.Queue[int] = context.Queue()
    ready = context.Event()
    server = context.Process(target=serve, args=(port, ready, cameras, sub), daemon=True)
    server.start()
    address = port.get(timeout=120)
    order = (ours, floor) if turn % 2 == 0 else (floor, ours)
    found = {each.__name__: each(address, cameras, seconds, sub) for each in order}
    server.terminate()
    mine, theirs = found["ours"], found["floor"]
    label = f"{cameras}{' + sub' if sub else ''}"
    return (
        f"| {label} | {mine.cpu_s_per_camera_hour:.1f} | {theirs.cpu_s_per_camera_hour:.1f} "
        f"| **{mine.cpu_s_per_camera_hour / theirs.cpu_s_per_camera_hour:.2f}** "
        f"| {mine.pss_mb_per_camera:.1f} | {theirs.pss_mb_per_camera:.1f} "
        f"| **{mine.pss_mb_per_camera / theirs.pss_mb_per_camera:.2f}** "
        f"| {mine.frames_lost} of {mine.frames_expected} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cameras", type=int, nargs="*", default=[16, 32, 64])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--sub", action="store_true", help="16 cameras with their sub streams, too")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    print(
        "| cameras | ours CPU s/h | floor CPU s/h | ratio | ours PSS MB | floor PSS MB | ratio | frames lost |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for turn, cameras in enumerate(options.cameras):
        print(run(cameras, options.seconds, False, turn), flush=True)
    if options.sub:
        print(run(16, options.seconds, True, 1), flush=True)


if __name__ == "__main__":
    main()
