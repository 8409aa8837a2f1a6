"""Lines of the usage book: written in the same transaction as the use they tell of (I2), and corrected by new ones.

A line is numbered without gaps and committed to the ledger; nothing changes it afterwards.
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from vonggac.duty.models import UsageForm, UsageIndex, UsageLine, UsageLineKey
from vonggac.duty.selectors import month_of, person_in_book, school_year_of
from vonggac.kernel import clock
from vonggac.kernel.authority import Purpose, Refusal, Refused
from vonggac.kernel.ids import actor_id
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import fold, one_line, paragraph
from vonggac.ledger import services as ledger
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.places.numbering import next_number

USAGE_BOOK = "usage"
Joiner = Callable[[UsageLine], str]
_JOINERS: list[Joiner] = []
"""Rooms above this one that keep a file of their own of some uses."""


def join_with(joiner: Joiner) -> None:
    """From now on ``joiner`` sees every line that is about to be written, numbered already.

    It writes the file's own line in the same transaction and answers with that line's number, which becomes column
    (10); "" where the use is none of its.
    """
    if joiner not in _JOINERS:
        _JOINERS.append(joiner)


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
    related_no: str = "",
    viewing: UUID | None = None,
    corrects: UUID | None = None,
    sound: bool = False,
) -> UsageLine:
    """One new line and its entry; a case's ``related_no`` becomes its dossier line's. TextRefused, ValidationError."""
    line = UsageLine(
        school_id=school,
        started_us=started_us,
        ended_us=ended_us,
        basis=basis,
        basis_ref=basis_ref,
        viewing=viewing,
        corrects_id=corrects,
        sound=sound,
        cameras=list(cameras),
        served=list(served),
        form=UsageForm(form),
        purpose=Purpose(purpose).value,
        **_texts(purpose_detail, result, note, related_no),
        **_ends(footage),
    )
    return _write(line, person)


@transaction.atomic
def correct_usage_line(*, line: UUID, text: str, by: UUID) -> UsageLine:
    """Đính chính: a new line that names the old one, which stays as it is (I7).

    By the Board, the IT teacher, or whose use it was. Raises Refused, TextRefused.
    """
    old = UsageLine.objects.get(pk=line)
    _refuse_stranger(old, by)
    words = one_line("text", text, max_length=400)
    at_us = clock.now_us()
    with override(settings.LANGUAGE_CODE):  # the book is the school's, whoever writes in it
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
        related_no=old.related_no.split("/")[0],
        corrects=old.id,
    )


def _ends(footage: Range | None) -> dict[str, int]:
    """Column (6); live view has none."""
    if footage is None:
        return {}
    return {"footage_from_us": footage.from_us, "footage_to_us": footage.to_us}


def _texts(purpose_detail: str, result: str, note: str, related_no: str) -> dict[str, str]:
    """Columns (8), (9), (12), (10), as people wrote them."""
    return {
        "purpose_detail": _short("purpose_detail", purpose_detail),
        "result": paragraph("result", result, max_length=1000),
        "note": _short("note", note),
        "related_no": one_line("related_no", related_no, max_length=40, required=False),
    }


def _short(field: str, text: str) -> str:
    return one_line(field, text, max_length=500, required=False)


def _write(line: UsageLine, person: UUID) -> UsageLine:
    """With number, year and who it was; then what binds the ledger to it."""
    line.written_us = clock.now_us()
    line.school_year = school_year_of(line.school_id, line.written_us)
    book = UsageLine.objects.filter(school_id=line.school_id, school_year=line.school_year)
    line.number = next_number(book)
    line.person_id = person
    line.person_name, line.person_role = person_in_book(person, line.school_id, line.started_us)
    line.related_no = next(filter(None, (each(line) for each in _JOINERS)), line.related_no)
    line.save(force_insert=True)
    UsageIndex.objects.create(line=line, **index_of(line))
    _commit(line)
    return line


def index_of(line: UsageLine) -> dict[str, Any]:
    """What search and filters read of a line."""
    named = [f"{each.get('name', '')} {each.get('area', '')}" for each in line.cameras]
    words = [str(line.number), line.person_name, line.basis_ref, *named]
    words += [line.purpose_detail, line.result, line.related_no, line.note]
    return {
        "school_id": line.school_id,
        "school_year": line.school_year,
        "number": line.number,
        "month": month_of(line.written_us),
        "started_us": line.started_us,
        "person_id": line.person_id,
        "form": line.form,
        "basis": line.basis,
        "cameras": " ".join(["", *(str(each["camera"]) for each in line.cameras), ""]),
        "text": fold(" ".join(filter(None, words))),
    }


def line_text(line: UsageLine) -> bytes:
    """What the ledger's commitment binds: every column of the line, as canonical JSON.

    ``sound`` only where there was some: older lines were committed without that column.
    """
    columns: dict[str, Any] = {}
    for field in UsageLine._meta.concrete_fields:
        value = getattr(line, field.attname)
        if field.attname == "sound" and not value:
            continue
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
