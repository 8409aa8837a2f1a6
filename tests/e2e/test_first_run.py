"""`up` on an empty folder: the first page founds the school, the IT teacher adds a camera, and it is on the wall."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browser import Person, chromium, sheet
from tests.e2e.cameras import PASSWORD, USERNAME, virtual_cameras
from tests.e2e.installation import Installation, wait_for
from vonggac.simcam.process import SimProcess

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

CARS = Path(__file__).parents[3] / "shared" / "footage" / "car-detection.mp4"
SECRET = "hoa-phuong-do-2026"
OTHER_SECRET = "tieng-trong-truong-2026"


@pytest.fixture
def cameras() -> Iterator[SimProcess]:
    with virtual_cameras({"xe/main": CARS}) as serving:
        yield serving


def test_from_an_empty_folder_to_a_live_picture(tmp_path: Path, cameras: SimProcess) -> None:
    """Set-up page → the principal → a colleague → an area → a camera with a live test → the wall, in one sitting."""
    empty = Installation(tmp_path, [], {"VONGGAC_LOOPBACK_CAMERAS": "1"})
    empty.start()
    try:
        wait_for("the pages answer", empty.answers, 300)
        with chromium() as browser:
            anh = Person(browser, empty.url)
            found_school(anh)
            temporary = add_it_teacher(anh)
            anh.close()
            cuong = Person(browser, empty.url)
            take_account(cuong, temporary)
            add_area(cuong)
            refused(cuong, cameras)
            add_camera(cuong, cameras)
            wait_for("the camera records", empty.recording, 20)
            cuong.visit("/live")
            cuong.sees_moving_pictures(".tile video")
            cuong.close()
    finally:
        empty.stop()


def found_school(anh: Person) -> None:
    anh.visit("/")
    assert "set-up" in anh.page.url
    anh.page.fill("[name=school_name]", "Trường Tiểu học Hoa Phượng")
    anh.page.fill("[name=symbol]", "THHP")
    anh.page.locator("[name=head_role]").first.check()
    anh.page.fill("[name=full_name]", "Nguyễn Thị Ánh")
    anh.page.fill("[name=username]", "anh")
    anh.page.locator("[name=form_of_address]").first.check()
    anh.page.set_viewport_size({"width": 360, "height": 640})
    anh.page.fill("[name=year_begins]", "khai giảng")
    anh.page.fill("[name=password]", SECRET)
    anh.page.locator("main form button.btn-primary").click()
    expect(anh.page.locator("main form .errors")).to_be_in_viewport()
    anh.page.fill("[name=year_begins]", "5/9")
    anh.page.fill("[name=password]", SECRET)
    anh.page.locator("main form button.btn-primary").click()
    anh.page.wait_for_url(lambda url: "set-up" not in url)
    anh.page.set_viewport_size({"width": 1366, "height": 768})
    anh.second_step("anh")
    assert anh.says("Hoa Phượng")


def a_passkey_signs_in(browser: Browser, empty: Installation) -> None:
    """Made with the browser's own device, then used instead of user name, password and code."""
    phone = Person(browser, empty.url.replace("127.0.0.1", "localhost"))
    device = phone.context.new_cdp_session(phone.page)
    device.send("WebAuthn.enable")
    able = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    finger = {"hasUserVerification": True, "isUserVerified": True}
    asked = {"options": {**able, **finger, "automaticPresenceSimulation": True}}
    device.send("WebAuthn.addVirtualAuthenticator", asked)
    sheet(empty.url, phone.url)
    phone.sign_in("anh", SECRET)
    phone.visit("/security")
    phone.page.fill("#passkey-label", "Máy của Ánh")
    phone.page.click("[data-passkey=new]")
    phone.wait(lambda: phone.says("Máy của Ánh"), "the device is listed")
    phone.context.clear_cookies()
    phone.visit("/sign-in")
    phone.page.click("[data-passkey=show]")
    phone.wait(lambda: phone.says("Cô Ánh"), "in")
    assert phone.complaints == []
    phone.close()


def add_it_teacher(anh: Person) -> str:
    """By decision, pledged and trained; the temporary password, which the page shows once."""
    anh.visit("/people/new")
    anh.page.fill("[name=full_name]", "Lê Văn Cường")
    anh.page.locator("[name=form_of_address]").last.check()
    anh.page.fill("[name=username]", "cuong")
    anh.page.locator("[name=role]").select_option("GVTH")
    anh.page.fill("[name=decision_no]", "02/QĐ-THHP")
    for name in ("decided_on", "pledged_on", "trained_on"):
        anh.page.fill(f"[name={name}]", "2026-09-01")
    anh.page.fill("[name=trainer]", "Công ty lắp đặt")
    anh.page.locator("main form button.btn-primary").first.click()
    shown = anh.page.locator("[data-temporary-password]")
    shown.wait_for()
    return shown.inner_text()


def take_account(cuong: Person, temporary: str) -> None:
    """The first password is changed at the first sign-in (khoản 1 Điều 5)."""
    cuong.sign_in("cuong", temporary)
    cuong.page.wait_for_url("**/password*")
    cuong.page.fill("[name=old_password]", temporary)
    cuong.page.fill("[name=new_password]", OTHER_SECRET)
    cuong.page.fill("[name=again]", OTHER_SECRET)
    cuong.page.locator("main form button.btn-primary").click()
    cuong.page.wait_for_url(lambda url: "/password" not in url)
    if "sign-in" in cuong.page.url:
        cuong.sign_in("cuong", OTHER_SECRET)


def add_area(cuong: Person) -> None:
    cuong.visit("/areas/new")
    cuong.page.fill("[name=name]", "Bãi xe")
    cuong.page.select_option("[name=kind]", "parking")
    cuong.page.locator("main form button.btn-primary").first.click()
    cuong.page.wait_for_url(lambda url: "/areas/new" not in url)


def fill_camera(cuong: Person, url: str, password: str) -> None:
    cuong.visit("/cameras/new")
    cuong.page.select_option("[name=area]", label="Bãi xe")
    cuong.page.fill("[name=name]", "Bãi xe giáo viên")
    cuong.page.fill("[name=main_url]", url)
    cuong.page.fill("[name=username]", USERNAME)
    cuong.page.fill("[name=password]", password)
    cuong.page.locator("[data-test-camera]").click()


def refused(cuong: Person, cameras: SimProcess) -> None:
    """A wrong password is told in words before anything is saved."""
    fill_camera(cuong, cameras.url("xe/main"), "sai-mat-khau")
    cuong.wait(lambda: cuong.page.locator("#tried .chip.bad").count(), "the test says no")


def add_camera(cuong: Person, cameras: SimProcess) -> None:
    fill_camera(cuong, cameras.url("xe/main"), PASSWORD)
    cuong.wait(lambda: cuong.page.locator("#tried .chip.good").count(), "the test says yes")
    cuong.wait(lambda: cuong.page.locator("#tried img").count(), "the camera's picture")
    cuong.page.locator("#camera-form button.btn-primary").click()
    cuong.page.wait_for_url(lambda url: "/cameras/new" not in url)
