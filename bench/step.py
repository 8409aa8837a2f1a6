"""Nine cameras in step in real Chromium, at 1× and 4× (figure 5 of the looking).

    python -m bench.step [--cameras 9] [--fps 5] [--minutes 4] [--window 20]

Virtual cameras show the number of each picture in it, each from its own phase, and are recorded through the whole
product. The player then shows them in step; a canvas reads the number of pictures that the browser says it put on
screen. From number and phase follows when a picture was taken, and from that less the speed times the instant it was
shown, where its tile is in time: two tiles in step have the same. The spread over all tiles, second by second, is the
drift; it is in footage time, as a person comparing two pictures sees it. "Of it dating": so much of it the recorder
had written down already. Prints a Markdown table.
"""

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Page
from tests.e2e.installation import Installation, wait_for

from bench.browsing import head, machine, median, quantile, row, signed_in
from bench.clips import numbered_step, numbered_sub
from vonggac.kernel.clock import MINUTE_US, SECOND_US, now_us
from vonggac.simcam.barcode import READ_JS
from vonggac.simcam.process import Served, SimProcess

LOOP_S = 60.0
SETTLE_S = 6.0
READ_PER_S = 5
"""Of a tile's pictures: reading one costs more than showing it."""

WATCH_JS = (
    READ_JS
    + """
globalThis.benchSeen = [];
globalThis.benchEvery = 3;
for (const screen of vonggacPlayer.screens) {
  const canvas = new OffscreenCanvas(240, 12), video = screen.video;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  let turn = 0;
  const seen = (now, facts) => {
    video.requestVideoFrameCallback(seen);
    turn += 1;
    if (turn % benchEvery) return;
    pen.drawImage(video, 0, 0, video.videoWidth, video.videoHeight / 12, 0, 0, 240, 12);
    const number = readBarcode(pen.getImageData(0, 0, 240, 12));
    const piece = screen.pieces.findLast((each) => each.start <= facts.mediaTime + 1e-4) ?? screen.pieces[0];
    const dated = piece.utc + (facts.mediaTime - piece.start) * 1e6;
    benchSeen.push([screen.camera.id, facts.expectedDisplayTime, number, dated]);
  };
  video.requestVideoFrameCallback(seen);
}
"""
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cameras", type=int, default=9)
    parser.add_argument("--minutes", type=float, default=4, help="recorded before it is played")
    parser.add_argument("--fps", type=int, default=5, choices=[5, 15], help="of the sub streams")
    parser.add_argument("--window", type=float, default=20, help="seconds measured at each speed")
    wanted = parser.parse_args()
    clip = numbered_sub() if wanted.fps == 5 else numbered_step()
    served = [
        Served(f"c{n}/{stream}", clip, phase_us=phase_ms(n) * 1000)
        for n in range(wanted.cameras)
        for stream in ("main", "sub")
    ]
    with (
        tempfile.TemporaryDirectory(prefix="vonggac-bench-") as folder,
        SimProcess(served) as simcam,
        Installation(Path(folder), described(simcam, wanted.cameras)) as school,
    ):
        wait_for("the pages answer", school.answers)
        wait_for("every stream is recorded", school.recording)
        time.sleep(wanted.minutes * 60)
        head(
            "cameras", "speed", "drift, median", "95 %", "largest", "of it dating", "pictures read",
            "goal",
        )  # fmt: skip
        with signed_in(school.url, "anh", width=1366, height=768) as page:
            played(page, school, wanted)
        print(f"\n{machine(Path(folder))}")


def phase_ms(number: int) -> int:
    """Cameras do not take their pictures at one instant."""
    return number * 137 % 1000


def described(simcam: SimProcess, cameras: int) -> list[dict[str, Any]]:
    return [
        {
            "area": f"Khu {n // 3 + 1}",
            "name": f"Camera {n}",
            "main_url": simcam.url(f"c{n}/main"),
            "sub_url": simcam.url(f"c{n}/sub"),
        }
        for n in range(cameras)
    ]


def played(page: Page, school: Installation, wanted: argparse.Namespace) -> None:
    ids = [school.school["cameras"][f"Camera {n}"] for n in range(wanted.cameras)]
    to_us = now_us() - 75 * SECOND_US  # what is younger may still be written
    from_us = to_us - int((wanted.minutes - 1.5) * MINUTE_US)
    asked = [*(("camera", each) for each in ids), ("at", from_us), ("from", from_us), ("to", to_us)]
    page.goto(f"{school.url}playback?{urlencode(asked)}")
    page.check("[name=purpose][value=security]", force=True)
    page.click("form[data-once] button.btn-primary")
    page.wait_for_selector("#timeline canvas")
    live = "document.querySelectorAll('.tile[data-state=\"live\"]').length"
    wait_for("every picture", lambda: page.evaluate(live) >= wanted.cameras)
    page.evaluate(f"() => {{ {WATCH_JS} }}")
    for speed in (1, 4):
        every = max(1, wanted.fps * speed // READ_PER_S)
        page.evaluate("(speed) => vonggacPlayer.setSpeed(speed)", speed)
        page.evaluate("(every) => { benchEvery = every; }", every)
        time.sleep(SETTLE_S)
        page.evaluate("benchSeen.length = 0")
        time.sleep(wanted.window)
        seen = page.evaluate("benchSeen")
        phases = {each: phase_ms(n) / 1000 for n, each in enumerate(ids)}
        spreads = drifts(seen, phases, speed, wanted.fps)
        assert spreads, "no second in which every camera was read"
        row(
            f"{wanted.cameras} × 640×360 at {wanted.fps} fps",
            f"{speed}×",
            f"{median(spreads):.0f} ms",
            f"{quantile(spreads, 0.95):.0f} ms",
            f"{max(spreads):.0f} ms",
            f"{dating(seen, phases, wanted.fps):.0f} ms",
            str(len(seen)),
            "≤ 100 ms",
        )


def drifts(
    seen: list[tuple[str, float, int, float]], phases: dict[str, float], speed: int, fps: int
) -> list[float]:
    """Milliseconds between the first and the last tile, of each second in which every tile was read."""
    places: dict[int, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    base: float | None = None
    for camera, shown_ms, number, _ in seen:
        if number < 0:
            continue
        place = number / fps + phases[camera] - speed * shown_ms / 1000
        base = place if base is None else base
        near = (place - base + LOOP_S / 2) % LOOP_S - LOOP_S / 2
        places[int(shown_ms // 1000)][camera].append(near)
    return [
        1000 * (max(middles) - min(middles))
        for second in places.values()
        if len(second) == len(phases)
        for middles in [[statistics.median(each) for each in second.values()]]
    ]


def dating(seen: list[tuple[str, float, int, float]], phases: dict[str, float], fps: int) -> float:
    """Milliseconds between the cameras whose pictures are dated the latest and the earliest after they were taken:
    what the recorder leaves for no player to mend.
    """
    late: dict[str, list[float]] = defaultdict(list)
    base: float | None = None
    for camera, _, number, dated_us in seen:
        if number < 0:
            continue
        place = dated_us / 1e6 - number / fps - phases[camera]
        base = place if base is None else base
        late[camera].append((place - base + LOOP_S / 2) % LOOP_S - LOOP_S / 2)
    middles = [statistics.median(each) for each in late.values()]
    return 1000 * (max(middles) - min(middles))


if __name__ == "__main__":
    main()
