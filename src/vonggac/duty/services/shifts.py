"""Opening a shift by its checklist, closing it by another, and shifts that end by themselves (khoản 2 Điều 3)."""

from collections.abc import Mapping
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from vonggac.duty.checklists import OF, Answer, Answers, Item, List
from vonggac.duty.facts import Fact
from vonggac.duty.models import Shift, ShiftCheck, ShiftEnd
from vonggac.duty.services.recording import invalid, record_shift, refuse_foreign
from vonggac.kernel import clock
from vonggac.kernel.text import one_line
from vonggac.notices import services as notices
from vonggac.notices.kinds import NoticeKind
from vonggac.people import selectors as people
from vonggac.people.roles import Role

EARLY_US = 30 * clock.MINUTE_US
"""How long before its rostered begin a shift may be opened."""
IDLE_US = clock.HOUR_US
"""Nobody of the shift has touched anything for so long: it ends by itself."""
_ENDS = {
    ShiftEnd.CLOSED: "closed",
    ShiftEnd.TIME: "ended by itself",
    ShiftEnd.IDLE: "left",
}


@transaction.atomic
def open_shift(
    *, shift: UUID, person: UUID, answers: Answers, facts: Mapping[Item, Fact] | None = None
) -> Shift:
    """Mở ca, by the person on the roster, from half an hour before, with every item of the list answered.

    ``facts``: what the system measured for it. A complaint opens the shift all the same, and is told.
    Raises Refused, ValidationError, TextRefused.
    """
    at_us = clock.now_us()
    row = Shift.objects.select_for_update().get(pk=shift)
    refuse_foreign(row, person)
    if row.cancelled_us is not None or row.opened_us is not None:
        raise invalid("shift", _("The shift was opened or cancelled already."))
    if not row.from_us - EARLY_US <= at_us < row.to_us:
        raise invalid("shift", _("A shift is opened within its hours."))
    for left in Shift.objects.filter(person_id=person, opened_us__isnull=False, closed_us=None):
        if at_us < left.to_us:
            raise invalid("shift", _("Close the open shift first."))
        _end(left, max(left.to_us, left.opened_us or 0), person, ShiftEnd.TIME)
    row.opened_us = at_us
    row.save(update_fields=["opened_us"])
    written = _write_checks(row, List.OPENING, answers, facts or {}, person)
    record_shift(row, person, "opened", {"checks": written})
    return row


@transaction.atomic
def close_shift(
    *, shift: UUID, person: UUID, answers: Answers, facts: Mapping[Item, Fact] | None = None
) -> Shift:
    """Kết thúc ca, with every item of the closing list answered: live view of its areas ends at once.

    Raises Refused, ValidationError, TextRefused.
    """
    row = Shift.objects.select_for_update().get(pk=shift)
    refuse_foreign(row, person)
    if row.opened_us is None or row.closed_us is not None:
        raise invalid("shift", _("The shift is not open."))
    written = _write_checks(row, List.CLOSING, answers, facts or {}, person)
    _end(row, max(clock.now_us(), row.opened_us), person, ShiftEnd.CLOSED, {"checks": written})
    return row


@transaction.atomic
def end_overdue(*, at_us: int) -> int:
    """Tự động kết thúc: shifts whose hours are over, and those that nobody is at. How many; safe to repeat."""
    count = 0
    for row in Shift.objects.select_for_update().filter(opened_us__isnull=False, closed_us=None):
        opened_us = row.opened_us or 0
        touched_us = max(people.last_human_us(row.person_id) or 0, opened_us)
        if row.to_us <= at_us:
            _end(row, max(row.to_us, opened_us), None, ShiftEnd.TIME)
        elif touched_us + IDLE_US <= at_us:
            _end(row, at_us, None, ShiftEnd.IDLE)
        else:
            continue
        count += 1
    return count


def _end(
    row: Shift,
    at_us: int,
    by: UUID | None,
    how: ShiftEnd,
    more: Mapping[str, object] | None = None,
) -> None:
    row.closed_us, row.ended_how = at_us, how
    row.save(update_fields=["closed_us", "ended_how"])
    record_shift(row, by, _ENDS[how], more)


def _write_checks(
    row: Shift, which: List, answers: Answers, facts: Mapping[Item, Fact], person: UUID
) -> list[list[str]]:
    """One row an item; returns what the entry's digest binds. Raises ValidationError where one is not answered."""
    missing = [item for item in OF[which] if item not in answers]
    if missing:
        problem = ValidationError(_("Answer this item."), "required")
        raise ValidationError({item.value: problem for item in missing})
    at_us, written = clock.now_us(), []
    for item in OF[which]:
        said, fact = answers[item], facts.get(item, Fact())
        bad = said.answer == Answer.COMPLAINED
        words = one_line(f"{item.value}_words", said.words, max_length=500, required=bad)
        ShiftCheck.objects.create(
            shift=row,
            which=which,
            item=item,
            measured=fact.measured,
            verdict=fact.verdict,
            answer=said.answer,
            words=words,
            person_id=person,
            at_us=at_us,
        )
        written.append([item.value, said.answer.value, fact.verdict, words])
        if bad:
            _tell_complaint(row, item, person)
    return written


def _tell_complaint(row: Shift, item: Item, by: UUID) -> None:
    """The IT teacher, who looks after the equipment (khoản 2 Điều 2)."""
    held = people.holders(row.school_id, [Role.IT_TEACHER], clock.now_us())
    notices.tell(
        persons=[each for each in held.values_list("id", flat=True) if each != by],
        kind=NoticeKind.SHIFT_COMPLAINT,
        params={"item": item.value, "at_us": clock.now_us()},
        key=f"shift:{row.id.hex}:{item.value}",
        url=address(row),
    )


def address(row: Shift) -> str:
    """The page of a shift; empty where this process has no pages."""
    try:
        return reverse("shift", args=[row.id])
    except NoReverseMatch:
        return ""
