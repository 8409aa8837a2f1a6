"""Looking at what was recorded, in real Chromium: dragging, cameras in step, keys, bookmarks, odd codecs."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.e2e.browser import Person, chromium
from tests.e2e.installation import Installation, wait_for
from tests.scenes.footage import CARS, footage
from vonggac.kernel.clock import MINUTE_US, SECOND_US, now_us
from vonggac.kernel.streams import Codec
from vonggac.simcam.barcode import READ_JS, make_barcode_clip
from vonggac.simcam.process import Served, SimProcess

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

FPS = 10
GATE, YARD, OLD, MUSIC = "Cổng", "Sân", "Máy cũ", "Phòng nhạc"
READ_STILL = f"""(css) => {{
  {READ_JS}
  const still = document.querySelector(css);
  if (!still || still.hidden || !still.width) return -2;
  const small = new OffscreenCanvas(240, 12), pen = small.getContext("2d");
  pen.drawImage(still, 0, 0, still.width, still.height / 12, 0, 0, 240, 12);
  return readBarcode(pen.getImageData(0, 0, 240, 12));
}}"""

STUCK_UNTIL_PUSHED = """
  const video = HTMLMediaElement.prototype, pushed = new WeakSet();
  const { get: ready } = Object.getOwnPropertyDescriptor(video, "readyState");
  const { get: time, set: seek } = Object.getOwnPropertyDescriptor(video, "currentTime");
  const readyState = { get() { return Math.min(pushed.has(this) ? 4 : 1, ready.call(this)); } };
  const currentTime = {
    get: time,
    set(to) { if (this.buffered.length) pushed.add(this); seek.call(this, to); },
  };
  Object.defineProperties(video, { readyState, currentTime });
"""
"""A browser that has the bytes and says that it has no picture, until it is sent somewhere."""


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Two cameras with a sub stream, one that speaks MJPEG, one that is heard, recorded for two minutes."""
    folder = tmp_path_factory.mktemp("clips")
    clips = {"h264": Codec.H264, "mjpeg": Codec.MJPEG}
    for name, codec in clips.items():
        width, height, gop = (640, 360, 20) if codec is Codec.H264 else (320, 240, 1)
        clip = folder / f"{name}.mov"
        make_barcode_clip(clip, fps=FPS, gop=gop, codec=codec, grain=2, width=width, height=height)
    paths = {
        "g/main": "h264",
        "g/sub": "h264",
        "y/main": "h264",
        "y/sub": "h264",
        "o/main": "mjpeg",
    }
    served = [Served(path, folder / f"{name}.mov") for path, name in paths.items()]
    served.append(Served("m/main", footage(CARS)))  # with AAC-LC
    with SimProcess(served) as sim:
        cameras: list[dict[str, Any]] = [
            {"area": "Khu A", "name": GATE, "main_url": sim.url("g/main"), "sub_url": sim.url("g/sub")},
            {"area": "Khu A", "name": YARD, "main_url": sim.url("y/main"), "sub_url": sim.url("y/sub")},
            {"area": "Khu A", "name": OLD, "main_url": sim.url("o/main")},
            {"area": "Khu B", "name": MUSIC, "main_url": sim.url("m/main"), "audio": True, "heard": True},
        ]  # fmt: skip
        environment = {"VONGGAC_LOOPBACK_CAMERAS": "1"}
        with Installation(tmp_path_factory.mktemp("school"), cameras, environment) as installed:
            wait_for("every stream records", installed.recording)
            wait_for("the pages answer", installed.answers)
            time.sleep(150)
            yield installed


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def principal(browser: Browser, school: Installation) -> Iterator[Person]:
    person = Person(browser, school.url)
    person.sign_in("anh")
    yield person
    person.close()


def opened(person: Person, school: Installation, *names: str) -> Page:
    """The player, by an own demand for the last minutes (the first time) or by its directive."""
    ids = [school.school["cameras"][each] for each in (GATE, YARD, OLD)]
    to_us = now_us() // MINUTE_US * MINUTE_US
    at_us = to_us - 105 * SECOND_US
    shown = [school.school["cameras"][each] for each in names]
    person.visit(f"/playback?camera={shown[0]}&at={at_us}")
    page = person.page
    if page.locator("[name=purpose]").count():
        asked = "&".join(f"camera={each}" for each in ids)
        person.visit(f"/playback?{asked}&at={at_us}&from={to_us - 5 * MINUTE_US}&to={to_us}")
        page.check("[name=purpose][value=security]", force=True)
        page.click("form[data-once] button.btn-primary")
        page.wait_for_selector("#timeline")
        person.complaints.clear()  # the browser reports the refusals that led to the demand
    person.visit("/playback?" + "&".join(f"camera={each}" for each in shown) + f"&at={at_us}")
    live = "document.querySelectorAll('.tile[data-state=live]').length"
    person.wait(lambda: page.evaluate(live) >= len(names), f"{names} on screen")
    return page


