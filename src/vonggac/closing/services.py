"""Writes of the room: closing a month of the device book, a year of either book; the second signature."""

import hashlib
import json
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.closing import selectors
from vonggac.closing.books import YEAR, Book
from vonggac.closing.models import Check, Closing
from vonggac.duty.services import first_signature, second_signature
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.ledger.checkpoints import Checkpoint
from vonggac.places.numbering import next_number

LEDGER_BOOKS = {Book.USAGE: "usage.year", Book.DEVICE: "devices.closing"}


@transaction.atomic
def close_month(
    *, school: UUID, school_year: str, month: str, by: UUID, checkpoint: Checkpoint | None
) -> Closing:
    """Of the device book: the months that are over, in their order. ``checkpoint``: the ledger's newest.

    Raises Refused, ValidationError.
    """
    access.require(by, school, Deed.CORRECT_USAGE_BOOK)
    if any(each.period == month for each in selectors.closings(school, school_year, Book.DEVICE)):
        raise _invalid("month", _("This month is closed already."))
    waiting = selectors.months_to_close(school, school_year)
    if not waiting or waiting[0].period != month:
        raise _invalid("month", _("Months are closed in their order, once each is over."))
    due = waiting[0]
    span = due.from_number, due.to_number
    return _close(
        school=school,
        book=Book.DEVICE,
        year=school_year,
        period=month,
        span=span,
        counts=due.counts,
        by=by,
        checkpoint=checkpoint,
    )


@transaction.atomic
def close_year(
    *, school: UUID, book: str, school_year: str, by: UUID, checkpoint: Checkpoint | None
) -> Closing:
    """Khóa sổ của năm học: once it is over and each of its months is closed. New lines stand in the new year's book.

    Raises Refused, ValidationError.
    """
    access.require(by, school, Deed.CORRECT_USAGE_BOOK)
    if book not in Book.values or school_year not in selectors.years_to_close(school, book):
        raise _invalid("year", _("A book is closed once, after its school year is over."))
    if selectors.open_months(school, book, school_year):
        raise _invalid("year", _("Close the months of the book first."))
    last = selectors.last_number(school, book, school_year)
    counts = selectors.year_total(school, book, school_year)
    return _close(
        school=school,
        book=Book(book),
        year=school_year,
        period=YEAR,
        span=(1, last),
        counts=counts,
        by=by,
        checkpoint=checkpoint,
    )


@transaction.atomic
def check(*, closing: UUID, by: UUID) -> Check:
    """By a member of the Board who did not close it; once. Raises Refused, ValidationError."""
    row = Closing.objects.select_for_update().get(pk=closing)
    access.require(by, row.school_id, Deed.CHECK_USAGE_BOOK)
    signature = second_signature(
        keeper=row.keeper_id,
        by=by,
        checked=Check.objects.filter(closing=row).exists(),
        clause="khoản 1 Điều 3",
    )
    made = Check.objects.create(closing=row, **signature)
    _commit(row, by)
    return made


def _close(
    *,
    school: UUID,
    book: Book,
    year: str,
    period: str,
    span: tuple[int, int],
    counts: dict[str, int],
    by: UUID,
    checkpoint: Checkpoint | None,
) -> Closing:
    before = Closing.objects.filter(school_id=school, book=book, school_year=year)
    made = Closing.objects.create(
        number=next_number(before),
        school_id=school,
        book=book,
        school_year=year,
        period=period,
        from_number=span[0],
        to_number=span[1],
        counts=counts,
        **first_signature(by, checkpoint),
    )
    _commit(made, by)
    return made


def _commit(row: Closing, by: UUID) -> None:
    """An entry of the ledger for each of the two signatures: the counts are no secret of anybody's."""
    facts = [row.school_id.hex, row.book, row.period, row.to_number, row.counts, row.printed]
    text = json.dumps(facts, sort_keys=True, separators=(",", ":")).encode()
    ledger.record(
        "book.line",
        actor=actor_id(by),
        book=LEDGER_BOOKS[Book(row.book)],
        year=row.school_year,
        no=row.number,
        commit=hashlib.sha256(text).hexdigest(),
    )


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
