"""The Board's direction, the repair and its test (REQUIREMENTS §5.5; khoản 5 Điều 2, nhóm 4 khoản 2 Điều 3).

Raises Refused where the position does not include it, ValidationError where the step is not due, TextRefused.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.equipment.book import What
from vonggac.equipment.models import Failure
from vonggac.equipment.services import stopping, writing
from vonggac.equipment.services.looking import mark_back
from vonggac.equipment.services.steps import (
    BEFORE_REPAIR,
    LONGEST,
    advance,
    invalid,
    is_stopped,
    locked,
    locked_for_all,
    locked_for_repair,
    not_due,
)
from vonggac.equipment.states import FailureState, Way
from vonggac.equipment.troubles import BY_HAND, Sign
from vonggac.kernel import clock
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.streams import GapCause
from vonggac.kernel.text import paragraph
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role

LONGEST_TICKET_US = 60 * clock.DAY_US


@transaction.atomic
def direct(
    *,
    failure: UUID,
    by: UUID,
    way: str,
    words: str = "",
    assignee: UUID | None = None,
    due_us: int | None = None,
) -> Failure:
    """BGH chỉ đạo: who repairs it. Giao quản trị mạng names the person and until when (3.2-4b)."""
    row = locked(failure, by, Deed.CONFIRM_FAILURE)
    text = paragraph("words", words, max_length=LONGEST)
    _direct(row, way, assignee, due_us)
    row.board_seen_us = row.board_seen_us or clock.now_us()
    row.save(update_fields=[*_DIRECTED, "board_seen_us"])
    _directed(row, What.DIRECTED, by, text)
    return row


@transaction.atomic
def direct_orally(
    *,
    failure: UUID,
    by: UUID,
    board_member: UUID,
    way: str,
    words: str,
    assignee: UUID | None = None,
    due_us: int | None = None,
) -> Failure:
    """The direction came by word of mouth: the IT teacher writes down whose; the Board confirms it later."""
    row = locked(failure, by, Deed.WORK_FAILURE)
    held = people.holders(row.school_id, tuple(BOARD), clock.now_us()).filter(pk=board_member)
    who = held.first()
    if who is None or board_member == by:
        raise invalid("board_member", _("Choose who of the school board gave the direction."))
    text = paragraph("words", words, max_length=LONGEST - 200, required=True)
    _direct(row, way, assignee, due_us)
    row.save(update_fields=_DIRECTED)
    _directed(row, What.TOLD, by, f"{who.full_name}: {text}")
    return row


_DIRECTED = ["state", "before_back", "way", "directed_us", "assignee", "due_us"]


def _direct(row: Failure, way: str, assignee: UUID | None, due_us: int | None) -> None:
    if way not in Way.values:
        raise invalid("way", _("Choose who repairs it."))
    if not advance(row, FailureState.DIRECTED, BEFORE_REPAIR):
        raise not_due()
    row.way, row.directed_us = way, clock.now_us()
    row.assignee_id = row.due_us = None
    if way == Way.NETWORK:
        _check_ticket(row, assignee, due_us)
        row.assignee_id, row.due_us = assignee, due_us


def _check_ticket(row: Failure, assignee: UUID | None, due_us: int | None) -> None:
    at_us = clock.now_us()
    able = people.holders(row.school_id, (Role.NETWORK_ADMIN,), at_us)
    if assignee is None or not able.filter(pk=assignee).exists():
        raise invalid("assignee", _("Choose the network administrator it is handed to."))
    if due_us is None or not at_us < due_us <= at_us + LONGEST_TICKET_US:
        raise invalid("due_us", _("Say until when: from now on, within 60 days."))


def _directed(row: Failure, what: What, by: UUID, text: str) -> None:
    writing.write_line(row, what, by=by, told_us=clock.now_us(), cause=row.way, text=text)
    key = f"{row.id.hex}:directed"
    writing.tell(row, NoticeKind.FAILURE_DIRECTED, key, roles=(Role.IT_TEACHER,), but=by)
    if row.assignee_id is not None:
        camera = row.camera.name if row.camera else ""
        notices.tell(
            persons=[row.assignee_id],
            kind=NoticeKind.FAILURE_DIRECTED,
            params={"no": row.label, "cause": row.cause, "camera": camera, "at_us": row.first_us},
            key=key,
            url=writing.address(row),
        )


@transaction.atomic
def repair(*, failure: UUID, by: UUID, words: str) -> Failure:
    """Đang khắc phục. Without a direction of the Board the IT teacher repairs it, and nobody else (3.2-4b)."""
    row = locked_for_repair(failure, by)
    if not advance(row, FailureState.REPAIRING, BEFORE_REPAIR):
        raise not_due()
    text = paragraph("words", words, max_length=LONGEST, required=True)
    row.way = row.way or Way.IT_TEACHER
    row.acknowledged_us = row.acknowledged_us or clock.now_us()
    row.save(update_fields=["state", "before_back", "way", "acknowledged_us"])
    writing.write_line(row, What.REPAIRING, by=by, told_us=clock.now_us(), cause=row.way, text=text)
    return row


@transaction.atomic
def ask_test(*, failure: UUID, by: UUID, words: str) -> Failure:
    """Đang khắc phục → Chờ kiểm tra."""
    row = locked_for_repair(failure, by)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    if not advance(row, FailureState.TESTING, (FailureState.REPAIRING,)):
        raise not_due()
    row.save(update_fields=["state", "before_back"])
    writing.write_line(row, What.TESTING, by=by, told_us=clock.now_us(), text=text)
    return row


@transaction.atomic
def test(*, failure: UUID, by: UUID, passed: bool, words: str) -> Failure:
    """Chờ kiểm tra → Đạt, and the stopped device runs again (G7); or Không đạt → Đang khắc phục.

    Also where the trouble was over by itself before the test that was asked for.
    """
    row = locked_for_all(failure)
    if not _may_restart(row, by):
        row = locked_for_repair(failure, by)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    if row.state == FailureState.BACK and row.before_back == FailureState.TESTING:
        return _test_when_back(row, by, text, passed=passed)
    if row.state != FailureState.TESTING:
        raise not_due()
    at_us = clock.now_us()
    if not passed:
        row.state = FailureState.REPAIRING
        row.save(update_fields=["state"])
        writing.write_line(row, What.FAILED, by=by, told_us=at_us, text=text)
        return row
    stopped = is_stopped(row)
    row.state, row.tested_us = FailureState.PASSED, at_us
    row.save(update_fields=["state", "tested_us"])
    stopping.restart_all(row, by=by, test=text)
    writing.write_line(row, What.PASSED, by=by, told_us=at_us, text=text)
    row.signs.filter(to_us=None, ref__startswith="hand:").update(to_us=max(at_us, row.first_us))
    if not (stopped and row.camera_id) and not row.signs.filter(to_us=None).exists():
        mark_back(row, max(at_us, row.first_us), by=by)
    return row


def _test_when_back(row: Failure, by: UUID, text: str, *, passed: bool) -> Failure:
    at_us = max(clock.now_us(), row.first_us)
    if passed:
        row.before_back, row.tested_us = FailureState.PASSED, at_us
        row.save(update_fields=["before_back", "tested_us"])
        writing.write_line(row, What.PASSED, by=by, told_us=at_us, text=text)
        return row
    alike = Failure.objects.filter(school_id=row.school_id, trouble=row.trouble, back_us=None)
    if alike.exists():
        raise not_due()
    row.state, row.before_back, row.back_us = FailureState.REPAIRING, "", None
    row.save(update_fields=["state", "before_back", "back_us"])
    # What a person found goes on until a test is passed: footage alone no longer says that it is over.
    ref = f"hand:{new_uuid().hex}"
    camera = row.camera_id or ""
    writing.add_sign(row, Sign(ref, row.trouble, BY_HAND, camera, at_us, None, at_us))
    writing.write_line(row, What.FAILED, by=by, told_us=at_us, text=text)
    return row


def _may_restart(row: Failure, by: UUID) -> bool:
    """The Board may always; the others by their ticket, which ``locked_for_repair`` asks for."""
    at_us = clock.now_us()
    held = people.positions_now(by, at_us)
    if not any(each.role in BOARD and each.school == row.school_id for each in held):
        return False
    deed = Deed.RESTART_DEVICE
    return access.refusal_for(person=by, school=row.school_id, deed=deed, at_us=at_us) is None


@transaction.atomic
def mark_tested(*, failure: UUID, by: UUID, words: str) -> Failure:
    """Kiểm tra: Đạt, for what no footage tells of and nothing was stopped for. While a gap or an alarm goes on it is
    refused.
    """
    row = locked(failure, by, Deed.WORK_FAILURE)
    if row.back_us is not None or is_stopped(row):
        raise not_due()
    going_on = row.signs.filter(to_us=None)
    seen = going_on.exclude(ref__startswith="hand:").exclude(cause=GapCause.OUT_OF_SERVICE)
    if seen.exists():
        raise invalid("words", _("There is no footage yet: it is noted by itself once it is back."))
    text = paragraph("words", words, max_length=LONGEST, required=True)
    at_us = max(clock.now_us(), row.first_us)
    going_on.update(to_us=at_us)
    row.tested_us = at_us
    row.save(update_fields=["tested_us"])
    mark_back(row, at_us, by=by, text=text)
    return row
