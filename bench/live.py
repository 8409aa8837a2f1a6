"""Live pictures from capture to screen, through the whole product in real Chromium (figure 4).

    python -m bench.live [--minutes 10] [--cameras 16] [--window 30]

Virtual cameras show the number of each picture in it; when a picture was taken is known from its number and the
cameras' clock, which is this machine's. A canvas reads the number of pictures that the browser says it put on screen
(every third of 25 a second: reading costs a fifth of a core otherwise); latency is the instant a picture is shown (or,
if later, when we are told of it) less the instant it was taken.
All cameras (1080p25, ~3 Mbit/s, and 640×360 at 5 fps) are recorded meanwhile. Prints a Markdown table.
"""

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page
from tests.e2e.installation import Installation, wait_for

from bench.browsing import head, machine, median, quantile, row, signed_in
from bench.clips import numbered_main, numbered_sub
from vonggac.simcam.barcode import READ_JS
from vonggac.simcam.process import Served, SimProcess

LOOP_MS = 60_000
STALL_S = 5.0
SETTLE_S = 10.0
"""After opening or a stall, before the window that is measured."""
ACT_EVERY_S = 120.0
"""A login ends after ten minutes without an act of its person; watching is none."""
SAMPLED_TILES = 4

WATCH_JS = (
    READ_JS
    + """
globalThis.benchSeen = [];
globalThis.benchShown = 0;
globalThis.benchWatch = (video, fps, phaseMs) => {
  const canvas = new OffscreenCanvas(240, 12);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  let turn = 0;
  const seen = (now, facts) => {
    video.requestVideoFrameCallback(seen);
    benchShown += 1;
    turn += 1;
    if (fps > 5 && turn % 3) return;
    pen.drawImage(video, 0, 0, video.videoWidth, video.videoHeight / 12, 0, 0, 240, 12);
    const number = readBarcode(pen.getImageData(0, 0, 240, 12));
    const shown = performance.timeOrigin + Math.max(now, facts.expectedDisplayTime);
    const late = (shown - phaseMs - number * 1000 / fps) % LOOP;
    benchSeen.push([number, (late + LOOP * 1.5) % LOOP - LOOP / 2]);
  };
  video.requestVideoFrameCallback(seen);
};
""".replace("LOOP", str(LOOP_MS))
)


@dataclass(frozen=True)
class View:
    """What is looked at: the cameras, and where each one's picture is on the page."""

    name: str
    stream: str
    fps: int
    tiles: dict[int, str]
    """CSS of the video by the camera's number."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--cameras", type=int, default=16)
    parser.add_argument("--window", type=float, default=30, help="seconds measured each time")
    parser.add_argument("--only", choices=["enlarged", "wall"])
    wanted = parser.parse_args()
    served = [
        Served(f"cam{number}/{stream}", clip(), phase_us=phase_ms(number, stream) * 1000)
        for number in range(wanted.cameras)
        for stream, clip in (("main", numbered_main), ("sub", numbered_sub))
    ]
    with (
        tempfile.TemporaryDirectory(prefix="vonggac-bench-") as folder,
        SimProcess(served) as simcam,
        Installation(Path(folder), described(simcam, wanted.cameras)) as school,
    ):
        wait_for("the pages answer", school.answers)
        wait_for("every stream is recorded", school.recording)
        head("live view", "moment", "median", "95 %", "pictures shown", "of taken", "goal")
        with signed_in(school.url, "anh", width=1366, height=768) as page:
            for view in views(school, wanted.cameras):
                if wanted.only in (None, view.name.split()[0]):
                    watch(page, school, simcam, view, wanted)
        print(f"\n{machine(Path(folder))}")


def phase_ms(number: int, stream: str) -> int:
    """Cameras do not take their pictures at one instant."""
    return number * 137 % 1000 + (11 if stream == "sub" else 0)


def described(simcam: SimProcess, cameras: int) -> list[dict[str, Any]]:
    """Four areas."""
    return [
        {
            "area": f"Khu {number * 4 // cameras + 1}",
            "name": f"Camera {number}",
            "main_url": simcam.url(f"cam{number}/main"),
            "sub_url": simcam.url(f"cam{number}/sub"),
        }
        for number in range(cameras)
    ]


def views(school: Installation, cameras: int) -> list[View]:
    ids = {number: school.school["cameras"][f"Camera {number}"] for number in range(cameras)}
    sampled = range(0, cameras, max(1, cameras // SAMPLED_TILES))
    tiles = {number: f'.wall .tile[data-camera="{ids[number]}"] video' for number in sampled}
    return [
        View("enlarged (1080p25, main)", "main", 25, {0: "#theatre-tile video"}),
        View(f"wall ({cameras} × 640×360 at 5 fps)", "sub", 5, tiles),
    ]


def watch(
    page: Page, school: Installation, simcam: SimProcess, view: View, wanted: argparse.Namespace
) -> None:
    camera = school.school["cameras"]["Camera 0"]
    enlarged = view.stream == "main"
    # The school's screen; for the wall as high as it takes to have all sixteen on it at once.
    page.set_viewport_size({"width": 1366, "height": 768 if enlarged else 1200})
    page.goto(f"{school.url}live" + (f"?camera={camera}" if enlarged else ""))
    count = 1 if enlarged else wanted.cameras
    where = "#theatre-tile" if enlarged else ".wall .tile"
    live = f"document.querySelectorAll('{where}[data-state=\"live\"]').length"
    wait_for(f"{count} pictures", lambda: page.evaluate(live) >= count)
    page.evaluate(f"() => {{ {WATCH_JS} globalThis.readBarcode = readBarcode; }}")
    for number, css in view.tiles.items():
        phase = phase_ms(number, view.stream)
        page.evaluate(
            "([css, fps, phase]) => benchWatch(document.querySelector(css), fps, phase)",
            [css, view.fps, phase],
        )
    time.sleep(SETTLE_S)
    said(page, view, "at the start", wanted.window)
    linger(page, wanted.minutes * 60)
    said(page, view, f"after {wanted.minutes:g} minutes", wanted.window)
    for number in view.tiles:
        simcam.do("stall", path=f"cam{number}/{view.stream}", seconds=STALL_S)
    time.sleep(STALL_S + SETTLE_S)
    said(page, view, f"after a stall of {STALL_S:g} s", wanted.window)
    assert page.evaluate(live) == count, "not every picture is live at the end"


def linger(page: Page, seconds: float) -> None:
    """A person who is there."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        status = page.evaluate("fetch('/').then((answer) => answer.status)")
        assert status == 200, f"signed out: {status}"
        time.sleep(min(left, ACT_EVERY_S))


def said(page: Page, view: View, moment: str, window_s: float) -> None:
    page.evaluate("benchSeen.length = benchShown = 0")
    time.sleep(window_s)
    seen, shown = page.evaluate("[benchSeen, benchShown]")
    times = [late for number, late in seen if number >= 0]
    assert len(times) > 0.9 * len(seen), "pictures without a readable number"
    taken = window_s * view.fps * len(view.tiles)
    row(
        view.name,
        moment,
        f"{median(times):.0f} ms",
        f"{quantile(times, 0.95):.0f} ms",
        f"{shown}",
        f"{shown / taken:.0%}",
        "≤ 200 ms, ≤ 400 ms",
    )


if __name__ == "__main__":
    main()
