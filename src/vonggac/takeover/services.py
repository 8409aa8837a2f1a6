"""What people do when the system is handed over (khoản 2 Điều 2): each step is a line of its file.

Raises Refused where it is not this person's step, ValidationError where the step is not due, TextRefused.
"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.factors import services as factors
from vonggac.kernel import clock
from vonggac.kernel.authority import Refused
from vonggac.kernel.text import one_line, paragraph
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.papers.models import Scan
from vonggac.people import selectors as people
from vonggac.people import services as people_services
from vonggac.people.roles import BOARD, Role
from vonggac.places import selectors as places
from vonggac.proceedings import services as proceedings
from vonggac.takeover import refusals, selectors
from vonggac.takeover.measuring import measure
from vonggac.takeover.models import HandoverLine, SystemHandover
from vonggac.takeover.states import Answer, HandoverState, Item, LineKind

LONGEST = 2000
Whose = Callable[[SystemHandover, UUID], None]
"""Raises Refused where it is not this person's step."""


@transaction.atomic
def plan(
    *, school: UUID, by: UUID, to: UUID, decision_no: str, decided_on: date | None = None
) -> SystemHandover:
    """By the head: who takes over, by which decision. The position changes when the head confirms at the end."""
    access.require(by, school, Deed.APPOINT)
    last = people.managers(school).first()
    if last is None:
        raise _invalid("to", _("Nobody has managed the system yet: appoint the first manager."))
    if last.person_id == to:
        raise _invalid("to", _("This person manages the system already, or did so last."))
    if to == by:
        raise Refused(refusals.own_matter())
    if not people.holders(school, tuple(Role), clock.now_us()).filter(pk=to).exists():
        raise _invalid("to", _("Somebody who holds a position at the school."))
    number = one_line("decision_no", decision_no, max_length=60)
    return _open(school, by, (last.person_id, to), planned=True, paper=(number, decided_on))


@transaction.atomic
def answer(
    *,
    handover: UUID,
    by: UUID,
    item: str,
    answer: str,
    words: str = "",
    scan: Scan | None = None,
) -> HandoverLine:
    """One item of the checklist, by who leaves, who takes over or the head; the last answer counts.

    What is left to do, and the count of books and papers, is said in words.
    """
    row = _locked(handover, by, _everybody)
    wanted, said = Item(item), Answer(answer)
    if row.state != HandoverState.OPEN:
        raise ValidationError(_("It is handed over: send it back to change an item."), "not_due")
    needs = said == Answer.LEFT or (said == Answer.DONE and wanted == Item.BOOKS)
    text = paragraph("words", words, max_length=LONGEST, required=needs)
    return proceedings.write(row, said, by=by, text=text, ref=wanted, scan=scan)  # type: ignore[return-value]  # of this room


@transaction.atomic
def give(*, handover: UUID, by: UUID, words: str = "", scan: Scan | None = None) -> SystemHandover:
    """Bên giao: who leaves confirms, once every item is answered. What the system measures is kept with it."""
    row = _locked(handover, by, _leaving)
    return _given(row, by, LineKind.GIVEN, paragraph("words", words, max_length=LONGEST), scan)


@transaction.atomic
def give_for(*, handover: UUID, by: UUID, reason: str, scan: Scan | None = None) -> SystemHandover:
    """The head, for somebody who left and does not confirm himself; with the reason."""
    row = _locked(handover, by, _head)
    row.absent = one_line("reason", reason, max_length=300)
    return _given(row, by, LineKind.ABSENT, row.absent, scan)


@transaction.atomic
def take(*, handover: UUID, by: UUID, words: str = "", scan: Scan | None = None) -> SystemHandover:
    """Bên nhận: who takes over confirms that it is as written."""
    row = _locked(handover, by, _taking)
    text = paragraph("words", words, max_length=LONGEST)
    row.taken_us = clock.now_us()
    proceedings.move(row, HandoverState.TAKEN, "taken_us")
    proceedings.write(row, LineKind.TAKEN, by=by, text=text, scan=scan)
    told = {each.id for each in selectors.deciders(row)}
    _tell(row, told, NoticeKind.SYSTEM_HANDOVER)
    return row


