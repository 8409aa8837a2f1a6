"""The paper beside Nghị định 30/2020 (DOCUMENT-FORMAT §1), measured on the PDF's own characters and rules."""

import pytest

from tests.documents.reading import CODES, PORTRAITS, Page, lines_of, mm, pages, pages_of
from vonggac.documents import typesetting
from vonggac.documents.filling import name_kept_together
from vonggac.documents.forms import FORMS
from vonggac.documents.shapes import Head, Title

BOTH = pytest.mark.parametrize("filled", [True, False])
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
WITH_STATE = [c for c in PORTRAITS if FORMS[c].shape.head not in (Head.SLIP, Head.BARE)]
WITH_SCHOOL = [c for c in CODES if FORMS[c].shape.head != Head.PERSONAL]


def body(page: Page) -> list[dict[str, float]]:
    """Characters between the top and the bottom margin."""
    return [c for c in page.chars if mm(c["top"]) + 0.5 >= 20 and mm(c["bottom"]) <= 277.5]


@BOTH
@pytest.mark.parametrize("code", CODES)
def test_text_keeps_the_margins(code: str, filled: bool) -> None:
    """20 top and bottom, 30 left, 15 right; only page number and foot stand in a margin."""
    for page in pages(code, filled):
        right = mm(page.width) - 15
        outside = [
            c["text"]
            for c in page.chars
            if c["text"].strip() and (mm(c["x0"]) < 29.9 or mm(c["x1"]) > right + 0.6)
        ]
        assert outside == []
        rules = [(mm(r["x0"]), mm(r["x1"])) for r in page.lines]
        assert all(start > 29.5 and end < right + 0.5 for start, end in rules)


@BOTH
@pytest.mark.parametrize("code", CODES)
def test_the_paper_is_a4_and_the_font_is_ours(code: str, filled: bool) -> None:
    """Books lie, forms stand; one family, embedded, black."""
    for page in pages(code, filled):
        size = (round(mm(page.width)), round(mm(page.height)))
        assert size == ((297, 210) if FORMS[code].book else (210, 297))
        assert {c["fontname"].split("+")[-1].split("-")[0] for c in page.chars} == {
            "LiberationSerif"
        }
        assert {c["non_stroking_color"] for c in page.chars} <= {(0,), (0.0,), (0, 0, 0), 0}


@pytest.mark.parametrize("code", WITH_STATE)
def test_the_name_of_the_state_is_bold_12_over_the_motto_in_bold_13(code: str) -> None:
    page = pages(code, True)[0]
    for words, size in ((STATE, 12), (MOTTO, 13)):
        line = page.line_of(words)
        assert {(round(c["size"], 1), "Bold" in c["fontname"]) for c in line} == {(size, True)}
    state, motto = page.line_of(STATE), page.line_of(MOTTO)
    assert state[0]["bottom"] <= motto[0]["top"] + 1
    middles = [(each[0]["x0"] + each[-1]["x1"]) / 2 for each in (state, motto)]
    assert abs(middles[0] - middles[1]) < 1


@pytest.mark.parametrize("code", WITH_STATE)
def test_the_rule_under_the_motto_is_as_long_as_the_motto_and_strikes_no_dot(code: str) -> None:
    """The dots of ệ and ạ hang below the line: the rule keeps clear of them."""
    page = pages(code, True)[0]
    motto = page.line_of(MOTTO)
    start, end = motto[0]["x0"], motto[-1]["x1"]
    baseline = motto[0]["bottom"] - motto[0]["size"] * 0.216
    rules = [
        r
        for r in page.lines
        if abs(r["x0"] - start) < 1
        and abs(r["x1"] - end) < 1
        and baseline < r["top"] < baseline + 8
    ]
    assert len(rules) == 1
    assert rules[0]["top"] - baseline > 0.22 * 13


@pytest.mark.parametrize("code", WITH_SCHOOL)
def test_the_school_is_bold_under_a_regular_authority_with_a_short_rule(code: str) -> None:
    """Rule 1/3 to 1/2 of the line above it."""
    page = pages(code, True)[0]
    authority = page.line_of("UBND XÃ YÊN CƯỜNG")
    school = page.line_of("TRƯỜNG TIỂU HỌC YÊN CƯỜNG")
    assert {("Bold" in c["fontname"], round(c["size"], 1)) for c in authority} == {(False, 12)}
    assert {("Bold" in c["fontname"], round(c["size"], 1)) for c in school} == {(True, 12)}
    start, end = school[0]["x0"], school[-1]["x1"]
    under = [
        r
        for r in page.lines
        if start < r["x0"] and r["x1"] < end and 0 < r["top"] - school[0]["top"] < 25
    ]
    share = (under[0]["x1"] - under[0]["x0"]) / (end - start)
    assert 1 / 3 <= share <= 1 / 2


