"""What people do with a violation (REQUIREMENTS §5.9): each step is a line of its file.

Raises Refused where the position does not include it or the person is concerned himself, ValidationError where the step
is not due, TextRefused.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.holds import services as holds
from vonggac.holds.models import Hold
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.ranges import Range
from vonggac.kernel.text import one_line, paragraph
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.papers.models import Scan
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD, Role
from vonggac.proceedings import services as proceedings
from vonggac.violations import refusals, selectors
from vonggac.violations.models import Involved, Violation, ViolationLine
from vonggac.violations.states import LineKind, Rule, ViolationState

LONGEST = 4000
MOST_INVOLVED = 20
MOST_VND = 10**12
_EVERY = tuple(Role)


@dataclass(frozen=True, slots=True)
class Concerned:
    """``person`` None: somebody without an account."""

    name: str
    position: str = ""
    person: UUID | None = None


@transaction.atomic
def report(
    *,
    school: UUID,
    by: UUID,
    rule: str,
    what: str,
    happened_us: int,
    where: str = "",
    source: str = "",
    concerned: Iterable[Concerned] = (),
) -> Violation:
    """Phát hiện: an act that bears signs of a violation, in neutral words. The Board is told its number only."""
    access.require(by, school, Deed.REPORT_VIOLATION)
    if happened_us > clock.now_us():
        raise _invalid("happened_us", _("This instant has not come yet."))
    named = list(concerned)[: MOST_INVOLVED + 1]
    if len(named) > MOST_INVOLVED:
        raise _invalid("concerned", _("At most 20 persons."))
    words = paragraph("what", what, max_length=2000, required=True)
    row = proceedings.open_one(
        Violation(
            school_id=school,
            rule=Rule(rule).value,
            what=words,
            where=one_line("where", where, max_length=160, required=False),
            happened_us=happened_us,
            source=one_line("source", source, max_length=60, required=False),
        ),
        by=by,
        kind=LineKind.FOUND,
        text=words,
        ref=source,
    )
    for each in named:
        _involve(row, each)
    _tell(row, NoticeKind.VIOLATION_FOUND, but=by)
    return row


@transaction.atomic
def minute(*, violation: UUID, by: UUID, words: str, scan: Scan | None = None) -> Violation:
    """Lập biên bản: who writes it does not conclude later. ``scan``: the signed minutes."""
    row = _row(violation, by, Deed.REPORT_VIOLATION)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    row.minuted_by_id = by
    proceedings.move(row, ViolationState.MINUTED, "minuted_by")
    proceedings.write(row, LineKind.MINUTED, by=by, text=text, scan=scan)
    return row


@transaction.atomic
def report_to_board(*, violation: UUID, by: UUID, words: str = "") -> Violation:
    row = _row(violation, by, Deed.REPORT_VIOLATION)
    text = paragraph("words", words, max_length=LONGEST)
    proceedings.move(row, ViolationState.REPORTED)
    proceedings.write(row, LineKind.REPORTED, by=by, text=text)
    _tell(row, NoticeKind.VIOLATION_REPORTED, but=by, urgency=Urgency.URGENT)
    return row


@transaction.atomic
def verify(*, violation: UUID, by: UUID, words: str = "") -> Violation:
    """Đang xác minh: from now on the persons concerned know of it and are asked for their statement."""
    row = _board_row(violation, by)
    text = paragraph("words", words, max_length=LONGEST)
    proceedings.move(row, ViolationState.VERIFYING)
    proceedings.write(row, LineKind.VERIFYING, by=by, text=text)
    _tell_concerned(row)
    return row


@transaction.atomic
def state(*, violation: UUID, by: UUID, words: str, scan: Scan | None = None) -> ViolationLine:
    """The person's own statement (FORMS §6.1), while it is being verified; nobody changes it, nobody removes it."""
    row = proceedings.locked(Violation, violation)
    if not selectors.concerns(row, by):
        raise Refused(refusals.not_yours())
    if row.state not in (ViolationState.VERIFYING, ViolationState.REPORTED):
        raise ValidationError(_("A statement is taken while it is being verified."), "not_due")
    text = paragraph("words", words, max_length=LONGEST, required=True)
    return proceedings.write(row, LineKind.STATEMENT, by=by, text=text, scan=scan)  # type: ignore[return-value]  # of this room


