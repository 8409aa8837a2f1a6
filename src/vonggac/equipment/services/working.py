"""What people do with a failure (khoản 5 Điều 2; khoản 2 Điều 3, nhóm 4): each step is a line of its history.

Raises Refused where the position does not include it, ValidationError where the step is not due, TextRefused.
"""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access.deeds import Deed
from vonggac.equipment.book import What
from vonggac.equipment.models import Failure
from vonggac.equipment.services import writing
from vonggac.equipment.services.looking import mark_back
from vonggac.equipment.states import FailureState, Way
from vonggac.equipment.troubles import BY_HAND, Sign
from vonggac.kernel import clock
from vonggac.kernel.ids import new_uuid
from vonggac.kernel.text import one_line, paragraph
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind
from vonggac.people.roles import BOARD, Role
from vonggac.places import selectors as places

LONGEST = 2000
_BEFORE_REPAIR = (FailureState.DETECTED, FailureState.REPORTED, FailureState.DIRECTED)


@transaction.atomic
def open_by_hand(
    *, school: UUID, by: UUID, words: str, camera: str = "", from_us: int | None = None
) -> Failure:
    """A person found it. ``from_us``: since when; None: now."""
    writing.require(by, school, Deed.OPEN_FAILURE)
    at_us = clock.now_us()
    text = paragraph("words", words, max_length=LONGEST, required=True)
    if camera and not places.cameras(school).filter(pk=camera).exists():
        raise _invalid("camera", _("Choose a camera of the school."))
    begin_us = at_us if from_us is None else from_us
    if begin_us > at_us:
        raise _invalid("from_us", _("A failure begins in the past."))
    trouble = f"hand:{new_uuid().hex}"
    sign = Sign(trouble, trouble, BY_HAND, camera, begin_us, None, begin_us)
    return writing.opened(school=school, trouble=trouble, sign=sign, by=by, text=text)


@transaction.atomic
def acknowledge(*, failure: UUID, by: UUID, reason: str) -> Failure:
    """The IT teacher has it in hand and reports it to the Board: không cần ngừng thiết bị, and why."""
    row = _row(failure, by, Deed.WORK_FAILURE)
    if row.acknowledged_us is not None or row.state == FailureState.CLOSED:
        raise _not_due()
    text = paragraph("reason", reason, max_length=LONGEST, required=True)
    row.acknowledged_us = clock.now_us()
    _advance(row, FailureState.REPORTED, (FailureState.DETECTED,))
    row.save(update_fields=["acknowledged_us", "state", "before_back"])
    writing.write_line(row, What.ACKNOWLEDGED, by=by, told_us=row.acknowledged_us, text=text)
    writing.tell(
        row, NoticeKind.FAILURE_REPORTED, f"{row.id.hex}:reported", roles=tuple(BOARD), but=by
    )
    return row


@transaction.atomic
def confirm(*, failure: UUID, by: UUID) -> Failure:
    """A member of the Board knows of it; without that it is never closed (khoản 5 Điều 2). Repeating does nothing."""
    row = _row(failure, by, Deed.CONFIRM_FAILURE)
    if row.board_seen_us is None:
        row.board_seen_us = clock.now_us()
        row.save(update_fields=["board_seen_us"])
        writing.write_line(row, What.CONFIRMED, by=by, told_us=row.board_seen_us)
    return row


@transaction.atomic
def direct(*, failure: UUID, by: UUID, way: str, words: str = "") -> Failure:
    """BGH chỉ đạo: who repairs it."""
    row = _row(failure, by, Deed.CONFIRM_FAILURE)
    if way not in Way.values:
        raise _invalid("way", _("Choose who repairs it."))
    if not _advance(row, FailureState.DIRECTED, _BEFORE_REPAIR):
        raise _not_due()
    text = paragraph("words", words, max_length=LONGEST)
    row.way = way
    row.board_seen_us = row.board_seen_us or clock.now_us()
    row.save(update_fields=["state", "before_back", "way", "board_seen_us"])
    writing.write_line(row, What.DIRECTED, by=by, told_us=clock.now_us(), cause=way, text=text)
    roles = (Role.IT_TEACHER,)
    writing.tell(row, NoticeKind.FAILURE_DIRECTED, f"{row.id.hex}:directed", roles=roles, but=by)
    return row


@transaction.atomic
def repair(*, failure: UUID, by: UUID, words: str) -> Failure:
    """Đang khắc phục. Without a direction of the Board the IT teacher repairs it, and nobody else (3.2-4b)."""
    row = _row(failure, by, Deed.WORK_FAILURE)
    if not _advance(row, FailureState.REPAIRING, _BEFORE_REPAIR):
        raise _not_due()
    text = paragraph("words", words, max_length=LONGEST, required=True)
    row.way = row.way or Way.IT_TEACHER
    row.acknowledged_us = row.acknowledged_us or clock.now_us()
    row.save(update_fields=["state", "before_back", "way", "acknowledged_us"])
    writing.write_line(row, What.REPAIRING, by=by, told_us=clock.now_us(), cause=row.way, text=text)
    return row


@transaction.atomic
def mark_tested(*, failure: UUID, by: UUID, words: str) -> Failure:
    """Kiểm tra: Đạt, for what no footage tells of. While a gap or an alarm goes on it is refused."""
    row = _row(failure, by, Deed.WORK_FAILURE)
    if row.back_us is not None:
        raise _not_due()
    going_on = row.signs.filter(to_us=None)
    if going_on.exclude(ref__startswith="hand:").exists():
        raise _invalid(
            "words", _("There is no footage yet: it is noted by itself once it is back.")
        )
    text = paragraph("words", words, max_length=LONGEST, required=True)
    at_us = max(clock.now_us(), row.first_us)
    going_on.update(to_us=at_us)
    mark_back(row, at_us, by=by, text=text)
    return row


@transaction.atomic
def close(*, failure: UUID, by: UUID, course: str, after_fix: str, related: str) -> Failure:
    """Đã đóng, with the three mandatory texts, once it is back and the Board knows of it."""
    row = _row(failure, by, Deed.WORK_FAILURE)
    if row.state != FailureState.BACK:
        raise _not_due()
    if row.board_seen_us is None:
        raise _invalid(None, _("The school board has not confirmed it yet (khoản 5 Điều 2)."))
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


def _row(failure: UUID, by: UUID, deed: Deed) -> Failure:
    """Raises Failure.DoesNotExist, Refused."""
    row = Failure.objects.select_for_update().select_related("camera").get(pk=failure)
    writing.require(by, row.school_id, deed)
    return row


def _advance(row: Failure, to: FailureState, only: tuple[FailureState, ...]) -> bool:
    """The step, also where the trouble is over meanwhile: then it is what trouble returning would bring back."""
    if row.state == FailureState.BACK and row.before_back in only:
        row.before_back = to
        return True
    if row.state in only:
        row.state = to
        return True
    return False


def _not_due() -> ValidationError:
    return _invalid(None, _("This step is not due: the failure has moved on. Open the page again."))


def _invalid(field: str | None, message: str) -> ValidationError:
    problem = ValidationError(message, "invalid")
    return problem if field is None else ValidationError({field: problem})
