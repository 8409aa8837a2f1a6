"""Carrying a decision out: begin, minutes of the viewing, extraction, handover, completion; the medium's return.

Each step asks again whether the request is still what was approved.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.disclosures import refusals
from vonggac.disclosures.facts import (
    ExportedFile,
    HandoverWish,
    ShownWish,
    invalid,
    minutes_facts,
    recipient_facts,
    seven_contents,
)
from vonggac.disclosures.models import Handover, MediumClosed, Minutes, Request
from vonggac.disclosures.sealing import seal_facts
from vonggac.disclosures.services import telling
from vonggac.disclosures.services.book import has, locked, move, note, require_as_approved
from vonggac.disclosures.services.stopping import complete_directive, end_hold
from vonggac.disclosures.states import MediumEnd, RequestState, Verdict
from vonggac.kernel import clock
from vonggac.kernel.authority import Act, Refused
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line, paragraph

MAX_FILES = 2000


@transaction.atomic
def begin(*, request: UUID, by: UUID) -> Request:
    """Đang thực hiện, by the executor. Raises Refused."""
    row = locked(request, by)
    if by != row.executor_id:
        raise Refused(refusals.not_yours())
    require_as_approved(row)
    return move(row, RequestState.IN_PROGRESS, by)


def _viewed(row: Request, said: Range, at_us: int) -> Range:
    """As it is kept. A page tells minutes: the one of the decision and the one that runs now belong to it.

    Raises ValidationError.
    """
    decided_us = max(each.at_us for each in row.decisions.all())
    first_us, last_us = decided_us // clock.MINUTE_US * clock.MINUTE_US, at_us + clock.MINUTE_US
    if not first_us <= said.from_us < said.to_us < last_us:
        raise invalid("to_us", _("The viewing lies between the decision and now."))
    from_us = max(said.from_us, decided_us)
    return Range(from_us, max(min(said.to_us, at_us), from_us + 1))


@transaction.atomic
def write_minutes(*, request: UUID, by: UUID, wish: ShownWish) -> Request:
    """Đã cho xem: the minutes, by the executor or the supervisor. Raises Refused, ValidationError, TextRefused."""
    row = locked(request, by)
    if by not in (row.executor_id, row.supervisor_id):
        raise Refused(refusals.not_yours())
    require_as_approved(row)
    at_us = clock.now_us()
    viewed = _viewed(row, wish.viewed, at_us)
    _require_seen(row, wish, viewed)
    if not wish.nothing_copied and not _copied(row):
        raise invalid(
            "nothing_copied", _("Confirm that nothing was copied, recorded or photographed.")
        )
    if row.state in (RequestState.AGREED, RequestState.AGREED_PART):
        move(row, RequestState.IN_PROGRESS, row.executor_id)
    last = row.minutes.aggregate(last=Max("place"))["last"]
    made = Minutes(
        id=new_uuid(),
        request=row,
        place=int(last or 0) + 1,
        from_us=viewed.from_us,
        to_us=viewed.to_us,
        nothing_copied=wish.nothing_copied,
        written_by_id=by,
        written_us=at_us,
    )
    made.sealed = seal_facts(minutes_facts(wish), request=made.id)
    made.save(force_insert=True)
    row.due_us = None
    return move(row, RequestState.SHOWN, by, wish.elsewhere)


def _require_seen(row: Request, wish: ShownWish, viewed: Range) -> None:
    """No minutes of a viewing that did not happen (I2). Raises ValidationError."""
    if wish.elsewhere.strip():
        return
    if row.directive is None or not access.served_under(row.directive, viewed):
        raise invalid(
            "elsewhere",
            _(
                "The system showed nothing for this request in that time: correct it, or say how it was seen."
            ),
        )


@transaction.atomic
def mark_extracted(*, request: UUID, by: UUID, export: str) -> Request:
    """Đã trích xuất: the package of that number is built, by the executor. Raises Refused, TextRefused."""
    row = locked(request, by)
    if by != row.executor_id:
        raise Refused(refusals.not_yours())
    require_as_approved(row)
    if Act.EXPORT not in allowed_acts(row):
        raise Refused(refusals.not_copied())
    row.export = one_line("export", export, max_length=40)
    return move(row, RequestState.EXTRACTED, by, row.export)


@transaction.atomic
def hand_over(
    *, request: UUID, by: UUID, wish: HandoverWish, files: Iterable[ExportedFile] = ()
) -> Request:
    """Đã bàn giao: the record with its seven contents, by the executor or the supervisor.

    Raises Refused, ValidationError, TextRefused.
    """
    row = locked(request, by)
    if by not in (row.executor_id, row.supervisor_id):
        raise Refused(refusals.not_yours())
    require_as_approved(row)
    at_us = clock.now_us()
    if wish.back_due_us <= at_us:
        raise invalid("back_due", _("The day of return or destruction lies ahead."))
    if not 1 <= wish.copies <= 20:
        raise invalid("copies", _("One to twenty copies."))
    made = Handover(
        id=new_uuid(),
        request=row,
        export=row.export,
        files=[each.row() for each in files][:MAX_FILES],
        masked=wish.masked,
        clock_offset=one_line("clock_offset", wish.clock_offset, max_length=300),
        medium=one_line("medium", wish.medium, max_length=80),
        serial=one_line("serial", wish.serial, max_length=80),
        seal_no=one_line("seal_no", wish.seal_no, max_length=80, required=False),
        copies=wish.copies,
        contents=seven_contents(wish),
        given_by_id=by,
        given_us=at_us,
        back=MediumEnd(wish.back).value,
        back_due_us=wish.back_due_us,
    )
    made.sealed = seal_facts(recipient_facts(wish), request=made.id)
    move(row, RequestState.HANDED_OVER, by)
    made.save(force_insert=True)
    return row


@transaction.atomic
def complete(*, request: UUID, by: UUID, result: str) -> Request:
    """Hoàn thành, by the executor or who approved it: the directive gets its result, the hold ends at once.

    Raises Refused, TextRefused.
    """
    row = locked(request, by)
    if by not in (row.executor_id, row.approver_id):
        raise Refused(refusals.not_yours())
    words = paragraph("result", result, max_length=1000, required=True)
    row.completed_us = clock.now_us()
    row.due_us = None
    move(row, RequestState.COMPLETED, by, words)
    complete_directive(row, by, words)
    end_hold(row, clock.now_us(), by)
    telling.ended(row, by)
    return row


@transaction.atomic
def close_medium(*, request: UUID, by: UUID, how: str, words: str) -> Request:
    """The medium came back, or its data was destroyed: nobody is reminded any more. Raises Refused, TextRefused."""
    row = locked(request, by)
    if by != row.executor_id and not has(Deed.DECIDE_REQUESTS, by, row.school_id):
        access.require(by, row.school_id, Deed.RECEIVE_REQUESTS)
    handover = Handover.objects.filter(request=row).first()
    if handover is None or MediumClosed.objects.filter(handover=handover).exists():
        raise Refused(refusals.not_now(row.state))
    MediumClosed.objects.create(
        handover=handover,
        how=MediumEnd(how).value,
        words=one_line("words", words, max_length=500),
        by_id=by,
        at_us=max(clock.now_us(), handover.given_us),
    )
    note(row, "medium_closed", by)
    return row


def allowed_acts(row: Request) -> frozenset[Act]:
    """What the decision that stands allows; nothing where none does."""
    last = row.decisions.exclude(verdict=Verdict.REFUSED).last()
    return frozenset(Act(each) for each in last.acts) if last is not None else frozenset()


def _copied(row: Request) -> bool:
    return bool(allowed_acts(row) & {Act.PRINT, Act.EXPORT})