@transaction.atomic
def add_line(
    *, violation: UUID, by: UUID, kind: str, words: str, ref: str = "", scan: Scan | None = None
) -> ViolationLine:
    """A note, evidence, a statement of a witness, or the statement of somebody without an account, written down."""
    row = _row(violation, by, Deed.REPORT_VIOLATION)
    if kind not in (LineKind.NOTE, LineKind.EVIDENCE, LineKind.WITNESS, LineKind.STATEMENT):
        raise _invalid("kind", _("Choose what it is."))
    if row.ended:
        raise ValidationError(_("It has ended."), "not_due")
    text = paragraph("words", words, max_length=LONGEST, required=True)
    number = one_line("ref", ref, max_length=80, required=False)
    return proceedings.write(row, kind, by=by, text=text, ref=number, scan=scan)  # type: ignore[return-value]  # of this room


@transaction.atomic
def place_hold(
    *,
    violation: UUID,
    by: UUID,
    cameras: Iterable[str],
    footage: Range,
    reason: str,
    review_on: date,
) -> Hold:
    """+ Niêm giữ dữ liệu: evidence, released by two persons (khoản 1 Điều 6)."""
    row = _row(violation, by, Deed.PLACE_HOLD)
    made = holds.place(
        school=row.school_id,
        cameras=cameras,
        footage=footage,
        ground="case",
        ground_ref=row.label,
        reason=reason,
        by=by,
        review_on=review_on,
    )
    proceedings.write(row, LineKind.HELD, by=by, text=made.reason, ref=made.label)
    return made


@transaction.atomic
def conclude(*, violation: UUID, by: UUID, violated: bool, words: str) -> Violation:
    """Kết luận, by a member of the Board who is not concerned and did not write the minutes (I9)."""
    row = _board_row(violation, by)
    if row.minuted_by_id == by:
        raise Refused(refusals.own_minutes())
    text = paragraph("words", words, max_length=LONGEST, required=True)
    to = ViolationState.VIOLATED if violated else ViolationState.NONE
    row.concluded_by_id, row.concluded_us = by, clock.now_us()
    proceedings.move(row, to, "concluded_by", "concluded_us")
    proceedings.write(row, to, by=by, text=text)
    _tell(row, NoticeKind.VIOLATION_CONCLUDED, but=by, concerned=True)
    return row


@transaction.atomic
def propose(*, violation: UUID, by: UUID, words: str) -> Violation:
    """Kiến nghị xử lý."""
    row = _board_row(violation, by)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    proceedings.move(row, ViolationState.PROPOSED)
    proceedings.write(row, LineKind.PROPOSED, by=by, text=text)
    return row


@transaction.atomic
def settle(
    *, violation: UUID, by: UUID, decision_no: str, outcome: str, damage_vnd: int | None = None
) -> Violation:
    """Đã xử lý: the number of the decision and what it says (khoản 2 Điều 6). Recorded, never decided here."""
    row = _board_row(violation, by)
    row.decision_no = one_line("decision_no", decision_no, max_length=60)
    row.outcome = one_line("outcome", outcome, max_length=300)
    row.damage_vnd = _amount("damage_vnd", damage_vnd)
    proceedings.move(row, ViolationState.SETTLED, "decision_no", "outcome", "damage_vnd")
    proceedings.write(row, LineKind.SETTLED, by=by, text=row.outcome, ref=row.decision_no)
    return row


