"""A recording schedule drawn in a browser: by mouse, by keyboard, by two taps, and without a script."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.browser import Person, chromium
from tests.e2e.installation import ROOT, Installation, wait_for
from tests.scenes import databases
from vonggac.kernel.data_folder import DataFolder

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

CAMERAS = [
    {"area": "Sân trường", "name": "Sân 1", "main_url": "rtsp://127.0.0.1:9/a"},
    {"area": "Sân trường", "name": "Sân 2", "main_url": "rtsp://127.0.0.1:9/b"},
]
SUMMARY = "#preview [data-summary]"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The pages alone, over a school with two cameras; nothing records."""
    school = Installation(tmp_path_factory.mktemp("school"), [dict(each) for each in CAMERAS])
    databases.lay(DataFolder(school.folder))
    found = ("-m", "tests.e2e.found_school", str(school.folder), json.dumps(school.cameras))
    school.python(*found)
    command = [sys.executable, "-m", "vonggac", "web", "--data", str(school.folder), "--port"]
    serving = subprocess.Popen([*command, str(school.port)], env=school.env(), cwd=ROOT)
    try:
        wait_for("the pages answer", school.answers)
        yield school
    finally:
        serving.terminate()
        serving.wait(30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


def at_the_plan(browser: Browser, pages: Installation, **context: object) -> Person:
    cuong = Person(browser, pages.url, **context)
    cuong.sign_in("cuong")
    cuong.visit("/recording")
    for box in cuong.page.locator("input[name=camera]").all():
        box.check()
    cuong.page.click("button[form=pick]")
    if context.get("java_script_enabled", True):
        cuong.page.wait_for_selector(".week-cell[tabindex='0']", state="attached")
    return cuong


def cell(cuong: Person, row: int, column: int) -> tuple[float, float]:
    found = cuong.page.locator(f".week-cell[data-row='{row}'][data-column='{column}']")
    found.scroll_into_view_if_needed()
    box = found.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def says(cuong: Person, words: str) -> None:
    cuong.wait(lambda: words in cuong.page.inner_text(SUMMARY), f"{words!r} in the preview")


def test_a_week_is_drawn_with_the_mouse_and_saved_for_both_cameras(
    browser: Browser, pages: Installation
) -> None:
    """Monday to Friday 06:00–18:00, the rest by event; the list says so in words."""
    cuong = at_the_plan(browser, pages)
    cuong.page.click("[data-preset=events]")
    cuong.page.click("[data-brush=a]")
    cuong.page.mouse.move(*cell(cuong, 0, 24))
    cuong.page.mouse.down()
    cuong.page.mouse.move(*cell(cuong, 4, 71), steps=5)
    cuong.page.mouse.up()
    says(cuong, "Thứ Hai–Thứ Sáu 06:00–18:00 liên tục; ngoài giờ theo sự kiện")
    said = cuong.page.locator("#week-said")
    cuong.wait(lambda: "Thứ Sáu" in said.inner_text(), "the summary is said to a screen reader")
    cuong.page.fill("[name=basis]", "Hiệu trưởng đồng ý 20/11")
    cuong.page.click("button.btn-primary[type=submit]")
    cuong.page.wait_for_url(lambda url: url.endswith("/recording"))
    text = cuong.page.inner_text("main")
    assert text.count("Thứ Hai–Thứ Sáu 06:00–18:00 liên tục; ngoài giờ theo sự kiện") == 2
    assert cuong.complaints == []
    cuong.close()


def test_a_week_is_drawn_by_keyboard_alone(browser: Browser, pages: Installation) -> None:
    """Arrows, Shift, Space, digits; Ctrl+Z takes it back."""
    cuong = at_the_plan(browser, pages)
    cuong.page.locator("[data-preset=continuous]").press("Enter")
    cuong.page.locator(".week-cell[tabindex='0']").focus()
    for key in ("Home", "3", *["Control+Shift+ArrowRight"] * 6, *["Shift+ArrowDown"] * 6):
        cuong.page.keyboard.press(key)
    cuong.page.keyboard.press("Shift+ArrowLeft")
    cuong.page.keyboard.press("Space")
    says(cuong, "Hằng ngày 06:00–24:00 liên tục; ngoài giờ không ghi")
    assert cuong.page.evaluate("document.activeElement.getAttribute('aria-label')") == (
        "Chủ nhật 05:45–06:00: không ghi"
    )
    cuong.page.keyboard.press("Control+z")
    says(cuong, "Liên tục cả tuần")
    cuong.close()


def test_two_taps_make_a_rectangle_and_a_finger_scrolls(
    browser: Browser, pages: Installation
) -> None:
    """A phone: the page is not wider than the screen, the week scrolls within it."""
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    cuong = at_the_plan(browser, pages, **phone)
    cuong.page.click("[data-preset=continuous]")
    cuong.page.click("[data-brush='-']")
    cuong.page.touchscreen.tap(*cell(cuong, 5, 0))
    cuong.page.touchscreen.tap(*cell(cuong, 6, 7))
    says(cuong, "Thứ Bảy, Chủ nhật 00:00–02:00 không ghi; còn lại liên tục")
    assert cuong.page.evaluate("document.documentElement.scrollWidth") == 390
    cuong.close()


def test_without_a_script_rows_from_to_do_the_same(browser: Browser, pages: Installation) -> None:
    """Preview, then save; nothing of the drawing is in the way."""
    cuong = at_the_plan(browser, pages, java_script_enabled=False)
    page = cuong.page
    page.select_option("[name=start]", "school_hours")
    page.select_option("[name=days_1]", "6")
    page.fill("[name=from_1]", "22:00")
    page.fill("[name=to_1]", "05:00")
    page.select_option("[name=mode_1]", "event")
    page.click("button[name=preview]")
    assert "Chủ nhật 22:00–24:00 theo sự kiện" in page.inner_text(SUMMARY)
    page.fill("[name=basis]", "Bảo vệ đề nghị")
    page.click("button.btn-primary[type=submit]")
    assert page.url.endswith("/recording")
    assert "Chủ nhật 22:00–24:00 theo sự kiện" in page.inner_text("main")
    cuong.close()