def now_shown(page: Page) -> int:
    return int(page.evaluate("vonggacPlayer.nowUs"))


def number_of(at_us: int) -> int:
    return at_us % MINUTE_US * FPS // SECOND_US


def test_a_picture_that_does_not_come_though_its_bytes_have_is_pushed(
    principal: Person, school: Installation
) -> None:
    """A browser that waits where it need not costs seconds; nobody has to open the page again."""
    at = opened(principal, school, GATE).evaluate("location.href")
    page = principal.context.new_page()
    page.add_init_script(STUCK_UNTIL_PUSHED)
    page.goto(at)
    page.wait_for_selector(".tile[data-state=waiting]")
    page.wait_for_selector(".tile[data-state=live]")
    page.wait_for_function("document.querySelector('.tile video').currentTime > 1")
    page.close()


def test_the_picture_follows_the_hand_on_the_timeline(
    principal: Person, school: Installation
) -> None:
    """Held still, the picture under the hand is of the instant under it; let go, playing goes on there."""
    page = opened(principal, school, GATE)
    page.click("[data-span=minutes]")
    page.wait_for_timeout(600)
    page.locator("#timeline").scroll_into_view_if_needed()  # a notice may have pushed it down
    box = page.locator("#timeline").bounding_box()
    assert box is not None
    at_us = now_shown(page)
    start, end = (
        page.evaluate("(at) => vonggacPlayer.timeline.xAt(at)", at_us + seconds * SECOND_US)
        for seconds in (0, 25)
    )
    low = box["y"] + box["height"] - 14
    page.mouse.move(box["x"] + start, low)
    page.mouse.down()
    for step in range(1, 26):
        page.mouse.move(box["x"] + start + (end - start) * step / 25, low)
        page.wait_for_timeout(30)
    under_us = page.evaluate("vonggacPlayer.timeline.scrubAt")
    seen = principal.wait(
        lambda: (found := page.evaluate(READ_STILL, ".tile canvas.still")) >= 0 and [found],
        "a still under the hand",
    )[0]
    behind = (number_of(under_us) - seen) % (60 * FPS)
    page.mouse.up()
    assert behind <= 2 * FPS + 1, "a key picture is at most one GOP before"
    principal.wait(lambda: page.locator("canvas.still").is_hidden(), "the stream takes over")
    assert abs(now_shown(page) - under_us) < 8 * SECOND_US


def test_a_click_before_the_window_is_where_one_arrives(
    principal: Person, school: Installation
) -> None:
    """While the new window is asked for, the old one moves the clock no more (it jumped to its first footage)."""
    page = opened(principal, school, GATE)
    page.wait_for_timeout(1500)
    wanted_us = now_shown(page) - 20 * SECOND_US
    # The window that is open begins later than the instant that is asked for, and the answer is slow.
    page.evaluate(
        """(at) => {
            const player = vonggacPlayer, screen = player.screens[0], learn = screen.learn;
            screen.learn = () => {};
            const open = screen.open;
            screen.open = function (...all) { this.learn = learn; this.open = open; return open.apply(this, all); };
            screen.pieces = screen.pieces.filter((each) => each.utc > at + 15e6);
            screen.footage = [[screen.pieces[0].utc, screen.footage.at(-1)[1]]];
            player.window = [screen.pieces[0].utc, player.window[1]];
        }""",
        wanted_us,
    )

    held: list[Route] = []
    page.route("**/playback/open", lambda route: held.append(route), times=1)
    page.evaluate("(at) => { vonggacPlayer.timeline.onseek(at); }", wanted_us)
    page.wait_for_timeout(600)
    assert held, "the window is asked for"
    assert now_shown(page) == wanted_us
    held[0].continue_()
    principal.wait(lambda: now_shown(page) != wanted_us, "the new window plays")
    # Where the loaded machine recorded a gap, one arrives at the first footage after it.
    there_us = page.evaluate(
        "(at) => Math.min(...vonggacPlayer.screens[0].footage.filter((each) => each[1] > at)"
        ".map((each) => Math.max(at, each[0])))",
        wanted_us,
    )
    assert 0 <= now_shown(page) - there_us < 5 * SECOND_US


