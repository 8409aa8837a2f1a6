"""Papers of viewing requests: attached, sealed, read, printed; every other file refused in words (ACCESS §10)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.scenes.requests import PDF, clerk, filed, footage_left, photograph, received
from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.disclosures import services
from vonggac.disclosures.models import Paper, Request
from vonggac.kernel.data_folder import DataFolder
from vonggac.kernel.papers import LARGEST_BYTES
from vonggac.ledger.models import Outbox

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture(autouse=True)
def _footage(db: None) -> Iterator[None]:
    with footage_left():
        yield


@pytest.fixture(autouse=True)
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))
    return DataFolder(tmp_path).papers


def at(row: Request, name: str = "request", *more: object) -> str:
    return reverse(name, args=[row.id, *more])


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def attach(client: Client, row: Request, content: bytes, what: str = "request") -> Any:
    file = SimpleUploadedFile("../../giấy của chị Nụ.pdf", content)
    return client.post(at(row, "request_papers"), {"what": what, "paper": file})


def test_papers_are_kept_sealed_and_come_back_as_downloads(
    school: SchoolScene, browser: Browser, papers: Path
) -> None:
    """ACCESS §9, §10.2: nothing in clear on disk, a name that tells nobody's, and an entry for the reading."""
    row = filed(school)
    client = browser(clerk(school))
    assert attach(client, row, PDF).status_code == 302
    row = services.send(request=row.id, by=clerk(school))
    kept = list(papers.iterdir())
    assert [each.read_bytes().count(b"%PDF") for each in kept] == [0]
    assert attach(client, row, photograph()).status_code == 302
    pdf, picture = Paper.objects.order_by("place")
    answer = client.get(at(row, "request_paper", pdf.id))
    assert answer.content == PDF
    assert answer["Content-Disposition"] == f'attachment; filename="{row.label}-1.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.get(at(row, "request_paper", pdf.id) + "?show")["Content-Disposition"].startswith(
        "attach"
    )
    shown = client.get(at(row, "request_paper", picture.id) + "?show")
    assert (shown["Content-Type"], shown["Content-Disposition"][:6]) == ("image/jpeg", "inline")
    read = Outbox.objects.filter(entry_type="audit.read")
    assert read.count() == 3
    assert browser(school.duty_officer).get(at(row, "request_paper", pdf.id)).status_code == 404


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x</script></svg>", "SVG"),
        (b"PK\x03\x04 word/document.xml word/vbaProject.bin", "macro"),
        (b"PK\x03\x04 ../../evil", "nén"),
        (b"%PDF-1.7 /OpenAction << /JavaScript (x) >> %%EOF", "mã lệnh"),
        (b"\xff\xd8\xff\xe0 not a picture", "Không đọc được"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * LARGEST_BYTES, "16 MB"),
    ],
)
def test_every_other_file_is_refused_in_words(
    school: SchoolScene, browser: Browser, papers: Path, content: bytes, said: str
) -> None:
    row = filed(school)
    answer = attach(browser(clerk(school)), row, content)
    assert answer.status_code == 400
    assert said in text_of(answer)
    assert Paper.objects.count() == 0
    assert not papers.exists() or not list(papers.iterdir())


def test_a_paper_that_was_changed_on_disk_is_not_shown(
    school: SchoolScene, browser: Browser, papers: Path
) -> None:
    row = filed(school)
    client = browser(clerk(school))
    attach(client, row, PDF)
    file = next(papers.iterdir())
    *kept, last = file.read_bytes()
    file.write_bytes(bytes([*kept, last ^ 1]))
    assert client.get(at(row, "request_paper", Paper.objects.get().id)).status_code == 302


def test_forms_are_printed_under_the_number_and_nobodys_name(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FORMS §4.1, blank and filled; what is not due is not there."""
    asked_for: list[tuple[str, str, str]] = []

    def rendered(form: str, data: dict[str, Any], kind: str, *, template: bytes) -> bytes:
        asked_for.append((form, data.get("requester", ""), kind))
        assert not template  # ours, where the school has none
        return b"%PDF-"

    monkeypatch.setattr("vonggac.documents.client.render", rendered)
    row = received(school)
    client = browser(clerk(school))
    made = client.get(at(row, "request_form", "viewing_request", "pdf"))
    assert (
        made["Content-Disposition"]
        == f'attachment; filename="{row.label}-giay-de-nghi-xem-trich-xuat-du-lieu-camera.pdf"'
    )
    assert client.get(reverse("request_blank")).status_code == 200
    assert asked_for == [("viewing_request", "Đặng Thị Nụ", "pdf"), ("viewing_request", "", "pdf")]
    for form, kind in (("handover", "pdf"), ("viewing_request", "exe"), ("nothing", "pdf")):
        assert client.get(at(row, "request_form", form, kind)).status_code == 404
    stranger = browser(school.duty_officer)
    assert stranger.get(at(row, "request_form", "viewing_request", "pdf")).status_code == 404


def test_without_the_signed_paper_it_is_not_offered_to_the_board_and_says_so(
    school: SchoolScene, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Khoản 3 Điều 4: no button that only refuses; what is missing stands on the page, then comes the next step."""
    monkeypatch.setattr("vonggac.web.disclosures.shown.selectors.anything_left", lambda *_: True)
    row, desk = filed(school), clerk(school)
    services.send(request=row.id, by=desk)
    services.receive(request=row.id, by=desk, identity_checked=True)
    put = at(row, "request_step", "put")
    page = text_of(browser(desk).get(at(row)))
    assert put not in page
    assert "giấy đề nghị có chữ ký" in page.split('class="cols"')[0]
    services.enter_filed_paper(request=row.id, by=desk, filed_no="128/CVĐ")
    page = text_of(browser(desk).get(at(row)))
    assert put in page
    assert "Còn thiếu" not in page
