"""Writes of the room. Raises Refused where the position does not include it, ValidationError, TextRefused."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.inspections import selectors
from vonggac.inspections.models import (
    Acknowledged,
    Conclusion,
    Finding,
    Inspection,
    Reminder,
    Sampled,
)
from vonggac.kernel import clock
from vonggac.kernel.authority import Refusal, Refused
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.instants import from_datetime
from vonggac.kernel.text import one_line, paragraph
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.people import selectors as people
from vonggac.people.roles import Role
from vonggac.places.numbering import calendar_year, next_number

SAMPLE = 5
"""Uses in a sample (REQUIREMENTS §7.2)."""
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Found:
    in_order: bool
    note: str = ""


def month_range(month: str) -> tuple[int, int]:
    """First and last instant (exclusive) of ``2026-11`` at the school. Raises ValidationError."""
    found = _MONTH.fullmatch(month)
    if found is None:
        raise _invalid("month", _("Choose a month."))
    year, number = int(found[1]), int(found[2])
    after = date(year + number // 12, number % 12 + 1, 1)
    zone = ZoneInfo(settings.TIME_ZONE)
    first, last = (
        datetime(year, number, 1, tzinfo=zone),
        datetime(*after.timetuple()[:3], tzinfo=zone),
    )
    return from_datetime(first), from_datetime(last)


@transaction.atomic
def begin(*, school: UUID, month: str, by: UUID) -> Inspection:
    """Draws the sample: up to five uses of the month, none of them the leader's own. It is not drawn again."""
    access.require(by, school, Deed.INSPECT)
    from_us, to_us = month_range(month)
    if from_us > clock.now_us():
        raise _invalid("month", _("This month has not come yet."))
    if Inspection.objects.filter(school_id=school, month=month, by_id=by).exists():
        raise _invalid("month", _("You have begun the check of this month already."))
    uses = selectors.uses_of(school, from_us, to_us, but=by)
    if not uses:
        raise _invalid("month", _("Nobody else used the system in this month."))
    row = Inspection.objects.create(
        school_id=school, month=month, by_id=by, begun_us=clock.now_us()
    )
    drawn = random.SystemRandom().sample(uses, min(SAMPLE, len(uses)))
    for place, each in enumerate(drawn, 1):
        Sampled.objects.create(inspection=row, place=place, line_id=each)
    _record(row, by, "inspection.begun", {"lines": [each.hex for each in drawn]})
    return row


@transaction.atomic
def conclude(
    *, inspection: UUID, by: UUID, found: Mapping[int, Found], words: str = ""
) -> Conclusion:
    """One finding for each place of the sample, a deviation in words. By who began it."""
    row = Inspection.objects.select_for_update().get(pk=inspection)
    access.require(by, row.school_id, Deed.INSPECT)
    if row.by_id != by:
        raise Refused(_not_yours())
    if Conclusion.objects.filter(inspection=row).exists():
        raise ValidationError(_("The check is over already."), "not_due")
    sample = selectors.sample(row.id)
    if {each.place for each in sample} != set(found):
        raise ValidationError(_("Say of every use whether it was in order."), "incomplete")
    for each in sample:
        one = found[each.place]
        note = one_line("note", one.note, max_length=500, required=not one.in_order)
        Finding.objects.create(sampled=each, in_order=one.in_order, note=note)
    made = Conclusion.objects.create(
        inspection=row, words=paragraph("words", words, max_length=2000), at_us=clock.now_us()
    )
    deviations = sum(not each.in_order for each in found.values())
    _record(row, by, "inspection.concluded", {"deviations": deviations, "words": made.words})
    return made


@transaction.atomic
def remind(
    *,
    school: UUID,
    to: UUID,
    by: UUID,
    text: str,
    clause: str = "",
    inspection: UUID | None = None,
) -> Reminder:
    """Nhắc nhở a person of the school, who acknowledges it; nobody removes it."""
    access.require(by, school, Deed.INSPECT)
    person = people.holders(school, list(Role), clock.now_us()).filter(pk=to).first()
    if person is None or to == by:
        raise _invalid("to", _("Choose a colleague of the school, not yourself."))
    about = selectors.inspection(school, inspection) if inspection else None
    at_us = clock.now_us()
    year = calendar_year(at_us)
    row = Reminder.objects.create(
        school_id=school,
        year=year,
        number=next_number(Reminder.objects.filter(school_id=school, year=year)),
        to_id=to,
        to_name=person.full_name,
        by_id=by,
        clause=one_line("clause", clause, max_length=60, required=False),
        text=paragraph("text", text, max_length=2000, required=True),
        inspection=about,
        at_us=at_us,
    )
    facts = {"reminder": row.id.hex, "text": row.text, "to": to.hex}
    ledger.record("config.change", actor=actor_id(by), what="reminder", digest=facts_digest(facts))
    _tell_reminded(row)
    return row


def _tell_reminded(row: Reminder) -> None:
    notices.tell(
        persons=[row.to_id],
        kind=NoticeKind.REMINDED,
        params={"no": row.label},
        key=f"reminder:{row.id.hex}",
        url=f"/inspections/reminders/{row.id}",
        urgency=Urgency.RAISED,
    )


@transaction.atomic
def acknowledge(*, reminder: UUID, by: UUID, words: str = "") -> Acknowledged:
    """By the reminded person alone; once."""
    row = Reminder.objects.select_for_update().get(pk=reminder)
    if row.to_id != by:
        raise Refused(_not_yours())
    if Acknowledged.objects.filter(reminder=row).exists():
        raise ValidationError(_("You have acknowledged it already."), "not_due")
    made = Acknowledged.objects.create(
        reminder=row, words=paragraph("words", words, max_length=1000), at_us=clock.now_us()
    )
    facts = {"reminder": row.id.hex, "words": made.words}
    ledger.record(
        "config.change", actor=actor_id(by), what="reminder.read", digest=facts_digest(facts)
    )
    return made


def _record(row: Inspection, by: UUID, what: str, more: dict[str, object]) -> None:
    facts = {"inspection": row.id.hex, "month": row.month, **more}
    ledger.record("config.change", actor=actor_id(by), what=what, digest=facts_digest(facts))


def _not_yours() -> Refusal:
    return Refusal(
        code="not_yours",
        reason=_("This is another person's to write."),
        clause="khoản 1 Điều 3",
        next_step=_("Ask the person whose it is."),
    )


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
