"""Pages that cover a viewing copy: drawn by who asked, shown as it will leave, and nothing of it to anybody else."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse

from tests.scenes.exporting import ExportScene, moving_scene
from tests.web.conftest import Browser
from vonggac.exports.models import CopyOrder, Export, MaskRow
from vonggac.kernel.clock import SECOND_US
from vonggac.web.streams import footage

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
BOX = [[1000, 2000], [4000, 2000], [4000, 9000], [1000, 9000]]


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ExportScene:
    made = moving_scene(tmp_path)
    monkeypatch.setattr(settings, "DATA", made.store.data)
    footage.opener.cache_clear()
    return made


def post(client: Any, url: str, body: object) -> HttpResponse:
    data = body if isinstance(body, str) else json.dumps(body)
    answer: HttpResponse = client.post(url, data, content_type="application/json")
    return answer


def frame(client: Any, row: Export, camera: str, at: object) -> HttpResponse:
    answer: HttpResponse = client.get(
        f"/exports/{row.id}/mask-frame", {"camera": camera, "at": str(at)}
    )
    return answer


def mask(scene: ExportScene, **other: Any) -> dict[str, Any]:
    said = {
        "camera": scene.camera,
        "points": BOX,
        "from": scene.window.from_us,
        "to": scene.window.to_us,
        "follow": False,
    }
    return said | other


def test_the_board_demands_masks_and_who_asked_draws_them(
    scene: ExportScene, browser: Browser
) -> None:
    """From the approval's tick to the closed list; the picture that is shown is a marked JPEG with its own instant."""
    row = scene.ask(viewing_copy=True)
    officer, head = browser(scene.school.duty_officer), browser(scene.school.principal)
    page = f"/exports/{row.id}"
    assert 'name="masking"' in head.get(page).content.decode()
    assert head.post(f"{page}/approve", {"masking": "on"}).status_code == 302
    assert f"{page}/masks" in officer.get(page).content.decode()
    assert f"{page}/masks" not in head.get(page).content.decode()
    assert "masks-stage" in officer.get(f"{page}/masks").content.decode()
    at_us = scene.window.from_us + SECOND_US
    seen = frame(officer, row, scene.camera, at_us)
    assert (seen.status_code, seen["Content-Type"], seen["Cache-Control"]) == (
        200, "image/jpeg", "no-store",
    )  # fmt: skip
    assert int(seen["X-Frame-Us"]) == at_us
    refused = officer.post(f"{page}/masks-close")
    assert refused["Location"] == f"{page}/masks"
    added = post(officer, f"{page}/mask-add", mask(scene))
    assert [each["number"] for each in json.loads(added.content)["masks"]] == [1]
    gone = post(officer, f"{page}/mask-drop", {"number": 1})
    assert json.loads(gone.content)["masks"] == []
    post(officer, f"{page}/mask-add", mask(scene))
    assert officer.post(f"{page}/masks-close")["Location"] == page
    assert CopyOrder.objects.get().masks_by_id == scene.school.duty_officer
    assert officer.get(f"{page}/masks").status_code == 302
    late = frame(officer, row, scene.camera, at_us)
    assert (late.status_code, json.loads(late.content)["code"]) == (403, "no_masks_now")


def test_nobody_else_finds_the_page_or_a_picture(scene: ExportScene, browser: Browser) -> None:
    """Not even the head, who approves: pictures under this order are looked at by who covers them."""
    row = scene.approved(masking=True)
    page = f"/exports/{row.id}"
    for who in (scene.school.principal, scene.school.it_teacher):
        other = browser(who)
        assert other.get(f"{page}/masks").status_code == 404
        assert frame(other, row, scene.camera, scene.window.from_us).status_code == 404
        assert post(other, f"{page}/mask-add", mask(scene)).status_code == 404
        assert other.post(f"{page}/masks-close").status_code == 404
    assert not MaskRow.objects.exists()


def test_what_a_page_would_not_send_is_refused_in_words(
    scene: ExportScene, browser: Browser
) -> None:
    """No crash, no row: bodies that are no mask, another camera, instants outside of the range."""
    row = scene.approved(masking=True)
    officer, page = browser(scene.school.duty_officer), f"/exports/{row.id}"
    poor: tuple[object, ...] = (
        "", "[]", "7", "{", '"x"', "[" * 5000, mask(scene, points=None), mask(scene, points=[[1, 2]] * 999),
        mask(scene, camera="nosuch"), mask(scene, **{"from": 1.5}), mask(scene, to="1"), mask(scene, to=1 << 60),
        mask(scene, to=scene.window.to_us + 1), mask(scene, points=[[0, 0], [9000, 9000], [9000, 0], [0, 9000]]),
    )  # fmt: skip
    for body in poor:
        assert post(officer, f"{page}/mask-add", body).status_code == 400, body
    for number in ("x", None, -1, 1 << 70, 5):
        assert post(officer, f"{page}/mask-drop", {"number": number}).status_code == 400
    for camera, at in (("nosuch", scene.window.from_us), (scene.camera, 0), (scene.camera, "x")):
        answer = frame(officer, row, camera, at)
        assert answer.status_code == 400
    assert not MaskRow.objects.exists()


def test_the_form_orders_copies(scene: ExportScene, browser: Browser) -> None:
    """Ticked as a rule; an export without one stays possible."""
    officer = browser(scene.school.duty_officer)
    shown = officer.get("/exports/new").content.decode()
    assert 'name="viewing_copy"' in shown
    assert not Export.objects.exists()