@transaction.atomic
def compensate(*, violation: UUID, by: UUID, compensated_vnd: int, words: str = "") -> Violation:
    """Bồi thường, where there was damage."""
    row = _board_row(violation, by)
    if not row.damage_vnd:
        raise ValidationError(_("No damage was recorded."), "not_due")
    row.compensated_vnd = _amount("compensated_vnd", compensated_vnd)
    text = paragraph("words", words, max_length=LONGEST)
    proceedings.move(row, ViolationState.COMPENSATED, "compensated_vnd")
    proceedings.write(row, LineKind.COMPENSATED, by=by, text=text)
    return row


@transaction.atomic
def end(*, violation: UUID, by: UUID, words: str = "") -> Violation:
    """Kết thúc. Its holds stay until two persons release them."""
    row = _board_row(violation, by)
    text = paragraph("words", words, max_length=LONGEST)
    proceedings.move(row, ViolationState.ENDED)
    proceedings.write(row, LineKind.ENDED, by=by, text=text)
    return row


@transaction.atomic
def correct(*, violation: UUID, place: int, by: UUID, words: str) -> ViolationLine:
    """Đính chính: a new line that names the old one (I7)."""
    row = _row(violation, by, Deed.REPORT_VIOLATION)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    return proceedings.correct(row, place, by=by, text=text)  # type: ignore[return-value]  # of this room


def _involve(row: Violation, each: Concerned) -> None:
    name = each.name
    if each.person is not None:
        held = people.holders(row.school_id, _EVERY, clock.now_us()).filter(pk=each.person).first()
        if held is None:
            raise _invalid("concerned", _("Somebody who holds a position at the school."))
        name = held.full_name
    Involved.objects.create(
        violation=row,
        person_id=each.person,
        name=one_line("concerned", name, max_length=120),
        position=one_line("concerned", each.position, max_length=160, required=False),
    )


def _row(violation: UUID, by: UUID, deed: Deed) -> Violation:
    """Locked; a reporter's own or, for the Board, any; never for who is concerned."""
    row = proceedings.locked(Violation, violation)
    access.require(by, row.school_id, deed)
    if selectors.concerns(row, by):
        raise Refused(refusals.involved())
    at_us = clock.now_us()
    board = access.refusal_for(
        person=by, school=row.school_id, deed=Deed.DECIDE_VIOLATIONS, at_us=at_us
    )
    if board is not None and row.opened_by_id != by:
        raise Refused(refusals.not_yours())
    return row


def _board_row(violation: UUID, by: UUID) -> Violation:
    return _row(violation, by, Deed.DECIDE_VIOLATIONS)


def _amount(field: str, value: int | None) -> int | None:
    if value is not None and not 0 <= value <= MOST_VND:
        raise _invalid(field, _("An amount in đồng, not negative."))
    return value


def _tell(
    row: Violation,
    kind: NoticeKind,
    *,
    but: UUID,
    urgency: Urgency = Urgency.RAISED,
    concerned: bool = False,
) -> None:
    """The Board, except whom it concerns; with ``concerned`` those as well. The number only."""
    about = {each.person_id for each in row.involved.all() if each.person_id is not None}
    held = set(people.holders(row.school_id, BOARD, clock.now_us()).values_list("id", flat=True))
    persons = (held - about - {but}) | (about if concerned else set())
    notices.tell(
        persons=list(persons),
        kind=kind,
        params={"no": row.label},
        key=f"violation:{row.id.hex}:{kind.value}",
        url=f"/violations/{row.id}",
        urgency=urgency,
    )


def _tell_concerned(row: Violation) -> None:
    persons = [each.person_id for each in row.involved.all() if each.person_id is not None]
    notices.tell(
        persons=persons,
        kind=NoticeKind.VIOLATION_ABOUT,
        params={"no": row.label},
        key=f"violation:{row.id.hex}:about",
        url=f"/violations/{row.id}",
        urgency=Urgency.URGENT,
    )


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
