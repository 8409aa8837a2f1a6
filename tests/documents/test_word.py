"""DOCX: structure that Word and LibreOffice both read, values as text, templates as committed (DOCUMENT-FORMAT §5)."""

import io
import zipfile
from functools import cache
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from tests.documents.reading import PORTRAITS
from vonggac.documents import word_tags, word_templates
from vonggac.documents.filling import PLACE, BadData, checked
from vonggac.documents.forms import FORMS
from vonggac.documents.shapes import Fill, Fills, Grid
from vonggac.documents.word_filling import docx, word_values

BOTH = pytest.mark.parametrize("filled", [True, False])
STRANGE = 'A & B < C > "D" {{ x }} {% y %} </w:t> =1+1'


@cache
def opened(code: str, filled: bool) -> Any:
    return Document(io.BytesIO(docx(code, FORMS[code].sample() if filled else {})))


def text_of(document: Any) -> str:
    return "".join(
        "\t" if node.tag == qn("w:tab") else node.text or ""
        for node in document.element.body.iter(qn("w:t"), qn("w:tab"))
    )


@pytest.mark.parametrize("code", PORTRAITS)
def test_the_committed_template_is_what_the_script_makes(code: str) -> None:
    """``python -m vonggac.documents.word_templates`` was run after the last change of a shape."""
    made = io.BytesIO()
    word_templates.template(FORMS[code]).save(made)
    with zipfile.ZipFile(made) as new, zipfile.ZipFile(io.BytesIO(word_tags.ours(code))) as kept:
        for name in new.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                assert new.read(name) == kept.read(name), name


@pytest.mark.parametrize("code", PORTRAITS)
def test_the_page_and_the_font_are_those_of_the_decree(code: str) -> None:
    """A4, 20/20/30/15 mm; one font for every script and no theme's; proofing in Vietnamese."""
    document = opened(code, True)
    section = document.sections[0]
    size = [round(each.mm, 1) for each in (section.page_width, section.page_height)]
    assert size == [210, 297]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(each.mm) for each in margins] == [20, 20, 30, 15]
    fonts = document.styles["Normal"].element.rPr.rFonts
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        assert fonts.get(qn(f"w:{script}")) == "Times New Roman"
    assert not [key for key in fonts.attrib if "Theme" in key]
    language = document.styles.element.find(".//" + qn("w:lang"))
    assert language.get(qn("w:val")) == "vi-VN"


@pytest.mark.parametrize("code", PORTRAITS)
def test_the_page_number_is_in_the_header_but_not_of_the_first_page(code: str) -> None:
    section = opened(code, True).sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml
    assert section.header.paragraphs[0].runs[0].font.size == Pt(13)


@pytest.mark.parametrize("code", PORTRAITS)
def test_a_filled_form_holds_its_values_and_no_tag(code: str) -> None:
    text = text_of(opened(code, True))
    assert "{{" not in text and "{%" not in text
    values = checked(FORMS[code], FORMS[code].sample())
    shown = {
        name for part in FORMS[code].shape.parts if isinstance(part, Fill) for name in [part.name]
    }
    for name in shown:
        assert (values[name] or "\t") in text


@pytest.mark.parametrize("code", PORTRAITS)
def test_a_blank_form_has_leaders_and_empty_lines(code: str) -> None:
    text = text_of(opened(code, False))
    assert "{{" not in text and "{%" not in text
    assert "\t" in text and "Nguyễn" not in text


@pytest.mark.parametrize("code", PORTRAITS)
def test_headings_repeat_and_lines_stay_whole(code: str) -> None:
    document = opened(code, True)
    grids = [part for part in FORMS[code].shape.parts if isinstance(part, Grid)]
    repeated = [
        table
        for table in document.tables
        if table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    ]
    assert len(repeated) == len(grids)


@pytest.mark.parametrize("code", PORTRAITS)
def test_widths_stand_on_columns_and_cells(code: str) -> None:
    """LibreOffice reads the former, Word the latter."""
    for table in opened(code, True).tables:
        widths = [column.width for column in table.columns]
        assert all(widths)
        for row in table.rows:
            assert [cell.width for cell in row.cells] == widths


@BOTH
@pytest.mark.parametrize("code", PORTRAITS)
def test_no_table_is_wider_than_the_text(code: str, filled: bool) -> None:
    """165 mm; shares of a line are shares, whatever they add up to."""
    for table in opened(code, filled).tables:
        assert sum(column.width.mm for column in table.columns) < 165.3


