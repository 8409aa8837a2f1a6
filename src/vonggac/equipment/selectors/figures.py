"""Numbers of the room for reports: counts of its books, and nothing kept beside them (I10)."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Coalesce, Greatest, Least

from vonggac.equipment.models import DeviceLine, Failure
from vonggac.equipment.selectors.book import book_days
from vonggac.equipment.states import FailureState, LineKind
from vonggac.kernel.clock import now_us
from vonggac.kernel.ranges import Range
from vonggac.people.days import day_of
from vonggac.people.tally import by, per_range, within


def failure_figures(school: UUID, span: Range) -> dict[str, int]:
    """Failures opened and closed in the span; those that were going on at its end, their cameras; and for how long
    something failed within it, each failure by itself, from its first sign until footage was back.
    """
    until = min(span.to_us, max(now_us(), span.from_us + 1))
    rows = Failure.objects.filter(school_id=school)
    ends = Coalesce("back_us", "closed_us", until)
    touching = Q(first_us__lt=until, ends_us__gt=span.from_us)
    lasting = Q(first_us__lt=until, ends_us__gte=until)
    numbers: dict[str, int] = rows.annotate(ends_us=ends).aggregate(
        opened=Count("pk", filter=within("detected_us", span)),
        closed=Count("pk", filter=within("closed_us", span)),
        open=Count("pk", filter=within("detected_us", span) & ~Q(state=FailureState.CLOSED)),
        stopped=Count("pk", filter=within("stopped_us", span)),
        cameras=Count("camera", filter=lasting, distinct=True),
        down_us=Coalesce(
            Sum(
                Least(F("ends_us"), until) - Greatest(F("first_us"), span.from_us), filter=touching
            ),
            0,
        ),
    )
    return numbers


def opened_per(school: UUID, ranges: Sequence[Range]) -> list[int]:
    """Failures opened in each range."""
    return per_range(Failure.objects.filter(school_id=school), "detected_us", ranges)


def book_figures(school: UUID, span: Range) -> dict[str, int]:
    """Days of the device book, and its lines of these days by kind."""
    first, last = day_of(span.from_us), day_of(span.to_us - 1)
    today = day_of(now_us())
    book = book_days(school, first, last)
    days = [each for each in book if each.working and each.day < today]
    lines = by(DeviceLine.objects.filter(school_id=school, day__range=(first, last)), "kind")
    return {
        "days": len(days),
        "days_missing": sum(each.missing for each in days),
        "days_checked": sum(bool(each.checked) for each in days),
        "lines_auto": lines.get(LineKind.AUTO.value, 0),
        "lines_daily": lines.get(LineKind.DAILY.value, 0),
        "lines_late": sum(each.late for each in book),
    }