@pytest.mark.parametrize("code", ["reply_letter", "fingerprints"])
def test_place_and_date_are_italic_13_at_the_right(code: str) -> None:
    page = pages(code, True)[0]
    line = page.line_of("Yên Cường, ngày")
    assert {(round(c["size"], 1), "Italic" in c["fontname"]) for c in line} == {(13, True)}
    assert line[0]["x0"] > page.width / 2


@pytest.mark.parametrize("code", ["viewing_minutes", "handover", "training_minutes"])
def test_minutes_have_a_number_and_no_line_of_place_and_date(code: str) -> None:
    """Mẫu 1.9: Quốc hiệu only, at the right."""
    head = pages(code, True)[0].text.split("BIÊN BẢN")[0]
    assert "/BB-THYC" in head
    assert "ngày" not in head


@pytest.mark.parametrize("code", PORTRAITS)
def test_the_kind_is_bold_14_centred_over_its_subject(code: str) -> None:
    page = pages(code, True)[0]
    title = next(each for each in FORMS[code].shape.parts if isinstance(each, Title))
    line = page.line_of(title.name)
    assert {(round(c["size"], 1), "Bold" in c["fontname"]) for c in line} == {(14, True)}
    middle = (line[0]["x0"] + line[-1]["x1"]) / 2
    assert abs(mm(middle) - (30 + 165 / 2)) < 1


@BOTH
@pytest.mark.parametrize("code", PORTRAITS)
def test_the_body_is_13_or_14_and_tables_10_or_more(code: str, filled: bool) -> None:
    sizes = {round(c["size"], 1) for page in pages(code, filled) for c in body(page)}
    assert min(sizes) >= 9.9
    assert max(sizes) == (28 if code == "notice_board" else 14), "a notice is read from afar"
    running = [round(c["size"], 1) for page in pages(code, filled) for c in page.chars]
    assert max(set(running), key=running.count) >= 10


@BOTH
@pytest.mark.parametrize("code", CODES)
def test_page_numbers_stand_in_the_top_margin_from_the_second_page_on(
    code: str, filled: bool
) -> None:
    """13 pt, Arabic, centred, none on page 1."""
    for at, page in enumerate(pages(code, filled), start=1):
        above = [c for c in page.chars if mm(c["bottom"]) < 20 - 0.5]
        assert "".join(c["text"] for c in above) == ("" if at == 1 else str(at))
        for each in above:
            assert round(each["size"], 1) == 13
        if above:
            middle = mm((above[0]["x0"] + above[-1]["x1"]) / 2)
            assert abs(middle - (30 + (mm(page.width) - 45) / 2)) < 1


@BOTH
@pytest.mark.parametrize("code", PORTRAITS)
def test_no_signature_stands_alone_on_a_page(code: str, filled: bool) -> None:
    """The paragraph before it goes along to the new page."""
    for page in pages(code, filled)[1:]:
        first = page.text.splitlines()[1]
        assert first.startswith("Ý KIẾN") or first != first.upper()


@pytest.mark.parametrize("code", WITH_SCHOOL)
def test_a_long_name_of_a_school_wraps_in_its_column(code: str) -> None:
    """TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ … stays at the left of the Quốc hiệu."""
    name = "TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ NGUYỄN BỈNH KHIÊM YÊN CƯỜNG"
    page = pages_of(code, school=name)[0]
    line = page.line_of("TRƯỜNG TIỂU HỌC VÀ")
    assert mm(line[0]["x0"]) >= 29.9
    if code in WITH_STATE:
        state = page.line_of(STATE)
        school = [c for c in page.chars if c["top"] >= line[0]["top"] and c["x0"] < state[0]["x0"]]
        assert max(c["x1"] for c in school[: len(name)]) <= state[0]["x0"] + 1


@pytest.mark.parametrize("code", ["report", "directive", "notice_board", "viewing_minutes"])
def test_a_long_name_wraps_into_lines_of_like_length_over_its_short_rule(code: str) -> None:
    """No word is left over on a line of its own; the rule is a share of the longest line, not of the column."""
    name = "TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ NGUYỄN BỈNH KHIÊM YÊN CƯỜNG SỐ HAI"
    page = pages_of(code, school=name)[0]
    lines = lines_of(page.line_of(name.replace(" ", ""), spaces=False))
    widths = [line[-1]["x1"] - line[0]["x0"] for line in lines]
    assert len(widths) > 1
    assert min(widths) > 0.6 * max(widths)
    below = lines[-1][0]["bottom"]
    rule = next(r for r in page.lines if below - 3 < r["top"] < below + 8)
    assert 1 / 3 <= (rule["x1"] - rule["x0"]) / max(widths) <= 1 / 2


