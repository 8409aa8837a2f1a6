"""What people do about a breach of personal data: each step is a line of its file.

Raises Refused where the position does not include it, ValidationError where the step is not due, TextRefused.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vonggac.access import selectors as access
from vonggac.access.deeds import Deed
from vonggac.breaches import selectors
from vonggac.breaches.models import COUNTS, Breach, BreachLine, BreachNotice, NamedLeader
from vonggac.breaches.states import (
    PERSONS,
    RUNNING,
    WARN_US,
    BreachState,
    DataKind,
    Happened,
    LineKind,
    Receiver,
)
from vonggac.kernel import clock
from vonggac.kernel.digests import facts_digest
from vonggac.kernel.ids import actor_id
from vonggac.kernel.text import one_line, paragraph
from vonggac.ledger import services as ledger
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind, Urgency
from vonggac.papers.models import Scan
from vonggac.people import selectors as people
from vonggac.people.roles import BOARD
from vonggac.proceedings import services as proceedings

LONGEST = 2000
MOST_PERSONS = 100_000


@transaction.atomic
def report(
    *,
    school: UUID,
    by: UUID,
    discovered_us: int,
    discovered_by: str,
    how: str,
    happened: str,
    what: str,
    data_kinds: Iterable[str],
    source: str = "",
    consequences: str = "",
    **persons: int | None,
) -> Breach:
    """Phát hiện: the 72 hours run from ``discovered_us``, whenever it is entered. Board and named leader are told.

    ``persons``: how many, by ``COUNTS``; None: not known yet.
    """
    access.require(by, school, Deed.REPORT_BREACH)
    if not 0 < discovered_us <= clock.now_us():
        raise _invalid("discovered_us", _("This instant has not come yet."))
    kinds = sorted({DataKind(each).value for each in data_kinds})
    if not kinds:
        raise _invalid("data_kinds", _("Choose at least one."))
    words = paragraph("what", what, max_length=LONGEST, required=True)
    row = Breach(
        school_id=school,
        discovered_us=discovered_us,
        discovered_by=one_line("discovered_by", discovered_by, max_length=120),
        how=paragraph("how", how, max_length=1000, required=True),
        happened=Happened(happened).value,
        what=words,
        data_kinds=",".join(kinds),
        source=one_line("source", source, max_length=60, required=False),
        consequences=paragraph("consequences", consequences, max_length=LONGEST),
        **_persons(persons),
    )
    proceedings.open_one(row, by=by, kind=LineKind.FOUND, text=words, ref=row.source)
    _tell(row, NoticeKind.BREACH_FOUND)
    return row


@transaction.atomic
def weigh(*, breach: UUID, by: UUID, consequences: str, **persons: int | None) -> Breach:
    """What is known by now: how many persons, what may follow. The line keeps what was said before."""
    row = _row(breach, by, Deed.REPORT_BREACH)
    _not_ended(row)
    row.consequences = paragraph("consequences", consequences, max_length=LONGEST, required=True)
    for name, count in _persons(persons).items():
        setattr(row, name, count)
    row.save(update_fields=["consequences", *COUNTS])
    said = "; ".join(f"{word}: {_said(getattr(row, name))}" for name, word in PERSONS.items())
    proceedings.write(row, LineKind.WEIGHED, by=by, text=f"{row.consequences}\n({said})")
    return row


@transaction.atomic
def decide(*, breach: UUID, by: UUID, notify: bool, words: str) -> Breach:
    """The Board: the notice is to be sent; or nobody is harmed, with the reason, which may be taken back."""
    row = _row(breach, by, Deed.HANDLE_BREACH)
    text = paragraph("words", words, max_length=LONGEST, required=not notify)
    to = BreachState.TO_NOTIFY if notify else BreachState.NO_NOTICE
    proceedings.move(row, to)
    proceedings.write(row, LineKind(to.value), by=by, text=text)
    return row


@transaction.atomic
def send_notice(
    *,
    breach: UUID,
    by: UUID,
    to: str,
    number: str,
    recipient: str,
    sent_us: int,
    late_reason: str = "",
    scan: Scan | None = None,
) -> BreachNotice:
    """As it was sent. Late is written down as late, with the reason, and never refused (khoản 1 Điều 23)."""
    row = _row(breach, by, Deed.HANDLE_BREACH)
    _not_ended(row)
    if not row.discovered_us <= sent_us <= clock.now_us():
        raise _invalid("sent_us", _("Between the discovery and now."))
    due_us = row.due_us if Receiver(to) == Receiver.AUTHORITY else None
    reason = _why_late(due_us, sent_us, late_reason)
    kind = _kind_of(row, Receiver(to))
    if kind == LineKind.NOTIFIED:
        _require_decided(row)
        proceedings.move(row, BreachState.NOTIFIED)
        _tell(row, NoticeKind.BREACH_NOTIFIED, urgency=Urgency.RAISED)
    said = one_line("recipient", recipient, max_length=300)
    no = one_line("number", number, max_length=60)
    text = f"{said}\n{reason}".strip()
    line = proceedings.write(row, kind, by=by, text=text, ref=no, scan=scan, happened_us=sent_us)
    return BreachNotice.objects.create(
        breach=row,
        place=row.notices.count() + 1,
        to=Receiver(to).value,
        number=no,
        recipient=said,
        sent_us=sent_us,
        due_us=due_us,
        late_reason=reason,
        line_id=line.pk,
        by_id=by,
        entered_us=clock.now_us(),
    )


@transaction.atomic
def add_line(
    *, breach: UUID, by: UUID, kind: str, words: str, ref: str = "", scan: Scan | None = None
) -> BreachLine:
    """A measure that was taken, evidence, a note."""
    row = _row(breach, by, Deed.REPORT_BREACH)
    if kind not in (LineKind.MEASURE, LineKind.EVIDENCE, LineKind.NOTE):
        raise _invalid("kind", _("Choose what it is."))
    _not_ended(row)
    text = paragraph("words", words, max_length=proceedings.LONGEST, required=True)
    number = one_line("ref", ref, max_length=80, required=False)
    return proceedings.write(row, kind, by=by, text=text, ref=number, scan=scan)  # type: ignore[return-value]  # of this room


@transaction.atomic
def close(*, breach: UUID, by: UUID, cause: str, measures: str, lessons: str) -> Breach:
    """Three texts or not at all."""
    row = _row(breach, by, Deed.HANDLE_BREACH)
    row.cause = paragraph("cause", cause, max_length=LONGEST, required=True)
    row.measures = paragraph("measures", measures, max_length=LONGEST, required=True)
    row.lessons = paragraph("lessons", lessons, max_length=LONGEST, required=True)
    proceedings.move(row, BreachState.CLOSED, "cause", "measures", "lessons")
    text = f"{row.cause}\n{row.measures}\n{row.lessons}"
    proceedings.write(row, LineKind.CLOSED, by=by, text=text[: proceedings.LONGEST])
    return row


@transaction.atomic
def correct(*, breach: UUID, place: int, by: UUID, words: str) -> BreachLine:
    """Đính chính: a new line that names the old one (I7)."""
    row = _row(breach, by, Deed.REPORT_BREACH)
    text = paragraph("words", words, max_length=LONGEST, required=True)
    return proceedings.correct(row, place, by=by, text=text)  # type: ignore[return-value]  # of this room


@transaction.atomic
def name_leader(*, school: UUID, by: UUID, leader: UUID, contact: str, basis: str) -> NamedLeader:
    """The head names one member of the Board; every naming stays."""
    access.require(by, school, Deed.CHANGE_SETTINGS)
    if not people.holders(school, BOARD, clock.now_us()).filter(pk=leader).exists():
        raise _invalid("leader", _("A member of the school board."))
    row = NamedLeader.objects.create(
        school_id=school,
        number=NamedLeader.objects.filter(school_id=school).count() + 1,
        leader_id=leader,
        contact=one_line("contact", contact, max_length=160),
        basis=one_line("basis", basis, max_length=300),
        by_id=by,
        decided_us=clock.now_us(),
    )
    facts = {"leader": actor_id(leader), "contact": row.contact, "basis": row.basis}
    ledger.record(
        "config.change", actor=actor_id(by), what="breach.leader", digest=facts_digest(facts)
    )
    return row


@transaction.atomic
def follow(*, at_us: int) -> int:
    """The clock's round: after 48, 71 and 72 hours Board and leader are told again, each once. Returns how often.

    Where several passed unseen (the machine was off), the last is told.
    """
    told = 0
    for row in Breach.objects.select_for_update().filter(state__in=RUNNING):
        passed = sum(at_us - row.discovered_us >= each for each in WARN_US)
        if passed <= row.told_step:
            continue
        row.told_step = passed
        row.save(update_fields=["told_step"])
        late = passed == len(WARN_US)
        _tell(row, NoticeKind.BREACH_LATE if late else NoticeKind.BREACH_DUE)
        told += 1
    return told


def _row(breach: UUID, by: UUID, deed: Deed) -> Breach:
    """Locked; a reporter's own or, for the Board, any."""
    row = proceedings.locked(Breach, breach)
    access.require(by, row.school_id, deed)
    if row.opened_by_id != by:
        access.require(by, row.school_id, Deed.HANDLE_BREACH)
    return row


