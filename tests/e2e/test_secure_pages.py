"""Two taps and a passkey on a phone: the school's network by HTTPS, with a certificate of the school's own."""

import base64
import signal
import ssl
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPSHandler, Request, build_opener

import psutil
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.browser import CHROMIUM, QUIET, Person, sheet
from tests.e2e.cameras import PASSWORD, USERNAME, virtual_cameras
from tests.e2e.installation import Installation, free_port, wait_for
from vonggac.tls import authority

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

CARS = Path(__file__).parents[3] / "shared" / "footage" / "car-detection.mp4"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
HTTPS = free_port()
NAME = f"https://vonggac.local:{HTTPS}/"


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """On the loopback, as if it were the school's network."""
    with virtual_cameras({"a/main": CARS}) as virtual:
        described = {"area": "Cổng trường", "name": "Cổng", "main_url": virtual.url("a/main")}
        described |= {"username": USERNAME, "password": PASSWORD}
        environment = {"VONGGAC_HTTPS_PORT": str(HTTPS)}
        folder = tmp_path_factory.mktemp("school")
        with Installation(folder, [described], environment) as installation:
            wait_for("the pages answer", installation.answers)
            wait_for("a certificate", (folder / "keys" / authority.LEAF).exists)
            wait_for("every stream records", installation.recording)
            yield installation


@pytest.fixture(scope="module")
def phone(school: Installation) -> Iterator[Browser]:
    """One that knows the certificate and finds the name."""
    leaf = x509.load_pem_x509_certificate((school.folder / "keys" / authority.LEAF).read_bytes())
    key = leaf.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    known = base64.b64encode(sha256(key).digest()).decode()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                *QUIET,
                f"--ignore-certificate-errors-spki-list={known}",
                "--host-resolver-rules=MAP vonggac.local 127.0.0.1",
            ],
        )
        yield browser
        browser.close()


def answered(school: Installation, path: str) -> int:
    """Status over HTTPS for who trusts the school's root, and nothing else."""
    trusted = ssl.create_default_context(cafile=str(school.folder / "keys" / authority.ROOT))
    opener = build_opener(HTTPSHandler(context=trusted))
    request = Request(f"https://localhost:{HTTPS}{path}", headers={"accept-language": "vi"})
    try:
        with opener.open(request, timeout=10) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code
    except OSError:
        return 0


def test_who_trusts_the_root_is_answered(school: Installation) -> None:
    wait_for("the pages answer by HTTPS", lambda: answered(school, "/sign-in") == 200)
    assert answered(school, "/connect/vonggac.crt") == 200


def test_a_passkey_is_made_on_a_phone_and_opens_the_door(
    school: Installation, phone: Browser
) -> None:
    """WebAuthn asks for a secure connection and a name: both are the school's own."""
    sheet(school.url, NAME)
    anh = Person(phone, NAME, **PHONE)
    device = anh.context.new_cdp_session(anh.page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
                "hasUserVerification": True, "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    anh.sign_in("anh")
    (cookie,) = [each for each in anh.context.cookies() if each["name"] == "__Host-vonggac"]
    assert (cookie["secure"], cookie["httpOnly"], cookie["sameSite"]) == (True, True, "Strict")
    anh.visit("/security")
    anh.page.fill("#passkey-label", "Điện thoại của Ánh")
    anh.page.click("[data-passkey=new]")
    anh.wait(lambda: anh.says("Điện thoại của Ánh"), "the device is listed")
    anh.context.clear_cookies()
    anh.visit("/sign-in")
    anh.page.click("[data-passkey=show]")
    anh.wait(lambda: anh.says("Cô Ánh"), "in")
    anh.visit("/live")
    anh.sees_moving_pictures(".tile video")
    anh.close()


def test_the_machine_itself_signs_in_by_plain_http(school: Installation, phone: Browser) -> None:
    """The first page, and a machine whose browser knows no certificate."""
    cuong = Person(phone, school.url)
    cuong.sign_in("cuong")
    cuong.visit("/cameras")
    assert cuong.says("Cổng")
    cuong.close()


def test_a_killed_pages_process_answers_again_with_the_same_certificate(
    school: Installation,
) -> None:
    """I5: and nobody has to trust it anew."""
    before = (school.folder / "keys" / authority.LEAF).read_bytes()
    process: psutil.Process = school.children()["web"]
    process.send_signal(signal.SIGKILL)
    wait_for("another process answers", lambda: school.children().get("web") not in (None, process))
    wait_for("the pages answer by HTTPS", lambda: answered(school, "/sign-in") == 200)
    assert (school.folder / "keys" / authority.LEAF).read_bytes() == before
