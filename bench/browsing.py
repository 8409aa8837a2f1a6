"""What the browser benches share: the real Chromium, a person who signs in, figures as Markdown rows."""

import os
import shutil
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright
from tests.e2e.found_school import PASSWORD, next_code

CHROMIUM = os.environ.get("VONGGAC_CHROMIUM") or shutil.which("chromium")
"""The system's; without one, Playwright's own."""
_SWITCHES = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


@contextmanager
def signed_in(url: str, username: str, *, width: int, height: int) -> Iterator[Page]:
    """A page of somebody who has just signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=_SWITCHES)
        page = browser.new_page(viewport={"width": width, "height": height})
        page.goto(f"{url}sign-in")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("form[action$='sign-in'] button[type=submit]")
        page.wait_for_url("**/second-factor*")
        page.fill("[name=code]", next_code())
        page.click("form[method=post]:has([name=code]) button[type=submit]")
        page.wait_for_url(lambda address: "sign-in" not in address and "second" not in address)
        try:
            yield page
        finally:
            browser.close()


def quantile(values: Sequence[float], share: float) -> float:
    """0 … 1. The value that so many are not above; NaN of nothing."""
    ordered = sorted(values)
    if not ordered:
        return float("nan")
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def median(values: Sequence[float]) -> float:
    return statistics.median(values) if values else float("nan")


def row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


def head(*cells: str) -> None:
    row(*cells)
    print("|" + "---|" * len(cells), flush=True)


def machine(folder: Path) -> str:
    """A line on what else the machine did: figures of a busy machine are no figures."""
    load, cores = os.getloadavg()[0], psutil.cpu_count()
    free = shutil.disk_usage(folder).free / 1e9
    return f"{cores} cores, load of the last minute {load:.1f}, {free:.0f} GB free"
