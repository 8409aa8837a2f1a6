"""From the answer that takes an authority away to the last byte of a picture, in real Chromium.

    python -m bench.revocation [--rounds 2] [--only live stored login] [--pictures DIR]

A whole installation with virtual cameras. One person watches in the product's own pages; another one, or the same in a
second tab or browser, ends the authority through the pages too. Both clocks are Chromium's own (CDP, monotonic, one
for all its processes): from the answer to the POST that revoked to the last binary WebSocket frame, or to the last
byte of a fragment that came with 200. "Said": until the page of who watched has words for it and no picture; read
every 50 ms. Prints a Markdown table, and below it what the pages said.
"""

import argparse
import re
import signal
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from tests.e2e.browser import Person, chromium
from tests.e2e.installation import Installation, wait_for

from bench.browsing import head, machine, median, row
from bench.clips import main_clip, sub_clip
from vonggac.kernel.clock import SECOND_US, now_us
from vonggac.simcam.process import Served, SimProcess

GOAL_S = 5.0
AFTER_S = 9.0
"""Listened for so long after the answer: a byte that comes later than the goal is to be seen."""
WAYS = ("login", "live", "stored")
NEXT_SHIFT = """
import sys
from pathlib import Path
from uuid import UUID
from vonggac.cli.office import enter
from vonggac.kernel.data_folder import DataFolder
enter(DataFolder(Path(sys.argv[1])))
from vonggac.duty import services
from vonggac.kernel.clock import HOUR_US, now_us
from vonggac.places import selectors
school = selectors.the_school().id
areas = [each.id for each in selectors.areas(school)]
services.roster_shift(school=school, person=UUID(sys.argv[2]), areas=areas, from_us=now_us(),
    to_us=now_us() + HOUR_US, by=UUID(sys.argv[3]))
"""
DARK_JS = """() => {
  const shown = [...document.querySelectorAll("video")].some((each) => each.videoWidth && each.getClientRects().length);
  if (shown) return "";
  const own = document.querySelector("#refused:not([hidden]), .note.warn, .note.bad");
  const told = own ?? document.querySelector(".tile[data-state='refused'] .said, form[action$='sign-in']");
  return told ? told.innerText : "";
}"""


@dataclass
class Wire:
    """What CDP saw of one page. Instants are seconds of Chromium's monotonic clock."""

    page: Page
    media: list[float] = field(default_factory=list)
    posts: list[float] = field(default_factory=list)
    _pieces: set[str] = field(default_factory=set)
    _asked: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.cdp = self.page.context.new_cdp_session(self.page)
        for event, heard in (
            ("requestWillBeSent", self._sent),
            ("responseReceived", self._answered),
            ("webSocketFrameReceived", self._frame),
            ("dataReceived", self._data),
            ("loadingFinished", self._data),
        ):
            self.cdp.on(f"Network.{event}", heard)
        self.cdp.send("Network.enable")

    def _sent(self, said: dict[str, Any]) -> None:
        if "redirectResponse" in said and said["requestId"] in self._asked:
            self._asked.discard(said["requestId"])
            self.posts.append(said["timestamp"])
        elif said["request"]["method"] == "POST" and said.get("type") == "Document":
            self._asked.add(said["requestId"])

    def _answered(self, said: dict[str, Any]) -> None:
        if said["requestId"] in self._asked:
            self._asked.discard(said["requestId"])
            self.posts.append(said["timestamp"])
        answer = said["response"]
        if answer["status"] == 200 and answer["mimeType"] in ("video/mp4", "image/jpeg"):
            self._pieces.add(said["requestId"])

    def _frame(self, said: dict[str, Any]) -> None:
        if said["response"]["opcode"] == 2:
            self.media.append(said["timestamp"])

    def _data(self, said: dict[str, Any]) -> None:
        if said["requestId"] in self._pieces:
            self.media.append(said["timestamp"])


@dataclass
class Figures:
    last: list[float] = field(default_factory=list)
    told: list[float] = field(default_factory=list)
    words: str = ""


