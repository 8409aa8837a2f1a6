"""Pages of exports: who asks, who approves, and the package itself, once a link (khoản 5 Điều 5, ACCESS §3.6)."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from starlette.responses import Response, StreamingResponse

from tests.scenes.asgi import asked
from tests.scenes.exporting import ExportScene, export_scene
from tests.scenes.schools import BROWSER
from tests.web.conftest import ADDRESS, Browser
from vonggac.exports import services
from vonggac.exports.models import Export, ExportDownload
from vonggac.kernel.clock import MINUTE_US
from vonggac.web.local_time import form_text
from vonggac.web.streams import exports as stream
from vonggac.web.streams.app import app
from vonggac.web.streams.gate import Caller

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ExportScene:
    made = export_scene(tmp_path)
    monkeypatch.setattr(settings, "DATA", made.store.data)
    return made


def form(scene: ExportScene, **other: Any) -> dict[str, Any]:
    said = {
        "cameras": [scene.camera],
        "footage_from_us": form_text(scene.window.to_us - MINUTE_US),
        "footage_to_us": form_text(scene.window.to_us),
        "reason": "Theo đề nghị",
        "recipient": "Công an xã",
        "envelope": "none",
    }
    return said | other


def test_the_whole_way_on_the_pages(scene: ExportScene, browser: Browser) -> None:
    """Cô Dung asks, cô Ánh approves, the child builds, cô Dung is led to the package."""
    officer, head = browser(scene.school.duty_officer), browser(scene.school.principal)
    answer = officer.post("/exports/new", form(scene))
    assert answer.status_code == 302, answer.content.decode()
    row = Export.objects.get()
    assert row.label in officer.get("/exports").content.decode()
    page = f"/exports/{row.id}"
    assert "approve" not in officer.get(page).content.decode()
    assert f"{page}/approve" in head.get(page).content.decode()
    assert head.post(f"{page}/approve").status_code == 302
    services.build(export=row.id, workshop=scene.workshop)
    assert f"{page}/link" in officer.get(page).content.decode()
    assert f"{page}/link" not in head.get(page).content.decode()
    led = officer.post(f"{page}/link")
    assert led["Location"].startswith("/media/export/")
    given = taken(officer, led["Location"])
    assert given.status_code == 200
    assert given.headers["content-disposition"] == f'attachment; filename="{row.label}.zip"'
    assert given.headers["cache-control"] == "no-store"
    assert len(given.content) == Export.objects.get().size
    again = taken(officer, led["Location"])
    assert (again.status_code, again.json()["code"]) == (403, "export_link_over")
    assert row.label in head.get(page).content.decode()


def test_a_link_in_another_browser_or_a_look_ahead_gives_nothing(
    scene: ExportScene, browser: Browser
) -> None:
    """Another login, no login, and HEAD: nothing is given, and the link is not used up."""
    row = scene.built()
    officer, teacher = browser(scene.school.duty_officer), browser(scene.school.it_teacher)
    address = officer.post(f"/exports/{row.id}/link")["Location"]
    assert taken(teacher, address).status_code == 403
    assert taken(Client(), address).status_code == 401
    (ahead, *_) = asked(app, address, method="HEAD")
    assert ahead["status"] == 405
    assert taken(officer, "/media/export/guessed").status_code == 403
    assert not ExportDownload.objects.exists()
    assert taken(officer, address).status_code == 200


def test_another_persons_export_is_not_found_and_no_right_grows_on_a_page(
    scene: ExportScene, browser: Browser
) -> None:
    """The requester does not approve; who may not export is refused in words."""
    row = scene.ask()
    officer, head = browser(scene.school.duty_officer), browser(scene.school.principal)
    assert officer.post(f"/exports/{row.id}/approve").status_code == 403
    assert head.get("/exports/new").status_code == 403
    assert head.post(f"/exports/{row.id}/link").status_code == 403
    assert head.post(f"/exports/{row.id}/decline", {"reason": ""}).status_code == 400
    assert head.post(f"/exports/{row.id}/decline", {"reason": "Chưa cần"}).status_code == 302
    other = "00000000-0000-4000-8000-000000000000"
    assert officer.get(f"/exports/{other}").status_code == 404


def test_what_failed_says_why_and_can_be_tried_again(scene: ExportScene, browser: Browser) -> None:
    """In words, with the next step."""
    row = scene.approved()
    still = replace(scene.workshop, wait=lambda: False)
    services.build(export=row.id, workshop=still)
    officer = browser(scene.school.duty_officer)
    page = officer.get(f"/exports/{row.id}").content.decode()
    assert f"/exports/{row.id}/retry" in page
    assert officer.post(f"/exports/{row.id}/retry").status_code == 302
    assert Export.objects.get().state == "approved"


def test_what_the_form_can_mend_stays_on_the_form(scene: ExportScene, browser: Browser) -> None:
    """A wrong key, no reason, a range that ends before it begins."""
    officer = browser(scene.school.duty_officer)
    for wrong in (
        {"envelope": "recipient", "age_recipient": "age1x"},
        {"reason": ""},
        {"footage_to_us": form_text(scene.window.from_us - 60 * MINUTE_US)},
    ):
        assert officer.post("/exports/new", form(scene, **wrong)).status_code == 400
    assert not Export.objects.exists()


class Taken:
    """What came back, with the bytes of a stream gathered."""

    def __init__(self, answer: Response) -> None:
        self.status_code, self.headers = answer.status_code, answer.headers
        self.content = bytes(getattr(answer, "body", b""))
        if isinstance(answer, StreamingResponse):
            self.content = asyncio.run(self._gathered(answer))

    @staticmethod
    async def _gathered(answer: StreamingResponse) -> bytes:
        return b"".join([bytes(each) async for each in answer.body_iterator])  # type: ignore[arg-type]

    def json(self) -> Any:
        return json.loads(self.content)


def taken(client: Client, address: str) -> Taken:
    """The package as a browser takes it, from Starlette's side, in this thread: the test's transaction is its own."""
    key = client.cookies.get(settings.SESSION_KEY_COOKIE)
    caller = Caller(key.value if key else "", BROWSER, ADDRESS, "vi")
    return Taken(stream._guarded(caller, address.rsplit("/", 1)[-1]))
