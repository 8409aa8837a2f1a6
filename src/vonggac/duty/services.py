"""Writes of the room: the roster, opening and closing a shift, lines of the usage book.

A line is written in the same transaction as the use it tells of (I2), numbered without gaps, and committed
to the ledger; nothing changes it afterwards.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vonggac.duty.models import MAX_SHIFT_US, Shift, UsageForm, UsageLine, UsageLineKey
from vonggac.duty.selectors import person_in_book, school_year_of
from vonggac.kernel import clock
from vonggac.kernel.authority import Purpose, Refusal, Refused
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line, paragraph
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.places import selectors as places

EARLY_US = 30 * clock.MINUTE_US
"""How long before its rostered begin a shift may be opened."""
USAGE_BOOK = "usage"


@transaction.atomic
def roster_shift(
    *, school: UUID, person: UUID, areas: Iterable[UUID], from_us: int, to_us: int, by: UUID | None
) -> Shift:
    """Puts a duty officer on the roster for some areas. Raises ValidationError."""
    at_us = clock.now_us()
    wanted = set(areas)
    if not 0 < to_us - from_us <= MAX_SHIFT_US or to_us <= at_us:
        raise _invalid(
            "to_us", _("A shift ends after it begins, within a day, and not in the past.")
        )
    known = list(places.areas(school, with_private=False))
    if not wanted or not wanted <= {each.id for each in known}:
        raise _invalid("areas", _("Choose at least one area of the school."))
    held = {each.role for each in people.positions_now(person, at_us) if each.school == school}
    if Role.DUTY_OFFICER not in held:
        raise _invalid("person", _("Only a duty officer of the school can be put on the roster."))
    if _overlapping(person, from_us, to_us):
        raise _invalid("from_us", _("The person is on the roster at that time already."))
    shift = Shift.objects.create(school_id=school, person_id=person, from_us=from_us, to_us=to_us)
    shift.areas.set([each for each in known if each.id in wanted])
    _record_shift(shift, by, "rostered")
    return shift


@transaction.atomic
def cancel_shift(*, shift: UUID, by: UUID) -> None:
    """Takes a shift that was not opened off the roster; it stays in the history.

    Raises ValidationError, and Shift.DoesNotExist also for another school's.
    """
    held = people.positions_now(by, clock.now_us())
    mine = Shift.objects.filter(school_id__in=[each.school for each in held])
    row = mine.select_for_update().get(pk=shift)
    if row.opened_us is not None or row.cancelled_us is not None:
        raise _invalid("shift", _("The shift was opened or cancelled already."))
    row.cancelled_us = clock.now_us()
    row.save(update_fields=["cancelled_us"])
    _record_shift(row, by, "cancelled")


@transaction.atomic
def open_shift(*, shift: UUID, person: UUID) -> Shift:
    """Mở ca, by the person on the roster, from half an hour before. Raises Refused, ValidationError."""
    at_us = clock.now_us()
    row = Shift.objects.select_for_update().get(pk=shift)
    _refuse_foreign(row, person)
    if row.cancelled_us is not None or row.opened_us is not None:
        raise _invalid("shift", _("The shift was opened or cancelled already."))
    if not row.from_us - EARLY_US <= at_us < row.to_us:
        raise _invalid("shift", _("A shift is opened within its hours."))
    for left in Shift.objects.filter(person_id=person, opened_us__isnull=False, closed_us=None):
        if at_us < left.to_us:
            raise _invalid("shift", _("Close the open shift first."))
        _close(left, max(left.to_us, left.opened_us or 0), person, "ended by itself")
    row.opened_us = at_us
    row.save(update_fields=["opened_us"])
    _record_shift(row, person, "opened")
    return row


@transaction.atomic
def close_shift(*, shift: UUID, person: UUID) -> Shift:
    """Kết thúc ca: live view of its areas ends at once. Raises Refused, ValidationError."""
    row = Shift.objects.select_for_update().get(pk=shift)
    _refuse_foreign(row, person)
    if row.opened_us is None or row.closed_us is not None:
        raise _invalid("shift", _("The shift is not open."))
    _close(row, max(clock.now_us(), row.opened_us), person, "closed")
    return row


@transaction.atomic
def write_usage_line(
    *,
    school: UUID,
    person: UUID,
    started_us: int,
    ended_us: int,
    basis: str,
    basis_ref: str,
    cameras: Sequence[Mapping[str, str]],
    served: Sequence[Mapping[str, object]],
    footage: Range | None,
    form: str,
    purpose: str,
    purpose_detail: str = "",
    result: str = "",
    note: str = "",
    viewing: UUID | None = None,
    corrects: UUID | None = None,
) -> UsageLine:
    """One new line, with the next number of its school year, and its entry in the ledger."""
    line = UsageLine(
        school_id=school,
        started_us=started_us,
        ended_us=ended_us,
        basis=basis,
        basis_ref=basis_ref,
        cameras=list(cameras),
        served=list(served),
        form=UsageForm(form),
        purpose=Purpose(purpose).value,
        purpose_detail=one_line("purpose_detail", purpose_detail, max_length=500, required=False),
        result=paragraph("result", result, max_length=1000),
        note=one_line("note", note, max_length=500, required=False),
        viewing=viewing,
        corrects_id=corrects,
    )
    if footage is not None:
        line.footage_from_us, line.footage_to_us = footage.from_us, footage.to_us
    _write(line, person)
    return line


@transaction.atomic
def correct_usage_line(*, line: UUID, text: str, by: UUID) -> UsageLine:
    """Đính chính: a new line that names the old one, which stays as it is (I7).

    By the Board, the IT teacher, or whose use it was. Raises Refused, TextRefused.
    """
    old = UsageLine.objects.get(pk=line)
    _refuse_stranger(old, by)
    words = one_line("text", text, max_length=400)
    at_us = clock.now_us()
    note = _("Correction of line %(number)d (%(year)s): %(text)s") % {
        "number": old.number,
        "year": old.school_year,
        "text": words,
    }
    footage = None
    if old.footage_from_us is not None and old.footage_to_us is not None:
        footage = Range(old.footage_from_us, old.footage_to_us)
    return write_usage_line(
        school=old.school_id,
        person=by,
        started_us=at_us,
        ended_us=at_us,
        basis=old.basis,
        basis_ref=old.basis_ref,
        cameras=old.cameras,
        served=[],
        footage=footage,
        form=UsageForm.CORRECTION,
        purpose=old.purpose,
        note=note[:500],
        corrects=old.id,
    )


def _write(line: UsageLine, person: UUID) -> None:
    """With number, year and who it was; then what binds the ledger to it."""
    line.written_us = clock.now_us()
    line.school_year = school_year_of(line.school_id, line.written_us)
    line.number = _next_number(line.school_id, line.school_year)
    line.person_id = person
    line.person_name, line.person_role = person_in_book(person, line.school_id, line.started_us)
    line.save(force_insert=True)
    _commit(line)


def _next_number(school: UUID, year: str) -> int:
    """Safe because every writer holds SQLite's write lock from BEGIN IMMEDIATE on (STYLE §8)."""
    book = UsageLine.objects.filter(school_id=school, school_year=year)
    last = book.aggregate(last=Max("number"))["last"]
    return int(last or 0) + 1


