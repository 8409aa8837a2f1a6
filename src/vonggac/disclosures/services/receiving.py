"""From the clerk's desk to the Board's: receipt with the hold, completeness, withdrawal, data no longer there."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.disclosures import refusals
from vonggac.disclosures.deadlines import after_days, decide_by, local_day
from vonggac.disclosures.facts import invalid, missing
from vonggac.disclosures.models import Request
from vonggac.disclosures.sealing import unseal_facts
from vonggac.disclosures.selectors.footage import anything_left
from vonggac.disclosures.selectors.limits import limits_of
from vonggac.disclosures.services import telling
from vonggac.disclosures.services.book import digest_of, has, locked, move, note
from vonggac.disclosures.services.filing import require_keeper
from vonggac.disclosures.services.stopping import end_hold, stop_directive
from vonggac.disclosures.states import APPROVED, RequestState, Written
from vonggac.holds import services as holds
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import one_line
from vonggac.places import selectors as places

REVIEW_DAYS = 30
"""After so long somebody asks whether a hold is still needed."""


@transaction.atomic
def receive(*, request: UUID, by: UUID, identity_checked: bool, words: str = "") -> Request:
    """Đã tiếp nhận: identity and form were looked at; from here nothing of the range is erased.

    Where nothing is left of it there is nothing to hold: the page offers *Không còn dữ liệu*.
    Raises Refused, ValidationError, TextRefused.
    """
    row = locked(request, by)
    access.require(by, row.school_id, Deed.RECEIVE_REQUESTS)
    if not identity_checked:
        raise invalid("identity_checked", _("Look at the identity of who asks first."))
    at_us = clock.now_us()
    row.received_us, row.received_by_id = at_us, by
    row.due_us = decide_by(
        limits_of(row.school_id), places.calendar_of(row.school_id), at_us, row.legal_due_us
    )
    move(row, RequestState.RECEIVED, by, words)
    place_hold(row, by)
    telling.received(row, by)
    return row


def place_hold(row: Request, by: UUID) -> None:
    """The hold on everything that is asked for, where something of it is left."""
    cameras = list(row.cameras.values_list("camera_id", flat=True))
    if not anything_left(cameras, row.footage):
        note(row, "nothing_left", None)
        return
    hold = holds.place(
        school=row.school_id,
        cameras=cameras,
        footage=row.footage,
        ground="request",
        ground_ref=row.label,
        reason=row.label,
        by=by,
        review_on=local_day(clock.now_us()) + timedelta(days=REVIEW_DAYS),
    )
    note(row, "held", by, hold.label)


@transaction.atomic
def ask_more(*, request: UUID, by: UUID, words: str) -> Request:
    """Yêu cầu bổ sung, with what is wanted. Raises Refused, TextRefused."""
    row = locked(request, by)
    access.require(by, row.school_id, Deed.RECEIVE_REQUESTS)
    move(row, RequestState.MORE, by, one_line("words", words, max_length=500))
    telling.more(row, by)
    return row


@transaction.atomic
def enter_filed_paper(*, request: UUID, by: UUID, filed_no: str) -> Request:
    """The signed paper lies in the clerk's files under an incoming number. Raises Refused, TextRefused."""
    row = locked(request, by)
    access.require(by, row.school_id, Deed.RECEIVE_REQUESTS)
    if row.state in APPROVED or row.written == Written.TYPED:
        raise Refused(refusals.not_now(row.state))
    row.filed_no = one_line("filed_no", filed_no, max_length=60)
    row.written = row.written or Written.FILED
    row.save(update_fields=["filed_no", "written"])
    note(row, "filed", by, row.filed_no)
    return row


@transaction.atomic
def put_to_board(*, request: UUID, by: UUID) -> Request:
    """Chờ duyệt, once it is complete and in writing. Raises Refused, naming what is missing."""
    row = locked(request, by)
    access.require(by, row.school_id, Deed.RECEIVE_REQUESTS)
    facts = unseal_facts(bytes(row.sealed), request=row.id)
    lacking = missing(facts, outsider=row.requester_id is None, is_unit=row.is_unit)
    if lacking:
        raise Refused(refusals.incomplete(lacking))
    if not row.written:
        raise Refused(refusals.not_in_writing())
    row.request_sha256 = digest_of(row)
    move(row, RequestState.AWAITING, by)
    telling.awaiting(row, by)
    return row


@transaction.atomic
def answer_no_data(*, request: UUID, by: UUID, words: str = "") -> Request:
    """Không còn dữ liệu: only where nothing of the range is left (khoản 3 Điều 2). Raises Refused, TextRefused."""
    row = locked(request, by)
    access.require(by, row.school_id, Deed.RECEIVE_REQUESTS)
    if anything_left(row.cameras.values_list("camera_id", flat=True), row.footage):
        raise Refused(refusals.data_there())
    row.due_us = None
    move(row, RequestState.NO_DATA, by, words)
    end_hold(row, clock.now_us(), by)
    telling.ended(row, by)
    return row


@transaction.atomic
def withdraw(*, request: UUID, by: UUID, words: str = "") -> Request:
    """Đã rút, by the requester, or by the clerk on an outsider's word. What plays under its directive stops.

    Raises Refused, TextRefused.
    """
    row = locked(request, by)
    require_keeper(row, by)
    row.due_us = None
    was_sent = row.number is not None
    move(row, RequestState.WITHDRAWN, by, words)
    stop_directive(row, by, row.label)
    if was_sent:
        limits = limits_of(row.school_id)
        end_hold(row, after_days(clock.now_us(), limits.hold_days), by)
        telling.ended(row, by)
    return row


@transaction.atomic
def extend(*, request: UUID, by: UUID, words: str) -> Request:
    """The law's limit of a data subject's request, prolonged once with a reason. Raises Refused, TextRefused."""
    row = locked(request, by)
    if not has(Deed.DECIDE_REQUESTS, by, row.school_id):
        access.require(by, row.school_id, Deed.RECEIVE_REQUESTS)
    if row.legal_due_us is None or row.extended_us is not None or row.completed_us is not None:
        raise Refused(refusals.not_now(row.state))
    reason = one_line("words", words, max_length=500)
    row.extended_us = clock.now_us()
    row.legal_due_us = after_days(
        row.legal_due_us - 1, limits_of(row.school_id).subject_extend_days
    )
    row.save(update_fields=["extended_us", "legal_due_us"])
    note(row, "extended", by, reason)
    telling.ended(row, by)
    return row