def test_a_camera_comes_and_goes_and_the_instant_stays(
    principal: Person, school: Installation
) -> None:
    """In step at once; the address follows."""
    page = opened(principal, school, GATE)
    page.keyboard.press("k")
    before_us = now_shown(page)
    page.select_option("#add-camera select", school.school["cameras"][YARD])
    principal.wait(
        lambda: page.evaluate("vonggacPlayer.screens.filter((s) => s.isReady).length") == 2,
        "both ready",
    )
    page.wait_for_timeout(800)
    places = page.evaluate("vonggacPlayer.screens.map((each) => each.utc)")
    assert abs(now_shown(page) - before_us) < SECOND_US // 10
    assert max(places) - min(places) < SECOND_US // 10
    assert page.url.count("camera=") == 2
    page.locator(".tile .remove").last.click(force=True)
    assert page.locator(".tile").count() == 1
    assert abs(now_shown(page) - before_us) < SECOND_US


def test_keys_do_what_the_help_says(principal: Person, school: Installation) -> None:
    """J K L, arrows, frames, marks, help."""
    page = opened(principal, school, GATE)
    page.keyboard.press("l")
    assert page.evaluate("vonggacPlayer.clock.speed") == 2
    page.keyboard.press("j")
    page.wait_for_timeout(1200)
    first_us = now_shown(page)
    page.wait_for_timeout(800)
    assert now_shown(page) < first_us, "backwards"
    page.keyboard.press("k")
    page.wait_for_timeout(1000)
    held_us = now_shown(page)
    page.keyboard.press("ArrowRight")
    assert abs(now_shown(page) - held_us - 5 * SECOND_US) < SECOND_US
    page.keyboard.press("[")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("]")
    begin_us, end_us = page.evaluate("vonggacPlayer.stretch")
    assert abs(end_us - begin_us - 5 * SECOND_US) < SECOND_US
    page.keyboard.press("?")
    assert page.locator("#keys-dialog").is_visible()
    page.keyboard.press("l")
    assert page.evaluate("vonggacPlayer.wanted") is False, "keys rest while a dialog is open"
    page.keyboard.press("Escape")
    assert principal.complaints == []


def test_a_bookmark_opens_for_who_may_and_for_nobody_else(
    principal: Person, school: Installation, browser: Browser
) -> None:
    """A deep link names cameras and an instant; authority is asked of whoever follows it."""
    page = opened(principal, school, GATE)
    page.keyboard.press("b")
    page.fill("#bookmark-text", "Xe giao hàng")
    page.keyboard.press("Enter")
    page.wait_for_timeout(800)
    principal.visit("/bookmarks")
    link = page.get_attribute(".rows a.btn", "href")
    assert link is not None and principal.says("Xe giao hàng")
    page.click(".rows a.btn")
    page.wait_for_selector("#timeline canvas")
    colleague = Person(browser, school.url)
    colleague.sign_in("cuong")
    colleague.visit(link)
    assert colleague.page.locator("video, #timeline").count() == 0
    assert "Điều 2" in colleague.page.inner_text("body")
    colleague.close()


def test_mjpeg_is_shown_as_pictures_recorded_and_live(
    principal: Person, school: Installation
) -> None:
    """No browser plays it from MP4."""
    page = opened(principal, school, OLD)
    seen = set()
    for _ in range(8):
        page.wait_for_timeout(300)
        shown = principal.wait(
            lambda: (found := page.evaluate(READ_STILL, ".tile canvas.still")) >= 0 and [found],
            "a picture",
        )
        seen.add(shown[0])
    assert len(seen) >= 3, "it moves"
    camera = school.school["cameras"][OLD]
    principal.visit("/live")
    principal.wait(
        lambda: page.evaluate(READ_STILL, f'.tile[data-camera="{camera}"] canvas.pictures') >= 0,
        "MJPEG live",
    )
    assert principal.complaints == []


def test_recorded_sound_is_heard_when_it_is_switched_on_and_not_before(
    principal: Person, school: Installation
) -> None:
    """AAC as the camera sent it, by a demand that includes it; not one byte of it before the switch (ADR 0020)."""
    page, camera = principal.page, school.school["cameras"][MUSIC]
    to_us = now_us() // MINUTE_US * MINUTE_US
    at_us = to_us - 105 * SECOND_US
    principal.visit(f"/playback?camera={camera}&at={at_us}&from={to_us - 5 * MINUTE_US}&to={to_us}")
    page.check("[name=purpose][value=security]", force=True)
    page.check("[name=audio]", force=True)
    page.click("form[data-once] button.btn-primary")
    page.wait_for_selector("#sound")
    principal.complaints.clear()  # the browser reports the refusal that led to the demand
    heard = "document.querySelector('.tile video').webkitAudioDecodedByteCount"
    live = "document.querySelectorAll('.tile[data-state=live]').length"
    principal.wait(lambda: page.evaluate(live) == 1, "pictures")
    assert page.evaluate(f"[document.querySelector('.tile video').muted, {heard}]") == [True, 0]
    page.keyboard.press("m")
    principal.wait(lambda: page.evaluate(heard) > 10_000, "sound is decoded")
    assert not page.evaluate("document.querySelector('.tile video').muted")
    assert principal.complaints == []