@transaction.atomic
def send_back(*, handover: UUID, by: UUID, words: str) -> SystemHandover:
    """Who takes over, or the head: an item is not as written. Both confirm again."""
    row = _locked(handover, by, _taking_or_head)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    row.given_us = row.given_by_id = row.taken_us = None
    row.absent, row.measured = "", {}
    fields = ("given_us", "given_by", "taken_us", "absent", "measured")
    proceedings.move(row, HandoverState.OPEN, *fields)
    proceedings.write(row, LineKind.SENT_BACK, by=by, text=text)
    _tell(row, {row.leaving_id, row.taking_id} - {by}, NoticeKind.SYSTEM_HANDOVER)
    return row


@transaction.atomic
def confirm(
    *, handover: UUID, by: UUID, words: str = "", scan: Scan | None = None
) -> SystemHandover:
    """The head, or where it is the head's own another of the Board: from now on the other one manages the system, and
    the recovery codes of who leaves are void.
    """
    row = _locked(handover, by, _head)
    text = paragraph("words", words, max_length=LONGEST)
    if not row.FLOW.allows(row.state, HandoverState.CONFIRMED):
        raise ValidationError(_("Who leaves and who takes over confirm first."), "not_due")
    if row.changed_us is None:
        row.changed_us = _change_manager(row, by)
    row.confirmed_us, row.confirmed_by_id = clock.now_us(), by
    fields = ("changed_us", "confirmed_us", "confirmed_by")
    proceedings.move(row, HandoverState.CONFIRMED, *fields)
    proceedings.write(row, LineKind.CONFIRMED, by=by, text=text, ref=row.decision_no, scan=scan)
    _end_codes(row, by)
    _tell(row, {row.leaving_id, row.taking_id} | _board(row), NoticeKind.SYSTEM_HANDED)
    return row


@transaction.atomic
def cancel(*, handover: UUID, by: UUID, words: str) -> SystemHandover:
    """Not carried out. Not for a change that stands: its handing over is owed."""
    row = _locked(handover, by, _head)
    now = people.manager(row.school_id, clock.now_us())
    if not row.planned and now is not None and now.person_id == row.taking_id:
        raise ValidationError(_("The manager has changed: it must be handed over."), "not_due")
    text = paragraph("words", words, max_length=LONGEST, required=True)
    proceedings.move(row, HandoverState.CANCELLED)
    proceedings.write(row, LineKind.CANCELLED, by=by, text=text)
    return row


@transaction.atomic
def add_note(*, handover: UUID, by: UUID, words: str, scan: Scan | None = None) -> HandoverLine:
    """Also after it was confirmed: that a password is changed, that a key came later."""
    row = _locked(handover, by, _everybody)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    return proceedings.write(row, LineKind.NOTE, by=by, text=text, scan=scan)  # type: ignore[return-value]  # of this room


@transaction.atomic
def correct(*, handover: UUID, place: int, by: UUID, words: str) -> HandoverLine:
    """Đính chính: a new line that names the old one (I7)."""
    row = _locked(handover, by, _everybody)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    return proceedings.correct(row, place, by=by, text=text)  # type: ignore[return-value]  # of this room


def follow(*, at_us: int) -> None:
    """The clerk's look: the Board is told when nobody manages the system for a day; a change without a handing over
    opens one. Cheap, and the same again does nothing.
    """
    school = places.the_school()
    if school is None:
        return
    key = f"no_manager:{school.id.hex}"
    since_us = selectors.red_since(school.id, at_us)
    if since_us is None:
        notices.settle(key=key)
    else:
        _tell_vacant(school.id, since_us, key, at_us)
    if selectors.owed(school.id, at_us) is not None:
        _open_owed(school.id)


@transaction.atomic
def _open_owed(school: UUID) -> None:
    found = selectors.owed(school, clock.now_us())
    if found is not None:
        leaving, taking, changed_us = found
        _open(school, None, (leaving, taking), planned=False, changed_us=changed_us)


def _open(
    school: UUID,
    by: UUID | None,
    persons: tuple[UUID, UUID],
    *,
    planned: bool,
    changed_us: int | None = None,
    paper: tuple[str, date | None] = ("", None),
) -> SystemHandover:
    if selectors.under_way(school) is not None:
        raise ValidationError(_("A handing over is under way already."), "not_due")
    row = proceedings.open_one(
        SystemHandover(
            school_id=school,
            leaving_id=persons[0],
            taking_id=persons[1],
            planned=planned,
            changed_us=changed_us,
            decision_no=paper[0],
            decided_on=paper[1],
        ),
        by=by,
        kind=LineKind.OPENED,
        ref=paper[0],
    )
    told = {each for each in (*persons, *_board(row)) if each != by}
    _tell(row, told, NoticeKind.SYSTEM_HANDOVER)
    return row


