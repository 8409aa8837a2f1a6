"""Reads of the room: reports, what differs now from a frozen one, which are due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from vonggac.disclosures import selectors as disclosures
from vonggac.duty import selectors as duty
from vonggac.equipment import selectors as equipment
from vonggac.exports import selectors as exports
from vonggac.incidents import selectors as incidents
from vonggac.kernel.ranges import Range
from vonggac.people.days import begin_of, day_of
from vonggac.places import selectors as places
from vonggac.reports import numbers, periods
from vonggac.reports.figures import BY_CODE, Figure
from vonggac.reports.models import Report, ReportLine
from vonggac.reports.numbers import Numbers
from vonggac.reports.periods import Period
from vonggac.reports.states import REGULAR, ReportState
from vonggac.violations import selectors as violations

DUE_DAYS = 10
"""So many days after a period's end its report is late."""


def reports(school: UUID) -> QuerySet[Report]:
    """The newest first."""
    return Report.objects.filter(school_id=school).select_related("opened_by", "issued_by")


def report(school: UUID, report_id: UUID) -> Report | None:
    return reports(school).filter(pk=report_id).first()


def lines(report_id: UUID) -> list[ReportLine]:
    """Its history, oldest first."""
    return list(ReportLine.objects.filter(of_id=report_id).select_related("scan", "corrects"))


def earlier(row: Report) -> Period:
    """What the report compares its period with."""
    return periods.before(row.period, numbers.year_of(row.school_id))


def numbers_of(row: Report) -> Numbers:
    """Frozen ones of an issued report, else as the books are."""
    if row.numbers:
        return numbers.thawed(row.numbers)
    return numbers.count(row.school_id, row.period)


def digest_of(row: Report, known: Numbers) -> str:
    """What ``services.issue`` asks for: that who signs has seen these numbers and no others."""
    return numbers.digest_of(known.text(row.period, earlier(row)))


@dataclass(frozen=True, slots=True)
class Difference:
    figure: Figure
    frozen: int
    now: int


def differences(row: Report) -> list[Difference]:
    """What the books say otherwise now than the issued report does (a line was added late, a failure closed)."""
    frozen = numbers.thawed(row.numbers).now
    span = row.period.span
    now = numbers.figures(row.school_id, span, numbers.by_camera(row.school_id, span))
    return [
        Difference(BY_CODE[code], value, now[code])
        for code, value in frozen.items()
        if code in BY_CODE and value != now[code]
    ]


@dataclass(frozen=True, slots=True)
class DueReport:
    """``row``: the draft that is on its way; None: nobody has begun."""

    period: Period
    due_us: int
    row: Report | None


def due(school: UUID, at_us: int) -> list[DueReport]:
    """Of each regular period the newest that is over, unless its report is issued; by day. What ended before the school
    began here is not asked for.
    """
    year, today = numbers.year_of(school), day_of(at_us)
    begun_us = places.school(school).created_us
    over = [periods.last_over(kind, today, year) for kind in REGULAR]
    begun = reports(school).filter(kind__in=REGULAR, from_day__in={each.from_day for each in over})
    rows = {(each.kind, each.from_day): each for each in begun.exclude(state=ReportState.VOID)}
    found = []
    for each in over:
        row = rows.get((each.kind.value, each.from_day))
        issued = row is not None and row.state == ReportState.ISSUED
        if each.span.to_us > begun_us and not issued:
            end = each.to_day + timedelta(days=DUE_DAYS + 1)
            found.append(DueReport(each, begin_of(end), row))
    return sorted(found, key=lambda each: each.due_us)


def to_sign(school: UUID) -> list[Report]:
    """Submitted, oldest first."""
    found = Report.objects.filter(school_id=school, state=ReportState.SUBMITTED)
    return list(found.order_by("opened_us"))


def returned(school: UUID) -> list[Report]:
    found = Report.objects.filter(school_id=school, state=ReportState.RETURNED)
    return list(found.order_by("opened_us"))


PER_MONTH = {
    "uses.all": duty.uses_per,
    "requests.sent": disclosures.sent_per,
    "exports.made": exports.made_per,
    "cases.noted": incidents.noted_per,
    "failures.opened": equipment.opened_per,
    "violations.reported": violations.reported_per,
}
"""Figures that the evaluation page shows month by month: each room counts all months in one query."""


def by_month(school: UUID, ranges: Sequence[Range]) -> dict[str, list[int]]:
    """Code of the figure → a number for each range; ranges follow each other."""
    return {code: per(school, ranges) for code, per in PER_MONTH.items()}
