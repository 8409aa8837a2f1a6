"""From the hand on the timeline to the picture under it, in real Chromium.

    python -m bench.scrub [--cameras 1] [--minutes 3] [--moves 120]

A pointer is dragged over the recorded minutes on the page of the whole product; for each of its moves, how long it is
until a picture is drawn that stands for the instant under it. Moves that the hand had left again before a picture could
come are counted apart: there the picture of a later instant was shown. Prints a Markdown table.
"""

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page
from tests.e2e.installation import Installation, wait_for

from bench.browsing import head, machine, median, quantile, row, signed_in
from bench.clips import numbered_main, numbered_sub
from vonggac.kernel.clock import MINUTE_US, SECOND_US, now_us
from vonggac.simcam.process import Served, SimProcess

EVERY_MS = 50

WATCH_JS = """() => {
  globalThis.benchLog = [];
  for (const screen of vonggacPlayer.screens) {
    const draw = screen.drawStill.bind(screen);
    screen.drawStill = (found) => { draw(found); benchLog.push([performance.now(), "picture", found.from, found.to]); };
  }
  const scrub = vonggacPlayer.scrub.bind(vonggacPlayer);
  vonggacPlayer.scrub = (at, how) => { benchLog.push([performance.now(), how, at, 0]); scrub(at, how); };
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cameras", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=3, help="recorded before it is played")
    parser.add_argument("--moves", type=int, default=120)
    wanted = parser.parse_args()
    served = [
        Served(f"c{n}/{stream}", clip())
        for n in range(wanted.cameras)
        for stream, clip in (("main", numbered_main), ("sub", numbered_sub))
    ]
    with (
        tempfile.TemporaryDirectory(prefix="vonggac-bench-") as folder,
        SimProcess(served) as simcam,
        Installation(Path(folder), described(simcam, wanted.cameras)) as school,
    ):
        wait_for("the pages answer", school.answers)
        wait_for("every stream is recorded", school.recording)
        time.sleep(wanted.minutes * 60)
        head("hand → picture", "moves", "median", "95 %", "passed over", "goal")
        with signed_in(school.url, "anh", width=1366, height=768) as page:
            opened(page, school, wanted)
            for turn in ("first drag", "the same again"):
                told(turn, dragged(page, wanted.moves))
        print(f"\n{machine(Path(folder))}")


def described(simcam: SimProcess, cameras: int) -> list[dict[str, Any]]:
    return [
        {
            "area": "Khu 1",
            "name": f"Camera {n}",
            "main_url": simcam.url(f"c{n}/main"),
            "sub_url": simcam.url(f"c{n}/sub"),
        }
        for n in range(cameras)
    ]


def opened(page: Page, school: Installation, wanted: argparse.Namespace) -> None:
    ids = list(school.school["cameras"].values())
    to_us = now_us() - 75 * SECOND_US
    from_us = to_us - int((wanted.minutes - 1.5) * MINUTE_US)
    asked = [*(("camera", each) for each in ids), ("at", from_us), ("from", from_us), ("to", to_us)]
    page.goto(f"{school.url}playback?{urlencode(asked)}")
    page.check("[name=purpose][value=security]", force=True)
    page.click("form[data-once] button.btn-primary")
    page.wait_for_selector("#timeline canvas")
    live = "document.querySelectorAll('.tile[data-state=live]').length"
    wait_for("every picture", lambda: page.evaluate(live) >= wanted.cameras)
    page.click("[data-span=minutes]")
    page.wait_for_timeout(1500)
    page.evaluate(WATCH_JS)


def dragged(page: Page, moves: int) -> list[list[Any]]:
    """From the begin of the permitted stretch to its end, evenly."""
    page.evaluate("benchLog.length = 0")
    box = page.locator("#timeline").bounding_box()
    assert box is not None
    ends = page.evaluate("vonggacPlayer.config.limits.map((at) => vonggacPlayer.timeline.xAt(at))")
    start, end = max(20, ends[0] + 8), min(box["width"] - 20, ends[1] - 8)
    low = box["y"] + box["height"] - 14
    page.mouse.move(box["x"] + start, low)
    page.mouse.down()
    for step in range(1, moves + 1):
        page.mouse.move(box["x"] + start + (end - start) * step / moves, low)
        page.wait_for_timeout(EVERY_MS)
    page.wait_for_timeout(500)
    page.mouse.up()
    log: list[list[Any]] = page.evaluate("benchLog")
    page.wait_for_timeout(2000)
    return log


def told(turn: str, log: list[list[Any]]) -> None:
    moves = [each for each in log if each[1] == "move"]
    pictures = [each for each in log if each[1] == "picture"]
    took = []
    for at_ms, _, at_us, _ in moves:
        shown = [p[0] for p in pictures if p[0] >= at_ms and p[2] <= at_us < p[3]]
        took += [shown[0] - at_ms] if shown else []
    row(
        turn,
        str(len(moves)),
        f"{median(took):.0f} ms",
        f"{quantile(took, 0.95):.0f} ms",
        str(len(moves) - len(took)),
        "≤ 100 ms median",
    )


if __name__ == "__main__":
    main()