@pytest.mark.parametrize(
    "code,titles,names",
    [
        (
            "stocktake_minutes",
            ("TRƯỞNG BAN KIỂM KÊ", "KẾ TOÁN", "THỦ TRƯỞNG ĐƠN VỊ"),
            ("Phan Thị Tâm", "Trần Thị Ngọc Ánh"),
        ),
        (
            "violation_minutes",
            ("NGƯỜI LẬP BIÊN", "NGƯỜI CÓ HÀNH", "HIỆU TRƯỞNG"),
            ("Nguyễn Văn Hưởng", "Trần Thị Ngọc Ánh"),
        ),
    ],
)
def test_titles_of_signatures_begin_on_one_line_and_names_on_another(
    code: str, titles: tuple[str, ...], names: tuple[str, ...]
) -> None:
    """However many lines a title or a note has."""
    page = pages(code, True)[-1]
    for words in (titles, names):
        tops = [each["top"] for one in words for each in page.line_of(one, last=True)]
        assert max(tops) - min(tops) < 1


def test_a_heading_goes_along_with_its_table() -> None:
    for page in pages("stocktake_minutes", False):
        assert not page.text.rstrip().endswith(("(đồng):", "Kết quả kiểm kê"))


@pytest.mark.parametrize("code", ["viewing_request", "repair_request", "pledge"])
def test_a_blank_line_of_place_and_date_is_one_line(code: str) -> None:
    for page in pages(code, False):
        for line in (each for each in page.text.splitlines() if "tháng" in each and "…" in each):
            assert "ngày" in line and "năm" in line
            assert line.endswith("…")


def test_words_of_a_name_that_belong_together_stay_together() -> None:
    """In Word the head wraps where Word likes: kinds of school and the place's last words do not part."""
    long = name_kept_together("TRƯỜNG TIỂU HỌC VÀ TRUNG HỌC CƠ SỞ KIÊN HẢI")
    assert long.split(" ") == [
        "TRƯỜNG",
        "TIỂU\u00a0HỌC",
        "VÀ",
        "TRUNG\u00a0HỌC",
        "CƠ\u00a0SỞ",
        "KIÊN\u00a0HẢI",
    ]
    page = pages_of("report", school="TRƯỜNG TIỂU HỌC THƯỢNG PHƯỜNG")[0]
    first = lines_of(page.line_of("TRƯỜNGTIỂUHỌC", spaces=False))
    assert len(first) == 1
    assert name_kept_together("TRƯỜNG TIỂU HỌC YÊN CƯỜNG") == "TRƯỜNG TIỂU HỌC YÊN CƯỜNG"


@pytest.mark.parametrize("length", range(12))
def test_a_number_and_symbol_is_on_one_line(length: int) -> None:
    words = "x" * length + " " + "theo đề nghị của các tổ, " * 3
    (page, *_) = pages_of("directive", content=words + " Quyết định số 160/QĐ-THYC ngày 09/10/2025")
    for number in ("160/QĐ-THYC", "09/10/2025"):
        tops = {round(c["top"]) for c in page.line_of(number, last=True)}
        assert len(tops) == 1


@pytest.mark.parametrize("code", ["assignment_decision", "retention_decision"])
def test_articles_of_a_decision_are_bold(code: str) -> None:
    page = pages(code, True)[0]
    for article in ("Điều 1.", "Điều 2.", "Điều 3."):
        assert all("Bold" in c["fontname"] for c in page.line_of(article))


@pytest.mark.parametrize("code", ["directive", "usage_book"])
def test_the_file_says_that_it_is_pdf_a_2b_with_title_and_language(code: str) -> None:
    """What the archive keeps: ISO 19005-2, level B."""
    made = typesetting.pdf(code, FORMS[code].sample())
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert b"/Lang (vi-VN)" in made or b"/Lang(vi-VN)" in made
    assert FORMS[code].title in made.decode("utf-8", "ignore")


def test_the_same_data_and_instant_give_the_same_bytes() -> None:
    """A second download is the same file."""
    sample = FORMS["directive"].sample()
    made = typesetting.pdf("directive", sample, 1_760_000_000_000_000)
    assert made == typesetting.pdf("directive", sample, 1_760_000_000_000_000)
    assert made != typesetting.pdf("directive", sample, 1_770_000_000_000_000)
