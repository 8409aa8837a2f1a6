"""Reports of each month, quarter, term and school year: numbers by the books, words by people, signed or not yet."""

from collections.abc import Iterator
from datetime import date, timedelta

from vonggac.cli.demo_year.walking import Story, at
from vonggac.cli.demo_year.year import Year, later
from vonggac.reports import numbers, selectors
from vonggac.reports import services as reports

_WORDS = {
    "general": "Hệ thống hoạt động ổn định, bảo đảm ghi hình trong giờ học và ngoài giờ.",
    "results": "Các ca trực thực hiện đủ trình tự; mọi lượt sử dụng đều có căn cứ và được ghi sổ.",
    "shortcomings": "Một số ca ghi mục đích còn chung; camera nhà ăn hay bị hơi nước.",
    "proposals": "Đề nghị bố trí kinh phí thay ổ cứng và bổ sung một bộ lưu điện.",
    "plans": "Tiếp tục lau kính hằng tuần, tập huấn lại cho người mới vào đầu kỳ.",
}


def stories(year: Year) -> Iterator[Story]:
    yield _monthly(year)
    yield _ad_hoc(year)


def _monthly(year: Year) -> Story:
    """On the fifth working day or so of each month: the month's, and whatever longer period ended with it."""
    for first in (each for each in year.months() if each > year.first):
        yield at(first + timedelta(days=5), 15, 30)
        before = first - timedelta(days=1)
        for kind in _ended(before):
            yield from _report(year, kind, before)


def _ended(day: date) -> list[str]:
    kinds = ["month"]
    if day.month % 3 == 0:
        kinds.append("quarter")
    longer = {1: "term_1", 5: "term_2", 12: "year", 9: "school_year"}
    return [*kinds, longer[day.month]] if day.month in longer else kinds


def _report(year: Year, kind: str, day: date) -> Story:
    """The school year's is of the one before: it ended early in September."""
    of = day if kind != "school_year" else day - timedelta(days=40)
    if of < year.first:
        return
    teacher, head = year.cast.it_teacher, year.cast.principal
    row = reports.draft(school=year.school, by=teacher, kind=kind, day=of)
    reports.write_texts(report=row.id, by=teacher, **_WORDS)
    yield later(1, 9, 0)
    reports.submit(report=row.id, by=teacher)
    if day.month == 3:
        yield later(1, 8, 0)
        reports.give_back(
            report=row.id, by=head, words="Bổ sung số liệu về sự cố và thời gian khắc phục."
        )
        yield later(1, 14, 0)
        reports.submit(report=row.id, by=teacher, words="Đã bổ sung.")
    if year.last - day < timedelta(days=35):  # the last one waits for its signature
        return
    yield later(1, 16, 0)
    known = numbers.count(row.school_id, row.period)
    reports.issue(report=row.id, by=head, digest=selectors.digest_of(row, known))


def _ad_hoc(year: Year) -> Story:
    yield at(year.last - timedelta(days=2), 10, 0)
    row = reports.draft(
        school=year.school,
        by=year.cast.it_teacher,
        kind="ad_hoc",
        from_day=max(year.first, year.last - timedelta(days=30)),
        to_day=year.last - timedelta(days=3),
        demand="Theo yêu cầu của UBND xã về an ninh trường học",
        upward="UBND xã Hoa Phượng",
    )
    reports.write_texts(report=row.id, by=year.cast.it_teacher, upward=row.upward, **_WORDS)
