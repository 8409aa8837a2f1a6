"""Opening, reporting, confirming and closing a failure (khoản 5 Điều 2; khoản 2 Điều 3, nhóm 4): a line each.

Raises Refused where the position does not include it, ValidationError where the step is not due, TextRefused.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.equipment.book import What
from vonggac.equipment.models import Failure
from vonggac.equipment.services import writing
from vonggac.equipment.services.steps import (
    LONGEST,
    advance,
    invalid,
    locked,
    not_due,
)
from vonggac.equipment.states import FailureState
from vonggac.equipment.troubles import BY_HAND, Sign
from vonggac.kernel import clock
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.text import one_line, paragraph
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind
from vonggac.people.roles import BOARD
from vonggac.places import selectors as places


@transaction.atomic
def open_by_hand(
    *,
    school: UUID,
    by: UUID,
    words: str,
    camera: str = "",
    asset: UUID | None = None,
    from_us: int | None = None,
) -> Failure:
    """A person found it. ``from_us``: since when; None: now. ``asset``: a device that is no camera."""
    access.require(by, school, Deed.OPEN_FAILURE)
    at_us = clock.now_us()
    text = paragraph("words", words, max_length=LONGEST, required=True)
    if camera and not places.cameras(school).filter(pk=camera).exists():
        raise invalid("camera", _("Choose a camera of the school."))
    begin_us = at_us if from_us is None else from_us
    if begin_us > at_us:
        raise invalid("from_us", _("A failure begins in the past."))
    trouble = f"hand:{new_uuid().hex}"
    sign = Sign(trouble, trouble, BY_HAND, camera, begin_us, None, begin_us)
    return writing.opened(school=school, trouble=trouble, sign=sign, by=by, text=text, asset=asset)


@transaction.atomic
def acknowledge(*, failure: UUID, by: UUID, reason: str) -> Failure:
    """The IT teacher has it in hand and reports it to the Board: không cần ngừng thiết bị, and why."""
    row = locked(failure, by, Deed.WORK_FAILURE)
    if row.acknowledged_us is not None or row.state == FailureState.CLOSED:
        raise not_due()
    text = paragraph("reason", reason, max_length=LONGEST, required=True)
    row.acknowledged_us = clock.now_us()
    advance(row, FailureState.REPORTED, (FailureState.DETECTED,))
    row.save(update_fields=["acknowledged_us", "state", "before_back"])
    writing.write_line(row, What.ACKNOWLEDGED, by=by, told_us=row.acknowledged_us, text=text)
    _tell_board(row, by)
    return row


@transaction.atomic
def leave_running(*, failure: UUID, by: UUID, reason: str) -> Failure:
    """Không cần ngừng (lý do): Phát hiện → Không cần ngừng."""
    row = locked(failure, by, Deed.WORK_FAILURE)
    text = paragraph("reason", reason, max_length=LONGEST, required=True)
    if not advance(row, FailureState.RUNNING, (FailureState.DETECTED,)):
        raise not_due()
    row.save(update_fields=["state", "before_back"])
    writing.write_line(row, What.RUNNING, by=by, told_us=clock.now_us(), text=text)
    return row


@transaction.atomic
def report(*, failure: UUID, by: UUID, words: str) -> Failure:
    """Đã ngừng thiết bị | Không cần ngừng → Đã báo cáo BGH."""
    row = locked(failure, by, Deed.WORK_FAILURE)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    only = (FailureState.STOPPED, FailureState.RUNNING)
    if not advance(row, FailureState.REPORTED, only):
        raise not_due()
    row.acknowledged_us = clock.now_us()
    row.save(update_fields=["acknowledged_us", "state", "before_back"])
    writing.write_line(row, What.REPORTED, by=by, told_us=row.acknowledged_us, text=text)
    _tell_board(row, by)
    return row


@transaction.atomic
def confirm(*, failure: UUID, by: UUID) -> Failure:
    """A member of the Board knows of it; without that it is never closed (khoản 5 Điều 2). Repeating does nothing."""
    row = locked(failure, by, Deed.CONFIRM_FAILURE)
    if row.board_seen_us is None:
        row.board_seen_us = clock.now_us()
        row.save(update_fields=["board_seen_us"])
        writing.write_line(row, What.CONFIRMED, by=by, told_us=row.board_seen_us)
    return row


@transaction.atomic
def close(*, failure: UUID, by: UUID, course: str, after_fix: str, related: str) -> Failure:
    """Đã đóng, with the three mandatory texts, once it is back and the Board knows of it."""
    row = locked(failure, by, Deed.WORK_FAILURE)
    if row.state != FailureState.BACK:
        raise not_due()
    if row.board_seen_us is None:
        raise invalid(None, _("The school board has not confirmed it yet (khoản 5 Điều 2)."))
    if row.before_back == FailureState.TESTING:
        raise invalid(None, _("The test that was asked for has no result yet."))
    row.course = paragraph("course", course, max_length=LONGEST, required=True)
    row.after_fix = paragraph("after_fix", after_fix, max_length=LONGEST, required=True)
    row.related = paragraph("related", related, max_length=LONGEST, required=True)
    row.state, row.closed_us = FailureState.CLOSED, clock.now_us()
    row.acknowledged_us = row.acknowledged_us or row.closed_us
    row.save(
        update_fields=["course", "after_fix", "related", "state", "closed_us", "acknowledged_us"]
    )
    words = one_line("course", row.course.replace("\n", " "), max_length=LONGEST)
    writing.write_line(row, What.CLOSED, by=by, told_us=row.closed_us, text=words)
    for key in ("back", "reported", "directed"):
        notices.settle(key=f"{row.id.hex}:{key}")
    writing.tell(row, NoticeKind.FAILURE_CLOSED, f"{row.id.hex}:closed", but=by)
    return row


def _tell_board(row: Failure, by: UUID) -> None:
    key = f"{row.id.hex}:reported"
    writing.tell(row, NoticeKind.FAILURE_REPORTED, key, roles=tuple(BOARD), but=by)
