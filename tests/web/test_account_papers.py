"""Signed pledges and training minutes: printed to be signed, attached as files, read by who may (khoản 1 Điều 5)."""

import io
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from docx import Document

from tests.scenes.requests import PDF, photograph
from tests.scenes.schools import SchoolScene, hoa_sen
from tests.web.conftest import Browser
from vonggac.documents import word_tags
from vonggac.documents.templates import Shelf
from vonggac.kernel.authority import Refused
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.models import Outbox
from vonggac.papers import services as papers
from vonggac.people import selectors, services
from vonggac.people.models import SignedScan

pytestmark = pytest.mark.django_db(databases=["default", "archive"])


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    monkeypatch.setattr(settings, "DATA", folder)
    return folder


def pledge_of(who: UUID) -> UUID:
    return selectors.pledges(who)[0].id


def attach(browser: Browser, by: UUID, who: UUID, content: bytes) -> Any:
    file = SimpleUploadedFile("../../cam kết của cô Dung.pdf", content)
    return browser(by).post(reverse("person_scan", args=[who, pledge_of(who)]), {"paper": file})


def test_a_signed_pledge_is_kept_sealed_and_shown_to_who_may(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """I11, ACCESS §10: nothing in clear on the disk, an entry for each reading, a name that tells nobody's."""
    dung = school.duty_officer
    assert attach(browser, school.it_teacher, dung, PDF).status_code == 302
    scan = SignedScan.objects.get()
    assert [each.read_bytes().count(b"%PDF") for each in data.papers.iterdir()] == [0]
    file = reverse("person_scan_file", args=[dung, scan.scan_id])
    for who in (dung, school.it_teacher, school.principal):
        page = browser(who).get(reverse("person", args=[dung])).content.decode()
        assert file in page
    answer = browser(dung).get(file + "?show")
    assert answer.content == PDF
    assert answer["Content-Disposition"][:10] == "attachment"
    assert Outbox.objects.filter(entry_type="audit.read").count() == 1
    assert Outbox.objects.filter(body__contains="pledge.scan").count() == 1


def test_a_signed_paper_is_nobody_elses(school: SchoolScene, browser: Browser) -> None:
    """Another officer, another school, another person's address: none of them leads to the file."""
    dung = school.duty_officer
    attach(browser, school.it_teacher, dung, photograph())
    scan, elsewhere = SignedScan.objects.get(), hoa_sen()
    file = reverse("person_scan_file", args=[dung, scan.scan_id])
    assert browser(elsewhere.it_teacher).get(file).status_code == 404
    other = reverse("person_scan_file", args=[school.it_teacher, scan.scan_id])
    assert browser(school.it_teacher).get(other).status_code == 404
    teachers = reverse("person_scan_file", args=[school.it_teacher, scan.scan_id])
    assert browser(dung).get(teachers).status_code == 403
    assert attach(browser, elsewhere.it_teacher, dung, PDF).status_code == 404
    assert attach(browser, dung, dung, PDF).status_code == 403


def test_nobody_attaches_the_own_paper_and_no_other_file_is_taken(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    teacher = school.it_teacher
    assert attach(browser, teacher, teacher, PDF).status_code == 404
    with pytest.raises(Refused):
        services.attach_scan(signed=pledge_of(teacher), school=school.id, by=teacher, content=PDF)
    refused = attach(browser, teacher, school.duty_officer, b"<svg onload=x>")
    assert refused.status_code == 400
    assert "SVG" in refused.content.decode()
    assert not SignedScan.objects.exists()
    assert not data.papers.exists() or not list(data.papers.iterdir())


def test_a_scan_is_of_one_paper_and_stays(school: SchoolScene, browser: Browser) -> None:
    """Rows are added and none is changed; neither none nor two papers (null is asked for by itself)."""
    attach(browser, school.it_teacher, school.duty_officer, PDF)
    kept = SignedScan.objects.get()
    with papers.keep(school=school.id, of="x", content=PDF, by=school.it_teacher) as free:
        pass
    training = selectors.trainings(school.duty_officer)[0]
    for pledge, held in ((None, None), (kept.pledge, training)):
        with pytest.raises(IntegrityError), transaction.atomic():
            SignedScan.objects.create(pledge=pledge, training=held, scan=free)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignedScan.objects.update(scan=free)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.delete()


def test_minutes_name_everybody_who_was_at_the_training(
    school: SchoolScene, browser: Browser
) -> None:
    """FORMS §6.3: one paper a training; for who manages accounts."""
    training = selectors.trainings(school.duty_officer)[0]
    address = reverse("person_training", args=[school.duty_officer, training.id, "docx"])
    made = browser(school.it_teacher).get(address)
    tables = Document(io.BytesIO(made.content)).tables
    named = " ".join(cell.text for table in tables for row in table.rows for cell in row.cells)
    for who in (school.duty_officer, school.it_teacher, school.principal):
        assert selectors.person(who).full_name in named
    assert browser(school.duty_officer).get(address).status_code == 403
    assert browser(hoa_sen().it_teacher).get(address).status_code == 404


def test_a_filled_form_is_the_schools_own_template(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """The head's confirmed file is used for filled papers, not for blank ones only; one that was altered for none."""
    document = Document(io.BytesIO(word_tags.ours("pledge")))
    document.add_paragraph("Dòng của trường.")
    made = io.BytesIO()
    document.save(made)
    shelf = Shelf(data.root)
    chosen = shelf.propose("pledge", made.getvalue(), by=str(school.it_teacher), at_us=1)
    shelf.confirm("pledge", chosen.digest, by=str(school.principal), at_us=2)
    dung = browser(school.duty_officer)
    address = reverse("person_pledge", args=[school.duty_officer, "docx"])
    filled = Document(io.BytesIO(dung.get(address).content))
    text = "\n".join(each.text for each in filled.paragraphs)
    assert "Dòng của trường." in text
    assert "Phạm Thị Dung" in text
    kept = data.root / "templates" / "pledge" / f"{chosen.digest}.docx"
    kept.write_bytes(kept.read_bytes() + b"x")
    assert dung.get(address).status_code == 302
