"""An hour under fire: cameras recorded and watched while cameras, network, disk and processes fail at random.

    python bench/soak.py [--minutes 65] [--cameras 16] [--seed N]

A whole installation runs. Every 20 to 60 s one fault of ``FAULTS`` happens and passes. Needs root for two of them: the
network is cut in a network namespace made here, and the disk that fills is a tmpfs made here; without root they are
left out, and the table says so. At the end: memory by process with its slope, frames counted against the recorded time,
coverage summed, ``verify --deep``. Exit 1 where something does not hold.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psutil
from tests.e2e.cameras import PASSWORD, USERNAME
from tests.e2e.installation import Installation, free_port, wait_for

from bench.clips import sub_clip
from bench.soak_account import Deed, account, memory_table
from vonggac.kernel.clock import now_us
from vonggac.simcam.process import Served, SimProcess

SETTLE_S = 90.0
SAMPLE_S = 10.0
VOLUME_BYTES = 4 << 30
NAMESPACE = "vonggac-soak"
INSIDE, OUTSIDE = "10.233.7.2", "10.233.7.1"


class Cameras:
    """A third each: one process that can misbehave, one that can die, one behind a cable that can be pulled."""

    def __init__(self, count: int, stack: ExitStack, *, cable: bool) -> None:
        clip = sub_clip()
        names = [f"cam{number:02}" for number in range(count)]
        thirds = [names[0::3], names[1::3], names[2::3]]
        self._stack = stack
        self._served = [
            [Served(f"{name}/main", clip, False, number * 137_000) for number, name in enumerate(g)]
            for g in thirds
        ]
        self.odd = stack.enter_context(self._sim(0))
        self._mortal = stack.enter_context(self._sim(1, port=free_port()))
        away = {"host": INSIDE, "within": ("ip", "netns", "exec", NAMESPACE)} if cable else {}
        self._wired = stack.enter_context(self._sim(2, **away))
        self.odd_paths = [each.path for each in self._served[0]]
        self.asked = [
            {
                "area": "Sân trường",
                "name": each.path.split("/")[0],
                "main_url": sim.url(each.path),
                "username": USERNAME,
                "password": PASSWORD,
            }
            for sim, served in zip((self.odd, self._mortal, self._wired), self._served, strict=True)
            for each in served
        ]

    def _sim(self, group: int, **where: Any) -> SimProcess:
        return SimProcess(self._served[group], username=USERNAME, password=PASSWORD, **where)

    def die(self, seconds: float) -> None:
        psutil.Process(self._mortal.pid).kill()
        port = self._mortal.port
        self._mortal.close()
        time.sleep(seconds)
        self._mortal = self._stack.enter_context(self._sim(1, port=port))


@contextmanager
def cable() -> Iterator[None]:
    """A network namespace joined to this machine by a pair of virtual cards."""

    def ip(*words: str) -> None:
        subprocess.run(["ip", *words], check=True, capture_output=True)

    subprocess.run(["ip", "netns", "del", NAMESPACE], check=False, capture_output=True)
    ip("netns", "add", NAMESPACE)
    try:
        ip("link", "add", "vgsoak0", "type", "veth", "peer", "name", "vgsoak1", "netns", NAMESPACE)
        ip("addr", "add", f"{OUTSIDE}/30", "dev", "vgsoak0")
        ip("link", "set", "vgsoak0", "up")
        ip("-n", NAMESPACE, "addr", "add", f"{INSIDE}/30", "dev", "vgsoak1")
        ip("-n", NAMESPACE, "link", "set", "vgsoak1", "up")
        ip("-n", NAMESPACE, "link", "set", "lo", "up")
        yield
    finally:
        subprocess.run(["ip", "netns", "del", NAMESPACE], check=False, capture_output=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """The folder on a disk of its own that this run may fill."""
    folder.mkdir(parents=True)
    size = f"size={VOLUME_BYTES}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def fill(volume: Path, seconds: float) -> None:
    """Everything but 20 MB, for a while."""
    ballast = volume / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(volume).free - (20 << 20))
    time.sleep(seconds)
    ballast.unlink()


def cut(seconds: float) -> None:
    subprocess.run(["ip", "link", "set", "vgsoak0", "down"], check=True)
    time.sleep(seconds)
    subprocess.run(["ip", "link", "set", "vgsoak0", "up"], check=True)


def kill(school: Installation, name: str) -> None:
    victim = school.children().get(name)
    if victim is not None:
        victim.kill()


def deeds(
    school: Installation, cameras: Cameras, chance: random.Random, *, root: bool
) -> dict[str, Callable[[], object]]:
    def path() -> str:
        return chance.choice(cameras.odd_paths)

    found: dict[str, Callable[[], object]] = {
        "camera killed": lambda: cameras.die(chance.uniform(1, 15)),
        "stream stalled": lambda: cameras.odd.do("stall", path=path(), seconds=12),
        "connection cut": lambda: cameras.odd.do("kill", path=path(), seconds=3),
        "archivist killed": lambda: kill(school, "archivist"),
        "watch killed": lambda: kill(school, "watch"),
        "recorder killed": lambda: kill(school, "recorder-0"),
        "web killed": lambda: kill(school, "web"),
        "clerk killed": lambda: kill(school, "clerk"),
    }
    if root:
        found["cable pulled"] = lambda: cut(chance.uniform(3, 20))
        found["disk full"] = lambda: fill(school.folder / "footage", 20)
    return found


def soak(school: Installation, cameras: Cameras, options: argparse.Namespace, root: bool) -> Any:
    """(what happened from when to when, process → [(seconds, bytes)])."""
    chance = random.Random(options.seed)
    faults = deeds(school, cameras, chance, root=root)
    done: list[Deed] = []
    memory: dict[str, list[tuple[float, int]]] = {}
    began = time.monotonic()
    next_fault = began + min(SETTLE_S, options.minutes * 6)
    while time.monotonic() - began < options.minutes * 60:
        time.sleep(SAMPLE_S)
        for name, process in school.children().items():
            try:
                # A process that was killed begins anew: its series does too.
                series = memory.setdefault(f"{name}#{process.pid}", [])
                series.append((time.monotonic() - began, process.memory_info().rss))
            except psutil.Error:
                continue
        if time.monotonic() >= next_fault:
            name, from_us = chance.choice(sorted(faults)), now_us()
            faults[name]()
            done.append(Deed(name, from_us, now_us()))
            next_fault = time.monotonic() + chance.uniform(*options.every)
    return done, memory


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--minutes", type=float, default=65)
    parser.add_argument("--cameras", type=int, default=16)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--every", type=float, nargs=2, default=(20, 60), help="s between faults")
    options = parser.parse_args()
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)
    root = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("ip") is not None
    folder = Path(tempfile.mkdtemp(prefix="vonggac-soak-"))
    with ExitStack() as stack:
        if root:
            stack.enter_context(cable())
            stack.enter_context(small_disk(folder / "footage"))
        cameras = Cameras(options.cameras, stack, cable=root)
        school = Installation(folder, cameras.asked)
        with school:
            wait_for("all cameras record", school.recording, 120)
            done, memory = soak(school, cameras, options, root)
            wait_for("all cameras record again", school.recording, 60)
            time.sleep(5)
        times = Counter(each.name for each in done)
        print(f"{options.cameras} cameras, {options.minutes:g} minutes, seed {options.seed}\n")
        print("Faults: " + ", ".join(f"{name} ×{n}" for name, n in sorted(times.items())))
        if not root:
            print("Left out, for want of root: cable pulled, disk full")
        print("\n" + memory_table(memory))
        failed = account(school, done)
    shutil.rmtree(folder, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