def _require_decided(row: Breach) -> None:
    if row.state != BreachState.TO_NOTIFY:
        text = _("First decide that the notice is owed; then write down that it was sent.")
        raise _invalid("to", text)


def _not_ended(row: Breach) -> None:
    if row.ended:
        raise ValidationError(_("It has ended."), "not_due")


def _why_late(due_us: int | None, sent_us: int, reason: str) -> str:
    if due_us is None or sent_us <= due_us:
        return ""
    if not reason.strip():
        raise _invalid("late_reason", _("It was sent after 72 hours: write why."))
    return paragraph("late_reason", reason, max_length=1000)


def _kind_of(row: Breach, to: Receiver) -> LineKind:
    if to == Receiver.SUBJECTS:
        return LineKind.SUBJECTS
    return LineKind.FURTHER if row.state == BreachState.NOTIFIED else LineKind.NOTIFIED


def _persons(given: Mapping[str, Any]) -> dict[str, int | None]:
    unknown = set(given) - set(COUNTS)
    if unknown:
        raise TypeError(f"no such count: {sorted(unknown)}")
    for name, count in given.items():
        if count is not None and not 0 <= count <= MOST_PERSONS:
            raise _invalid(name, _("A number of persons, not negative."))
    return dict(given)


def _said(count: int | None) -> str:
    return "?" if count is None else str(count)


def _tell(row: Breach, kind: NoticeKind, *, urgency: Urgency = Urgency.URGENT) -> None:
    """The Board and the named leader, the number and the limit only."""
    persons = set(people.holders(row.school_id, BOARD, clock.now_us()).values_list("id", flat=True))
    named = selectors.leader(row.school_id)
    if named is not None:
        persons.add(named.leader_id)
    notices.tell(
        persons=list(persons),
        kind=kind,
        params={"no": row.label, "at_us": row.due_us},
        key=f"breach:{row.id.hex}:{kind.value}:{row.told_step}",
        url=f"/breaches/{row.id}",
        urgency=urgency,
    )


def _invalid(field: str, message: str) -> ValidationError:
    return ValidationError({field: ValidationError(message, "invalid")})
