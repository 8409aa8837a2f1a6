"""Đang kiểm kê: what each member finds, with who and when; nothing is overwritten, two phones write two lines."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.equipment.states import AssetKind, Worth
from vonggac.kernel import clock
from vonggac.kernel.text import one_line, paragraph
from vonggac.notices.kinds import NoticeKind
from vonggac.papers.models import Scan
from vonggac.people.roles import Role
from vonggac.proceedings import services as proceedings
from vonggac.stocktakes import selectors
from vonggac.stocktakes.models import Count, Item, Stocktake
from vonggac.stocktakes.services.asking import (
    LONGEST,
    board_of,
    holders,
    invalid,
    member_row,
    next_place,
    tell,
)
from vonggac.stocktakes.states import Found, LineKind, StocktakeState, Use

MOST_SURPLUS = 300


@dataclass(frozen=True, slots=True)
class Seen:
    """A count as it was written, and the newest one before it: another phone's, maybe."""

    made: Count
    before: Count | None


@dataclass(frozen=True, slots=True)
class _Said:
    found: str
    worth: str
    use: str
    position: str
    note: str
    photo: Scan | None


@transaction.atomic
def begin(*, stocktake: UUID, by: UUID) -> Stocktake:
    row = member_row(stocktake, by, StocktakeState.FROZEN)
    proceedings.move(row, StocktakeState.COUNTING)
    proceedings.write(row, LineKind.COUNTING, by=by)
    tell(row, NoticeKind.STOCKTAKE_BEGUN, board_of(row), but=by)
    return row


@transaction.atomic
def count(
    *,
    item: UUID,
    by: UUID,
    found: str,
    worth: str = "",
    use: str = "",
    position: str = "",
    note: str = "",
    photo: Scan | None = None,
) -> Seen:
    """One line more of an item; the newest counts. ``position`` empty: where the books say.

    Raises Item.DoesNotExist, Refused, ValidationError, TextRefused.
    """
    known = Item.objects.get(pk=item)
    row = member_row(known.stocktake_id, by, StocktakeState.COUNTING)
    if (found == Found.SURPLUS) != known.surplus:
        raise invalid("found", _("Choose what it is."))
    return _write(row, known, by, _Said(found, worth, use, position, note, photo))


@transaction.atomic
def add_surplus(
    *,
    stocktake: UUID,
    by: UUID,
    kind: str,
    name: str,
    code: str = "",
    serial: str = "",
    worth: str = "good",
    position: str = "",
    note: str = "",
    photo: Scan | None = None,
) -> Item:
    """Thừa: a device that stands in no book."""
    row = member_row(stocktake, by, StocktakeState.COUNTING)
    mine = Item.objects.filter(stocktake=row)
    if mine.filter(asset=None).count() >= MOST_SURPLUS:
        raise invalid(None, _("Too many surplus devices: enter them into the register first."))
    made = Item.objects.create(
        stocktake=row,
        place=next_place(mine),
        code=one_line("code", code, max_length=40, required=False),
        kind=AssetKind(kind).value,
        name=one_line("name", name, max_length=120),
        serial=one_line("serial", serial, max_length=80, required=False),
        position=one_line("position", position, max_length=160, required=False),
    )
    _write(row, made, by, _Said(Found.SURPLUS, worth, "", position, note, photo))
    return made


@transaction.atomic
def finish(*, stocktake: UUID, by: UUID, words: str = "") -> Stocktake:
    """Chờ ký, once every item has been counted: what was not found is written “thiếu”, never “chưa kiểm”."""
    row = member_row(stocktake, by, StocktakeState.COUNTING)
    text = paragraph("words", words, max_length=LONGEST)
    uncounted = [str(each.item) for each in selectors.standings(row.id) if each.count is None]
    if uncounted:
        raise invalid(
            None,
            _("Not counted yet: %(codes)s. What is not found is written as missing.")
            % {"codes": ", ".join(uncounted[:6]) + (" …" if len(uncounted) > 6 else "")},
        )
    proceedings.move(row, StocktakeState.SIGNING)
    proceedings.write(row, LineKind.SIGNING, by=by, text=text)
    tell(row, NoticeKind.STOCKTAKE_COUNTED, board_of(row), but=by)
    return row


@transaction.atomic
def sign(*, stocktake: UUID, by: UUID, scan: Scan | None, minutes_no: str = "") -> Stocktake:
    """Đã ký: the minutes with the signatures of all members, as a scan."""
    row = member_row(stocktake, by, StocktakeState.SIGNING)
    if scan is None:
        raise invalid("scan", _("Add the minutes with the signatures of the stocktake board."))
    number = one_line("minutes_no", minutes_no, max_length=60, required=False)
    proceedings.move(row, StocktakeState.SIGNED)
    proceedings.write(row, LineKind.SIGNED, by=by, ref=number, scan=scan)
    tell(row, NoticeKind.STOCKTAKE_SIGNED, holders(row.school_id, [Role.IT_TEACHER]), but=by)
    return row


def _write(row: Stocktake, item: Item, by: UUID, said: _Said) -> Seen:
    what = Found(said.found)
    state = _worth_of(what, said.worth)
    before = Count.objects.filter(item=item).select_related("by").order_by("-place").first()
    made = Count.objects.create(
        item=item,
        place=next_place(Count.objects.filter(item=item)),
        found=what.value,
        worth=state.value,
        use=Use(said.use).value if said.use else "",
        position=one_line("position", said.position, max_length=160, required=False),
        note=one_line("note", said.note, max_length=500, required=False),
        photo=said.photo,
        at_us=clock.now_us(),
        by_id=by,
    )
    words = filter(None, (f"{what.label}, {state.label}", made.position, made.note))
    kind = LineKind.SURPLUS if item.surplus and before is None else LineKind.COUNTED
    proceedings.write(row, kind, by=by, text="; ".join(words), ref=str(item)[:80])
    return Seen(made, before)


def _worth_of(what: Found, worth: str) -> Worth:
    """What is missing is lost; what is broken is not good. Raises ValidationError."""
    if what == Found.MISSING:
        return Worth.LOST
    if what == Found.BROKEN and worth in ("", Worth.GOOD):
        return Worth.BROKEN
    if worth not in (Worth.GOOD, Worth.REPAIR, Worth.BROKEN):
        raise invalid("worth", _("Say in what condition it is."))
    return Worth(worth)
