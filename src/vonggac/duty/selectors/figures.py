"""Numbers of the room for reports: counts of its books, and nothing kept beside them (I10)."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count, Q

from vonggac.duty.checklists import Answer
from vonggac.duty.models import Shift, ShiftCheck, ShiftEnd, UsageForm, UsageIndex
from vonggac.kernel.clock import now_us
from vonggac.kernel.ranges import Range
from vonggac.people.tally import by, per_range, within


def uses(school: UUID, span: Range) -> dict[str, int]:
    """Lines of the usage book by form, and those that are no correction together and by kind of basis, by the begin
    of the use. The index has a row for every line, written with it.
    """
    found = (
        UsageIndex.objects.filter(within("started_us", span), school_id=school)
        .order_by()
        .values_list("form", "basis")
        .annotate(count=Count("*"))
    )
    numbers: dict[str, int] = {"all": 0}
    for form, basis, count in found:
        numbers[form] = numbers.get(form, 0) + count
        if form != UsageForm.CORRECTION:
            numbers["all"] += count
            numbers[f"by_{basis}"] = numbers.get(f"by_{basis}", 0) + count
    return numbers


def uses_per(school: UUID, ranges: Sequence[Range]) -> list[int]:
    """As ``all`` of ``uses``, for each range."""
    rows = UsageIndex.objects.filter(school_id=school).exclude(form=UsageForm.CORRECTION)
    return per_range(rows, "started_us", ranges)


def shifts(school: UUID, span: Range) -> dict[str, int]:
    """Shifts that were to begin in the span, by what became of them; answers of checklists that were given in it."""
    kept = Q(cancelled_us=None)
    rows = Shift.objects.filter(within("from_us", span), school_id=school)
    numbers: dict[str, int] = rows.aggregate(
        rostered=Count("pk", filter=kept),
        opened=Count("pk", filter=kept & Q(opened_us__isnull=False)),
        closed=Count("pk", filter=kept & Q(ended_how=ShiftEnd.CLOSED)),
        by_itself=Count("pk", filter=kept & Q(ended_how__in=[ShiftEnd.TIME, ShiftEnd.IDLE])),
        missed=Count("pk", filter=kept & Q(opened_us=None, to_us__lte=now_us())),
        cancelled=Count("pk", filter=~kept),
    )
    checks = ShiftCheck.objects.filter(within("at_us", span), shift__school_id=school)
    answers = by(checks, "answer")
    return numbers | {
        "checked": sum(answers.values()),
        "complained": answers.get(Answer.COMPLAINED.value, 0),
    }