def _given(
    row: SystemHandover, by: UUID, kind: LineKind, text: str, scan: Scan | None
) -> SystemHandover:
    if any(each.line is None for each in selectors.checklist(row.id)):
        raise ValidationError(_("Answer every item of the checklist first."), "not_due")
    row.given_us, row.given_by_id = clock.now_us(), by
    row.measured = measure(row.school_id, row.changed_us)
    proceedings.move(row, HandoverState.GIVEN, "given_us", "given_by", "absent", "measured")
    proceedings.write(row, kind, by=by, text=text, scan=scan)
    _tell(row, {row.taking_id}, NoticeKind.SYSTEM_HANDOVER)
    return row


def _change_manager(row: SystemHandover, by: UUID) -> int:
    """Ends the one position and begins the other, as the head decided when it was planned; the instant.

    Raises ValidationError, Refused of ``people``.
    """
    now = people.manager(row.school_id, clock.now_us())
    if now is not None and now.person_id == row.taking_id:
        return now.from_us
    head = people.head_of(row.school_id, clock.now_us())
    if head is not None and selectors.heads_own(row):
        by = head.id
    paper = {"decision_no": row.decision_no, "decided_on": row.decided_on}
    if now is not None and now.person_id == row.leaving_id:
        people_services.end_position(position=now.id, by=by, **paper)  # type: ignore[arg-type]
    made = people_services.appoint(
        person=row.taking_id,
        school=row.school_id,
        role=Role.IT_TEACHER,
        by=by,
        **paper,  # type: ignore[arg-type]
    )
    return made.from_us


def _end_codes(row: SystemHandover, by: UUID) -> None:
    account = people.account_of(row.leaving_id)
    ended = factors.end_recovery_codes(account=account.id, by=by) if account else 0
    if ended:
        proceedings.write(row, LineKind.CODES_ENDED, by=None, ref=str(ended))


# --------------------------------------------------------------------------- whose step it is


def _locked(handover: UUID, by: UUID, may: Whose) -> SystemHandover:
    row = proceedings.locked(SystemHandover, handover)
    may(row, by)
    return row


def _leaving(row: SystemHandover, by: UUID) -> None:
    if by != row.leaving_id:
        raise Refused(refusals.not_yours(_("who leaves")))


def _taking(row: SystemHandover, by: UUID) -> None:
    if by != row.taking_id:
        raise Refused(refusals.not_yours(_("who takes over")))


def _head(row: SystemHandover, by: UUID) -> None:
    if selectors.concerns(row, by):
        raise Refused(refusals.own_matter())
    if selectors.heads_own(row):
        people_services.require_board(by, row.school_id)
    else:
        access.require(by, row.school_id, Deed.APPOINT)


def _taking_or_head(row: SystemHandover, by: UUID) -> None:
    if by != row.taking_id:
        _head(row, by)


def _everybody(row: SystemHandover, by: UUID) -> None:
    if not selectors.concerns(row, by):
        _head(row, by)


# --------------------------------------------------------------------------- telling


def _board(row: SystemHandover) -> set[UUID]:
    held = people.holders(row.school_id, BOARD, clock.now_us())
    return set(held.values_list("id", flat=True))


def _tell(row: SystemHandover, persons: set[UUID], kind: NoticeKind) -> None:
    notices.tell(
        persons=persons,
        kind=kind,
        params={"no": row.label},
        key=f"system_handover:{row.id.hex}:{kind.value}:{row.state}",
        url=f"/manager/handovers/{row.id}",
    )


def _tell_vacant(school: UUID, since_us: int, key: str, at_us: int) -> None:
    notices.tell(
        persons=list(people.holders(school, BOARD, at_us).values_list("id", flat=True)),
        kind=NoticeKind.NO_MANAGER,
        params={"at_us": since_us},
        key=key,
        url="/manager",
        urgency=Urgency.URGENT,
        merge_us=clock.DAY_US,
    )


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
