"""Đề xuất phương án of each item, the Board's approval, and the books that are updated with it (khoản 7 Điều 2)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.equipment import selectors as devices
from vonggac.equipment import services as equipment
from vonggac.equipment.states import AssetState
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import one_line, paragraph
from vonggac.notices.kinds import NoticeKind
from vonggac.people.roles import BOARD, Role
from vonggac.proceedings import services as proceedings
from vonggac.stocktakes import refusals, selectors
from vonggac.stocktakes.models import Item, Proposed, Stocktake, StocktakeLine
from vonggac.stocktakes.selectors import Standing
from vonggac.stocktakes.services.asking import (
    LONGEST,
    at,
    board_of,
    holders,
    invalid,
    next_place,
    row_of,
    tell,
)
from vonggac.stocktakes.states import Found, LineKind, StocktakeState, Way

OF_SURPLUS = (Way.ADD, Way.TRANSFER, Way.DISPOSE)
OF_THE_BOOKS = tuple(each for each in Way if each is not Way.ADD)
Ways = Mapping[UUID, tuple[str, str]]
"""Item → way, text."""


@transaction.atomic
def propose(*, stocktake: UUID, by: UUID, ways: Ways) -> int:
    """What is to become of items; of each the newest counts. Nothing new writes nothing. How many were written."""
    row = row_of(stocktake, by, Deed.TAKE_STOCK)
    at(row, StocktakeState.SIGNED, StocktakeState.PROPOSED)
    known = {each.item.id: each for each in selectors.standings(row.id)}
    written = 0
    for item, (way, text) in ways.items():
        if item not in known:
            raise invalid("ways", _("Choose what it is."))
        written += _propose(row, known[item], by, way, text)
    return written


@transaction.atomic
def hand_in(*, stocktake: UUID, by: UUID, words: str = "") -> Stocktake:
    """Trình BGH; refused while an item has no proposal (2.7b)."""
    row = row_of(stocktake, by, Deed.TAKE_STOCK)
    at(row, StocktakeState.SIGNED)
    text = paragraph("words", words, max_length=LONGEST)
    found = selectors.standings(row.id)
    without = [str(each.item) for each in found if each.way is None]
    if without:
        codes = ", ".join(without[:6]) + (" …" if len(without) > 6 else "")
        raise invalid(None, _("Without a proposal: %(codes)s (khoản 7 Điều 2).") % {"codes": codes})
    row.items_n = row.ways_n = len(found)
    row.proposed_by_id = by
    proceedings.move(row, StocktakeState.PROPOSED, "items_n", "ways_n", "proposed_by")
    proceedings.write(row, LineKind.PROPOSED, by=by, text=text)
    leaders = holders(row.school_id, BOARD) - board_of(row)
    tell(row, NoticeKind.STOCKTAKE_PROPOSED, leaders, but=by)
    return row


@transaction.atomic
def remark(*, stocktake: UUID, by: UUID, words: str) -> StocktakeLine:
    """The Board wants a proposal changed before it approves."""
    row = row_of(stocktake, by, Deed.DECIDE_STOCKTAKE)
    at(row, StocktakeState.PROPOSED)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    line = proceedings.write(row, LineKind.REMARK, by=by, text=text)
    if row.proposed_by_id is not None:
        tell(row, NoticeKind.STOCKTAKE_REMARK, {row.proposed_by_id}, but=by)
    return line  # type: ignore[return-value]  # of this room


@transaction.atomic
def approve(*, stocktake: UUID, by: UUID, words: str = "") -> Stocktake:
    """BGH phê duyệt, by a member of the Board who neither counted nor proposed (I9, G4)."""
    row = row_of(stocktake, by, Deed.DECIDE_STOCKTAKE)
    at(row, StocktakeState.PROPOSED)
    own = Proposed.objects.filter(item__stocktake=row, by_id=by).exists()
    if own or row.proposed_by_id == by or selectors.is_member(row.id, by):
        raise Refused(refusals.own_stocktake())
    text = paragraph("words", words, max_length=LONGEST)
    row.approved_by_id, row.approved_us = by, clock.now_us()
    proceedings.move(row, StocktakeState.APPROVED, "approved_by", "approved_us")
    proceedings.write(row, LineKind.APPROVED, by=by, text=text)
    keepers = holders(row.school_id, [Role.IT_TEACHER, Role.ACCOUNTANT])
    tell(row, NoticeKind.STOCKTAKE_APPROVED, keepers, but=by)
    return row


@transaction.atomic
def update(*, stocktake: UUID, by: UUID) -> Stocktake:
    """Đã cập nhật: condition, place and out of use of every item in the books, or of none (one transaction).

    A device that went out of use meanwhile stays as it is; one that was moved since the decision keeps its newer place.
    Raises Refused, ValidationError: a camera that is still in the registry goes out there first.
    """
    row = row_of(stocktake, by, Deed.KEEP_ASSETS)
    at(row, StocktakeState.APPROVED)
    found = selectors.standings(row.id)
    recorded = [str(each.item) for each in found if _goes_out(each) and _still_recorded(each)]
    if recorded:
        raise invalid(
            None,
            _("Take these cameras out of the registry first: %(codes)s.")
            % {"codes": ", ".join(recorded)},
        )
    done = sum(_book(row, each, by) for each in found)
    proceedings.move(row, StocktakeState.UPDATED)
    words = _("%(n)s devices updated in the books") % {"n": done}
    proceedings.write(row, LineKind.UPDATED, by=by, text=words)
    return row


@transaction.atomic
def close(*, stocktake: UUID, by: UUID, words: str = "") -> Stocktake:
    row = row_of(stocktake, by, Deed.TAKE_STOCK)
    text = paragraph("words", words, max_length=LONGEST)
    proceedings.move(row, StocktakeState.CLOSED)
    proceedings.write(row, LineKind.CLOSED, by=by, text=text)
    return row


def _propose(row: Stocktake, each: Standing, by: UUID, way: str, text: str) -> int:
    if way not in (OF_SURPLUS if each.item.surplus else OF_THE_BOOKS):
        raise invalid("ways", _("%(code)s: this cannot become of it.") % {"code": each.item})
    if each.count is not None and each.count.found == Found.MISSING and way == Way.KEEP:
        raise invalid("ways", _("%(code)s is missing: it cannot be used on.") % {"code": each.item})
    words = one_line("text", text, max_length=160, required=way == Way.TRANSFER)
    if each.way is not None and (each.way.way, each.way.text) == (way, words):
        return 0
    Proposed.objects.create(
        item=each.item,
        place=next_place(Proposed.objects.filter(item=each.item)),
        way=Way(way).value,
        text=words,
        at_us=clock.now_us(),
        by_id=by,
    )
    said = "; ".join(filter(None, (str(Way(way).label), words)))
    proceedings.write(row, LineKind.WAY, by=by, text=said, ref=str(each.item)[:80])
    return 1


def _goes_out(each: Standing) -> bool:
    """Disposed of; missing and not to be repaired or transferred is out as well."""
    if each.item.surplus or each.way is None or each.count is None:
        return False
    lost = each.count.found == Found.MISSING and each.way.way == Way.REPLACE
    return each.way.way == Way.DISPOSE or lost


def _still_recorded(each: Standing) -> bool:
    asset = each.item.asset
    if asset is None or asset.state == AssetState.OUT or asset.camera is None:
        return False
    return asset.camera.out_of_use_us is None


def _book(row: Stocktake, each: Standing, by: UUID) -> int:
    if each.item.surplus:
        return _enter(row, each, by)
    asset = devices.asset(row.school_id, _asset_id(each.item))
    if asset is None or asset.state == AssetState.OUT or each.count is None or each.way is None:
        return 0
    values: dict[str, Any] = {"worth": each.count.worth}
    place = each.way.text if each.way.way == Way.TRANSFER else each.count.position
    if place and asset.position == each.item.position:
        values["position"] = place
    equipment.change_asset(asset=asset.id, by=by, basis=row.label, **values)
    if _goes_out(each):
        reason = f"{str(Way(each.way.way).label).capitalize()} ({row.label})"
        equipment.take_out(asset=asset.id, by=by, reason=reason)
    return 1


def _enter(row: Stocktake, each: Standing, by: UUID) -> int:
    """Bổ sung: what was surplus enters the register."""
    if each.way is None or each.way.way != Way.ADD or each.count is None:
        return 0
    made = equipment.register_asset(
        school=row.school_id,
        by=by,
        code=each.item.code or f"{row.label}-T{each.item.place}",
        basis=row.label,
        kind=each.item.kind,
        name=each.item.name,
        serial=each.item.serial,
        position=each.count.position or each.item.position,
    )
    equipment.change_asset(asset=made.id, by=by, basis=row.label, worth=each.count.worth)
    return 1


def _asset_id(item: Item) -> UUID:
    if item.asset_id is None:
        raise ValidationError(_("This device stands in no book."), "surplus")
    return item.asset_id
