"""A person at a browser: headless Chromium, Vietnamese, in the school's time zone."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin

import pyotp
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.e2e.found_school import PASSWORD, next_code

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
)
_SHEETS: dict[tuple[str, str], list[str]] = {}
"""Recovery codes of accounts that were made in the pages."""
STATE = """video => ({
    ready: video.readyState, paused: video.paused, seeking: video.seeking, at: video.currentTime,
    buffered: [...Array(video.buffered.length).keys()].map((n) => [video.buffered.start(n), video.buffered.end(n)]),
    fault: video.error?.message ?? "", decoded: video.getVideoPlaybackQuality().totalVideoFrames,
})"""
"""What there is to say of a video that shows nothing."""
FRAMES = "video => video.getVideoPlaybackQuality().totalVideoFrames"


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()


def sheet(url: str, other_url: str) -> None:
    """The same people's codes, for the same installation by another of its names."""
    for (known, username), codes in list(_SHEETS.items()):
        if known == url:
            _SHEETS[other_url, username] = codes


class Person:
    """One person's browser; what it complained of is in ``complaints``."""

    def __init__(self, browser: Browser, url: str, **context: Any) -> None:
        self.url = url
        self.complaints: list[str] = []
        settings = {
            "locale": "vi-VN",
            "timezone_id": "Asia/Ho_Chi_Minh",
            "viewport": {"width": 1366, "height": 768},
        }
        self.context: BrowserContext = browser.new_context(**{**settings, **context})
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("pageerror", lambda error: self.complaints.append(f"page: {error}"))
        self.page.on(
            "console",
            lambda said: (
                self.complaints.append(f"console: {said.text}") if said.type == "error" else None
            ),
        )

    def visit(self, path: str) -> None:
        self.page.goto(urljoin(self.url, path))

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        self.visit("/sign-in")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", password)
        self.page.press("input[name=password]", "Enter")
        self.page.wait_for_url(lambda url: "sign-in" not in url)
        self.second_step(username)

    def second_step(self, username: str) -> None:
        """A code from the sheet; where there is none yet, an app is enrolled."""
        if "second-factor/enrol" in self.page.url:
            self._enrol((self.url, username))
        elif "second-factor" in self.page.url:
            sheet = _SHEETS.get((self.url, username))
            self.page.fill("input[name=code]", sheet.pop() if sheet else next_code())
            self.page.press("input[name=code]", "Enter")
        self.page.wait_for_url(lambda url: "second-factor" not in url)

    def _enrol(self, whose: tuple[str, str]) -> None:
        """The first time: an app learns the key, and the ten codes are written down."""
        secret = self.page.inner_text(".qr code").replace(" ", "")
        self.page.fill("input[name=code]", pyotp.TOTP(secret).now())
        self.page.press("input[name=code]", "Enter")
        _SHEETS[whose] = self.page.locator(".codes code").all_inner_texts()
        self.page.click(".door-card a.btn-primary")

    def says(self, text: str) -> bool:
        return text in self.page.inner_text("body")

    def sees_moving_pictures(self, selector: str, *, seconds: float = 30.0) -> None:
        """Fails unless the video shows new frames, and frames that are not one flat colour."""
        video = self.page.locator(selector).first
        try:
            begun = self.wait(
                lambda: video.evaluate(FRAMES) or None, f"a first picture in {selector}", seconds
            )
        except AssertionError as late:
            late.add_note(f"the video: {video.evaluate(STATE)}")
            raise
        self.wait(
            lambda: video.evaluate(FRAMES) > begun + 3, f"moving pictures in {selector}", seconds
        )
        spread = video.evaluate(
            """video => {
                const canvas = document.createElement("canvas"); canvas.width = 64; canvas.height = 36;
                const draw = canvas.getContext("2d"); draw.drawImage(video, 0, 0, 64, 36);
                const data = draw.getImageData(0, 0, 64, 36).data;
                let low = 255, high = 0;
                for (let i = 0; i < data.length; i += 4) {
                    low = Math.min(low, data[i]); high = Math.max(high, data[i]);
                }
                return high - low;
            }"""
        )
        assert spread > 40, f"a picture with contrast in {selector}"

    def wait(self, found: Callable[[], Any], what: str, seconds: float = 60.0) -> Any:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            answer = found()
            if answer:
                return answer
            self.page.wait_for_timeout(200)
        raise AssertionError(f"not within {seconds} s: {what}; complaints: {self.complaints}")

    def close(self) -> None:
        self.context.close()
