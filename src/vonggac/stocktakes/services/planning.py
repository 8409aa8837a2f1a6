"""Kế hoạch, Quyết định: who counts and why; the list of the books is frozen with the decision (khoản 7 Điều 2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.duty.years import local, school_year
from vonggac.equipment import selectors as equipment
from vonggac.kernel import clock
from vonggac.kernel.text import one_line, paragraph
from vonggac.notices.kinds import NoticeKind
from vonggac.papers.models import Scan
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.places import selectors as places
from vonggac.proceedings import services as proceedings
from vonggac.stocktakes import selectors
from vonggac.stocktakes.models import Item, Member, Stocktake, StocktakeLine
from vonggac.stocktakes.services.asking import (
    LONGEST,
    at,
    board_of,
    holders,
    invalid,
    next_place,
    require,
    row_of,
    tell,
)
from vonggac.stocktakes.states import LineKind, Occasion, Part, StocktakeState

MOST_MEMBERS = 15


@dataclass(frozen=True, slots=True)
class Named:
    """A member of the stocktake board. ``person`` None: somebody without an account, who only signs."""

    person: UUID | None = None
    name: str = ""
    position: str = ""
    chair: bool = False


@transaction.atomic
def plan(
    *,
    school: UUID,
    by: UUID,
    occasion: str,
    members: Sequence[Named],
    requester: str = "",
    reason: str = "",
) -> Stocktake:
    """Kế hoạch. The board is at least two with one chair, not the manager of the system alone, and leaves a member of
    the school board who did not count to approve (G4).
    """
    require(by, school, Deed.PLAN_STOCKTAKE)
    demanded = occasion == Occasion.DEMANDED
    _check_board(school, members)
    here, at_us = places.school(school), clock.now_us()
    row = proceedings.open_one(
        Stocktake(
            school_id=school,
            occasion=Occasion(occasion).value,
            school_year=school_year(at_us, month=here.year_month, day=here.year_day),
            requester=one_line("requester", requester, max_length=160, required=demanded),
            reason=paragraph("reason", reason, max_length=1000, required=demanded),
        ),
        by=by,
        kind=LineKind.PLANNED,
        text=reason,
    )
    for each in members:
        _add(row, each)
    tell(row, NoticeKind.STOCKTAKE_PLANNED, holders(school, BOARD), but=by)
    return row


@transaction.atomic
def add_member(
    *, stocktake: UUID, by: UUID, person: UUID | None = None, name: str = "", position: str = ""
) -> Stocktake:
    """By the Board, until the counting is over."""
    row = row_of(stocktake, by, Deed.DECIDE_STOCKTAKE)
    at(row, StocktakeState.PLANNED, StocktakeState.FROZEN, StocktakeState.COUNTING)
    before = [Named(each.person_id, each.name) for each in selectors.members(row.id)]
    added = Named(person, name, position)
    _check_board(row.school_id, [*before, added], chaired=True)
    made = _add(row, added)
    proceedings.write(row, LineKind.MEMBER, by=by, text=made.name)
    return row


@transaction.atomic
def decide(
    *, stocktake: UUID, by: UUID, decision_no: str, decided_on: date, scan: Scan | None = None
) -> Stocktake:
    """Quyết định of the Board; in the same instant the list of the books is frozen (Chốt số liệu sổ)."""
    row = row_of(stocktake, by, Deed.DECIDE_STOCKTAKE)
    at(row, StocktakeState.PLANNED)
    if decided_on > local(clock.now_us()).date():
        raise invalid("decided_on", _("This day has not come yet."))
    row.decision_no = one_line("decision_no", decision_no, max_length=60)
    row.decided_on, row.decided_by_id, row.frozen_us = decided_on, by, clock.now_us()
    frozen = _freeze(row)
    if not frozen:
        raise invalid(None, _("The register of assets is empty: there is nothing to count."))
    proceedings.move(
        row, StocktakeState.FROZEN, "decision_no", "decided_on", "decided_by", "frozen_us"
    )
    words = _("%(n)s devices in the books") % {"n": frozen}
    proceedings.write(row, LineKind.FROZEN, by=by, text=words, ref=row.decision_no, scan=scan)
    tell(row, NoticeKind.STOCKTAKE_DECIDED, board_of(row), but=by)
    return row


@transaction.atomic
def withdraw(*, stocktake: UUID, by: UUID, words: str) -> Stocktake:
    """Before it is decided; its number stays, with the reason."""
    row = row_of(stocktake, by, Deed.PLAN_STOCKTAKE)
    at(row, StocktakeState.PLANNED)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    proceedings.move(row, StocktakeState.WITHDRAWN)
    proceedings.write(row, LineKind.WITHDRAWN, by=by, text=text)
    return row


@transaction.atomic
def note(*, stocktake: UUID, by: UUID, words: str) -> StocktakeLine:
    row = row_of(stocktake, by, Deed.TAKE_STOCK)
    if row.ended:
        raise invalid(None, _("It has ended."))
    text = paragraph("words", words, max_length=LONGEST, required=True)
    return proceedings.write(row, LineKind.NOTE, by=by, text=text)  # type: ignore[return-value]  # of this room


@transaction.atomic
def correct(*, stocktake: UUID, place: int, by: UUID, words: str) -> StocktakeLine:
    """Đính chính: a new line that names the old one (I7)."""
    row = row_of(stocktake, by, Deed.TAKE_STOCK)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    return proceedings.correct(row, place, by=by, text=text)  # type: ignore[return-value]  # of this room


def _check_board(school: UUID, members: Sequence[Named], *, chaired: bool = False) -> None:
    persons = [each.person for each in members if each.person is not None]
    if not 2 <= len(members) <= MOST_MEMBERS or len(set(persons)) != len(persons):
        raise invalid("members", _("A stocktake board has 2 to 15 members, each of them once."))
    if not chaired and sum(each.chair for each in members) != 1:
        raise invalid("chair", _("A stocktake board has one chair."))
    if any(each.chair and each.person is None for each in members):
        raise invalid("chair", _("The chair is somebody who holds a position at the school."))
    if all(each in holders(school, [Role.IT_TEACHER]) for each in persons):
        raise invalid("members", _("The board must not consist of the manager alone."))
    leaders = holders(school, BOARD)
    if leaders <= set(persons):
        raise invalid(
            "members", _("A member of the school board must stay out of it, to approve (G4).")
        )


def _add(row: Stocktake, each: Named) -> Member:
    name, position = each.name, each.position
    if each.person is not None:
        now_us = clock.now_us()
        held = people.holders(row.school_id, list(Role), now_us).filter(pk=each.person).first()
        if held is None:
            raise invalid("members", _("Somebody who holds a position at the school."))
        name = held.full_name
        position = position or str(Role(people.role_at(held.id, row.school_id, now_us)).label)
    return Member.objects.create(
        stocktake=row,
        place=next_place(Member.objects.filter(stocktake=row)),
        person_id=each.person,
        name=one_line("name", name, max_length=120),
        position=one_line("position", position, max_length=160, required=False),
        part=Part.CHAIR if each.chair else Part.MEMBER,
    )


def _freeze(row: Stocktake) -> int:
    found = list(equipment.assets(row.school_id))
    Item.objects.bulk_create(
        Item(
            stocktake=row,
            place=place,
            asset=each,
            code=each.code,
            kind=each.kind,
            name=each.name,
            serial=each.serial,
            area=each.area.name if each.area else "",
            position=each.position,
            in_use_on=each.in_use_on,
            cost_vnd=each.cost_vnd,
            left_vnd=each.left_vnd,
            fixed=each.is_fixed,
        )
        for place, each in enumerate(found, start=1)
    )
    return len(found)