@pytest.mark.parametrize("code", PORTRAITS)
def test_no_signature_is_torn_from_its_title_nor_stands_alone(code: str) -> None:
    """Rows stay whole, the row of titles goes with the one of names, and the text before goes along."""
    document = opened(code, True)
    body = list(document.iter_inner_content())
    for at, each in enumerate(body):
        if not isinstance(each, Table) or "(Ký" not in each.cell(0, 0).text + each.cell(0, -1).text:
            continue
        if len(each.columns) == 1:  # a frame, whole in itself
            assert whole(each.rows[0])
            continue
        assert all(whole(row) for row in each.rows)
        above = [one for cell in each.rows[0].cells for one in cell.paragraphs]
        assert all(one.paragraph_format.keep_with_next for one in above if one.text)
        if isinstance(before := body[at - 1], Paragraph) and before.text:
            assert before.paragraph_format.keep_with_next


def whole(row: Any) -> bool:
    return row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


@pytest.mark.parametrize("code", PORTRAITS)
def test_an_empty_line_is_as_high_as_it_was_meant(code: str) -> None:
    """Its mark has a size, else it is as high as the body's text."""
    for paragraph in opened(code, False).paragraphs:
        if not paragraph.text and paragraph.paragraph_format.line_spacing == 1.0:
            assert paragraph._p.pPr.find(f"{qn('w:rPr')}/{qn('w:sz')}") is not None


@pytest.mark.parametrize("code", ["stocktake_minutes"])
def test_numbers_of_columns_stand_under_the_headings(code: str) -> None:
    tables = [each for each in opened(code, True).tables if each.rows[0].cells[0].text == "Số TT"]
    assert [cell.text for cell in tables[0].rows[1].cells] == [f"({n})" for n in range(1, 9)]


def test_a_blank_word_has_the_dots_of_the_shape_and_a_day_its_words() -> None:
    form = FORMS["viewing_minutes"]
    assert word_values(form, checked(form, {}))["began"].count("…") == 22
    text = text_of(opened("repair_request", False))
    assert "ngày …… tháng …… năm ……" in text


@pytest.mark.parametrize("code", ["assignment_decision", "retention_decision"])
def test_articles_of_a_decision_are_bold(code: str) -> None:
    said = [one for one in opened(code, True).paragraphs if one.text.startswith("Điều")]
    assert len(said) == 3
    assert all(one.runs[0].bold and one.runs[0].text.startswith("Điều") for one in said)
    assert not any(one.runs[-1].bold for one in said)


def test_pictures_stand_at_the_margin(picture: bytes) -> None:
    """LibreOffice puts 3 mm beside a picture that does not say otherwise."""
    sample = {each.name: each.sample for each in FORMS["print_sheet"].fields}
    made = Document(io.BytesIO(docx("print_sheet", {**sample, "picture": picture})))
    inlines = list(made.element.body.iter(qn("wp:inline")))
    assert len(inlines) == 2
    assert {each.get(side) for each in inlines for side in ("distL", "distR")} == {"0"}


@pytest.mark.parametrize("code", PORTRAITS)
def test_no_field_is_both_a_line_and_a_word_of_a_sentence(code: str) -> None:
    """A blank line is a leader, a blank word is dots: one tag cannot be both."""
    form = FORMS[code]
    lines = set()
    for part in word_tags.parts_of(form.shape):
        if isinstance(part, Fill):
            lines.add(part.name)
        elif isinstance(part, Fills):
            lines |= {name for _, name, _ in part.items}
    blank = word_values(form, checked(form, {}))
    assert all(blank[name].strip("\n\t.") == "" for name in lines)
    said = {
        match[1]
        for part in word_tags.parts_of(form.shape)
        for match in PLACE.finditer(getattr(part, "text", ""))
    }
    assert not lines & said


def test_values_are_text_and_never_markup_or_tags() -> None:
    document = Document(
        io.BytesIO(docx("directive", {"content": STRANGE, "issuer": "Dòng 1\nDòng 2"}))
    )
    assert STRANGE in text_of(document)


def test_boxes_are_ticked_in_a_font_that_has_them() -> None:
    document = opened("directive", True)
    boxes = [
        run for paragraph in document.paragraphs for run in paragraph.runs if run.text in ("☐", "☒")
    ]
    assert len(boxes) == 11
    assert [run.text for run in boxes].count("☒") == 3
    assert {run._r.rPr.rFonts.get(qn("w:ascii")) for run in boxes} == {"MS Gothic"}


def test_the_print_sheet_takes_its_picture_and_code(picture: bytes) -> None:
    sample = {each.name: each.sample for each in FORMS["print_sheet"].fields}
    document = Document(io.BytesIO(docx("print_sheet", {**sample, "picture": picture})))
    assert len(document.inline_shapes) + len(document.element.xpath("//w:tbl//wp:inline")) >= 2


def test_a_book_has_no_word_file_and_bad_data_is_named() -> None:
    with pytest.raises(ValueError, match="book"):
        docx("usage_book", {})
    with pytest.raises(BadData):
        docx("directive", {"x": "y"})
