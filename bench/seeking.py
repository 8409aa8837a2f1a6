"""Clicks on the timeline of the player's page, timed to the picture that was asked for."""

import random
from dataclasses import dataclass

from playwright.sync_api import Page
from tests.e2e.installation import wait_for

from bench.footage import FPS, Stock, picture_number
from vonggac.kernel.clock import MINUTE_US
from vonggac.simcam.barcode import READ_JS

PATIENCE_S = 15.0
REST_MS = 1_500
"""A person looks at what was found before the next click."""
AFTER = 15
"""The first picture that is seen may be one of these after the one asked for: it plays."""

WATCH_JS = (
    READ_JS
    + """
const video = document.querySelector("#screens video");
const canvas = new OffscreenCanvas(240, 12);
const pen = canvas.getContext("2d", { willReadFrequently: true });
const player = vonggacPlayer, onseek = player.timeline.onseek, open = player.openWindow;
globalThis.bench = { number: -1 };
player.timeline.onseek = (at) => { bench.at = at; onseek(at); };
player.openWindow = function (at) { bench.opened = true; return open.call(this, at); };
document.getElementById("timeline").addEventListener("pointerdown", (event) => {
  bench = { number: bench.number, began: event.timeStamp };
}, true);
const seen = (now, facts) => {
  video.requestVideoFrameCallback(seen);
  pen.drawImage(video, 0, 0, video.videoWidth, video.videoHeight / 12, 0, 0, 240, 12);
  bench.number = readBarcode(pen.getImageData(0, 0, 240, 12));
  if (bench.at === undefined || bench.took !== undefined) return;
  const wanted = Math.floor((bench.at % MINUTE) * FPS / 1e6), loop = 60 * FPS;
  const after = (bench.number - wanted + loop + 1) % loop - 1;
  if (after > AFTER) return;
  bench.after = after;
  bench.took = Math.max(now, facts.expectedDisplayTime) - bench.began;
};
video.requestVideoFrameCallback(seen);
""".replace("MINUTE", str(MINUTE_US))
    .replace("FPS", str(FPS))
    .replace("AFTER", str(AFTER))
)


@dataclass(frozen=True)
class Seek:
    took_ms: float
    new_window: bool
    after: int
    """So many pictures after the one asked for was the first on screen."""


def seeks(page: Page, url: str, stock: Stock, count: int) -> list[Seek]:
    """The principal's own demand for the real footage, its player, and ``count`` clicks by chance."""
    middle = (stock.from_us + stock.to_us) // 2
    page.goto(
        f"{url}playback?camera={stock.camera}&at={middle}&from={stock.from_us}&to={stock.to_us}"
    )
    page.check("[name=purpose][value=security]", force=True)
    page.click("form[data-once] button.btn-primary")
    page.wait_for_selector("#timeline canvas")
    readable = "document.querySelector('#screens video').readyState >= 2"
    wait_for("the first picture", lambda: page.evaluate(readable))
    page.evaluate(f"() => {{ {WATCH_JS} }}")
    chance = random.Random(5)
    page.click("#zoom-out")  # two hours in sight: some clicks leave the window of an hour
    page.wait_for_timeout(2 * REST_MS)
    return [_seek(page, stock, chance) for _ in range(count)]


def _seek(page: Page, stock: Stock, chance: random.Random) -> Seek:
    x = _somewhere(page, stock, chance)
    box = page.locator("#timeline").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + x, box["y"] + box["height"] - 20)
    found = wait_for(
        f"a picture at x = {x}",
        lambda: page.evaluate("bench.took === undefined ? null : bench"),
        PATIENCE_S,
    )
    page.wait_for_timeout(REST_MS)
    return Seek(found["took"], bool(found.get("opened")), found["after"])


def _somewhere(page: Page, stock: Stock, chance: random.Random) -> int:
    """A place in the timeline's view with real footage whose picture cannot be taken for the one on screen now."""
    while True:
        view, width, shown = page.evaluate(
            "[vonggacPlayer.timeline.view, vonggacPlayer.timeline.width, bench.number]"
        )
        x = chance.randrange(20, int(width) - 20)
        at_us = view["from"] + x * (view["to"] - view["from"]) / width
        apart = (picture_number(int(at_us)) - shown) % (60 * FPS)
        inside = stock.from_us + MINUTE_US < at_us < stock.to_us - MINUTE_US
        if inside and 10 * FPS < apart < 50 * FPS:
            return x
