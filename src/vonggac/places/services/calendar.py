"""The school's calendar: terms, holidays, exam days. A range is added or withdrawn, never changed."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line
from vonggac.ledger import services as ledger
from vonggac.places.models import CalendarRange, School
from vonggac.places.schedule import RangeKind

LONGEST_DAYS = 366
YEARS_AWAY = 5


@transaction.atomic
def add_days(
    *, school: UUID, kind: RangeKind, name: str, from_day: date, to_day: date, by: UUID | None
) -> CalendarRange:
    """Both days included. Raises ValidationError (backwards, far away, too long, said already), TextRefused."""
    row = CalendarRange(
        school=School.objects.get(pk=school),
        kind=RangeKind(kind),
        name=one_line("name", name, max_length=80),
        from_day=from_day,
        to_day=to_day,
        entered_us=clock.now_us(),
        by_id=by,
    )
    _check(row)
    row.full_clean()
    row.save(force_insert=True)
    _record(row, "added", by)
    return row


@transaction.atomic
def withdraw_days(*, days: UUID, reason: str, by: UUID | None) -> CalendarRange:
    """It counts no longer; the row and the reason stay. Raises CalendarRange.DoesNotExist, TextRefused."""
    row = CalendarRange.objects.select_for_update().get(pk=days, withdrawn_us=None)
    row.withdraw_reason = one_line("reason", reason, max_length=300)
    row.withdrawn_us, row.withdrawn_by_id = clock.now_us(), by
    row.save(update_fields=["withdraw_reason", "withdrawn_us", "withdrawn_by"])
    _record(row, "withdrawn", by)
    return row


def _check(row: CalendarRange) -> None:
    year = clock.now_us() // clock.DAY_US // 365 + 1970
    if row.to_day < row.from_day:
        raise _refused("to_day", _("The last day is before the first."), "backwards")
    if (row.to_day - row.from_day).days >= LONGEST_DAYS:
        raise _refused("to_day", _("That is more than a year: check the days."), "long")
    if not all(abs(each.year - year) <= YEARS_AWAY for each in (row.from_day, row.to_day)):
        raise _refused("from_day", _("That is years away: check the days."), "far")
    same = CalendarRange.objects.filter(school=row.school, kind=row.kind, withdrawn_us=None)
    overlapping = same.filter(from_day__lte=row.to_day, to_day__gte=row.from_day)
    if row.kind == RangeKind.TERM and overlapping.exists():
        raise _refused(
            "from_day", _("Two terms can’t overlap: withdraw the other first."), "overlap"
        )
    if same.filter(from_day=row.from_day, to_day=row.to_day).exists():
        raise _refused("from_day", _("These days are in the calendar already."), "twice")


def _refused(field: str, words: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(words, code)})


def _record(row: CalendarRange, change: str, by: UUID | None) -> None:
    facts = {
        "row": row.id.hex,
        "change": change,
        "kind": row.kind,
        "name": row.name,
        "days": [row.from_day.isoformat(), row.to_day.isoformat()],
        "reason": row.withdraw_reason,
    }
    ledger.record("config.change", actor=actor_id(by), what="calendar", digest=facts_digest(facts))
