"""Reads of the room."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import QuerySet

from vonggac.directives import policy
from vonggac.duty.years import school_year
from vonggac.kernel.ranges import Range
from vonggac.people.days import day_of
from vonggac.people.tally import within
from vonggac.places import selectors as places
from vonggac.stocktakes.models import Count, Item, Member, Proposed, Stocktake, StocktakeLine
from vonggac.stocktakes.states import FLOW, Found, Occasion


@dataclass(frozen=True, slots=True)
class Standing:
    """An item with what counts now. None: not counted, not proposed."""

    item: Item
    count: Count | None
    way: Proposed | None


def stocktakes(school: UUID) -> QuerySet[Stocktake]:
    """The newest first."""
    return Stocktake.objects.filter(school_id=school).select_related(
        "opened_by", "decided_by", "proposed_by", "approved_by"
    )


def one(school: UUID, stocktake: UUID) -> Stocktake | None:
    return stocktakes(school).filter(pk=stocktake).first()


def lines(stocktake: UUID) -> list[StocktakeLine]:
    """The file, oldest first."""
    return list(StocktakeLine.objects.filter(of_id=stocktake).select_related("scan", "corrects"))


def members(stocktake: UUID) -> list[Member]:
    return list(Member.objects.filter(stocktake_id=stocktake))


def is_member(stocktake: UUID, person: UUID) -> bool:
    return Member.objects.filter(stocktake_id=stocktake, person_id=person).exists()


def standings(stocktake: UUID) -> list[Standing]:
    """The whole list in its order, surplus last."""
    counted = {
        each.item_id: each
        for each in Count.objects.filter(item__stocktake_id=stocktake)
        .select_related("by")
        .order_by("place")
    }
    ways = {
        each.item_id: each
        for each in Proposed.objects.filter(item__stocktake_id=stocktake)
        .select_related("by")
        .order_by("place")
    }
    items = Item.objects.filter(stocktake_id=stocktake).select_related("asset__camera")
    return [Standing(each, counted.get(each.id), ways.get(each.id)) for each in items]


def item(school: UUID, item_id: UUID) -> Item | None:
    found = Item.objects.filter(pk=item_id, stocktake__school_id=school)
    return found.select_related("stocktake", "asset").first()


def counts(item_id: UUID) -> list[Count]:
    """Every line of an item, oldest first: corrections are new lines."""
    return list(Count.objects.filter(item_id=item_id).select_related("by", "photo"))


def counted_now(school: UUID, asset: UUID) -> Item | None:
    """The item of the stocktake that is being counted, where a label's code leads; None: none is."""
    found = Item.objects.filter(
        asset_id=asset, stocktake__school_id=school, stocktake__state="counting"
    )
    return found.select_related("stocktake").order_by("-stocktake__opened_us").first()


def tally(found: list[Standing]) -> dict[str, int]:
    """Items by what was found; ``open``: not counted; ``all``."""
    numbers = {each.value: 0 for each in Found} | {"open": 0, "all": len(found)}
    for each in found:
        numbers[each.count.found if each.count else "open"] += 1
    return numbers


def not_ended(school: UUID) -> list[Stocktake]:
    """Oldest first."""
    return list(stocktakes(school).exclude(state__in=FLOW.ends).order_by("opened_us", "number"))


def year_without(school: UUID, at_us: int) -> str:
    """The current school year where no periodic stocktake of it has been planned; else empty (a banner, no lock)."""
    row = places.school(school)
    year = school_year(at_us, month=row.year_month, day=row.year_day)
    had = Stocktake.objects.filter(school_id=school, school_year=year).exclude(state="withdrawn")
    return "" if had.exclude(occasion=Occasion.DEMANDED).exists() else year


@dataclass(frozen=True, slots=True)
class YearEnd:
    """A day by which the devices are counted; ``planned``: a stocktake for it was, and was not withdrawn."""

    occasion: Occasion
    day: date
    planned: bool

    def shown(self, today: date) -> bool:
        """Nothing is said of it long before."""
        return not self.planned and today >= self.day - AHEAD


AHEAD = timedelta(days=60)


def year_ends(school: UUID, at_us: int) -> list[YearEnd]:
    """The last one and the next of each kind that the head decided on (policy; khoản 7 Điều 2), by day."""
    here, today = places.school(school), day_of(at_us)
    decided, founded = policy.current(school), day_of(here.created_us)
    kinds = {
        Occasion.ASSET_YEAR: (decided.stocktake_asset_year, 1, 1),
        Occasion.SCHOOL_YEAR: (decided.stocktake_school_year, here.year_month, here.year_day),
    }
    found = []
    for occasion, (counts, month, day) in kinds.items():
        if not counts:
            continue
        ends = _ends(month, day, today)
        rows = Stocktake.objects.filter(school_id=school, occasion=occasion)
        opened = [day_of(each.opened_us) for each in rows.exclude(state="withdrawn")]
        had = {min(_ends(month, day, each), key=lambda end: abs(end - each)) for each in opened}
        found += [YearEnd(occasion, end, end in had) for end in ends if end >= founded]
    return sorted(found, key=lambda each: (each.day, each.occasion))


def _ends(month: int, day: int, near: date) -> list[date]:
    """The days before the year that begins at month and day begins: the last one before ``near``, and the next."""
    begun = [date(near.year + more, month, day) - timedelta(days=1) for more in (-1, 0, 1, 2)]
    after = next(place for place, each in enumerate(begun) if each >= near)
    return begun[after - 1 : after + 1]


def figures(school: UUID, span: Range) -> dict[str, int]:
    """Numbers for reports: stocktakes whose list was frozen and those approved in the span (I10)."""
    rows = Stocktake.objects.filter(school_id=school)
    return {
        "frozen": rows.filter(within("frozen_us", span)).count(),
        "approved": rows.filter(within("approved_us", span)).count(),
    }
