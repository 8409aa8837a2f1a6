"""How soon everything records again: after cameras come back, and after the whole machine was cut off.

    python bench/recovery.py [--cameras 16] [--rounds 5]

A whole installation runs with virtual cameras. A round kills all cameras at once and starts them again, then
kills every process of the installation at once (SIGKILL, as a power cut does) and starts ``vonggac up`` again.
Measured from outside: until the status of every stream says that it records. Prints a Markdown table.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
from tests.e2e.cameras import PASSWORD, USERNAME
from tests.e2e.installation import Installation, free_port, wait_for

from bench.clips import sub_clip
from vonggac.kernel.clock import now_us
from vonggac.simcam.process import Served, SimProcess

AWAY_S = 15.0
"""Long enough that the recorder has reached its longest pause between attempts."""


def cameras(count: int, port: int) -> SimProcess:
    served = [
        Served(f"cam{number:02}/main", sub_clip(), False, number * 137_000)
        for number in range(count)
    ]
    return SimProcess(served, port=port, username=USERNAME, password=PASSWORD)


def asked(sim: SimProcess, count: int) -> list[dict[str, str]]:
    return [
        {
            "area": "Sân trường",
            "name": f"Camera {number + 1}",
            "main_url": sim.url(f"cam{number:02}/main"),
            "username": USERNAME,
            "password": PASSWORD,
        }
        for number in range(count)
    ]


def recording_since(school: Installation, since_us: int, count: int) -> Callable[[], bool]:
    """Every stream records, and has had a picture after that instant: no status of before counts."""

    def found() -> bool:
        streams = school.streams()
        return len(streams) == count and all(
            each["state"] == "recording" and each["last_frame_us"] > since_us
            for each in streams.values()
        )

    return found


def until_recording(school: Installation, count: int, limit_s: float) -> float:
    began, since_us = time.monotonic(), now_us()
    wait_for("all cameras record again", recording_since(school, since_us, count), limit_s)
    return time.monotonic() - began


def cut_power(school: Installation) -> None:
    """Every process at once, the supervisor first: nobody gets to say good-bye."""
    assert school.process is not None
    family = [psutil.Process(school.process.pid)]
    family += family[0].children(recursive=True)
    for each in family:
        try:
            each.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=10)
    school.process.wait()
    school.process = None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cameras", type=int, default=16)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    count, port = options.cameras, free_port()
    back: list[float] = []
    started: list[float] = []
    sim = cameras(count, port).__enter__()
    try:
        folder = Path(tempfile.mkdtemp(prefix="vonggac-recovery-"))
        with Installation(folder, asked(sim, count)) as school:
            wait_for("all cameras record", school.recording, 120)
            for _ in range(options.rounds):
                time.sleep(5)
                psutil.Process(sim.pid).kill()
                sim.close()
                time.sleep(AWAY_S)
                sim = cameras(count, port).__enter__()
                back.append(until_recording(school, count, 60))
                time.sleep(5)
                cut_power(school)
                school.start()
                started.append(until_recording(school, count, 120))
    finally:
        sim.close()
    print(f"{count} cameras, {options.rounds} rounds\n")
    print("| until every camera records again | median s | longest s |")
    print("|---|---|---|")
    for name, found in (("cameras came back", back), ("power came back", started)):
        print(f"| {name} | {statistics.median(found):.1f} | {max(found):.1f} |")


if __name__ == "__main__":
    main()
