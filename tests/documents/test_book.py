"""The usage book on paper (FORMS §1, §3.1): cover, first page, column numbers, totals, corrections, checkpoints."""

from functools import cache

from tests.documents.reading import Page, read, squeezed
from vonggac.documents import typesetting
from vonggac.documents.forms import FORMS

SAMPLE = {each.name: each.sample for each in FORMS["usage_book"].fields}


@cache
def long_book() -> list[Page]:
    line = {
        "when": "09/10/2025\n06:30 – 11:30",
        "user": "Nguyễn Văn Hưởng\nGiáo viên Tin học",
        "ground": "Ca trực theo phân công (khoản 2 Điều 3)",
        "manner": "Xem trực tiếp theo ca",
    }
    lines = [{**line, "number": str(n), "checkpoint": f"MOC-{n}"} for n in range(1, 61)]
    return read(typesetting.pdf("usage_book", {**SAMPLE, "lines": lines}))


def test_the_cover_names_book_year_volume_and_days() -> None:
    """Name in bold capitals of 20 to 24 pt."""
    cover = long_book()[0]
    name = cover.line_of("SỔ THEO DÕI")
    assert all("Bold" in c["fontname"] and 20 <= c["size"] <= 24 for c in name)
    for words in (
        "Năm học 2025 - 2026",
        "Quyển số: 01",
        "Ngày mở sổ: 09/10/2025",
        "Ngày khóa sổ: …",
    ):
        assert squeezed(words) in squeezed(cover.text)


def test_the_first_page_counts_the_pages_and_the_head_signs() -> None:
    first = squeezed(long_book()[1].text)
    assert squeezed("Sổ này gồm") in first
    assert squeezed("được đánh số từ 01 đến") in first
    assert squeezed("đóng dấu giáp lai") in first
    assert squeezed("HIỆU TRƯỞNG (Ký, đóng dấu)") in first


def test_headings_and_column_numbers_come_again_on_every_page() -> None:
    for page in long_book()[2:]:
        numbers = [f"({n})" for n in range(1, 13)]
        assert all(each in page.text for each in numbers)
        assert "Ký xác" in page.text


def test_the_foot_of_a_page_is_the_checkpoint_of_its_last_line() -> None:
    """G8: each closed page carries the ledger's mark."""
    seen = 0
    for page in long_book()[2:]:
        seen += squeezed(page.text).count(squeezed("06:30 – 11:30"))
        assert page.text.splitlines()[-1].startswith(f"Mốc sổ cái khi khóa trang: MOC-{seen}")
    assert seen == 60


def test_no_line_is_torn_between_two_pages() -> None:
    """A line of the book stays whole: first and last of its words stand on one page."""
    for page in long_book()[2:]:
        text = squeezed(page.text)
        assert text.count(squeezed("06:30 – 11:30")) == text.count("09/10/2025")


def test_totals_and_corrections_stand_in_the_book() -> None:
    text = read(typesetting.pdf("usage_book", SAMPLE))[2].text
    assert "Cộng tháng 10/2025: 02 lượt" in text
    assert "NGƯỜI GHI SỔ" in text and "NGƯỜI KIỂM TRA" in text
    assert "Đính chính" in text


def test_a_page_without_a_checkpoint_has_dots_at_its_foot() -> None:
    """An open page claims nothing."""
    lines = [{"number": "1", "when": "x"}]
    page = read(typesetting.pdf("usage_book", {**SAMPLE, "lines": lines}))[2]
    assert "Mốc sổ cái khi khóa trang: ………" in page.text


def test_an_open_page_bears_the_newest_checkpoint_and_says_that_it_is_open() -> None:
    """G8: what is not closed is never printed as if it were."""
    lines = [{"number": "1", "when": "x", "checkpoint": "2025-10-09  61  YY2Y-EVZA – chưa khóa"}]
    page = read(typesetting.pdf("usage_book", {**SAMPLE, "lines": lines}))[2]
    assert "Mốc sổ cái khi in: 2025-10-09 61 YY2Y-EVZA – chưa khóa" in " ".join(page.text.split())
