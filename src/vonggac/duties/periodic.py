"""What comes again by itself: months to close and to check, quarters, school years, days of the device book, backups.

Each is a source of ``duties.sources``.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.backup import status as backup
from vonggac.closing import selectors as closing
from vonggac.closing.books import YEAR, Book
from vonggac.duties.due import Duty, Kind
from vonggac.duties.periods import (
    Days,
    month_after,
    month_before,
    month_of,
    month_text,
    months,
    years_begun,
)
from vonggac.duty import selectors as duty
from vonggac.duty.years import local
from vonggac.equipment import selectors as equipment
from vonggac.inspections import selectors as inspections
from vonggac.inspections.services import month_range
from vonggac.people import selectors as people
from vonggac.people.days import ROMAN, day_of, quarter_range
from vonggac.places import selectors as places
from vonggac.regulations import selectors as regulations

CLOSED_BY, CHECKED_BY = 5, 10
"""Day of the next month until which the keeper closes a month and the Board checks it (decision)."""
TO_CHECK = timedelta(days=5)
"""How long a closing waits for its second signature (decision)."""


def leaders(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    """A month's uses are checked until the end of the next. No use, nothing to check."""
    this = day_of(at_us).replace(day=1)
    for first in months(days):
        before = month_before(first)
        month = before.strftime("%Y-%m")
        over = before < this
        done = over and inspections.concluded(school, month)
        if not over or done or duty.any_use(school, *month_range(month)):
            last = month_of(first).last
            words = month_text(before)
            yield Duty(Kind.LEADERS, words, last, "/inspections", deed=Deed.INSPECT, done=done)


def reviews(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    founded_us = places.school(school).created_us
    for first in months(days):
        if first.month % 3:
            continue
        last_us = month_range(first.strftime("%Y-%m"))[1] - 1
        from_us, to_us = quarter_range(last_us)
        if to_us <= founded_us:
            continue
        made = people.reviews(school).filter(confirmed_us__gte=from_us, confirmed_us__lt=to_us)
        yield Duty(
            Kind.REVIEW,
            _("quarter %(n)s") % {"n": f"{ROMAN[first.month // 3 - 1]}/{first.year}"},
            month_of(first).last,
            "/people/review",
            key=f"Q{first.month // 3}/{first.year}",
            deed=Deed.APPROVE_ACCOUNTS,
            done=made.exists(),
        )


def usage_months(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    this = duty.school_year_of(school, at_us)
    years = duty.school_years(school)
    waiting = [each.month for year in years for each in duty.months_to_close(school, year)]
    closed = [each for year in years for each in duty.closings(school, year)]
    coming = local(at_us).strftime("%Y-%m")
    open_months = [*waiting, *([coming] if duty.last_number(school, this) else [])]
    for month in dict.fromkeys(open_months):
        yield _month(Kind.USAGE_MONTH, month, Deed.CORRECT_USAGE_BOOK, CLOSED_BY, done=False)
    for row in closed:
        yield _month(Kind.USAGE_MONTH, row.month, Deed.CORRECT_USAGE_BOOK, CLOSED_BY, done=True)
        yield _month(
            Kind.USAGE_CHECK,
            row.month,
            Deed.CHECK_USAGE_BOOK,
            CHECKED_BY,
            done=hasattr(row, "check_row"),
            but=row.keeper_id,
        )


def _month(
    kind: Kind,
    month: str,
    deed: Deed,
    by: int,
    *,
    done: bool,
    but: UUID | None = None,
    url: str = "/usage-book",
) -> Duty:
    first_us, _last_us = month_range(month)
    first = day_of(first_us)
    day = month_after(first).replace(day=by)
    closer = frozenset({but} if but else ())
    return Duty(kind, month_text(first), day, url, deed=deed, done=done, but=closer)


def closings(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    """Months of the device book, years of both, and who signs second."""
    this = duty.school_year_of(school, at_us)
    for year in equipment.device_years(school):
        month = closing.first_open_month(school, year)
        if month:
            yield _month(
                Kind.DEVICE_MONTH, month, Deed.CORRECT_USAGE_BOOK, CLOSED_BY, done=False,
                url="/device-book",
            )  # fmt: skip
        for row in closing.closings(school, year, Book.DEVICE):
            if row.period != YEAR:
                yield _month(
                    Kind.DEVICE_MONTH, row.period, Deed.CORRECT_USAGE_BOOK, CLOSED_BY, done=True,
                    url="/device-book",
                )  # fmt: skip
    begun = day_of(month_range(f"{this[:4]}-{places.school(school).year_month:02d}")[0])
    for book in Book:
        for year in closing.years_to_close(school, book):
            day, key = month_of(begun).last, f"{book.value} {year}"
            yield Duty(Kind.BOOK_YEAR, year, day, "/year", key=key, deed=Deed.CORRECT_USAGE_BOOK)
    for row in closing.to_check(school):
        yield Duty(
            Kind.BOOK_CHECK,
            row.school_year,
            day_of(row.closed_us) + TO_CHECK,
            "/year",
            key=row.id.hex,
            deed=Deed.CHECK_USAGE_BOOK,
            but=frozenset({row.keeper_id}),
        )


def device_days(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    """Working days until today. Nothing is shown of days to come: every one would have a line."""
    for each in equipment.book_days(school, days.first, min(days.last, day_of(at_us))):
        if each.working:
            text = each.day.strftime("%d/%m/%Y")
            yield Duty(
                Kind.DEVICE_DAY,
                text,
                each.day,
                f"/device-book?day={each.day.isoformat()}",
                deed=Deed.WRITE_DEVICE_BOOK,
                done=bool(each.human or each.late),
            )


def regulation(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    """A school that has entered none is asked for none (ADR 0027)."""
    versions = regulations.regulations(school)
    newest = max((each.decision.school_year for each in versions), default="")
    if not newest:
        return
    row = places.school(school)
    asked = Days(min(days.first, day_of(at_us) - timedelta(days=366)), days.last)
    for first in years_begun(asked, row.year_month, row.year_day):
        year = f"{first.year}-{first.year + 1}"
        if first in days or newest < year:
            url, deed = "/regulation", Deed.ENACT_REGULATION
            yield Duty(Kind.REGULATION, year, first, url, deed=deed, done=newest >= year)


def backups(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    """The day after which the last good one is told as old; each new one moves it on."""
    last_us = backup.read(settings.DATA).good_us or places.school(school).created_us
    day = day_of(last_us + backup.OLD_US)
    yield Duty(Kind.BACKUP, "", day, "/health", key="last", deed=Deed.CONFIGURE_CAMERAS)
