"""Means of Word that python-docx has no call for: fonts of every script, rules, leaders, widths, repeated headings.

Each does what Word *and* LibreOffice need (DOCUMENT-FORMAT §5).
"""

from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from vonggac.documents.constants import ND30

FONT = "Times New Roman"
"""Named, not embedded: Windows has it, and Liberation Serif has its measures."""
BOX_FONT = "MS Gothic"
"""Has the boxes ☐ ☒, as Word's own check boxes."""
_TWIPS_PER_MM = 56.7
PAGE = ND30["page"]
TEXT_WIDTH_MM = 210 - PAGE["left"] - PAGE["right"]
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def element(name: str, **attributes: str) -> Any:
    node = OxmlElement(name)
    for key, value in attributes.items():
        node.set(qn(f"w:{key}"), value)
    return node


def new_document(title: str) -> Any:
    """A4 with the margins of NĐ 30; one font for every script; Vietnamese as the language of proofing."""
    document = Document()
    document.core_properties.title = title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = "vi-VN"
    _one_font(document.styles["Normal"])
    _vietnamese(document.styles.element)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(PAGE["top"]), Mm(PAGE["bottom"])
    section.left_margin, section.right_margin = Mm(PAGE["left"]), Mm(PAGE["right"])
    section.header_distance = section.footer_distance = Mm(10)
    _number_pages(section)
    return document


def _one_font(style: Any) -> None:
    style.font.name, style.font.size = FONT, Pt(ND30["body"]["size"])
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    for theme in ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _vietnamese(styles: Any) -> None:
    """Without it Word underlines every word."""
    defaults = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    language = defaults.find(qn("w:lang"))
    if language is None:
        language = element("w:lang")
        defaults.append(language)
    language.set(qn("w:val"), "vi-VN")
    language.set(qn("w:eastAsia"), "vi-VN")


def _number_pages(section: Any) -> None:
    """13 pt, centred in the top margin, not on the first page."""
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = ALIGN["center"]
    run = paragraph.add_run()
    run.font.size = Pt(PAGE["number_size"])
    instruction = element("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = " PAGE "
    begin, end = element("w:fldChar", fldCharType="begin"), element("w:fldChar", fldCharType="end")
    for each in (begin, instruction, end):
        run._r.append(each)


def put(
    to: Any,
    text: str = "",
    size: float = 14,
    *,
    bold: bool = False,
    italic: bool = False,
    align: str = "center",
    indent: bool = False,
    after: float = 0,
    leader_mm: float = 0,
) -> Any:
    """A paragraph at the end of a document or cell; the empty one that a new cell has is used up first.

    ``leader_mm``: a tab goes there with dots.
    """
    paragraph = next_paragraph(to)
    paragraph.alignment = ALIGN[align]
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(0), Pt(after)
    shape.line_spacing = ND30["body"]["line_spacing"] if after else 1.0
    if indent:
        shape.first_line_indent = Cm(ND30["body"]["indent_cm"])
    if leader_mm:
        shape.tab_stops.add_tab_stop(Mm(leader_mm), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    _mark(paragraph, size)
    say(paragraph, text, size, bold=bold, italic=italic)
    return paragraph


def _mark(paragraph: Any, size: float) -> None:
    """The paragraph's own mark: an empty line is as high as it, and no line is lower."""
    mark = element("w:rPr")
    mark.append(element("w:sz", val=str(round(size * 2))))
    paragraph._p.get_or_add_pPr().append(mark)


def say(paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return run


def say_box(paragraph: Any, tag: str, size: float) -> None:
    """A tag whose value is ☐ or ☒, in the one font that has them."""
    run = say(paragraph, tag, size)
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), BOX_FONT)


def next_paragraph(to: Any) -> Any:
    fresh = hasattr(to, "_tc") and len(to.paragraphs) == 1 and not to.tables
    if fresh and not to.paragraphs[0].runs and not to.paragraphs[0]._p.xpath("./w:pPr"):
        return to.paragraphs[0]
    return to.add_paragraph()


def rule(to: Any, width_mm: float, column_mm: float) -> None:
    """An empty 2 pt paragraph with a top border, 2 pt below the text so that the dots of ệ and ạ stay free."""
    paragraph = to.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before, shape.space_after = Pt(2), Pt(2)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(2)
    shape.left_indent = shape.right_indent = Mm((column_mm - width_mm) / 2)
    border = element("w:pBdr")
    border.append(element("w:top", val="single", sz="6", space="1", color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    # The schema fixes the order: the border stands before spacing, indent and alignment.
    after = {qn("w:spacing"), qn("w:ind"), qn("w:jc")}
    following = next((each for each in properties if each.tag in after), None)
    if following is None:
        properties.append(border)
    else:
        following.addprevious(border)


def set_widths(table: Any, widths_mm: list[float]) -> None:
    """On the columns and on every cell: LibreOffice reads the former, Word the latter."""
    table.autofit = False
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)


def table(
    to: Any, rows: int, columns: int, side_mm: float, *, lines: bool, above_mm: float = 0
) -> Any:
    """A centred table whose outer edges meet the margins of the page; ``above_mm``: room over and under the text."""
    made = to.add_table(rows, columns)
    if lines:
        made.style = "Table Grid"
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    margins = element("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        room_mm = side_mm if side in ("left", "right") else above_mm
        width = str(round(room_mm * _TWIPS_PER_MM))
        margins.append(element(f"w:{side}", w=width, type="dxa"))
    made._tbl.tblPr.find(qn("w:tblLook")).addprevious(margins)  # the schema fixes the order
    return made


def layout_cells(to: Any, widths_mm: list[float]) -> Any:
    """Cells beside each other without lines."""
    made = table(to, 1, len(widths_mm), 0, lines=False)
    set_widths(made, widths_mm)
    return made.rows[0].cells


def repeat_heading(row: Any) -> None:
    row._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))


def keep_row_whole(row: Any) -> None:
    row._tr.get_or_add_trPr().insert(0, element("w:cantSplit", val="true"))


def keep_with_next(paragraphs: Iterable[Any]) -> None:
    """No page begins between these and what follows: of a row of a table, all its paragraphs."""
    for each in paragraphs:
        each.paragraph_format.keep_with_next = True


def stand_in_the_middle(row: Any, at_least_pt: float) -> None:
    """A row so high that a hand can write in it, its text half way up."""
    row.height_rule, row.height = WD_ROW_HEIGHT_RULE.AT_LEAST, Pt(at_least_pt)
    for cell in row.cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
