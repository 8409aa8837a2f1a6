"""A stocktake of the four cameras of a school, and how each state is reached."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from tests.scenes.flows import path_to
from tests.scenes.schools import SchoolScene
from vonggac.duty.years import local
from vonggac.kernel.clock import now_us
from vonggac.kernel.ids import new_uuid
from vonggac.papers.models import Scan
from vonggac.stocktakes import selectors, services
from vonggac.stocktakes.models import Item, Stocktake
from vonggac.stocktakes.services import Named
from vonggac.stocktakes.states import FLOW


def planned(school: SchoolScene, **other: Any) -> Stocktake:
    """The vice-principal chairs, teacher and officer count; the principal stays out of it."""
    board = [
        Named(school.vice_principal, chair=True),
        Named(school.it_teacher),
        Named(school.duty_officer),
    ]
    said = {"occasion": "asset_year", "members": board, "by": school.principal, **other}
    return services.plan(school=school.id, **said)


def scan_of(school: SchoolScene) -> Scan:
    """A row as ``papers`` makes them; the file itself is its room's concern."""
    return Scan.objects.create(
        id=new_uuid(),
        school_id=school.id,
        of="KK",
        sha256="0" * 64,
        byte_count=9,
        kind="application/pdf",
        added_us=now_us(),
        added_by_id=school.it_teacher,
    )


def counted(row: Stocktake, by: UUID, **other: str) -> None:
    """Everything found in good condition, but for the places named: ``{"1": "missing"}``."""
    for each in selectors.standings(row.id):
        found = "surplus" if each.item.surplus else other.get(str(each.item.place), "present")
        services.count(item=each.item.id, by=by, found=found, worth="good")


def proposed(row: Stocktake, by: UUID, **other: str) -> None:
    """Each item goes on being used, surplus is entered; but for the places named."""
    ways = {}
    for each in selectors.standings(row.id):
        usual = "add" if each.item.surplus else "keep"
        ways[each.item.id] = (other.get(str(each.item.place), usual), "Kho")
    services.propose(stocktake=row.id, by=by, ways=ways)


def steps(school: SchoolScene) -> dict[str, Callable[[Stocktake], Any]]:
    """How each state is reached, by who may."""
    head, teacher, officer = school.principal, school.it_teacher, school.duty_officer

    def signing(row: Stocktake) -> None:
        row.refresh_from_db()
        if row.state == "counting":
            counted(row, officer)
        services.finish(stocktake=row.id, by=officer)

    def handed_in(row: Stocktake) -> None:
        row.refresh_from_db()
        without = any(each.way is None for each in selectors.standings(row.id))
        if row.state == "signed" and without:
            proposed(row, teacher)
        services.hand_in(stocktake=row.id, by=teacher)

    return {
        "frozen": lambda row: services.decide(
            stocktake=row.id,
            by=head,
            decision_no="31/QĐ-THYC",
            decided_on=local(now_us()).date(),
        ),
        "withdrawn": lambda row: services.withdraw(
            stocktake=row.id, by=head, words="Lập lại với ban kiểm kê khác"
        ),
        "counting": lambda row: services.begin(stocktake=row.id, by=officer),
        "signing": signing,
        "signed": lambda row: services.sign(
            stocktake=row.id, by=school.vice_principal, scan=scan_of(school)
        ),
        "proposed": handed_in,
        "approved": lambda row: services.approve(stocktake=row.id, by=head),
        "updated": lambda row: services.update(stocktake=row.id, by=teacher),
        "closed": lambda row: services.close(stocktake=row.id, by=teacher),
    }


def brought_to(school: SchoolScene, state: str) -> Stocktake:
    row = planned(school)
    for each in path_to(FLOW, state):
        steps(school)[each](row)
    row.refresh_from_db()
    assert row.state == state
    return row


def item_at(row: Stocktake, area: str, school: SchoolScene) -> Item:
    """The item of the camera of an area."""
    return Item.objects.get(stocktake=row, asset__camera_id=school.cameras[area])