def line_text(line: UsageLine) -> bytes:
    """What the ledger's commitment binds: every column of the line, as canonical JSON."""
    columns: dict[str, Any] = {}
    for field in UsageLine._meta.concrete_fields:
        value = getattr(line, field.attname)
        columns[field.attname] = value.hex if isinstance(value, UUID) else value
    return json.dumps(
        columns, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str
    ).encode()


def _commit(line: UsageLine) -> None:
    key = secrets.token_bytes(32)
    UsageLineKey.objects.create(line=line, key=key)
    ledger.record(
        "book.line",
        actor=actor_id(line.person_id),
        book=USAGE_BOOK,
        year=line.school_year,
        no=line.number,
        view=line.viewing.hex if line.viewing else None,
        commit=hmac.new(key, line_text(line), hashlib.sha256).hexdigest(),
    )


def _close(row: Shift, at_us: int, by: UUID, how: str) -> None:
    row.closed_us = at_us
    row.save(update_fields=["closed_us"])
    _record_shift(row, by, how)


def _overlapping(person: UUID, from_us: int, to_us: int) -> bool:
    return Shift.objects.filter(
        person_id=person,
        cancelled_us=None,
        closed_us=None,
        from_us__lt=to_us,
        to_us__gt=from_us,
    ).exists()


def _refuse_foreign(row: Shift, person: UUID) -> None:
    if row.person_id != person:
        raise Refused(
            Refusal(
                code="another_persons_shift",
                reason=_("The shift is another person’s."),
                clause="khoản 2 Điều 3",
                next_step=_("Ask the school board to change the roster."),
            )
        )


def _refuse_stranger(line: UsageLine, by: UUID) -> None:
    held = [
        each for each in people.positions_now(by, clock.now_us()) if each.school == line.school_id
    ]
    keepers = BOARD | {Role.IT_TEACHER}
    if any(each.role in keepers for each in held) or (held and line.person_id == by):
        return
    raise Refused(
        Refusal(
            code="not_your_line",
            reason=_("The line tells of another person’s use."),
            clause="khoản 2 Điều 3",
            next_step=_("Ask the IT teacher to correct it."),
        )
    )


def _record_shift(shift: Shift, by: UUID | None, how: str) -> None:
    facts = {
        "shift": shift.id.hex,
        "person": shift.person_id.hex,
        "areas": sorted(each.hex for each in shift.areas.values_list("id", flat=True)),
        "from": shift.from_us,
        "to": shift.to_us,
        "how": how,
    }
    ledger.record("config.change", actor=actor_id(by), what="shift", digest=facts_digest(facts))


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
