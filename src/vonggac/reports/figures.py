"""The figures of a report as data: what is counted, in which section it stands, in which room it is counted.

A room that is added gets a line in ``SOURCES`` and its figures in ``FIGURES``; nothing else knows them by name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vonggac.access import selectors as access
from vonggac.breaches import selectors as breaches
from vonggac.directives import selectors as directives
from vonggac.disclosures import selectors as disclosures
from vonggac.duty import selectors as duty
from vonggac.equipment import selectors as equipment
from vonggac.exports import selectors as exports
from vonggac.holds import selectors as holds
from vonggac.incidents import selectors as incidents
from vonggac.inspections import selectors as inspections
from vonggac.kernel.ranges import Range
from vonggac.maintenance import selectors as maintenance
from vonggac.network import selectors as network
from vonggac.people import selectors as people
from vonggac.pictures import selectors as pictures
from vonggac.regulations import selectors as regulations
from vonggac.stocktakes import selectors as stocktakes
from vonggac.suggestions import selectors as suggestions
from vonggac.violations import selectors as violations

Source = Callable[[UUID, Range], Mapping[str, int]]

SOURCES: Mapping[str, Source] = {
    "uses": duty.use_figures,
    "shifts": duty.shift_figures,
    "book": equipment.book_figures,
    "failures": equipment.failure_figures,
    "directives": directives.figures,
    "requests": disclosures.figures,
    "exports": exports.figures,
    "pictures": pictures.figures,
    "holds": holds.figures,
    "cases": incidents.figures,
    "maintenance": maintenance.figures,
    "stocktakes": stocktakes.figures,
    "violations": violations.figures,
    "breaches": breaches.figures,
    "suggestions": suggestions.figures,
    "inspections": inspections.figures,
    "network": network.figures,
    "people": people.figures,
    "regulations": regulations.figures,
    "access": access.figures,
}
"""Name → what counts. The figure ``uses.live`` is the number ``live`` of ``uses``; one that is not given is 0."""


class Section(StrEnum):
    """FORMS §7.1, in its order: I, then II.1 to II.6."""

    SITUATION = "situation"
    DEVICES = "devices"
    ACCESS = "access"
    CASES = "cases"
    FAILURES = "failures"
    UPKEEP = "upkeep"
    CONDUCT = "conduct"


class Unit(StrEnum):
    COUNT = "count"
    TIME = "time"
    """Microseconds."""
    SHARE = "share"
    """Ten-thousandths."""


@dataclass(frozen=True, slots=True)
class Figure:
    code: str
    section: Section
    label: str | Promise
    unit: Unit = Unit.COUNT


def _figures(section: Section, *lines: tuple[str, str | Promise]) -> tuple[Figure, ...]:
    return tuple(Figure(code, section, label, _unit(code)) for code, label in lines)


def _unit(code: str) -> Unit:
    if code.endswith("_us"):
        return Unit.TIME
    return Unit.SHARE if code.endswith("_share") else Unit.COUNT


FIGURES: tuple[Figure, ...] = (
    *_figures(
        Section.SITUATION,
        ("cameras.recorded", _("cameras that were to record")),
        ("failures.cameras", _("cameras with a failure at the end of the period")),
        ("cameras.recorded_share", _("share of the time to be recorded that is recorded")),
        ("cameras.planned_us", _("time in which nothing was to be recorded")),
        ("regulations.enacted", _("versions of the regulation put into force")),
        ("regulations.acknowledged", _("staff who acknowledged the regulation")),
        ("people.reviews", _("account reviews confirmed")),
        ("people.trained", _("trainings recorded")),
    ),
    *_figures(
        Section.DEVICES,
        ("book.days", _("days that the device book is to be kept")),
        ("book.days_missing", _("days without a line by a person")),
        ("book.days_checked", _("days that the Board has looked at")),
        ("book.lines_auto", _("lines by the system")),
        ("book.lines_daily", _("lines by a person")),
        ("book.lines_late", _("of these written on a later day")),
        ("shifts.rostered", _("shifts rostered")),
        ("shifts.opened", _("shifts opened")),
        ("shifts.by_itself", _("shifts that ended by themselves")),
        ("shifts.missed", _("shifts that nobody opened")),
        ("shifts.checked", _("items of checklists answered")),
        ("shifts.complained", _("of these not in order")),
        ("access.technical_checks", _("technical checks of 10 seconds")),
    ),
    *_figures(
        Section.ACCESS,
        ("uses.all", _("uses in the usage book")),
        ("uses.live", _("of these live views")),
        ("uses.playback", _("of these playbacks")),
        ("uses.snapshot", _("of these snapshots")),
        ("uses.print", _("of these printed pictures")),
        ("uses.export", _("of these extractions")),
        ("uses.by_directive", _("uses under a directive")),
        ("uses.by_request", _("uses under a viewing request")),
        ("uses.by_board", _("uses by the Board’s own right")),
        ("uses.by_roster", _("uses during a shift")),
        ("uses.by_assignment", _("uses that a position is there for")),
        ("uses.by_technical_check", _("uses as a technical check")),
        ("uses.correction", _("corrections in the usage book")),
        ("directives.issued", _("directives issued")),
        ("directives.own_demand", _("of these own right of the Board")),
        ("directives.oral", _("of these oral")),
        ("directives.unconfirmed", _("of these not confirmed")),
        ("directives.completed", _("of these completed")),
        ("directives.withdrawn", _("of these withdrawn")),
        ("directives.proposed", _("proposals to check data")),
        ("requests.sent", _("viewing requests sent")),
        ("requests.agreed", _("requests agreed")),
        ("requests.agreed_part", _("requests agreed in part")),
        ("requests.refused", _("requests refused")),
        ("requests.no_data", _("requests whose data were no longer there")),
        ("requests.withdrawn", _("requests withdrawn")),
        ("requests.open", _("requests still open")),
        ("requests.late", _("of these past their day")),
        ("requests.handed_over", _("files handed over")),
        ("exports.asked", _("extractions asked for")),
        ("exports.made", _("extractions made")),
        ("exports.declined", _("extractions declined")),
        ("pictures.snapshots", _("snapshots kept")),
        ("pictures.slips", _("slips of printed pictures")),
        ("pictures.copies", _("printed copies")),
        ("holds.placed", _("holds placed")),
        ("access.refused", _("refused questions for footage")),
    ),
    *_figures(
        Section.CASES,
        ("cases.noted", _("cases noted")),
        ("cases.late", _("of these reported later than 2 hours")),
        ("cases.open", _("of these still open")),
        ("cases.closed", _("cases ended")),
        ("cases.passed_on", _("cases passed on as a violation")),
    ),
    *_figures(
        Section.FAILURES,
        ("failures.opened", _("failures opened")),
        ("failures.closed", _("failures closed")),
        ("failures.open", _("failures opened and not closed")),
        ("failures.stopped", _("devices stopped")),
        ("failures.down_us", _("time of failures, added up")),
        ("cameras.gap_us", _("time without footage that is explained")),
        ("cameras.unexplained_us", _("time without footage that is not explained")),
        ("cameras.unexplained", _("gaps that are not explained")),
        ("network.all", _("findings on the camera network")),
        ("network.unknown", _("of these unknown devices")),
        ("network.configuration", _("of these changed configurations")),
        ("network.open", _("of these not answered")),
    ),
    *_figures(
        Section.UPKEEP,
        ("maintenance.due", _("maintenance orders due")),
        ("maintenance.overdue", _("of these overdue")),
        ("maintenance.done", _("maintenance orders completed")),
        ("maintenance.calibrated", _("of these calibrations")),
        ("maintenance.failed", _("maintenance orders not passed")),
        ("stocktakes.frozen", _("stocktakes whose list was frozen")),
        ("stocktakes.approved", _("stocktakes approved")),
    ),
    *_figures(
        Section.CONDUCT,
        ("violations.reported", _("acts reported")),
        ("violations.open", _("of these not ended")),
        ("violations.concluded", _("acts concluded on")),
        ("violations.proven", _("of these a violation")),
        ("breaches.found", _("breaches of personal data")),
        ("breaches.open", _("of these not closed")),
        ("breaches.late", _("of these told after 72 hours")),
        ("inspections.concluded", _("checks by the leaders concluded")),
        ("inspections.sampled", _("uses looked at")),
        ("inspections.deviations", _("of these with a deviation")),
        ("inspections.reminders", _("reminders given")),
        ("suggestions.sent", _("suggestions sent")),
        ("suggestions.answered", _("of these answered")),
    ),
)
BY_CODE: Mapping[str, Figure] = {each.code: each for each in FIGURES}
