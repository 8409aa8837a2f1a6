"""A school's own template: what is refused, who takes it into use, what is kept (ACCESS §10, I9)."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from vonggac.documents import inspection, word_tags
from vonggac.documents.findings import LARGEST_TEMPLATE, Finding
from vonggac.documents.templates import NotTaken, Shelf, Unfit
from vonggac.documents.word_filling import docx

FORM = "pledge"
HUONG, ANH, MINH = "huong", "anh", "minh"


def changed(change: Callable[[Any], object]) -> bytes:
    """Our template after somebody worked on it in Word."""
    document = Document(io.BytesIO(word_tags.ours(FORM)))
    change(document)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def saying(text: str) -> bytes:
    return changed(lambda document: document.add_paragraph(text))


def packed(parts: dict[str, bytes]) -> bytes:
    """Our template with some parts otherwise."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(word_tags.ours(FORM))) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def codes(content: bytes) -> set[str]:
    return {each.code for each in inspection.check(FORM, content)}


def test_ours_and_a_moved_line_are_fit() -> None:
    assert inspection.check(FORM, word_tags.ours(FORM)) == []
    assert inspection.check(FORM, saying("Trường thêm một dòng.")) == []


def test_a_tag_that_the_form_does_not_have_is_named() -> None:
    assert Finding("unknown", "so_cmnd") in inspection.check(FORM, saying("{{ so_cmnd }}"))


def test_a_field_left_out_is_told_but_not_refused() -> None:
    def without_roles(document: Any) -> None:
        for paragraph in document.paragraphs:
            if "roles" in paragraph.text:
                paragraph._p.getparent().remove(paragraph._p)

    found = inspection.check(FORM, changed(without_roles))
    assert found == [Finding("missing", "roles")]
    assert not found[0].severe


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ person.__class__ }}",
        "{{ person|attr('x') }}",
        "{{ range(99999999) }}",
        "{% for a in 'x' * 99999999 %}{{ a }}{% endfor %}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{{ 7 * 7 }}",
        "{% for a in person %}{% endfor %}",
    ],
)
def test_a_template_runs_no_code(text: str) -> None:
    """A tag is the name of a field; everything else is refused before it runs."""
    assert {"code", "syntax"} & codes(saying(text))


def test_the_sandbox_holds_even_without_the_check() -> None:
    """Two walls: what the check let through would meet Jinja's sandbox without its globals."""
    with pytest.raises(Exception, match=r"unsafe|undefined"):
        docx(FORM, {}, saying("{{ person.__class__.__mro__[1].__subclasses__() }}"))


def test_an_open_tag_is_told() -> None:
    assert codes(saying("{{ person ")) & {"syntax"}


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "no_docx"),
    "a PDF": (lambda: b"%PDF-1.7", "no_docx"),
    "cut short": (lambda: word_tags.ours(FORM)[:9000], "no_docx"),
    "huge": (lambda: b"x" * (LARGEST_TEMPLATE + 1), "too_large"),
    "macro": (lambda: packed({"word/vbaProject.bin": b"x"}), "macro"),
    "macro type": (lambda: packed({"[Content_Types].xml": b"macroEnabled.main+xml"}), "macro"),
    "object": (lambda: packed({"word/embeddings/oleObject1.bin": b"x"}), "macro"),
    "SVG": (lambda: packed({"word/media/page.svg": b"<svg/>"}), "foreign_part"),
    "climbing name": (lambda: packed({"../../evil.xml": b"<a/>"}), "no_docx"),
    "absolute name": (lambda: packed({"/etc/evil.xml": b"<a/>"}), "no_docx"),
    "entities": (lambda: packed({"word/x.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]>"}), "no_docx"),
    "bomb": (lambda: packed({"word/media/big.png": b"\0" * (21 * 1024 * 1024)}), "bomb"),
    "many parts": (lambda: packed({f"word/x{n}.xml": b"<a/>" for n in range(320)}), "bomb"),
    "far template": (
        lambda: packed({"word/_rels/x.rels": b'<a TargetMode="External"/>'}),
        "outside",
    ),
    "DDE in two runs": (
        lambda: packed({"word/x.xml": b"<w:instrText>DD</w:instrText><w:instrText>EAUTO c<"}),
        "outside",
    ),
    "another kind": (lambda: packed({"[Content_Types].xml": b"<Types/>"}), "no_docx"),
    "no XML": (lambda: packed({"word/document.xml": b"not xml"}), "syntax"),
}


@pytest.mark.parametrize("what", list(HOSTILE))
def test_what_is_no_plain_word_file_is_refused(what: str) -> None:
    """Macros, bombs, parts outside, entities, programs that Word would start."""
    content, code = HOSTILE[what]
    assert code in codes(content())


def test_one_proposes_and_another_takes_it_into_use(tmp_path: Path) -> None:
    """I9: nobody confirms their own file; what is used is exactly what was confirmed."""
    shelf, content = Shelf(tmp_path), saying("Trường thêm một dòng.")
    assert shelf.current(FORM) == b""
    proposed = shelf.propose(FORM, content, by=HUONG, at_us=1)
    assert shelf.current(FORM) == b""
    with pytest.raises(NotTaken, match="own"):
        shelf.confirm(FORM, proposed.digest, by=HUONG, at_us=2)
    shelf.confirm(FORM, proposed.digest, by=ANH, at_us=3)
    assert shelf.current(FORM) == content
    used = shelf.state(FORM).used
    assert used and (used.by, used.proposed_by, used.at_us) == (ANH, HUONG, 3)
    assert shelf.state(FORM).proposed is None
    assert "Trường thêm một dòng." in _text(docx(FORM, {}, shelf.current(FORM)))


def _text(content: bytes) -> str:
    return "\n".join(each.text for each in Document(io.BytesIO(content)).paragraphs)


def test_the_head_confirms_the_file_that_was_seen(tmp_path: Path) -> None:
    """Two tabs: a newer proposal is not confirmed by an older page."""
    shelf = Shelf(tmp_path)
    first = shelf.propose(FORM, saying("một"), by=HUONG, at_us=1)
    shelf.propose(FORM, saying("hai"), by=MINH, at_us=2)
    with pytest.raises(NotTaken, match="changed"):
        shelf.confirm(FORM, first.digest, by=ANH, at_us=3)


def test_a_declined_file_is_kept_but_not_used_and_ours_come_back(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    first = shelf.propose(FORM, saying("một"), by=HUONG, at_us=1)
    shelf.decline(FORM, first.digest)
    assert shelf.current(FORM) == b"" and shelf.state(FORM).proposed is None
    assert shelf.file(FORM, first.digest)
    again = shelf.propose(FORM, saying("hai"), by=HUONG, at_us=2)
    shelf.confirm(FORM, again.digest, by=ANH, at_us=3)
    shelf.return_to_ours(FORM, by=ANH, at_us=4)
    assert shelf.current(FORM) == b""
    with pytest.raises(NotTaken, match="none"):
        shelf.return_to_ours(FORM, by=ANH, at_us=5)


def test_an_altered_file_on_the_disk_is_not_used(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    proposed = shelf.propose(FORM, saying("một"), by=HUONG, at_us=1)
    shelf.confirm(FORM, proposed.digest, by=ANH, at_us=2)
    (tmp_path / "templates" / FORM / f"{proposed.digest}.docx").write_bytes(saying("khác"))
    with pytest.raises(Unfit):
        shelf.current(FORM)


def test_an_unfit_file_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(Unfit):
        Shelf(tmp_path).propose(FORM, saying("{{ 7*7 }}"), by=HUONG, at_us=1)
    assert not list(tmp_path.rglob("*.docx"))