class Bench:
    def __init__(
        self, browser: Browser, school: Installation, begun_us: int, pictures: Path | None
    ) -> None:
        self.begun_us = begun_us
        self.browser = browser
        self.school = school
        self.pictures = pictures

    @contextmanager
    def person(self, username: str) -> Any:
        who = Person(self.browser, self.school.url)
        try:
            who.sign_in(username)
            yield who
        finally:
            who.close()

    def measure(self, watcher: Person, seen: Wire, acting: Page, act: Callable[[], None]) -> Any:
        """Seconds from the answer to the act to the last byte and to the words; and the words."""
        done = Wire(acting)
        act()
        wait_for("the answer to the revoking act", lambda: _stirred(acting) and done.posts)
        answered = done.posts[-1]
        said, told = "", float("nan")
        while time.monotonic() < answered + AFTER_S:
            if not said and (said := _dark(watcher.page)):
                told = time.monotonic() - answered
                if self.pictures is not None:
                    watcher.page.screenshot(path=self.pictures / f"{time.time_ns()}.png")
            watcher.page.wait_for_timeout(50)
        late = [each - answered for each in seen.media if each > answered]
        return max(late, default=0.0), told, said


def _stirred(page: Page) -> bool:
    page.wait_for_timeout(10)  # the events of CDP come while Playwright waits
    return True


def _dark(page: Page) -> str:
    try:
        return str(page.evaluate(DARK_JS))
    except Exception as leaving:  # noqa: BLE001  (the page may just be going to the door)
        assert "context" in str(leaving).lower() or "navigat" in str(leaving).lower(), leaving
        return ""


def press(page: Page, form: str) -> None:
    page.locator(f"{form} button[type=submit]").last.click()


def watch_wall(who: Person) -> Wire:
    wire = Wire(who.page)
    who.visit("/live")
    who.sees_moving_pictures(".tile video")
    return wire


def open_shift(who: Person) -> str:
    """The address of closing it."""
    who.visit("/")
    address = who.page.locator("a[href*='/shifts/'][href$='/open']").first.get_attribute("href")
    confirmed(who.page, who.url + str(address).lstrip("/"))
    press(who.page, "main form")
    who.page.wait_for_url(lambda url: not url.endswith("/open"))
    return str(address).replace("/open", "/close")


def confirmed(page: Page, url: str) -> None:
    page.goto(url)
    for each in page.locator('input[value="confirmed"]').all():
        each.check()


def step(page: Page, url: str, name: str, values: dict[str, str]) -> None:
    """Fills one of the steps of a person's page; sends nothing."""
    page.goto(url)
    form = page.locator(f"form[action$='/step/{name}']")
    if not form.is_visible():
        page.locator("details", has=form).locator("summary").first.click()
    for key, value in values.items():
        form.locator(f"[name={key}]").fill(value)


def shift_closed(bench: Bench, figures: Figures) -> None:
    people = bench.school.school["people"]
    with bench.person("dung") as dung:
        if not figures.last:
            closing = open_shift(dung)
        else:
            bench.school.python(
                "-c", NEXT_SHIFT, str(bench.school.folder), people["dung"], people["anh"]
            )
            closing = open_shift(dung)
        seen = watch_wall(dung)
        desk = dung.context.new_page()
        confirmed(desk, bench.school.url + closing.lstrip("/"))
        keep(figures, bench.measure(dung, seen, desk, lambda: press(desk, "main form")))


def of_the_person(bench: Bench, figures: Figures, name: str, back: str) -> None:
    """The head does it on the vice-principal's page, and undoes it for the next round."""
    reason = {"reason": "Nghỉ công tác"}
    decision = {"decision_no": "09/QĐ", "decided_on": "2026-11-20"}
    url = f"{bench.school.url}people/{bench.school.school['people']['binh']}"
    with bench.person("anh") as anh:
        with bench.person("binh") as binh:
            seen = watch_wall(binh)
            step(anh.page, url, name, reason if name == "suspend" else {})
            form = f"form[action$='/step/{name}']"
            keep(figures, bench.measure(binh, seen, anh.page, lambda: press(anh.page, form)))
        step(anh.page, url, back, reason if back == "restore" else decision)
        if back == "appoint":
            anh.page.select_option(f"form[action$='/step/{back}'] [name=role]", "PHT")
        with anh.page.expect_navigation():
            press(anh.page, f"form[action$='/step/{back}']")


