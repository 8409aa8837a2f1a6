"""What is due, room by room: a room joins by a function here and a line in ``SOURCES``. Everything by query (I10).

A source gives what is open, whenever it was due, and what is done of the range. Addresses are those of the pages.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import UUID

from vonggac.access.deeds import Deed
from vonggac.breaches import selectors as breaches
from vonggac.directives import selectors as directives
from vonggac.disclosures import selectors as disclosures
from vonggac.disclosures.states import OPEN, RequestState
from vonggac.duties import periodic
from vonggac.duties.due import Duty, Kind
from vonggac.duties.periods import (
    Days,
)
from vonggac.duty import selectors as duty
from vonggac.duty.years import local
from vonggac.equipment import selectors as equipment
from vonggac.holds import selectors as holds
from vonggac.inspections import selectors as inspections
from vonggac.inspections.services import month_range
from vonggac.maintenance import selectors as maintenance
from vonggac.people import selectors as people
from vonggac.people.days import day_of
from vonggac.people.roles import Role
from vonggac.proceedings.selectors import stands_since
from vonggac.repairs import selectors as repairs
from vonggac.reports import selectors as reports
from vonggac.stocktakes import selectors as stocktakes
from vonggac.suggestions import selectors as suggestions
from vonggac.takeover import selectors as takeover

Source = Callable[[UUID, Days, int], Iterator[Duty]]
"""School, range, now."""
TO_ACKNOWLEDGE = timedelta(days=3)
"""How long a reminder waits before it is late (decision)."""
TO_DECIDE = timedelta(days=7)
"""How long a proposal to repair waits for the Board before it is late (decision)."""
TO_CARRY_ON = timedelta(days=30)
"""How long each step after it may take (decision)."""
TO_COUNT = timedelta(days=14)
"""How long each step of a stocktake may take (decision)."""
TO_HAND_OVER = timedelta(days=3)
"""How long each turn of a handing over of the system may take (decision)."""
TO_SIGN = timedelta(days=10)
"""How long after it was begun a report that is submitted is signed (decision)."""


def _requests(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    found = disclosures.sent_requests(school).filter(state__in=OPEN, due_us__isnull=False)
    for row in found.prefetch_related("subjects"):
        hands = row.state not in (RequestState.SENT, RequestState.RECEIVED, RequestState.AWAITING)
        receiving = row.state in (RequestState.SENT, RequestState.RECEIVED)
        yield Duty(
            Kind.REQUEST,
            row.label,
            day_of(row.due_us or at_us),
            f"/requests/{row.id}",
            persons=frozenset({row.executor_id} if hands and row.executor_id else ()),
            deed=Deed.RECEIVE_REQUESTS if receiving else Deed.DECIDE_REQUESTS,
            but=frozenset(each.person_id for each in row.subjects.all()),
        )


def _media(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    _first_us, last_us = month_range(days.last.strftime("%Y-%m"))
    for row in disclosures.media_due(school, max(last_us, at_us)):
        if row.back_due_us is not None:
            yield Duty(
                Kind.MEDIUM,
                row.request.label,
                day_of(row.back_due_us),
                f"/requests/{row.request_id}",
                key=row.id.hex,
                deed=Deed.RECEIVE_REQUESTS,
            )


def _directives(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    rows = directives.directives(school)
    for row in rows.filter(state="waiting", confirm_by_us__isnull=False):
        day = day_of(row.confirm_by_us or at_us)
        whose = frozenset({row.issuer_id})
        yield Duty(Kind.ORAL, row.label, day, f"/directives/{row.id}", persons=whose)
    standing = rows.filter(state__in=("issued", "in_progress", "confirmed"))
    for row in standing.filter(due_us__isnull=False, valid_to_us__gt=at_us):
        yield Duty(
            Kind.ORDER,
            row.label,
            day_of(row.due_us or at_us),
            f"/directives/{row.id}",
            persons=frozenset(each.person_id for each in row.executors.all()),
        )
    for each in directives.proposals_waiting(school, at_us):
        yield Duty(
            Kind.PROPOSAL,
            "",
            day_of(each.expires_us),
            f"/proposals/{each.id}",
            key=each.id.hex,
            deed=Deed.DIRECT_CASES,
            but=frozenset({each.by_id}),
        )


def _reminders(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    for row in inspections.reminders(school).filter(acknowledged=None):
        day = day_of(row.at_us) + TO_ACKNOWLEDGE
        url, whose = f"/inspections/reminders/{row.id}", frozenset({row.to_id})
        yield Duty(Kind.REMINDER, row.label, day, url, persons=whose)


def _holds(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    for row in holds.active(school, at_us).filter(review_on__isnull=False):
        if row.review_on is not None:
            url = f"/holds/{row.id}"
            yield Duty(Kind.HOLD, row.label, row.review_on, url, deed=Deed.RELEASE_HOLD)


def _failures(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    for row in equipment.failures(school, state="open").filter(due_us__isnull=False):
        whose = frozenset({row.assignee_id} if row.assignee_id else ())
        day, url = day_of(row.due_us or at_us), f"/failures/{row.id}"
        yield Duty(Kind.FAILURE, row.label, day, url, persons=whose, deed=Deed.WORK_FAILURE)


def _breaches(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    for row in breaches.awaiting(school):
        if row.running:
            day, url = day_of(row.due_us), f"/breaches/{row.id}"
            yield Duty(Kind.BREACH, row.label, day, url, deed=Deed.HANDLE_BREACH)


def _reports(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    """Of each regular period that is over; what was submitted, for who signs."""
    for each in reports.due(school, at_us):
        row, period = each.row, each.period
        if row is not None and row.state == "submitted":
            continue
        url = f"/reports/{row.id}" if row is not None else "/reports"
        yield Duty(
            Kind.REPORT,
            f"{period.to_day:%d/%m/%Y}",
            day_of(each.due_us - 1),
            url,
            key=f"{period.kind.value} {period.from_day}",
            deed=Deed.DRAFT_REPORT,
        )
    for row in reports.to_sign(school):
        hands = frozenset({row.submitted_by_id} if row.submitted_by_id else ())
        day, url = day_of(row.opened_us) + TO_SIGN, f"/reports/{row.id}"
        yield Duty(Kind.REPORT_SIGN, row.label, day, url, deed=Deed.SIGN_REPORT, but=hands)


def _suggestions(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    for row in suggestions.in_state(school, "accepted", "declined", "amends"):
        if row.due_on is not None:
            url = f"/suggestions/{row.id}"
            yield Duty(Kind.SUGGESTION, row.label, row.due_on, url, deed=Deed.ANSWER_SUGGESTIONS)


def _shifts(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    from_us = month_range(days.first.strftime("%Y-%m"))[0]
    for row in duty.roster(school, from_us, month_range(days.last.strftime("%Y-%m"))[1]):
        begin, end = local(row.from_us), local(row.to_us)
        yield Duty(
            Kind.SHIFT,
            f"{begin:%H:%M}–{end:%H:%M}",
            begin.date(),
            f"/shifts/{row.id}",
            key=row.id.hex,
            persons=frozenset({row.person_id}),
            done=row.to_us <= at_us,
        )


def _maintenance(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    """Who is responsible does it; what is handed in is confirmed by the Board, but never by who did it."""
    for row in maintenance.open_orders(school):
        url = f"/maintenance/orders/{row.id}"
        if row.state == "confirming":
            hands = frozenset({row.executor_id} if row.executor_id else ())
            deed = Deed.APPROVE_MAINTENANCE
            yield Duty(Kind.WORK_DONE, row.label, row.due_on, url, deed=deed, but=hands)
        else:
            whose = frozenset({row.executor_id or row.responsible_id})
            yield Duty(Kind.WORK, row.label, row.due_on, url, persons=whose)


def _repairs(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    """The Board decides within days; what was approved is carried on by the IT teacher."""
    teachers = set(people.holders(school, [Role.IT_TEACHER], at_us).values_list("id", flat=True))
    for row in repairs.open_ones(school).exclude(state="draft"):
        day, url = day_of(stands_since(row)), f"/repairs/{row.id}"
        if row.state == "submitted":
            hands = frozenset({row.opened_by_id} if row.opened_by_id else ())
            deed = Deed.DECIDE_REPAIR
            yield Duty(Kind.REPAIR, row.label, day + TO_DECIDE, url, deed=deed, but=hands)
        else:
            asked = {row.opened_by_id} if row.state == "more" else teachers
            whose = frozenset(each for each in asked if each is not None)
            yield Duty(Kind.REPAIR_DONE, row.label, day + TO_CARRY_ON, url, persons=whose)


def _stocktakes(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    """What has begun goes on within days: by its board, the Board, who keeps the books."""
    for row in stocktakes.not_ended(school):
        day = day_of(stands_since(row)) + TO_COUNT
        url, counting = f"/stocktakes/{row.id}", row.state in ("frozen", "counting", "signing")
        board = {each.person_id for each in stocktakes.members(row.id) if each.person_id}
        whose = frozenset(board if counting else ())
        deed = {
            "planned": Deed.DECIDE_STOCKTAKE,
            "proposed": Deed.DECIDE_STOCKTAKE,
            "approved": Deed.KEEP_ASSETS,
        }.get(row.state, Deed.TAKE_STOCK)
        yield Duty(Kind.STOCKTAKE, row.label, day, url, persons=whose, deed=deed)
    for each in stocktakes.year_ends(school, at_us):
        yield Duty(
            Kind.STOCKTAKE_YEAR,
            f"{each.day:%d/%m/%Y}",
            each.day,
            "/stocktakes",
            key=f"{each.occasion.value} {each.day}",
            deed=Deed.PLAN_STOCKTAKE,
            done=each.planned,
        )


def _takeovers(school: UUID, days: Days, at_us: int) -> Iterator[Duty]:
    """Whose turn it is: who leaves and who takes over, then who takes over, then the head."""
    row = takeover.under_way(school)
    if row is None:
        return
    turn = {
        "open": {row.leaving_id, row.taking_id},
        "given": {row.taking_id},
        "taken": {each.id for each in takeover.deciders(row)},
    }
    day = day_of(stands_since(row)) + TO_HAND_OVER
    yield Duty(
        Kind.TAKEOVER,
        row.label,
        day,
        f"/manager/handovers/{row.id}",
        persons=frozenset(turn.get(row.state, ())),
        deed=Deed.APPOINT,
    )


SOURCES: tuple[Source, ...] = (
    _requests,
    _media,
    _directives,
    _reminders,
    periodic.leaders,
    periodic.reviews,
    periodic.usage_months,
    periodic.closings,
    periodic.device_days,
    periodic.regulation,
    _holds,
    _breaches,
    _failures,
    _maintenance,
    _repairs,
    _stocktakes,
    _takeovers,
    _reports,
    _suggestions,
    periodic.backups,
    _shifts,
)
