"""Forms on their pages: blank papers for everybody, the school's own template by two persons (I9)."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from tests.scenes.schools import SchoolScene
from tests.web.conftest import Browser
from vonggac.documents import word_tags
from vonggac.documents.forms import FORMS
from vonggac.documents.templates import Shelf
from vonggac.kernel.data_folder import DataFolder
from vonggac.ledger.models import Outbox

pytestmark = pytest.mark.django_db(databases=["default", "archive"])
PAGE = reverse("document", args=["pledge"])


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    monkeypatch.setattr(settings, "DATA", folder)
    return folder


def file_saying(text: str) -> SimpleUploadedFile:
    document = Document(io.BytesIO(word_tags.ours("pledge")))
    document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return SimpleUploadedFile("cam ket.docx", made.getvalue())


def test_everybody_signed_in_finds_every_form_blank(school: SchoolScene, browser: Browser) -> None:
    officer = browser(school.duty_officer)
    page = officer.get(reverse("documents")).content.decode()
    for code, form in FORMS.items():
        assert form.title in page
        assert reverse("document_blank", args=[code, "pdf"]) in page
        assert officer.get(reverse("document", args=[code])).status_code == 200


def test_a_blank_paper_has_the_schools_head(school: SchoolScene, browser: Browser) -> None:
    officer = browser(school.duty_officer)
    pdf = officer.get(reverse("document_blank", args=["pledge", "pdf"]))
    assert pdf.content.startswith(b"%PDF")
    assert (
        pdf["Content-Disposition"]
        == 'attachment; filename="ban-cam-ket-bao-mat-tai-khoan-va-du-lieu.pdf"'
    )
    word = officer.get(reverse("document_blank", args=["directive", "docx"]))
    table = Document(io.BytesIO(word.content)).tables[0]
    assert "TRƯỜNG" in table.cell(0, 0).text
    assert officer.get(reverse("document_blank", args=["usage_book", "xlsx"])).content[:2] == b"PK"


@pytest.mark.parametrize(
    "code,kind", [("nothing", "pdf"), ("pledge", "exe"), ("usage_book", "docx"), ("pledge", "xlsx")]
)
def test_what_there_is_not_is_not_found(
    school: SchoolScene, browser: Browser, code: str, kind: str
) -> None:
    officer = browser(school.duty_officer)
    assert officer.get(reverse("document_blank", args=[code, kind])).status_code == 404


def test_one_proposes_and_the_head_confirms(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    """Each act has its entry; the blank Word file is the school's from then on."""
    it_teacher, principal = browser(school.it_teacher), browser(school.principal)
    sent = it_teacher.post(PAGE, {"template": file_saying("Dòng của trường.")})
    assert sent.status_code == 302
    proposed = Shelf(data.root).state("pledge").proposed
    assert proposed
    decision = {"digest": proposed.digest}
    confirm = reverse("template_confirm", args=["pledge"])
    assert it_teacher.post(confirm, decision).status_code == 403
    assert "Dùng tệp này" in principal.get(PAGE).content.decode()
    assert principal.post(confirm, decision).status_code == 302
    blank = principal.get(reverse("document_blank", args=["pledge", "docx"])).content
    paragraphs = [each.text for each in Document(io.BytesIO(blank)).paragraphs]
    assert "Dòng của trường." in paragraphs
    entries = list(Outbox.objects.filter(entry_type="config.change").values_list("body", flat=True))
    assert sum('"template_proposed"' in each for each in entries) == 1
    assert sum('"template"' in each for each in entries) == 1
    principal.post(reverse("template_ours", args=["pledge"]))
    assert Shelf(data.root).current("pledge") == b""


def test_a_file_that_is_unfit_is_refused_in_words(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    it_teacher = browser(school.it_teacher)
    for content, words in (
        (SimpleUploadedFile("x.docx", b"MZ"), "không phải tệp Word"),
        (file_saying("{{ 7*7 }}"), "nhiều hơn tên của một mục"),
        (file_saying("{{ so_cmnd }}"), "so_cmnd"),
    ):
        answer = it_teacher.post(PAGE, {"template": content})
        assert answer.status_code == 400
        assert words in answer.content.decode()
    assert Shelf(data.root).state("pledge").proposed is None


def test_only_the_it_teacher_proposes_and_only_the_head_decides(
    school: SchoolScene, browser: Browser, data: DataFolder
) -> None:
    for who in (school.duty_officer, school.vice_principal):
        assert browser(who).post(PAGE, {"template": file_saying("x")}).status_code == 403
    browser(school.it_teacher).post(PAGE, {"template": file_saying("x")})
    proposed = Shelf(data.root).state("pledge").proposed
    assert proposed
    for name in ("template_confirm", "template_decline", "template_ours"):
        address = reverse(name, args=["pledge"])
        for who in (school.duty_officer, school.it_teacher, school.vice_principal):
            assert browser(who).post(address, {"digest": proposed.digest}).status_code == 403
    declined = reverse("template_decline", args=["pledge"])
    assert browser(school.principal).post(declined, {"digest": "0" * 64}).status_code == 302
    assert Shelf(data.root).state("pledge").proposed
    assert browser(school.principal).post(declined, {"digest": proposed.digest}).status_code == 302
    assert Shelf(data.root).state("pledge").proposed is None
