"""Writes that all proceedings share: opening with the next number, moving on, the lines of the file.

The rooms decide who may and what must be said; they call these inside their own transaction.
"""

import hashlib
import hmac
import json
import secrets
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vonggac.duty import selectors as duty
from vonggac.kernel import clock
from vonggac.kernel.ids import actor_id
from vonggac.ledger import services as ledger
from vonggac.papers.models import Scan
from vonggac.places.numbering import calendar_year, next_number
from vonggac.proceedings.bases import Proceeding, ProceedingLine
from vonggac.proceedings.models import LineKey

Row = TypeVar("Row", bound=Proceeding)
LONGEST = 4000
CORRECTION = "correction"


@transaction.atomic
def open_one(
    row: Row, *, by: UUID | None, kind: str, text: str = "", ref: str = "", scan: Scan | None = None
) -> Row:
    """Numbers and saves the new row, and writes its first line. ``by`` None: the system by itself."""
    at_us = clock.now_us()
    row.opened_us, row.opened_by_id = at_us, by
    row.state = row.state or row.FLOW.first[0]
    row.year = calendar_year(at_us)
    row.number = next_number(
        type(row)._default_manager.filter(school_id=row.school_id, year=row.year)
    )
    row.save(force_insert=True)
    write(row, kind, by=by, text=text, ref=ref, scan=scan)
    return row


def locked(model: type[Row], row_id: UUID) -> Row:
    """The row as it is now, nobody else's to change until the transaction ends. Raises its DoesNotExist."""
    return model._default_manager.select_for_update().get(pk=row_id)


def move(row: Proceeding, to: str, *fields: str) -> None:
    """The next state, with the columns that come with it. Raises ValidationError where the step is not due: somebody
    was faster, or the page is old.
    """
    if not row.FLOW.allows(row.state, to):
        raise ValidationError(
            _("This step is not due: the page shows where it stands now."), "not_due"
        )
    row.state = to
    row.save(update_fields=["state", *fields])


def write(
    row: Proceeding,
    kind: str,
    *,
    by: UUID | None,
    text: str = "",
    ref: str = "",
    scan: Scan | None = None,
    happened_us: int | None = None,
    corrects: ProceedingLine | None = None,
) -> ProceedingLine:
    """The next line of the file, and its entry: book, year, number, and a commitment to the line (FORMATS §4.3)."""
    at_us = clock.now_us()
    last = row.lines.aggregate(last=Max("place"))["last"]
    name, role = duty.person_in_book(by, row.school_id, at_us) if by else ("", "")
    line: ProceedingLine = row.lines.model(
        of=row,
        place=int(last or 0) + 1,
        at_us=at_us,
        happened_us=happened_us,
        person_id=by,
        person_name=name,
        person_role=role,
        kind=kind,
        state=row.state,
        text=text,
        ref=ref,
        scan=scan,
        corrects=corrects,
    )
    line.save(force_insert=True)
    _commit(row, line)
    return line


def correct(row: Proceeding, place: int, *, by: UUID, text: str) -> ProceedingLine:
    """Đính chính: a new line that names the old one, which stays (I7). Raises ValidationError: no such line."""
    old = row.lines.filter(place=place).first()
    if old is None:
        raise ValidationError(_("There is no such line."), "unknown")
    return write(row, CORRECTION, by=by, text=text, ref=str(place), corrects=old)


def line_text(line: ProceedingLine) -> bytes:
    """What the ledger's commitment binds: every column of the line, as canonical JSON."""
    columns: dict[str, Any] = {}
    for field in line._meta.concrete_fields:
        value = getattr(line, field.attname)
        columns[field.attname] = value.hex if isinstance(value, UUID) else value
    return json.dumps(
        columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    ).encode()


def _commit(row: Proceeding, line: ProceedingLine) -> None:
    key = secrets.token_bytes(32)
    LineKey.objects.create(line=line.id, key=key)
    ledger.record(
        "book.line",
        actor=actor_id(line.person_id),
        book=row.CODE,
        year=str(row.year),
        no=row.number,
        commit=hmac.new(key, line_text(line), hashlib.sha256).hexdigest(),
    )