def second_login(bench: Bench, figures: Figures) -> None:
    with bench.person("binh") as first:
        seen = watch_wall(first)
        other = Person(bench.browser, bench.school.url)
        keep(figures, bench.measure(first, seen, other.page, lambda: other.sign_in("binh")))
        other.close()


def directive_withdrawn(bench: Bench, figures: Figures) -> None:
    """The vice-principal's own demand, played from its page; the head withdraws it."""
    camera = bench.school.school["cameras"]["Camera 0"]
    with bench.person("binh") as binh, bench.person("anh") as anh:
        seen = Wire(binh.page)
        binh.visit(f"/playback?camera={camera}&at={bench.begun_us}")
        binh.page.check("[name=purpose][value=security]", force=True)
        binh.page.click("form[data-once] button.btn-primary")
        binh.sees_moving_pictures(".tile video")
        anh.visit("/directives")
        anh.page.click("main a[href*='/directives/']:has-text('PCĐ')")
        form = "form[action$='/withdraw']"
        anh.page.fill(f"{form} [name=reason]", "Không còn cần")
        keep(figures, bench.measure(binh, seen, anh.page, lambda: press(anh.page, form)))


def keep(figures: Figures, found: tuple[float, float, str]) -> None:
    figures.last.append(found[0])
    figures.told.append(found[1])
    figures.words = figures.words or re.sub(r"\s*\n\s*", " · ", found[2].strip())


CASES: dict[str, tuple[str, Callable[[Bench, Figures], None]]] = {
    "a second login elsewhere": ("login", second_login),
    "live: the shift is closed": ("live", shift_closed),
    "live: the account is suspended": (
        "live",
        lambda bench, figures: of_the_person(bench, figures, "suspend", "restore"),
    ),
    "live: the position is ended": (
        "live",
        lambda bench, figures: of_the_person(bench, figures, "end", "appoint"),
    ),
    "stored: the directive is withdrawn": ("stored", directive_withdrawn),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--recorded", type=float, default=75, help="seconds, before it is played")
    parser.add_argument("--only", nargs="*", choices=WAYS, default=WAYS)
    parser.add_argument("--pictures", type=Path, help="a folder for what the pages look like then")
    wanted = parser.parse_args()
    served = [Served("c0/main", main_clip()), Served("c0/sub", sub_clip())]
    with (
        tempfile.TemporaryDirectory(prefix="vonggac-bench-") as folder,
        SimProcess(served) as simcam,
        Installation(Path(folder), described(simcam)) as school,
        chromium() as browser,
    ):
        wait_for("the pages answer", school.answers)
        wait_for("every stream is recorded", school.recording)
        begun_us = now_us() + 2 * SECOND_US
        if "stored" in wanted.only:
            time.sleep(wanted.recorded)
            school.children()["recorder-0"].send_signal(signal.SIGTERM)  # seals what it has
            time.sleep(5)
            wait_for("every stream is recorded again", school.recording)
        bench = Bench(browser, school, begun_us, wanted.pictures)
        measured(bench, wanted)
        print(f"\n{machine(Path(folder))}")


def described(simcam: SimProcess) -> list[dict[str, Any]]:
    urls = {"main_url": simcam.url("c0/main"), "sub_url": simcam.url("c0/sub")}
    return [{"area": "Cổng trường", "name": "Camera 0", **urls}]


def measured(bench: Bench, wanted: argparse.Namespace) -> None:
    head("revoked", "rounds", "last byte, median", "worst", "said, median", "worst", "goal", "")
    said = {}
    for title, (way, once) in CASES.items():
        if way not in wanted.only:
            continue
        figures = Figures()
        for _ in range(wanted.rounds):
            once(bench, figures)
        times = [f(each) for each in (figures.last, figures.told) for f in (median, max)]
        met = "met" if max(figures.last) <= GOAL_S else "**missed**"
        row(title, str(wanted.rounds), *(f"{each:.1f} s" for each in times), "≤ 5 s", met)
        said[title] = figures.words
    for title, words in said.items():
        print(f"\n- {title}: {words}")


if __name__ == "__main__":
    main()
