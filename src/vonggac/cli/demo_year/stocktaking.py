"""Stocktakes: at the end of the asset year and of the school year, whole; one on demand, still being counted."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from vonggac.cli.demo_year.sheets import sheet
from vonggac.cli.demo_year.walking import Story, at, today
from vonggac.cli.demo_year.year import Year, later
from vonggac.kernel import clock
from vonggac.papers import services as papers
from vonggac.stocktakes import selectors
from vonggac.stocktakes import services as stocktakes
from vonggac.stocktakes.services import Named


def stories(year: Year) -> Iterator[Story]:
    for day in year.days():
        if (day.month, day.day) in ((12, 14), (5, 25)):
            yield _whole(year, day)
    yield _counting(year)


def _board(year: Year) -> list[Named]:
    cast = year.cast
    return [Named(cast.vice_principal, chair=True), Named(cast.it_teacher), Named(cast.accountant)]


def _whole(year: Year, day: date) -> Story:
    yield at(day, 8, 30)
    head, counter = year.cast.principal, year.cast.accountant
    row = stocktakes.plan(
        school=year.school,
        by=head,
        occasion="asset_year" if day.month == 12 else "school_year",
        members=_board(year),
    )
    stocktakes.decide(
        stocktake=row.id,
        by=head,
        decision_no=f"{40 + day.month}/QĐ-{year.symbol}",
        decided_on=today(),
    )
    yield later(1, 8, 0)
    stocktakes.begin(stocktake=row.id, by=counter)
    for place, each in enumerate(selectors.standings(row.id)):
        yield clock.now_us() + 4 * clock.MINUTE_US
        worn = place == 2
        stocktakes.count(
            item=each.item.id,
            by=counter,
            found="present",
            worth="good",
            note="Vỏ trầy xước, vẫn dùng tốt" if worn else "",
        )
    yield clock.now_us() + 30 * clock.MINUTE_US
    stocktakes.finish(stocktake=row.id, by=counter)
    yield from _signed(year, row.id, row.label, day)


def _signed(year: Year, stocktake: UUID, label: str, day: date) -> Story:
    yield later(1, 15, 0)
    minutes = f"{10 + day.month}/BB-{year.symbol}"
    chair, paper = year.cast.vice_principal, sheet("Bien ban kiem ke", f"Ngay {today():%d/%m/%Y}")
    with papers.keep(school=year.school, of=label, content=paper, by=chair) as scan:
        stocktakes.sign(stocktake=stocktake, by=chair, scan=scan, minutes_no=minutes)
    yield later(1, 9, 0)
    ways = {each.item.id: ("keep", "") for each in selectors.standings(stocktake)}
    stocktakes.propose(stocktake=stocktake, by=year.cast.it_teacher, ways=ways)
    stocktakes.hand_in(stocktake=stocktake, by=year.cast.it_teacher)
    yield later(1, 16, 0)
    stocktakes.approve(stocktake=stocktake, by=year.cast.principal)
    yield later(1, 10, 0)
    stocktakes.update(stocktake=stocktake, by=year.cast.it_teacher)
    stocktakes.close(stocktake=stocktake, by=year.cast.it_teacher, words="Sổ và thực tế khớp nhau.")


def _counting(year: Year) -> Story:
    yield at(year.last - timedelta(days=3), 13, 30)
    row = stocktakes.plan(
        school=year.school,
        by=year.cast.principal,
        occasion="demanded",
        members=_board(year),
        requester="UBND xã Hoa Phượng",
        reason="Kiểm tra tình trạng sử dụng thiết bị giám sát",
    )
    stocktakes.decide(
        stocktake=row.id,
        by=year.cast.principal,
        decision_no=f"61/QĐ-{year.symbol}",
        decided_on=today(),
    )
    yield at(year.last - timedelta(days=1), 14, 0)
    stocktakes.begin(stocktake=row.id, by=year.cast.accountant)
    for each in selectors.standings(row.id)[:3]:
        stocktakes.count(item=each.item.id, by=year.cast.accountant, found="present", worth="good")
